/**
 * What Lambda's managed runtime does for a handler: loads it, asks the Runtime API for events, hands back what it gives
 * or throws. The package that Lambda itself uses cannot stand here: it needs a native build.
 *
 * Source: AWS Lambda, "Using the Lambda runtime API for custom runtimes", version 2018-06-01; the shape of a failure is
 * that of aws-lambda-ric 4, `Errors.toRapidResponse`.
 */
import { Agent, type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

type Handler = (event: unknown, context: object) => Promise<unknown>;

const { AWS_LAMBDA_RUNTIME_API = "", LAMBDA_TASK_ROOT = "", _HANDLER = "" } = process.env;
const [host = "", port = ""] = AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

interface Answer {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

function call(method: "GET" | "POST", path: string, body = "", headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { agent, host, port, method, path: `/2018-06-01/runtime/${path}`, headers };
    const sent = request(options, async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part);
      resolve({ headers: answer.headers, body: Buffer.concat(parts).toString() });
    });
    sent.on("error", reject).end(body);
  });
}

function failureOf(error: unknown): { errorType: string; errorMessage: string; trace: string[] } {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}

async function report(path: string, error: unknown): Promise<void> {
  const failure = failureOf(error);
  await call("POST", path, JSON.stringify(failure), { "Lambda-Runtime-Function-Error-Type": failure.errorType });
}

async function load(): Promise<Handler> {
  const [file = "", name = ""] = _HANDLER.split(".");
  const extension = process.env["HANDLER_EXTENSION"] ?? ".mjs";
  const loaded: Record<string, unknown> = await import(pathToFileURL(join(LAMBDA_TASK_ROOT, file + extension)).href);
  const handler = loaded[name];
  if (typeof handler !== "function") throw new Error(`${_HANDLER} is undefined or not exported`);
  return async (event, context) => handler(event, context);
}

async function serve(handler: Handler): Promise<never> {
  for (;;) {
    const { headers, body } = await call("GET", "invocation/next");
    const id = String(headers["lambda-runtime-aws-request-id"]);
    const deadline = Number(headers["lambda-runtime-deadline-ms"]);
    const context = {
      awsRequestId: id,
      functionName: process.env["AWS_LAMBDA_FUNCTION_NAME"],
      invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
      getRemainingTimeInMillis: () => deadline - Date.now(),
    };
    try {
      const result = await handler(JSON.parse(body), context);
      await call("POST", `invocation/${id}/response`, JSON.stringify(result ?? null));
    } catch (error) {
      await report(`invocation/${id}/error`, error);
    }
  }
}

try {
  await serve(await load());
} catch (error) {
  await report("init/error", error);
  process.exit(1);
}
