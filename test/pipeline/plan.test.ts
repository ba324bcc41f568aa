import { describe, expect, test } from "vitest";
import { AnswerInvalid, ProvinceUnavailable, RequestInvalid } from "../../functions/domain/failure.ts";
import { plan } from "../../functions/pipeline/plan.ts";
import { type Plan, planOf } from "../../functions/pipeline/support/notes.ts";
import type { Request } from "../../functions/pipeline/support/request.ts";
import { AGENCIES, type Bench, bench, SERIES } from "../helpers/runs/bench.ts";

const MONTHS = ["2023-01", "2023-02", "2023-03", "2023-04", "2023-05", "2023-06"];
const FIRST_DAYS = ["2022-12-15", "2023-01-15", "2023-02-15", "2023-03-15", "2023-04-15", "2023-05-15"];
const LAST_DAYS = ["2023-01-14", "2023-02-14", "2023-03-14", "2023-04-14", "2023-05-14", "2023-06-14"];

async function planned(world: Bench, run: string, more: Partial<Request> = {}): Promise<Plan> {
  world.asked.length = 0;
  await plan(world.ports, world.request(run, more));
  return planOf(world.ports, run);
}

const askedFor = ({ asked }: Bench, list: string): string[] =>
  asked.flatMap((question) => (question.startsWith(`${list} `) ? [question.slice(list.length + 1)] : [])).sort();

/** The ports with a programme that also sets a target on users. */
const measuring = ({ ports }: Bench) => ({
  ...ports,
  catalogue: {
    ...ports.catalogue,
    programmes: (province: string) =>
      ports.catalogue.programmes(province).map((programme) => ({
        ...programme,
        targets: programme.targets.map((target) => ({ ...target, indicator: "identified-users" })),
      })),
  },
});

describe("a plan", () => {
  test("has every month since January, every agency of their first and last days, and the programmes in force", async () => {
    const world = await bench();
    expect(await plan(world.ports, world.request("one"))).toEqual({ agencies: expect.arrayContaining([...AGENCIES]) });
    expect(askedFor(world, "agencies")).toEqual([...FIRST_DAYS, ...LAST_DAYS].sort());
    const made = await planOf(world.ports, "one");
    expect(made).toMatchObject({
      series: SERIES,
      programmes: ["brvt-qd-2023"],
      synthetic: false,
      months: MONTHS,
      earlier: [],
    });
    expect(made.monthsByAgency).toEqual(Object.fromEntries(AGENCIES.map((code) => [code, MONTHS])));
  });

  test("books an agency in the months on whose first or last day it was in force, and in no other", async () => {
    const world = await bench();
    world.said.answers.agencies = world.said.answers.agencies.map((one) => {
      // In force on the first day of April's window and on none after it; from the last day of March's on.
      if (one.code === "Z1.H01") return { ...one, validTo: "2023-03-15" };
      return one.code === "Z1.X07" ? { ...one, validFrom: "2023-03-14" } : one;
    });
    expect((await planned(world, "one")).monthsByAgency).toEqual({
      "Z1.S01": MONTHS,
      "Z1.H01": MONTHS.slice(0, 4),
      "Z1.X07": MONTHS.slice(2),
    });
  });

  test("of made-up answers is one of made-up data throughout", async () => {
    const world = await bench();
    world.said.synthetic = true;
    const made = await planned(world, "one");
    expect(made.synthetic).toBe(true);
    const refs = [...made.lists, ...made.catalogues, ...made.tasks];
    expect(refs.length).toBeGreaterThan(12);
    expect(refs.filter(({ synthetic }) => !synthetic)).toEqual([]);
  });

  test("of named programmes is another series", async () => {
    const world = await bench();
    expect(await planned(world, "one", { programmes: ["brvt-qd-2023"] })).toMatchObject({
      series: `${SERIES}/brvt-qd-2023`,
      programmes: ["brvt-qd-2023"],
    });
  });
});

describe("catalogues", () => {
  test("are asked for on every month's last day; those that are closed again by a refresh only", async () => {
    const world = await bench();
    const { catalogues } = await planned(world, "one");
    expect(askedFor(world, "procedures")).toEqual(LAST_DAYS);
    expect(catalogues.map(({ to }) => to)).toEqual(LAST_DAYS);
    expect((await planned(world, "two")).catalogues).toEqual(catalogues);
    expect(askedFor(world, "procedures")).toEqual([]);
    await planned(world, "three", { refresh: true });
    expect(askedFor(world, "procedures")).toEqual(LAST_DAYS);
  });

  test("that are provisional are asked for by every run; the lists of agencies always are", async () => {
    const world = await bench();
    world.said.status = "provisional";
    await planned(world, "one");
    await planned(world, "two");
    expect(askedFor(world, "procedures")).toEqual(LAST_DAYS);
    world.said.status = "final";
    await planned(world, "three");
    await planned(world, "four");
    expect(askedFor(world, "procedures")).toEqual([]);
    expect(askedFor(world, "agencies")).toEqual([...FIRST_DAYS, ...LAST_DAYS].sort());
  });

  test.each([
    ["agencies 2023-06-14", () => new ProvinceUnavailable("x", "503")],
    ["agencies 2022-12-15", () => new AnswerInvalid("x", { procedure: "", expected: "a", actual: "b" })],
    ["procedures 2023-03-14", () => new ProvinceUnavailable("x", "503")],
    ["procedures 2023-06-14", () => new AnswerInvalid("x", { procedure: "", expected: "a", actual: "b" })],
  ])("and agencies fail the run where one cannot be had: %s", async (lost, failure) => {
    const world = await bench();
    world.said.failure = (question) => (question === lost ? failure() : null);
    await expect(plan(world.ports, world.request("one"))).rejects.toThrow(failure().message);
  });
});

describe("a list that no report can do without", () => {
  test("of agencies that is empty on the report's last day fails the run by name", async () => {
    const world = await bench();
    const nobody = async () =>
      ({ rows: [], status: "final", dataAsOf: "2023-06-15T00:00:00Z", synthetic: true }) as const;
    const none = { ...world.ports, api: (province: string) => ({ ...world.ports.api(province), agencies: nobody }) };
    await expect(plan(none, world.request("one"))).rejects.toMatchObject({
      name: "AnswerInvalid",
      message: expect.stringContaining(
        'cho danh sách cơ quan ngày 14/6/2023 không đúng hợp đồng dữ liệu: cần "từ 1 dòng", nhận "0 dòng"',
      ),
    });
  });
});

describe("a list that a report can do without", () => {
  test("is asked for where a programme needs it: measures for targets on them, tasks of the last day", async () => {
    const world = await bench();
    const made = await planned(world, "one");
    expect(made).toMatchObject({ measured: false, measures: [] });
    expect(askedFor(world, "measures")).toEqual([]);
    expect(askedFor(world, "tasks")).toEqual(["brvt-qd-2023 2023-06-14"]);
    expect(made.tasks.map(({ agency, to }) => [agency, to])).toEqual([["brvt-qd-2023", "2023-06-14"]]);

    await plan(measuring(world), world.request("two"));
    expect(askedFor(world, "measures")).toEqual(LAST_DAYS);
    expect(await planOf(world.ports, "two")).toMatchObject({ measured: true });
  });

  test("of tasks is not asked for where no agency in force must report on any", async () => {
    const world = await bench();
    const { catalogue } = world.ports;
    const unbound = (province: string) =>
      catalogue.programmes(province).map((programme) => ({
        ...programme,
        tasks: programme.tasks.map((task) => ({ ...task, executing: { ...task.executing, levels: [] } })),
      }));
    await plan({ ...world.ports, catalogue: { ...catalogue, programmes: unbound } }, world.request("one"));
    expect(askedFor(world, "tasks")).toEqual([]);
    expect((await planOf(world.ports, "one")).tasks).toEqual([]);
  });

  test("is left out where it cannot be had, and its stored vintage stands where there is one", async () => {
    const world = await bench();
    const down = (question: string) =>
      /^(measures|tasks) /.test(question) ? new ProvinceUnavailable("x", "503") : null;
    world.said.failure = down;
    await plan(measuring(world), world.request("one"));
    expect(await planOf(world.ports, "one")).toMatchObject({ measured: true, measures: [], tasks: [] });

    world.said.failure = () => null;
    await plan(measuring(world), world.request("two"));
    const { measures, tasks } = await planOf(world.ports, "two");
    expect([measures.length, tasks.length]).toEqual([6, 1]);
    world.said.failure = down;
    await plan(measuring(world), world.request("three", { refresh: true }));
    expect(await planOf(world.ports, "three")).toMatchObject({ measures, tasks });
  });
});

describe("earlier months", () => {
  const collected = async (world: Bench, ...months: readonly string[]) => {
    const { snapshots } = world.ports;
    for (const month of months) await snapshots.markCollected("ba-ria-vung-tau", false, month, "nd09");
  };

  test("are those of the comparisons, the trend and the backlog that were collected; no other is looked at", async () => {
    const world = await bench();
    await collected(world, "2022-12", "2022-06", "2022-05", "2022-07", "2023-07", "2021-06");
    expect((await planned(world, "one")).earlier).toEqual(["2022-06", "2022-07", "2022-12"]);
    expect(askedFor(world, "agencies")).toEqual(
      expect.arrayContaining(["2022-05-15", "2022-06-14", "2022-07-14", "2022-11-15", "2022-12-14"]),
    );
    // No counts are asked for in planning, of whatever month.
    expect(askedFor(world, "counts")).toEqual([]);
  });

  test("of a quarter are the quarter before and that of the year before", async () => {
    const world = await bench();
    await collected(world, "2022-01", "2022-02", "2022-03", "2022-10", "2022-11", "2022-12", "2021-12");
    const made = await planned(world, "one", { period: "2023-Q1", programmes: ["brvt-qd-2023"] });
    expect(made.earlier).toEqual(["2022-01", "2022-02", "2022-03", "2022-10", "2022-11", "2022-12"]);
    expect(made.months).toEqual(["2023-01", "2023-02", "2023-03"]);
  });
});

describe("a request", () => {
  test.each([
    [{ province: "ha-tay" }, /ha-tay/],
    [{ period: "2023-13" }, /"2023-13" không hợp lệ/],
    [{ period: "2023-07" }, /2023-07 chưa kết thúc \(đến hết ngày 14\/7\/2023\).*"provisional": true/],
    [{ period: "2023-08", provisional: true }, /2023-08 chưa bắt đầu \(từ ngày 15\/7\/2023\)/],
    [{ period: "2025-07" }, /chỉ tồn tại đến hết ngày 30\/6\/2025/],
    [{ period: "2020-06" }, /Không có văn bản giao chỉ tiêu nào.*2020-06.*brvt-qd-2023/],
    [{ programmes: ["qd-9"] }, /Không có văn bản "qd-9".*brvt-qd-2023/],
    [{ reports: ["khac"] }, /Không có báo cáo "khac".*cntt/],
    [{ reports: ["cntt", "cntt-2"] }, /Không có báo cáo "cntt-2"/],
    [{ reports: ["cchc/77-STC"] }, /Không có báo cáo "cchc\/77-STC"/],
  ])("that cannot be met as it is asked is refused, nobody being asked anything: %j", async (more, words) => {
    const world = await bench();
    const refused = plan(world.ports, world.request("one", more));
    await expect(refused).rejects.toThrow(RequestInvalid);
    await expect(refused).rejects.toThrow(words);
    expect(world.asked).toEqual([]);
  });

  test("for a period is met from the day after its last one on, by Việt Nam's clock", async () => {
    const world = await bench();
    world.setClock("2023-06-14T16:59:59Z");
    await expect(plan(world.ports, world.request("one"))).rejects.toThrow(RequestInvalid);
    world.setClock("2023-06-14T17:00:00Z");
    expect((await plan(world.ports, world.request("one"))).agencies.sort()).toEqual([...AGENCIES].sort());
  });
});

describe("exceptions that name nobody are told at once, by name", () => {
  /** What is said of a run of a programme with these exceptions, before any figures are asked for. */
  async function saidOf(exceptions: readonly string[]): Promise<string[]> {
    const world = await bench();
    const { catalogue } = world.ports;
    const programmes = (province: string) =>
      catalogue.programmes(province).map((programme) => ({
        ...programme,
        exceptions: exceptions.map((name) => ({ name, clause: "Điều 1" })),
      }));
    world.said.answers.agencies = world.said.answers.agencies.map((one) =>
      one.code === "Z1.S01" ? { ...one, name: "Thanh tra tỉnh" } : one,
    );
    await plan({ ...world.ports, catalogue: { ...catalogue, programmes } }, world.request("one"));
    expect(askedFor(world, "counts")).toEqual([]);
    return world.warnings;
  }

  const told = (name: string, hint: string): string =>
    `Quyết định giao chỉ tiêu DVCTT năm 2023 (Điều 1) loại trừ "${name}" nhưng tỉnh không có cơ quan nào tên như vậy${hint}. Chưa cơ quan nào được loại trừ theo mục này; sửa mục exceptions của tệp programmes/brvt-qd-2023.json rồi chạy lại.`;

  test.each([
    ["another letter", "Thanh tra Tỉnh", "; gần giống: Thanh tra tỉnh"],
    ["a part of the name", "Thanh tra", "; gần giống: Thanh tra tỉnh"],
    ["an agency's code", "Z1.S01", "; đó là mã của Thanh tra tỉnh, phải ghi tên cơ quan"],
    ["the code of none", "H99.99", ""],
    ["an unknown agency", "Ban Dân tộc", ""],
  ])("%s", async (_, name, hint) => {
    expect(await saidOf([name])).toEqual([told(name, hint)]);
  });

  test("one that names an agency in force is not told of, also where its tones stand apart", async () => {
    expect(await saidOf([" Thanh tra tỉnh ".normalize("NFD")])).toEqual([]);
    expect(await saidOf(["Thanh tra tỉnh", "Ban Dân tộc"])).toEqual([told("Ban Dân tộc", "")]);
  });
});

test("a catalogue that has nothing in it is no catalogue: nothing is reckoned as if there were no procedures", async () => {
  const world = await bench();
  const api = world.ports.api("ba-ria-vung-tau");
  const empty = async (day: string) => ({ ...(await api.procedures(day)), rows: [] });

  await expect(
    plan({ ...world.ports, api: () => ({ ...api, procedures: empty }) }, world.request("one")),
  ).rejects.toThrow(/danh mục TTHC ngày .*cần "từ 1 dòng", nhận "0 dòng"/);
});

test("a report of an agency that is not there is refused before any figures are asked for", async () => {
  const world = await bench();

  await expect(plan(world.ports, world.request("one", { reports: ["don-vi/khong-co"] }))).rejects.toThrow(
    /^Không có báo cáo "don-vi\/khong-co" trong kỳ này; các báo cáo: /,
  );
  expect(askedFor(world, "counts")).toEqual([]);
});
