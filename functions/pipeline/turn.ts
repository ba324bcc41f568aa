import { z } from "zod";
import { StoreUnavailable } from "../domain/failure.ts";
import type { TurnPorts } from "../ports/turns.ts";
import { startedElsewhere } from "../revisions/run.ts";
import { type Turns, withoutEnded, withTurn } from "../revisions/turns.ts";
import { Request } from "./support/request.ts";

const Input = z.object({
  request: Request,
  /** Names the execution to the engine that runs it. */
  execution: z.string().min(1),
});

/** Executions that ask in one moment and all come through. */
const MAX_ROUNDS = 20;

/** Those that are over: of the ones at work each is looked at, of the ones in line only whoever is next before this one. */
async function endedAmong({ isRunning, atOnce }: TurnPorts, turns: Turns, execution: string): Promise<Set<string>> {
  const ended = new Set<string>();
  for (const one of turns.working) if (one !== execution && !(await isRunning(one))) ended.add(one);
  let free = atOnce - withoutEnded(turns, ended).working.length;
  for (const one of turns.waiting) {
    if (one === execution || free <= 0) break;
    if (await isRunning(one)) free -= 1;
    else ended.add(one);
  }
  return ended;
}

/**
 * Whether it is a run's turn: no more than `atOnce` executions are at work at once, whoever has started them, and the
 * others wait in the order in which they came. A turn lasts as long as its execution, however that ends. Safe to repeat.
 * A run that has not begun is in the history from here on; one that somebody cancelled there has no turn any more.
 * Throws StoreUnavailable where too many ask.
 */
export async function awaitTurn(
  ports: TurnPorts,
  input: unknown,
): Promise<{ readonly outcome: "given" | "waiting" | "cancelled" }> {
  const { request, execution } = Input.parse(input);
  const waiting = { ...startedElsewhere(request, ports.now().toISOString(), null), begunAt: null };
  const { record } = await ports.history.open(waiting);
  if (record.end?.state === "cancelled") return { outcome: "cancelled" };
  const over = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { turns, version } = await ports.turns.read();
    let next = withTurn(withoutEnded(turns, over), execution, ports.atOnce);
    if (!next.working.includes(execution)) {
      for (const one of await endedAmong(ports, withoutEnded(turns, over), execution)) over.add(one);
      next = withTurn(withoutEnded(turns, over), execution, ports.atOnce);
    }
    const isKnown = JSON.stringify(next) === JSON.stringify(turns);
    if (isKnown || (await ports.turns.write(next, version))) {
      return { outcome: next.working.includes(execution) ? "given" : "waiting" };
    }
  }
  throw new StoreUnavailable("Quá nhiều lần chạy cùng xin lượt; lượt được xin lại sau ít giây.");
}
