import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const CLIENT = join(import.meta.dirname, "runtime-client.ts");
const NODE = join(import.meta.dirname, "../../../node_modules/.bin/node");

/** Bytes of JSON that an invocation may give back. */
const RESPONSE_LIMIT = 6 * 1024 * 1024;

/** A function as the template has it, and where its code lies. */
export interface DeployedFunction {
  readonly name: string;
  readonly arn: string;
  /** `file.export`. */
  readonly handler: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** How a process for a function is started. */
export interface Launch {
  /** The folder with the code: the unpacked asset. */
  readonly taskRoot: string;
  /** Beside the template's variables: what Lambda itself sets, and where the stand-ins for AWS listen. */
  readonly platform: (name: string) => Readonly<Record<string, string>>;
  /** Node's flags, given the folder that the function may write to and its memory. */
  readonly flags: (temporary: string, memoryMb: number) => readonly string[];
}

/** What one invocation took. */
export interface Invocation {
  readonly function: string;
  /** Milliseconds from the start of its process to its readiness; null where the process was there. */
  readonly initMs: number | null;
  /** What its process had used of a processor when it was ready; null where it was there. */
  readonly initCpuMs: number | null;
  readonly durationMs: number;
  /** The largest resident set of the process until now. */
  readonly peakRssMb: number;
  /** What the process has used of a processor since its start; it does not depend on how busy the machine is. */
  readonly cpuMs: number;
}

/** What an invocation threw, named as the state machine sees it. */
export class FunctionError extends Error {
  /** The payload as Step Functions puts it into `Cause`. */
  readonly payload: string;
  constructor(name: string, message: string, payload: string) {
    super(message);
    this.name = name;
    this.payload = payload;
  }
}

const Failure = z.object({ errorType: z.string(), errorMessage: z.string() });

interface Waiting {
  readonly id: string;
  readonly event: string;
  resolve(payload: string): void;
  reject(error: Error): void;
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
};

/** One execution environment: a process with a Runtime API of its own, for one event at a time. */
class Environment {
  readonly #deployed: DeployedFunction;
  readonly #server: Server;
  #process: ChildProcess | undefined;
  #temporary = "";
  #log = "";
  #ready: () => void = () => {};
  #failed: (error: Error) => void = () => {};
  #next: ServerResponse | null = null;
  #current: Waiting | null = null;

  constructor(deployed: DeployedFunction) {
    this.#deployed = deployed;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** What the function printed. */
  get log(): string {
    return this.#log;
  }

  /** @returns milliseconds until the handler was loaded */
  async start(launch: Launch): Promise<number> {
    const started = performance.now();
    const ready = new Promise<void>((resolve, reject) => {
      this.#ready = resolve;
      this.#failed = reject;
    });
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the Runtime API listens on no port");
    this.#temporary = await mkdtemp(join(tmpdir(), "lambda-"));
    this.#process = spawn(NODE, [...launch.flags(this.#temporary, this.#deployed.memoryMb), CLIENT], {
      cwd: launch.taskRoot,
      env: {
        ...this.#deployed.environment,
        ...launch.platform(this.#deployed.name),
        TMPDIR: this.#temporary,
        LAMBDA_TASK_ROOT: launch.taskRoot,
        _HANDLER: this.#deployed.handler,
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${address.port}`,
        AWS_LAMBDA_FUNCTION_NAME: this.#deployed.name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${this.#deployed.memoryMb}`,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.on("data", (part) => {
        this.#log += part;
      });
    this.#process.once("exit", (code, signal) => {
      this.#end(new FunctionError("Runtime.ExitError", `${code ?? signal}\n${this.#log}`, ""));
    });
    await ready;
    return performance.now() - started;
  }

  async invoke(event: unknown): Promise<string> {
    const limit = setTimeout(() => {
      const sentence = `Task timed out after ${this.#deployed.timeoutSeconds}.00 seconds`;
      this.#end(new FunctionError("Sandbox.Timedout", sentence, ""));
      this.#process?.kill("SIGKILL");
    }, this.#deployed.timeoutSeconds * 1000);
    try {
      return await new Promise<string>((resolve, reject) => {
        this.#current = { id: randomUUID(), event: JSON.stringify(event), resolve, reject };
        this.#deliver();
      });
    } finally {
      clearTimeout(limit);
    }
  }

  get isAlive(): boolean {
    return this.#process?.exitCode === null && this.#process.signalCode === null && !this.#process.killed;
  }

  peakRssMb(): number {
    const status = readFileSync(`/proc/${this.#process?.pid}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  }

  /** Field 14 and 15 of proc(5), in hundredths of a second. */
  cpuMs(): number {
    const fields = readFileSync(`/proc/${this.#process?.pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return 10 * (Number(fields[11]) + Number(fields[12]));
  }

  async close(): Promise<void> {
    if (this.isAlive && this.#process !== undefined) {
      this.#process.kill("SIGKILL");
      await once(this.#process, "exit");
    }
    this.#server.closeAllConnections();
    this.#server.close();
    await rm(this.#temporary, { recursive: true, force: true });
  }

  #deliver(): void {
    if (this.#next === null || this.#current === null) return;
    const deadline = Date.now() + this.#deployed.timeoutSeconds * 1000;
    this.#next.writeHead(200, {
      "Lambda-Runtime-Aws-Request-Id": this.#current.id,
      "Lambda-Runtime-Deadline-Ms": `${deadline}`,
      "Lambda-Runtime-Invoked-Function-Arn": this.#deployed.arn,
      "Content-Type": "application/json",
    });
    this.#next.end(this.#current.event);
    this.#next = null;
  }

  #end(error: Error): void {
    this.#failed(error);
    const current = this.#current;
    this.#current = null;
    current?.reject(error);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.replace("/2018-06-01/runtime/", "") ?? "";
    if (path === "invocation/next") {
      this.#next = response;
      this.#ready();
      this.#deliver();
      return;
    }
    const body = await textOf(request);
    response.writeHead(202).end();
    const current = this.#current;
    if (path.endsWith("/error")) {
      const { errorType, errorMessage } = Failure.parse(JSON.parse(body));
      this.#end(new FunctionError(errorType, errorMessage, body));
    } else if (current !== null && path === `invocation/${current.id}/response`) {
      this.#current = null;
      if (Buffer.byteLength(body) <= RESPONSE_LIMIT) current.resolve(body);
      else current.reject(new FunctionError("Function.ResponseSizeTooLarge", `${body.length} characters`, ""));
    }
  }
}

/** A deployed function: takes any number of events at once, each in a process that has no other. */
export class EmulatedFunction {
  readonly invocations: Invocation[] = [];
  readonly #deployed: DeployedFunction;
  readonly #launch: Launch;
  readonly #idle: Environment[] = [];
  readonly #all: Environment[] = [];

  constructor(deployed: DeployedFunction, launch: Launch) {
    this.#deployed = deployed;
    this.#launch = launch;
  }

  /** What all its processes printed. */
  get log(): string {
    return this.#all.map(({ log }) => log).join("");
  }

  /** Throws FunctionError as Step Functions would see it. */
  async invoke(event: unknown): Promise<unknown> {
    const { environment, initMs, initCpuMs } = await this.#environment();
    const started = performance.now();
    try {
      return JSON.parse(await environment.invoke(event));
    } finally {
      const durationMs = performance.now() - started;
      if (environment.isAlive) {
        const used = { peakRssMb: environment.peakRssMb(), cpuMs: environment.cpuMs() };
        this.invocations.push({ function: this.#deployed.name, initMs, initCpuMs, durationMs, ...used });
        this.#idle.push(environment);
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((environment) => environment.close()));
  }

  async #environment(): Promise<{
    environment: Environment;
    initMs: number | null;
    initCpuMs: number | null;
  }> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return { environment: idle, initMs: null, initCpuMs: null };
    const environment = new Environment(this.#deployed);
    this.#all.push(environment);
    const initMs = await environment.start(this.#launch);
    return { environment, initMs, initCpuMs: environment.cpuMs() };
  }
}
