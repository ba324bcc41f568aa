import { describe, expect, test } from "vitest";
import type { Programme } from "../../../functions/domain/programme.ts";
import type { Report, Table } from "../../../functions/report/report.ts";
import { overviewIn } from "../../../functions/report/tables/targets/overview.ts";
import { composed } from "../../helpers/documents/reports.ts";

const FILING = "Tỷ lệ hồ sơ nộp trực tuyến";
const open = { source: "https://example.vn", certainty: "cao", confirmed: false } as const;

/** The decision of 2023 with these targets, all on one indicator and under one name, in the place of its own. */
const asking =
  (...targets: readonly Partial<Programme["targets"][number]>[]) =>
  (programme: Programme): Programme => ({
    ...programme,
    targets: targets.map((target, index) => {
      const [first] = programme.targets;
      if (first === undefined) throw new Error("no target");
      return { ...first, indicator: "online-filing", name: FILING, id: `filing-${index}`, ...target };
    }),
  });

const namesIn = (table: Table | undefined): string[] =>
  (table?.rows ?? []).flatMap(({ cells }) => cells[1]?.text ?? []).filter((name) => name.startsWith("Tỷ lệ"));

/** The names of the targets in the summary, in the appendix, and in the workbook's column of targets. */
function namesOf(change: (programme: Programme) => Programme) {
  const { report, workbook } = composed({ change });
  const units = workbook.sheets.find(({ name }) => name === "Đơn vị");
  const at = units?.columns.findIndex(({ field }) => field === "target-name") ?? -1;
  const cells = units?.rows.flatMap((row) => row.cells[at] ?? []) ?? [];
  return {
    overview: namesIn(overviewIn(report.body)?.table),
    appendix: namesIn(report.appendices.find(({ sheet }) => sheet === "Chi tieu")?.table),
    workbook: [...new Set(cells.flatMap((cell) => (cell.type === "text" ? [cell.text] : [])))],
  };
}

const boxOf = ({ provenance }: Report): string[] => provenance.lines.filter((line) => line.includes("Cần xác nhận"));

describe("two targets of one name are named apart in every table", () => {
  test("by what they ask for", () => {
    const names = [`${FILING} (mức tối thiểu)`, `${FILING} (mức phấn đấu)`];
    const thresholds = { so: 95, huyen: 95, xa: 95, province: 95 };

    expect(namesOf(asking({}, { goal: "strive", thresholds }))).toEqual({
      overview: names,
      appendix: names,
      workbook: names,
    });
  });

  test("by when they ask for it, where that is what differs", () => {
    const [july, december] = [
      { deadline: "2023-07-31", deadlineText: "trong tháng 7/2023" },
      { deadline: "2023-12-31", deadlineText: "trong năm 2023" },
    ];

    expect(namesOf(asking(july, december)).overview).toEqual([
      `${FILING} (trong tháng 7/2023)`,
      `${FILING} (trong năm 2023)`,
    ]);
  });

  test("by their numbers, where nothing else differs", () => {
    expect(namesOf(asking({}, { thresholds: { so: 60 } })).workbook).toEqual([
      `${FILING} (chỉ tiêu số 1)`,
      `${FILING} (chỉ tiêu số 2)`,
    ]);
  });

  test("one that is alone under its name has it as it is", () => {
    expect(namesOf(asking({})).overview).toEqual([FILING]);
  });
});

describe("a level that nobody has read in the document", () => {
  const { report, workbook } = composed({
    change: asking({ name: "Tỷ lệ thứ nhất", ...open }, { name: "Tỷ lệ thứ hai", deadline: null }),
  });

  test("has a mark at its target in the tables, and the note in the box has the same", () => {
    expect(namesIn(overviewIn(report.body)?.table)).toEqual(["Tỷ lệ thứ nhất (*1)", "Tỷ lệ thứ hai"]);
    expect(namesIn(report.appendices.find(({ sheet }) => sheet === "Chi tieu")?.table)).toEqual([
      "Tỷ lệ thứ nhất (*1)",
      "Tỷ lệ thứ hai",
    ]);
    expect(boxOf(report)).toEqual([
      "Ghi chú của cơ quan lập: (*1) Cần xác nhận theo nguyên văn Quyết định giao chỉ tiêu DVCTT năm 2023: mức ghi tại văn bản về “tỷ lệ thứ nhất”.",
    ]);
  });

  test("under the tables it is said where the note stands", () => {
    const said = "(*1): xem ghi chú của cơ quan lập ở cuối văn bản.";

    expect(overviewIn(report.body)?.notes).toEqual([said]);
    expect(report.appendices.find(({ sheet }) => sheet === "Chi tieu")?.notes).toContain(said);
  });

  test("has its mark in the workbook too, beside the note on its sheet of explanations", () => {
    const sheet = (name: string): string => JSON.stringify(workbook.sheets.find((one) => one.name === name));

    expect(sheet("Tổng hợp")).toContain("Tỷ lệ thứ nhất (*1)");
    expect(sheet("Tổng hợp")).toContain("(*1): xem phần ghi chú về số liệu ở trang tính Giải thích.");
    expect(sheet("Giải thích")).toContain("(*1) Cần xác nhận: mức ghi tại");
  });

  test("has its mark in an agency's own report", () => {
    const [agency] = composed().figures.flatMap(({ scope, code }) => (scope === "agency" ? [code] : []));
    const own = composed({ change: asking({ ...open }), report: `don-vi/${agency}` }).report;

    expect(namesIn(overviewIn(own.body)?.table)).toEqual([`${FILING} (*1)`]);
    expect(overviewIn(own.body)?.notes.join()).toContain("(*1): xem ghi chú của cơ quan lập ở cuối văn bản.");
    expect(boxOf(own).map((line) => line.slice(0, 46))).toEqual(["Ghi chú của cơ quan lập: (*1) Cần xác nhận the"]);
  });

  test("that somebody has confirmed has no mark and no note", () => {
    expect(JSON.stringify(composed({ change: asking({ ...open, confirmed: true }) }).report)).not.toContain("(*1)");
  });
});
