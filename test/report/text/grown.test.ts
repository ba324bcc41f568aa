import { describe, expect, test } from "vitest";
import { PublishedFigures } from "../../../functions/check/figures/published.ts";
import { tableDifferences } from "../../../functions/check/figures/tables.ts";
import { distinctRows, noSums, type ProcedureCounts } from "../../../functions/domain/counts.ts";
import { compositionOf } from "../../../functions/report/composition.ts";
import type { Report, Table } from "../../../functions/report/report.ts";
import { type Answers, agenciesOn, usable, workedExample } from "../../helpers/data/answers.ts";
import { composed, onSheet, rowNamed, sectionsOf, textsOf, under, volumeOf } from "../../helpers/data/composed.ts";

const MAY = "2023-04-15";
const JUNE = "2023-05-15";

const counts = (counter: number): ProcedureCounts => ({
  ...noSums(),
  procedure: "1.101002",
  counter,
  pendingInTime: counter,
});

/** The worked example, in whose June two communes are there that nobody was before: 800 and 200 dossiers. */
function withNewCommunes(successors: readonly string[] = []): Answers {
  const answers = workedExample();
  const fresh = (code: string, name: string, counter: number): void => {
    answers.agencies.push({
      ...{ code, name, level: "xa", parentCode: "Z1.H01", validFrom: JUNE, validTo: null, successors: [] },
    });
    answers.counts.push({ agency: code, from: JUNE, to: "2023-06-14", items: [counts(counter)] });
  };
  fresh("Z1.X91", "UBND xã Mới Về 1", 800);
  fresh("Z1.X92", "UBND xã Mới Về 2", 200);
  for (const agency of answers.agencies) {
    if (agency.code === "Z1.X08" && successors.length > 0) agency.successors = [...successors];
  }
  return answers;
}

/** The report of a month of a province that another one has become part of on 15/5/2023, or of one that nobody has. */
function reportOf(answers: Answers, joined: readonly string[] = ["tỉnh Bình Xa"], id = "cntt") {
  const { composition } = composed(answers, "2023-06", ["brvt-qd-2023"]);
  const province = {
    ...composition.province,
    joined: joined.map((name) => ({ name, lastDay: "2023-05-14" })),
  };
  const again = compositionOf({ ...composition, province });
  const made = { composition: again, targets: again.targets };
  return { ...made, ...sectionsOf(made, id) };
}

const received = (row: ProcedureCounts): number => row.onlineRemote + row.onlineAssisted + row.counter + row.postal;

/** What all agencies of the worked example have received in a month. */
function receivedIn(from: string): number {
  const answers = workedExample();
  const rows = agenciesOn(answers, from).flatMap(({ code }) => distinctRows(usable(answers, code, from) ?? []));
  return rows.reduce((sum, row) => sum + received(row), 0);
}

const grouped = (value: number): string => value.toLocaleString("vi-VN");

/** The tables of the text. */
const tablesOf = ({ body }: Report): Table[] => body.flatMap((block) => (block.type === "table" ? [block.table] : []));

/** The summary's table. */
function overviewOf(report: Report): Table {
  const [table] = tablesOf(report);
  if (table === undefined) throw new Error("no table");
  return table;
}

const VOLUME = ["Tiếp nhận trong kỳ", "- Trực tuyến", "- Trực tiếp", "Đã giải quyết", "- Trước hạn", "- Đúng hạn"];

const FILING = "Nộp trực tuyến|± so với tháng trước (điểm %)";

/** Whether any line of the table of dossiers has a change in numbers. */
const hasChanges = (report: Report): boolean =>
  VOLUME.some((name) => /^[+-]\d/.test(volumeOf(report).get(name)?.[2] ?? ""));

const hasColumn = ({ columns }: Table, title: string): boolean =>
  columns.some((column) => column.title.startsWith(title));

function columnOf(table: Table, title: string): string[] {
  const at = table.columns.findIndex((column) => column.title.startsWith(title));
  return table.rows.map((row) => textsOf(row)[at] ?? "");
}

describe("a province that another one has become part of since the period before", () => {
  const { report, sections } = reportOf(withNewCommunes());

  test("says so before its figures, who came, and what it does not compare therefore", () => {
    expect(sections[0]?.texts.join("\n")).toContain(
      "Từ ngày 15/5/2023 tỉnh Bà Rịa - Vũng Tàu gồm cả địa bàn tỉnh Bình Xa trước đây; 02 UBND cấp xã chỉ có số liệu từ ngày 15/5/2023. Vì vậy không so sánh trực tiếp số liệu của toàn tỉnh, các sở, ban, ngành và UBND cấp xã với tháng trước; không tính tỷ lệ cần đạt trong các tháng còn lại của toàn tỉnh, các sở, ban, ngành và UBND cấp xã (số lũy kế từ đầu năm chưa gồm đủ các tháng của toàn địa bàn).",
    );
  });

  test("does not say that there are figures of months before somebody joined", () => {
    expect(sections[0]?.texts.join(" ")).toMatch(
      /Có \d+\/17 đơn vị có số liệu của tất cả các tháng kể từ khi là đơn vị của tỉnh[.;]/,
    );
    expect(reportOf(workedExample()).sections[0]?.texts.join(" ")).toMatch(/của tất cả các tháng[.;]/);
  });

  test("has no change of the whole, and tells what the other agencies have received", () => {
    const dossiers = tablesOf(report).find(({ columns }) => columns[0]?.title === "Hồ sơ thủ tục hành chính");
    expect(dossiers?.columns.map(({ title }) => title)).toEqual([
      "Hồ sơ thủ tục hành chính",
      "Trong kỳ",
      "Lũy kế từ đầu năm",
    ]);
    const [before, others] = [receivedIn(MAY), receivedIn(JUNE)];
    expect(volumeOf(report).get("Tiếp nhận trong kỳ")?.[1]).toBe(grouped(others + 1000));
    expect(under(sections, "1. Kết quả tiếp nhận, giải quyết").join(" ")).toContain(
      `Không kể 02 UBND cấp xã chỉ có số liệu từ ngày 15/5/2023, các cơ quan còn lại tiếp nhận ${grouped(others)} hồ sơ (tháng trước: ${grouped(before)} hồ sơ, trên địa bàn chưa gồm các đơn vị này).`,
    );
  });

  test("concludes nothing from the month before and the months so far, in table and sentences", () => {
    const table = overviewOf(report);
    const like = overviewOf(reportOf(withNewCommunes(), []).report);
    for (const title of ["± kỳ trước", "Cần đạt"])
      expect([hasColumn(like, title), hasColumn(table, title)], title).toEqual([true, false]);
    const said = sections.flatMap(({ texts }) => texts.filter((text) => /^Toàn tỉnh|Chỉ tiêu .* Toàn tỉnh/.test(text)));
    expect(said.join(" ")).not.toMatch(/so với tháng trước|các tháng còn lại phải đạt/);
  });

  test("still compares what has not grown: districts and communes; the departments serve the whole", () => {
    const targets = report.appendices.find(({ sheet }) => sheet === "Chi tieu")?.table;
    if (targets === undefined) throw new Error("no table of targets");
    const changes = columnOf(targets, "± kỳ trước");
    const names = columnOf(targets, "Chỉ tiêu, phạm vi");
    const of = (name: string) => changes.filter((_, at) => names[at] === name);
    expect(new Set([...of("Toàn tỉnh"), ...of("Sở, ban, ngành"), ...of("UBND cấp xã")])).toEqual(new Set(["–"]));
    expect(of("UBND cấp huyện").some((change) => /^[+-]\d/.test(change))).toBe(true);
    const own = sectionsOf(reportOf(withNewCommunes()), "don-vi/Z1.X01");
    expect(hasChanges(own.report)).toBe(true);
  });
});

test("the full tables hold no whole against a smaller one, nor places among more agencies than before", () => {
  const made = reportOf(withNewCommunes());
  const { appendices } = sectionsOf(made, "phu-luc").report;
  const filing = onSheet(appendices, "Tiep nhan");
  expect([rowNamed(filing, "Toàn tỉnh")[FILING], rowNamed(filing, "UBND cấp xã")[FILING]]).toEqual(["–", "–"]);
  expect(rowNamed(filing, "Sở, ban, ngành")[FILING]).toBe("–");
  expect(rowNamed(filing, "UBND cấp huyện")[FILING]).toMatch(/^[+-]?\d/);
  const { scores, tree } = made.composition;
  const moved = (level: string) =>
    tree.inForce.flatMap((one) => (one.level === level ? [scores.get(one.code)?.moved ?? null] : []));
  expect(new Set(moved("xa"))).toEqual(new Set([null]));
  expect(moved("huyen").some((places) => places !== null)).toBe(true);
});

test("a province that nobody has joined is compared, whatever communes are new in it", () => {
  expect(hasChanges(reportOf(withNewCommunes(), []).report)).toBe(true);
  expect(hasChanges(reportOf(workedExample()).report)).toBe(true);
});

test("who else is there is not told where communes ended with nobody after them: the new ones may be theirs", () => {
  const answers = withNewCommunes();
  for (const agency of answers.agencies) if (agency.code === "Z1.X08") agency.validTo = "2023-05-14";
  const { sections } = reportOf(answers);
  expect(sections[0]?.texts.join("\n")).toContain(
    "Từ ngày 15/5/2023 tỉnh Bà Rịa - Vũng Tàu gồm cả địa bàn tỉnh Bình Xa trước đây. Vì vậy không so sánh trực tiếp",
  );
  expect(JSON.stringify(sections)).not.toContain("Không kể");
});

test("where a table withholds a change, the check asks for the dash", () => {
  const { composition, report } = reportOf(withNewCommunes());
  const figures = new PublishedFigures({ figures: composition.figures.rows, scores: [] });
  const { table } = onSheet(report.appendices, "Chi tieu");
  const found = (change: (text: string, at: number) => string) => {
    const rows = table.rows.map((row) => ({ row, page: 1, cells: textsOf(row).map(change) }));
    const placed = { table, parts: [], rows, firstPage: 1, firstRowPage: 1, breaches: [] };
    return tableDifferences({ part: "Phụ lục I", placed }, figures).map(({ expected }) => expected);
  };
  expect(found((text) => text)).toEqual([]);
  const at = table.columns.findIndex(({ field }) => field === "change-previous");
  const withheld = table.rows.filter(({ figure }) => figure?.withheld?.includes("change-previous"));
  expect(new Set(withheld.map(({ figure }) => figure?.code))).toEqual(new Set(["", "so", "xa"]));
  // Of the province, the departments and the communes one row for each of the six targets.
  expect(withheld).toHaveLength(18);
  const printed = found((text, index) => (index === at && text === "–" ? "+1,00" : text));
  expect(printed.filter((expected) => expected === "–").length).toBeGreaterThanOrEqual(18);
});

test("dossiers of districts that are no more are told beside the whole, since no level has them", () => {
  const answers = workedExample();
  for (const agency of answers.agencies) if (agency.level === "huyen") agency.validTo = "2023-05-14";
  const months = ["2022-12-15", "2023-01-15", "2023-02-15", "2023-03-15", MAY];
  const rows = ["Z1.H01", "Z1.H02", "Z1.H03"].flatMap((code) =>
    months.flatMap((from) => distinctRows(usable(answers, code, from) ?? [])),
  );
  const all = rows.reduce((sum, row) => sum + received(row), 0);
  expect(all).toBeGreaterThan(0);
  expect(JSON.stringify(reportOf(answers, []).sections)).toContain(
    `sau ngày đó không còn cấp huyện. Số lũy kế của toàn tỉnh gồm cả ${grouped(all)} hồ sơ do UBND cấp huyện tiếp nhận đến ngày đó, không cộng vào cấp nào khác.`,
  );
});

test("overdue dossiers of those that have ended with nobody after them are told beside the others: the parts are the whole", () => {
  const answers = workedExample();
  for (const agency of answers.agencies) if (agency.code === "Z1.H03") agency.validTo = "2023-06-10";
  const text = under(reportOf(answers, []).sections, "2. Hồ sơ quá hạn").join(" ");
  const [whole = "", ...lists] = text.split(/Theo (?:cơ quan|lĩnh vực)/);
  const all = Number(/Có ([\d.]+) hồ sơ (?:giải quyết )?quá hạn/.exec(whole)?.[1]?.replaceAll(".", ""));
  expect(text).toContain("; các cơ quan đã kết thúc hoạt động (");
  for (const list of lists) {
    const parts = [...list.matchAll(/\(([\d.]+) hồ sơ/g)].map(([, number = ""]) => Number(number.replaceAll(".", "")));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(all);
  }
});
