import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  AccessDenied,
  MailUnavailable,
  ProvinceUnavailable,
  RevisionConflict,
  StoreDamaged,
  StoreUnavailable,
} from "../../functions/domain/failure.ts";
import { type Handlers, runMachine } from "../../functions/laptop/machine.ts";

const definition: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../infra/pipeline.asl.json"), "utf8"),
);

const input = { run: "r1", province: "p", period: "2023-06", programmes: null, refresh: false, provisional: false };

type Call = readonly [state: string, input: unknown];

interface Script {
  readonly agencies?: readonly string[];
  readonly outcomes?: string[];
  /** What is answered to those who ask for their turn; given unless said. */
  readonly turns?: ("given" | "waiting")[];
  readonly failures?: Record<string, Error[]>;
}

/** Handlers that note their calls, fail as told once per failure, and give what the definition expects. */
function scripted({ agencies = ["A", "B"], outcomes = ["new"], turns = [], failures = {} }: Script) {
  const calls: Call[] = [];
  const answers: Record<string, () => unknown> = {
    AwaitTurn: () => ({ outcome: turns.shift() ?? "given" }),
    Plan: () => ({ agencies }),
    CollectAgency: () => ({}),
    MissAgency: () => ({}),
    Assemble: () => {
      const outcome = outcomes.shift();
      const standing = outcome === "nothing-new" ? { standing: { series: "p/2023-06", revision: 4 } } : {};
      return { outcome, documents: ["x.pdf", "x.xlsx"], ...standing };
    },
    RenderDocument: () => undefined,
    Publish: () => ({ series: "p/2023-06", revision: 1 }),
    Notify: () => ({}),
    NotifyFailure: () => ({}),
    PublishApproved: () => ({ series: "p/2023-06", revision: 1 }),
    AskApprovers: () => ({}),
  };
  const handlers: Handlers = Object.fromEntries(
    Object.entries(answers).map(([state, answer]) => [
      state,
      async (given: unknown) => {
        calls.push([state, given]);
        const failure = failures[state]?.shift();
        if (failure !== undefined) throw failure;
        return answer();
      },
    ]),
  );
  return {
    calls,
    run: () => runMachine({ definition, handlers, input, waitScale: 0 }),
    states: () => calls.map(([state]) => state),
  };
}

describe("the pipeline", () => {
  it("hands each step its keys, in order", async () => {
    const { run, calls } = scripted({});
    const about = { run: "r1", province: "p" };
    expect(await run()).toEqual({ run: "r1", outcome: "published", published: { series: "p/2023-06", revision: 1 } });
    expect(calls).toEqual([
      ["AwaitTurn", { request: input, execution: "here" }],
      ["Plan", { ...input, turn: { outcome: "given" } }],
      ["CollectAgency", { ...about, agency: "A" }],
      ["CollectAgency", { ...about, agency: "B" }],
      ["Assemble", about],
      ["RenderDocument", { ...about, document: "x.pdf" }],
      ["RenderDocument", { ...about, document: "x.xlsx" }],
      ["Publish", about],
      ["Notify", { run: "r1", published: { series: "p/2023-06", revision: 1 } }],
    ]);
  });

  it("asks for its turn until it is given, and does nothing before", async () => {
    const { run, states, calls } = scripted({ outcomes: ["nothing-new"], turns: ["waiting", "waiting", "given"] });
    expect(await run()).toMatchObject({ outcome: "nothing-new" });
    expect(states().slice(0, 4)).toEqual(["AwaitTurn", "AwaitTurn", "AwaitTurn", "Plan"]);
    expect(calls[2]?.[1]).toMatchObject({ request: input, execution: "here" });
  });

  it("ends without publishing when nothing is new", async () => {
    const { run, states } = scripted({ outcomes: ["nothing-new"] });
    const published = { series: "p/2023-06", revision: 4 };
    expect(await run()).toEqual({ run: "r1", outcome: "nothing-new", published });
    expect(states()).toEqual(["AwaitTurn", "Plan", "CollectAgency", "CollectAgency", "Assemble", "Notify"]);
  });

  it("tells of the standing revision whoever has not been told, and says where it could not", async () => {
    const failures = {
      Notify: Array.from({ length: 4 }, () => new MailUnavailable("thư", { unsent: true, alone: false })),
    };
    const { run, calls } = scripted({ outcomes: ["nothing-new"], failures });
    const published = { series: "p/2023-06", revision: 4 };
    expect(await run()).toEqual({ run: "r1", outcome: "nothing-new", published, unannounced: "MailUnavailable" });
    expect(calls.at(-1)).toEqual(["Notify", { run: "r1", published }]);
  });

  it("assembles again after a conflict, and publishes nothing where the other run had the same", async () => {
    const failures = { Publish: [new RevisionConflict("s", 1)] };
    const { run, states } = scripted({ outcomes: ["new", "nothing-new"], failures });
    expect(await run()).toMatchObject({ outcome: "nothing-new" });
    expect(states().slice(-4)).toEqual(["RenderDocument", "Publish", "Assemble", "Notify"]);
  });

  it("runs a province without agencies", async () => {
    const { run, states } = scripted({ agencies: [] });
    await run();
    expect(states()).not.toContain("CollectAgency");
  });
});

describe("failures", () => {
  const away = () => new ProvinceUnavailable("x", "503");

  it("are tried again by name", async () => {
    const failures = { Plan: [away()], CollectAgency: [new StoreUnavailable("x")] };
    const { run, states } = scripted({ failures });
    expect(await run()).toMatchObject({ outcome: "published" });
    expect(states().filter((state) => state === "Plan")).toHaveLength(2);
    expect(states().filter((state) => state === "CollectAgency")).toHaveLength(3);
  });

  it("reach the caller as they were thrown, once the retries are over", async () => {
    const last = away();
    const { run, states } = scripted({ failures: { Plan: [away(), last] } });
    await expect(run()).rejects.toBe(last);
    expect(states()).toEqual(["AwaitTurn", "Plan", "Plan", "NotifyFailure"]);
  });

  it("that no retry names are not tried again", async () => {
    const damage = new StoreDamaged("x");
    const { run, states } = scripted({ failures: { Assemble: [damage] } });
    await expect(run()).rejects.toBe(damage);
    expect(states().filter((state) => state === "Assemble")).toHaveLength(1);
  });

  it("of one agency reach the caller out of the map", async () => {
    const denied = new AccessDenied("agency");
    const { run } = scripted({ failures: { CollectAgency: [denied] } });
    await expect(run()).rejects.toBe(denied);
  });
});

/** A handler for the agencies that is finished from outside, and what is under way. */
function held(limit: number) {
  const under = new Set<string>();
  let most = 0;
  let started = 0;
  const doors: (() => void)[] = [];
  const collect = async (given: unknown): Promise<unknown> => {
    const name = JSON.stringify(given);
    started++;
    under.add(name);
    most = Math.max(most, under.size);
    if (under.size === limit) for (const open of doors.splice(0)) open();
    else if (started < 20) await new Promise<void>((resolve) => doors.push(resolve));
    under.delete(name);
    return {};
  };
  return { collect, most: () => most, under, started: () => started };
}

const others = {
  AwaitTurn: async () => ({ outcome: "given" }),
  Plan: async () => ({ agencies: Array.from({ length: 20 }, (_, index) => `A${index}`) }),
  Assemble: async () => ({ outcome: "nothing-new", documents: [], standing: { series: "p/2023-06", revision: 1 } }),
  RenderDocument: async () => ({}),
  MissAgency: async () => ({}),
  Publish: async () => ({}),
  Notify: async () => ({}),
  NotifyFailure: async () => ({}),
  PublishApproved: async () => ({}),
  AskApprovers: async () => ({}),
};

describe("a map", () => {
  it("has four items under way, and no more", async () => {
    const { collect, most, started } = held(4);
    await runMachine({ definition, handlers: { ...others, CollectAgency: collect }, input, waitScale: 0 });
    expect(most()).toBe(4);
    expect(started()).toBe(20);
  });

  it("that failed starts nothing after the caller knows, and leaves nothing under way", async () => {
    let under = 0;
    let started = 0;
    const collect = async (): Promise<unknown> => {
      started++;
      under++;
      const first = started === 1;
      await new Promise((resolve) => setImmediate(resolve));
      under--;
      if (first) throw new AccessDenied("x");
      return {};
    };
    const run = runMachine({ definition, handlers: { ...others, CollectAgency: collect }, input, waitScale: 0 });
    await expect(run).rejects.toThrow(AccessDenied);
    expect(under).toBe(0);
    const known = started;
    expect(known).toBeLessThan(20);
    await new Promise((resolve) => setImmediate(resolve));
    expect(started).toBe(known);
  });

  it("carries a large province's agencies", async () => {
    const agencies = Array.from({ length: 610 }, (_, index) => `000.00.${index}.H01`);
    const { run, states } = scripted({ agencies });
    expect(await run()).toMatchObject({ outcome: "published" });
    expect(states().filter((state) => state === "CollectAgency")).toHaveLength(610);
  });
});

describe("payloads", () => {
  it("arrive as JSON, and what is too large for Step Functions fails here too", async () => {
    const plan = async () => ({ agencies: ["x".repeat(300_000)] });
    const handlers = { ...others, Plan: plan, CollectAgency: async () => ({}) };
    await expect(runMachine({ definition, handlers, input, waitScale: 0 })).rejects.toThrow(/payload of Plan/);
  });

  it("need a handler for each task, and no others", async () => {
    const run = runMachine({
      definition,
      handlers: { Plan: async () => ({}), Tell: async () => ({}) },
      input,
      waitScale: 0,
    });
    await expect(run).rejects.toThrow(/no handler for CollectAgency.*no Task state Tell/);
  });
});
