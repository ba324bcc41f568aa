import { describe, expect, test } from "vitest";
import {
  AccessDenied,
  AnswerInvalid,
  NotReported,
  ProvinceUnavailable,
  StoreDamaged,
} from "../../../functions/domain/failure.ts";
import { collect } from "../../../functions/pipeline/collect.ts";
import { plan } from "../../../functions/pipeline/plan.ts";
import { COLLECTED, Collected } from "../../../functions/pipeline/support/notes.ts";
import { AGENCIES, type Bench, bench } from "../../helpers/runs/bench.ts";

const AGENCY = "Z1.S01";
/** The first days of the months from January to June 2023, by Nghị định 09/2019. */
const MONTHS = ["2022-12-15", "2023-01-15", "2023-02-15", "2023-03-15", "2023-04-15", "2023-05-15"];
const JUNE = { from: "2023-05-15", to: "2023-06-14" };

const noteOf = async ({ ports }: Bench, run: string): Promise<Collected> =>
  Collected.parse(await ports.runs.get(run, `${COLLECTED}${AGENCY}`));

/** A run that is planned, its questions so far forgotten. */
async function planned(world: Bench, run: string, refresh = false): Promise<void> {
  await plan(world.ports, world.request(run, { refresh }));
  world.asked.length = 0;
}

const questions = (from: readonly string[]): string[] => from.map((day) => `counts ${AGENCY} ${day}`);

/** June's question ends so; all others are answered. */
const juneFails = (world: Bench, failure: () => Error): void => {
  world.said.failure = (question) => (question === `counts ${AGENCY} ${JUNE.from}` ? failure() : null);
};

describe("an agency's months", () => {
  test("are asked for, kept and noted, each with its vintage", async () => {
    const world = await bench();
    await planned(world, "one");
    await collect(world.ports, { run: "one", agency: AGENCY });
    expect(world.asked).toEqual(questions(MONTHS));
    const { refs, gaps } = await noteOf(world, "one");
    expect(gaps).toEqual([]);
    expect(refs.map(({ kind, agency, from, vintage }) => [kind, agency, from, vintage])).toEqual(
      MONTHS.map((from) => ["counts", AGENCY, from, 1]),
    );
  });

  test("that the province has closed are asked for again by a refresh only", async () => {
    const world = await bench();
    await planned(world, "one");
    await collect(world.ports, { run: "one", agency: AGENCY });
    await planned(world, "two");
    await collect(world.ports, { run: "two", agency: AGENCY });
    expect(world.asked).toEqual([]);
    expect((await noteOf(world, "two")).refs).toEqual((await noteOf(world, "one")).refs);
    await planned(world, "three", true);
    await collect(world.ports, { run: "three", agency: AGENCY });
    expect(world.asked).toEqual(questions(MONTHS));
    // The same answer is no new vintage.
    expect((await noteOf(world, "three")).refs).toEqual((await noteOf(world, "one")).refs);
  });

  test("that are provisional are asked for by every run, and their new counts are the next vintage", async () => {
    const world = await bench();
    world.said.status = "provisional";
    await planned(world, "one");
    await collect(world.ports, { run: "one", agency: AGENCY });
    world.said.status = "final";
    world.said.dataAsOf = "2023-06-16T06:00:00+07:00";
    await planned(world, "two");
    await collect(world.ports, { run: "two", agency: AGENCY });
    expect(world.asked).toEqual(questions(MONTHS));
    expect((await noteOf(world, "two")).refs.map(({ vintage, status }) => [vintage, status])).toEqual(
      MONTHS.map(() => [2, "final"]),
    );
  });
});

describe("a month that cannot be had", () => {
  const invalid = { procedure: "1.101017", expected: "integer >= 0", actual: "counter=-3" };
  test.each([
    ["never reported", () => new NotReported("x"), "agency-missing", "", "counts", "404"],
    ["out of reach", () => new ProvinceUnavailable("x", "timeout"), "agency-missing", "", "counts", "timeout"],
    [
      "against the contract",
      () => new AnswerInvalid("x", invalid),
      "answer-invalid",
      "1.101017",
      "integer >= 0",
      "counter=-3",
    ],
  ] as const)("is a gap where nothing is stored: %s", async (_, failure, rule, procedure, expected, actual) => {
    const world = await bench();
    juneFails(world, failure);
    await planned(world, "one");
    await collect(world.ports, { run: "one", agency: AGENCY });
    const { refs, gaps } = await noteOf(world, "one");
    expect(gaps).toEqual([{ rule, agency: AGENCY, procedure, window: JUNE, expected, actual }]);
    expect(refs.map(({ from }) => from)).toEqual(MONTHS.slice(0, -1));
  });

  test.each([
    ["never reported", () => new NotReported("x"), "404"],
    ["out of reach", () => new ProvinceUnavailable("x", "503"), "503"],
    ["against the contract", () => new AnswerInvalid("x", invalid), "answer invalid"],
  ] as const)(
    "leaves the vintage that is stored, and says that it was asked for again: %s",
    async (_, failure, actual) => {
      const world = await bench();
      await planned(world, "one");
      await collect(world.ports, { run: "one", agency: AGENCY });
      juneFails(world, failure);
      await planned(world, "two", true);
      await collect(world.ports, { run: "two", agency: AGENCY });
      const { refs, gaps } = await noteOf(world, "two");
      expect(gaps).toEqual([
        { rule: "refresh-failed", agency: AGENCY, procedure: "", window: JUNE, expected: "counts", actual },
      ]);
      expect(refs).toEqual((await noteOf(world, "one")).refs);
    },
  );

  test.each([
    ["a refused token", () => new AccessDenied("x")],
    ["an error that nobody expected", () => new TypeError("x")],
  ])("is none but a failure of the run with %s, also where a vintage is stored", async (_, failure) => {
    const world = await bench();
    juneFails(world, failure);
    await planned(world, "one");
    await expect(collect(world.ports, { run: "one", agency: AGENCY })).rejects.toThrow(failure().message);
    world.said.failure = () => null;
    await collect(world.ports, { run: "one", agency: AGENCY });
    juneFails(world, failure);
    await planned(world, "two", true);
    await expect(collect(world.ports, { run: "two", agency: AGENCY })).rejects.toThrow(failure().message);
  });
});

describe("an attempt that was ended in the middle", () => {
  test("is gone on with: what is noted, a gap too, is not asked for again", async () => {
    const world = await bench();
    await planned(world, "one");
    const [january, , march] = questions(MONTHS);
    world.said.failure = (question) => {
      if (question === january) return new NotReported("x");
      return question === march ? new TypeError("killed") : null;
    };
    await expect(collect(world.ports, { run: "one", agency: AGENCY })).rejects.toThrow("killed");
    world.said.failure = () => null;
    world.asked.length = 0;

    await collect(world.ports, { run: "one", agency: AGENCY });
    expect(world.asked).toEqual(questions(MONTHS.slice(2)));
    const { refs, gaps } = await noteOf(world, "one");
    expect(gaps.map(({ window }) => window.from)).toEqual(MONTHS.slice(0, 1));
    expect(refs.map(({ from }) => from)).toEqual(MONTHS.slice(1));
  });

  test("are asked for eight minutes at most: what is open then is a gap, and asked for by the next run", async () => {
    const world = await bench();
    await planned(world, "one");
    let now = new Date("2023-06-20T03:00:00Z");
    world.said.failure = () => {
      now = new Date(now.getTime() + 3 * 60_000);
      return null;
    };
    await collect({ ...world.ports, now: () => now }, { run: "one", agency: AGENCY });

    expect(world.asked).toEqual(questions(MONTHS.slice(0, 3)));
    const { refs, gaps } = await noteOf(world, "one");
    expect(refs.map(({ from }) => from)).toEqual(MONTHS.slice(0, 3));
    expect(gaps.map(({ rule, window, actual }) => [rule, window.from, actual])).toEqual(
      MONTHS.slice(3).map((from) => ["agency-missing", from, "timeout"]),
    );
    world.said.failure = () => null;
    await planned(world, "two");
    await collect(world.ports, { run: "two", agency: AGENCY });
    expect(world.asked).toEqual(questions(MONTHS.slice(3)));
  });

  test.each([
    ["States.Timeout", "timeout"],
    ["Runtime.OutOfMemory", "out of memory"],
    ["Sandbox.Timedout", "timeout"],
    ["Runtime.ExitError", "crash"],
  ])("every time, by %s, leaves gaps: nothing is asked any more, and what is stored stands", async (missed, actual) => {
    const world = await bench();
    juneFails(world, () => new NotReported("x"));
    await planned(world, "one");
    await collect(world.ports, { run: "one", agency: AGENCY });
    await planned(world, "two", true);
    await collect(world.ports, { run: "two", agency: AGENCY, missed });

    expect(world.asked).toEqual([]);
    const { refs, gaps } = await noteOf(world, "two");
    expect(refs.map(({ from }) => from)).toEqual(MONTHS.slice(0, -1));
    expect(gaps.map(({ rule, window, expected, actual: said }) => [rule, window.from, expected, said])).toEqual([
      ...MONTHS.slice(0, -1).map((from) => ["refresh-failed", from, "counts", actual]),
      ["agency-missing", JUNE.from, "counts", actual],
    ]);
  });
});

// World 644 of the fault bench's long form: a plan that came back short made an agency missing in what was published.
test("a plan that cannot be read is no agency's own fault: it has a name of its own", async () => {
  const world = await bench();
  await planned(world, "one");
  const ports = {
    ...world.ports,
    runs: {
      ...world.ports.runs,
      get: async (): Promise<never> => {
        throw new StoreDamaged('kết quả "plan" của lần chạy one không đọc được');
      },
    },
  };

  await expect(collect(ports, { run: "one", agency: AGENCY })).rejects.toThrow(
    expect.objectContaining({
      name: "PlanDamaged",
      message: 'Dữ liệu đã lưu bị thiếu hoặc hỏng: kết quả "plan" của lần chạy one không đọc được; chạy lại.',
    }),
  );
});

describe("what is stored of an agency and cannot be read", () => {
  const damage = (world: Bench, of: (pk: string, sk: string) => boolean) => {
    const { runs, snapshots } = world.ports;
    const damaged = (): never => {
      throw new StoreDamaged("bản ghi");
    };
    return {
      ...world.ports,
      runs: {
        ...runs,
        list: async (run: string, name: string) => (of("run", name) ? damaged() : runs.list(run, name)),
      },
      snapshots: {
        ...snapshots,
        latest: async (key: Parameters<typeof snapshots.latest>[0]) =>
          of("snapshot", key.agency) ? damaged() : snapshots.latest(key),
      },
    };
  };

  test.each([["run"], ["snapshot"]])(
    "ends its attempt, and once missed it is a gap like any other: %s",
    async (place) => {
      const world = await bench();
      await planned(world, "one");
      const ports = damage(world, (pk) => pk === place);
      await expect(collect(ports, { run: "one", agency: AGENCY })).rejects.toThrow(StoreDamaged);
      await collect(ports, { run: "one", agency: AGENCY, missed: "StoreDamaged" });
      const { refs, gaps } = await noteOf(world, "one");
      expect(refs).toEqual([]);
      expect(gaps.map(({ window, actual }) => [window.from, actual])).toEqual(
        MONTHS.map((from) => [from, "stored data damaged"]),
      );
    },
  );
});

describe("a province that answers nothing", () => {
  const silent = (world: Bench, agencies: readonly string[]): void => {
    world.said.failure = (question) =>
      agencies.some((agency) => question.startsWith(`counts ${agency} `))
        ? new ProvinceUnavailable("x", "timeout")
        : null;
  };
  const noted = async ({ ports }: Bench, run: string, agency: string) =>
    Collected.parse(await ports.runs.get(run, `${COLLECTED}${agency}`));
  const [first = "", second = "", third = ""] = AGENCIES;

  /** Collects one agency after the other, a second apart. */
  async function collectAll(world: Bench, run: string, agencies: readonly string[], unansweredAgencies: number) {
    let seconds = 0;
    const now = () => new Date(Date.UTC(2023, 5, 20, 3, 0, seconds));
    for (const agency of agencies) {
      seconds++;
      await collect({ ...world.ports, now, unansweredAgencies }, { run, agency });
    }
  }

  test("of so many agencies in a row ends the run by name; what was stored before stays", async () => {
    const world = await bench();
    silent(world, [second, third]);
    await planned(world, "one");
    await expect(collectAll(world, "one", [first, second, third], 2)).rejects.toMatchObject({
      name: "ProvinceUnavailable",
      message: expect.stringContaining("số liệu của 2 cơ quan liên tiếp"),
    });
    expect((await noted(world, "one", first)).refs).toHaveLength(MONTHS.length);
    world.said.failure = () => null;
    await planned(world, "two");
    await collectAll(world, "two", [first, second, third], 2);
    expect(world.asked.filter((question) => question.startsWith(`counts ${first} `))).toEqual([]);
    expect((await noted(world, "two", third)).refs).toHaveLength(MONTHS.length);
  });

  test("of one agency more after an answer begins to count anew", async () => {
    const world = await bench();
    silent(world, [first, third]);
    await planned(world, "one");
    await collectAll(world, "one", [first, second, third], 2);
    expect((await noted(world, "one", third)).gaps).toHaveLength(MONTHS.length);
  });

  test.each([
    ["that it knows nothing (404)", () => new NotReported("x")],
    ["something against the contract", () => new AnswerInvalid("x", { procedure: "", expected: "a", actual: "b" })],
  ])("is none that says %s", async (_, failure) => {
    const world = await bench();
    world.said.failure = (question) => (question.startsWith("counts ") ? failure() : null);
    await planned(world, "one");
    await collectAll(world, "one", AGENCIES, 1);
    expect((await noted(world, "one", third)).gaps).toHaveLength(MONTHS.length);
  });

  test("is not one of which nothing was asked: what is stored as final, and what every attempt was ended at", async () => {
    const world = await bench();
    await planned(world, "one");
    await collectAll(world, "one", AGENCIES, 1);
    silent(world, AGENCIES);
    await planned(world, "two");
    await collectAll(world, "two", [first, second], 1);
    await collect({ ...world.ports, unansweredAgencies: 1 }, { run: "two", agency: third, missed: "Sandbox.Timedout" });
    expect((await noted(world, "two", first)).asked).toBeUndefined();
  });
});
