import { describe, expect, it } from "vitest";
import { awaitTurn } from "../../functions/pipeline/turn.ts";
import type { TurnPorts } from "../../functions/ports/turns.ts";
import { cancelled, startedElsewhere, stateOf } from "../../functions/revisions/run.ts";
import { runHistory } from "../../functions/store/history.ts";
import { turnStore } from "../../functions/store/turns.ts";
import { emptyTable } from "../helpers/store/store.ts";

const REQUEST = { province: "quang-tri", period: "2023-06", programmes: null, refresh: false, provisional: false };

const asking = (run: string) => ({ request: { run, ...REQUEST }, execution: `arn:${run}` });

/** Executions of one stage, each under way from its first asking until it ends. */
async function stage(atOnce: number) {
  const table = await emptyTable();
  const over = new Set<string>();
  const working = new Set<string>();
  let seconds = 0;
  const looks: string[] = [];
  const ports: TurnPorts = {
    history: runHistory(table),
    turns: turnStore(table),
    isRunning: async (execution) => {
      looks.push(execution);
      return !over.has(execution);
    },
    atOnce,
    now: () => new Date(Date.UTC(2023, 5, 20, 3, 0, seconds++)),
  };
  return {
    ports,
    working,
    looks,
    outcome: async (run: string) => (await awaitTurn(ports, asking(run))).outcome,
    async ask(run: string): Promise<boolean> {
      const { outcome } = await awaitTurn(ports, asking(run));
      if (outcome === "given") working.add(run);
      return outcome === "given";
    },
    end(run: string): void {
      over.add(`arn:${run}`);
      working.delete(run);
    },
  };
}

describe("a stage's runs", () => {
  it.each([1, 2, 4])("never have more than %i at work, and all have their turn in the end", async (atOnce) => {
    const { ask, end, working } = await stage(atOnce);
    let waiting = Array.from({ length: 12 }, (_, at) => `r${at}`);
    while (waiting.length > 0) {
      const given = await Promise.all(waiting.map(ask));
      expect(working.size).toBe(Math.min(atOnce, working.size + waiting.length - given.filter(Boolean).length));
      expect(working.size).toBeLessThanOrEqual(atOnce);
      waiting = waiting.filter((_, at) => !given[at]);
      const [first] = working;
      if (first !== undefined) end(first);
    }
  });

  it("have their turns in the order in which they came, whoever asks first again", async () => {
    const { ask, end } = await stage(1);
    expect(await ask("a")).toBe(true);
    for (const run of ["b", "c", "d"]) expect(await ask(run)).toBe(false);
    end("a");
    for (const run of ["d", "c"]) expect(await ask(run)).toBe(false);
    expect(await ask("b")).toBe(true);
    expect(await ask("b")).toBe(true);
    end("b");
    expect(await ask("d")).toBe(false);
    expect(await ask("c")).toBe(true);
  });

  it("do not wait for one that ended while it waited", async () => {
    const { ask, end } = await stage(1);
    expect(await ask("a")).toBe(true);
    for (const run of ["b", "c", "d"]) await ask(run);
    end("b");
    end("c");
    expect(await ask("d")).toBe(false);
    end("a");
    expect(await ask("d")).toBe(true);
  });

  it("are not looked at for one that has a turn, or for which one is free", async () => {
    const { ask, looks } = await stage(2);
    await ask("a");
    await ask("b");
    await ask("a");
    expect(looks).toEqual([]);
    await ask("c");
    expect(looks.sort()).toEqual(["arn:a", "arn:b"]);
  });

  it("are in the history as waiting from their first asking on", async () => {
    const { ask, ports } = await stage(1);
    await ask("a");
    await ask("b");
    const record = await ports.history.get("b");
    expect(record).toMatchObject({ origin: "elsewhere", begunAt: null });
    if (record !== null) expect(stateOf(record, ports.now())).toBe("waiting");
  });

  it("do not begin when they were cancelled before their execution came to be, and take nobody's turn", async () => {
    const { ask, outcome, ports } = await stage(1);
    await ports.history.open({
      ...startedElsewhere({ run: "a", ...REQUEST, reissue: false, preview: false }, "2023-06-20T03:00:00Z", null),
    });
    await ports.history.change("a", (one) => cancelled(one, ports.now().toISOString()));
    expect(await outcome("a")).toBe("cancelled");
    expect(await ask("b")).toBe(true);
  });
});
