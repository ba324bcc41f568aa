import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Ended, type Folders, startCommand } from "../process.ts";

const Run = z.object({ id: z.string(), state: z.string(), failure: z.object({ message: z.string() }).nullable() });
export type Run = z.infer<typeof Run>;

/** A portal in a process of its own. */
export interface Serving {
  readonly ended: Promise<Ended>;
  /** Asks for a run; null where nobody answers any more. */
  post(key: string, body: object): Promise<Run | null>;
  run(id: string): Promise<Run>;
  kill(signal: "SIGKILL" | "SIGTERM"): void;
}

/** Starts a portal over a state folder, and waits until it answers. */
export async function serving(api: string, { state }: Folders, atOnce: number): Promise<Serving> {
  const args = ["serve", "--state", state, "--port", "0", "--at-once", `${atOnce}`, "--api", api];
  const { child, ended } = startCommand(args);
  let said = "";
  child.stdout?.on("data", (text) => {
    said += text;
  });
  const told = /(http:\/\/\S+)[\s\S]*\n([\w-]+\.[\w-]+\.[\w-]+)\n/;
  while (!told.test(said)) {
    if (child.exitCode !== null) throw new Error(`the portal ended: ${(await ended).stderr}`);
    await sleep(20);
  }
  const [, url = "", token = ""] = told.exec(said) ?? [];
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  return {
    ended,
    async post(key, body) {
      const asked = { method: "POST", headers: { ...headers, "Idempotency-Key": key }, body: JSON.stringify(body) };
      const answer = await fetch(`${url}/runs`, asked).catch(() => null);
      if (answer === null) return null;
      if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
      return Run.parse(await answer.json().catch(() => null));
    },
    run: async (id) => Run.parse(await (await fetch(`${url}/runs/${id}`, { headers })).json()),
    kill: (signal) => void child.kill(signal),
  };
}
