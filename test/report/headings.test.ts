import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import type { Programme, Target } from "../../functions/domain/programme.ts";
import type { Report } from "../../functions/report/report.ts";
import { TEMPLATES } from "../helpers/catalogue/templates.ts";
import { workedExample } from "../helpers/data/answers.ts";
import { composed } from "../helpers/documents/reports.ts";

const catalogue = loadCatalogue(TEMPLATES);

/** The titles of a report's headings, without their numbers. */
const titles = ({ body }: Report): string[] =>
  body.flatMap((block) => (block.type === "heading" ? [block.text.replace(/^([IVX]+|\d+)\. |^\p{L}\) /u, "")] : []));

const repeated = (names: readonly string[]): string[] => names.filter((name, at) => names.indexOf(name) < at);

/** Each programme alone and those of each province together, in every report that is made for them. */
const reports = ["ba-ria-vung-tau", "dong-nai", "quang-tri"].flatMap((province) => {
  const all = catalogue.programmes(province).map(({ id }) => id);
  const choices = all.length > 1 ? [...all.map((id) => [id]), all] : [all];
  const made = catalogue.regimes(province);
  return choices.flatMap((programmes) =>
    made
      .filter(({ forAll, duties }) => forAll || duties.some(({ programme }) => programmes.includes(programme)))
      .flatMap(({ report }) =>
        report === "don-vi" ? ["Z1.S01", "Z1.H01", "Z1.X03"].map((code) => `don-vi/${code}`) : [report],
      )
      .map((report) => [province, programmes, report] as const),
  );
});

test.each(reports)("no two headings are alike: %s, %j, %s", (province, programmes, report) => {
  const answers = workedExample();
  const made = composed({ province, period: "2023-06", programmes, report, answers }).report;
  expect(titles(made).length).toBeGreaterThan(3);
  expect(repeated(titles(made))).toEqual([]);
});

const NAME = "Tỷ lệ hồ sơ TTHC được người dân, doanh nghiệp thực hiện trực tuyến từ xa";

const missing = (): never => {
  throw new Error("no target");
};

/** The decision of 2023 with more targets beside that of remote filing (50% at least, khoản 1 Điều 1, until 30/11/2023). */
const withTargets =
  (...more: Partial<Target>[]) =>
  (programme: Programme): Programme => {
    const [{ deadlineText: _, ...remote } = missing(), ...others] = programme.targets;
    const added = more.map((change, index) => ({ ...remote, id: `remote-${index}`, ...change }));
    return { ...programme, targets: [remote, ...added, ...others] };
  };

const STRIVE = { goal: "strive", thresholds: { so: 15, huyen: 15, xa: 15, province: 15 } } as const;

/** What stands under a heading, as lines. */
function under({ body }: Report, title: string): string[] {
  const from = body.findIndex((block) => block.type === "heading" && block.text.endsWith(title));
  const rest = body.slice(from + 1);
  const to = rest.findIndex((block) => block.type === "heading");
  return rest
    .slice(0, to)
    .flatMap((block) => (block.type === "list" ? block.items : "text" in block ? [block.text] : []));
}

describe("a minimum and a level to strive for of one clause", () => {
  // Figures of the worked example: 3.737 of 21.074 since January, 744 of 3.438 in June: 17,73% and 21,64%.
  test("stand under one heading: both demands, the figures once, a judgement of each", () => {
    const { report } = composed({ change: withTargets(STRIVE) });
    expect(titles(report).filter((title) => title.includes("từ xa"))).toEqual([NAME]);
    const [province, ...levels] = under(report, NAME);
    expect(province).toBe(
      "Chỉ tiêu tối thiểu: 50%; phấn đấu: 15%; thời hạn: đến hết ngày 30/11/2023 (khoản 1 Điều 1). Toàn tỉnh: lũy kế 17,73% (3.737 hồ sơ nộp trực tuyến từ xa trên 21.074 hồ sơ tiếp nhận), trong kỳ 21,64%, chưa đạt mức tối thiểu (chưa đến hạn), các tháng còn lại phải đạt bình quân 88,72%; đạt mức phấn đấu.",
    );
    expect(levels.filter((line) => line.includes("UBND cấp xã:"))).toEqual([
      expect.stringMatching(/đơn vị đạt mức tối thiểu; .*đơn vị đạt mức phấn đấu/),
    ]);
  });

  test("do so in the report on administrative reform, and have a row each in an agency's own", () => {
    const brief = composed({ change: withTargets(STRIVE), report: "cchc" }).report;
    expect(titles(brief).filter((title) => title === NAME)).toHaveLength(1);
    expect(under(brief, NAME).join(" ")).toContain("Chỉ tiêu tối thiểu: 50%; phấn đấu: 15%; thời hạn");
    const own = composed({ change: withTargets(STRIVE), report: "don-vi/Z1.H01" }).report;
    const rows = own.body.flatMap((block) => (block.type === "table" ? block.table.rows : []));
    const goals = rows.map(({ cells }) => cells.map(({ text }) => text)).filter(([, name]) => name?.startsWith(NAME));
    expect(goals.map(([, name, ...cells]) => [name, cells.includes("Chưa đạt (chưa đến hạn)")])).toEqual([
      [`${NAME} (mức tối thiểu)`, true],
      [`${NAME} (mức phấn đấu)`, false],
    ]);
  });

  test("have each its own day where the days differ, and the minimum first whatever the order of the file", () => {
    const change = (programme: Programme): Programme => {
      const { targets, ...rest } = withTargets({ ...STRIVE, deadline: "2023-12-31" })(programme);
      const [least, most, ...others] = targets;
      return { ...rest, targets: [most, least, ...others].filter((one) => one !== undefined) };
    };
    const [demand] = under(composed({ change }).report, NAME);
    expect(demand).toMatch(
      /^Chỉ tiêu tối thiểu: 50%; thời hạn: đến hết ngày 30\/11\/2023 \(.*\)\. Chỉ tiêu phấn đấu: 15%; thời hạn: đến hết ngày 31\/12\/2023 \(.*\)\. Toàn tỉnh: /,
    );
  });

  test("that bind other levels are judged where they bind", () => {
    const lines = under(composed({ change: withTargets({ ...STRIVE, thresholds: { xa: 15 } }) }).report, NAME);
    const ofLevel = (name: string) => lines.find((line) => line.startsWith(name)) ?? "";
    expect(ofLevel("UBND cấp xã")).toMatch(/mức tối thiểu.*mức phấn đấu/);
    expect(ofLevel("UBND cấp huyện")).toContain("chưa đạt");
    expect(ofLevel("UBND cấp huyện")).not.toContain("phấn đấu");
  });
});

describe("targets of one name that are not such a pair are told apart by clause and day", () => {
  test.each<[string, Partial<Target>, string]>([
    [
      "another clause",
      { ...STRIVE, clause: "Điều 1.9" },
      "khoản 9 Điều 1 Quyết định giao chỉ tiêu DVCTT năm 2023, đến hết ngày 30/11/2023",
    ],
    [
      "two minimums",
      { deadline: "2023-08-31" },
      "khoản 1 Điều 1 Quyết định giao chỉ tiêu DVCTT năm 2023, đến hết ngày 31/8/2023",
    ],
    [
      "no day",
      { ...STRIVE, clause: "Điều 1.9", deadline: null },
      "khoản 9 Điều 1 Quyết định giao chỉ tiêu DVCTT năm 2023",
    ],
  ])("%s", (_, change, words) => {
    const { report } = composed({ change: withTargets(change) });
    const named = titles(report).filter((title) => title.startsWith(NAME));
    expect(named).toEqual([
      `${NAME} (khoản 1 Điều 1 Quyết định giao chỉ tiêu DVCTT năm 2023, đến hết ngày 30/11/2023)`,
      `${NAME} (${words})`,
    ]);
  });

  test("two minimums of one clause and day, each for its levels", () => {
    const change = (programme: Programme): Programme => {
      const [remote, ...others] = programme.targets;
      if (remote === undefined) throw new Error("no target");
      const of = (...levels: readonly ("so" | "huyen" | "xa")[]) =>
        Object.fromEntries(levels.map((level) => [level, remote.thresholds[level] ?? 0]));
      const split = [
        { ...remote, thresholds: of("so") },
        { ...remote, id: "remote-2", thresholds: of("huyen", "xa") },
      ];
      return { ...programme, targets: [...split, ...others] };
    };
    const { report } = composed({ change });
    const where = "khoản 1 Điều 1 Quyết định giao chỉ tiêu DVCTT năm 2023, lộ trình đến tháng 11/2023";
    expect(titles(report).filter((title) => title.startsWith(NAME))).toEqual([
      `${NAME} (${where}; Sở, ban, ngành)`,
      `${NAME} (${where}; UBND cấp huyện và UBND cấp xã)`,
    ]);
  });
});
