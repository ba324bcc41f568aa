import { expect, test } from "vitest";
import { z } from "zod";
import { COUNT_FIELDS, ProcedureCounts } from "../../../functions/domain/counts.ts";
import type { Appendix, Row } from "../../../functions/report/report.ts";
import { form06aTable } from "../../../functions/report/tables/form06a.ts";
import { lineSheet, linesOf } from "../../../functions/report/tables/lines.ts";
import { postalTable } from "../../../functions/report/tables/postal.ts";
import type { WorkbookRow, WorkbookSheet } from "../../../functions/report/workbook.ts";
import { type Answers, catalogueOf, workedExample } from "../../helpers/data/answers.ts";
import { composed, onSheet, textsOf } from "../../helpers/data/composed.ts";
import { Item } from "../../helpers/data/provinces.ts";
import {
  contextOf,
  filingAppendix,
  form06aAppendix,
  paymentsAppendix,
  postalAppendix,
} from "../../helpers/data/tables.ts";

/** The worked example with this many communes more, by turns in its two districts and in none, each with own counts. */
function withCommunes(more: number): Answers {
  const answers = workedExample();
  const items = answers.counts.find(({ agency, from }) => agency === "Z1.X01" && from === "2023-05-15")?.items ?? [];
  const rows = z.array(Item).parse(items);
  for (let at = 0; at < more; at++) {
    const code = `Z1.Y${String(at).padStart(3, "0")}`;
    const parentCode = [null, "Z1.H01", "Z1.H02"][at % 3] ?? null;
    const terms = { validFrom: "2010-01-01", validTo: null, successors: [] };
    answers.agencies.push({ code, name: `UBND xã Mới ${at}`, level: "xa", parentCode, ...terms });
    for (const from of ["2022-12-15", "2023-01-15", "2023-02-15", "2023-03-15", "2023-04-15", "2023-05-15"]) {
      const drawn = rows.map(({ procedure }, row) => ({
        procedure,
        ...Object.fromEntries(COUNT_FIELDS.map((field, place) => [field, (at * 7 + row * 3 + place) % 5])),
      }));
      if (at !== 4 || from !== "2023-05-15") answers.counts.push({ agency: code, from, to: "", items: drawn });
    }
  }
  return answers;
}

const PARTIES = { reporting: "Sở", receiving: ["UBND tỉnh"] };

const made = (answers: Answers): Appendix[] => {
  const { composition } = composed(answers, "2023-06");
  return [
    ...filingAppendix(composition),
    ...paymentsAppendix(composition),
    ...postalAppendix(composition),
    ...form06aAppendix(composition, PARTIES),
  ];
};

const nameOf = (row: Row): string => row.cells[1]?.text ?? "";

test("up to 120 communes are printed one by one", () => {
  const appendices = made(withCommunes(111));

  expect(appendices.map(({ sheet }) => sheet)).toEqual(["Tiep nhan", "Thanh toan", "BCCI - So hoa", "Bieu 06a"]);
  expect(onSheet(appendices, "Tiep nhan").table.rows.map(nameOf)).toContain("UBND xã Mới 110");
});

const large = made(withCommunes(112));

test("more communes are summed by district in the document; the document says where the workbook has them all", () => {
  const printed = onSheet(large, "Tiep nhan");
  const names = printed.table.rows.map(nameOf);
  const level = names.indexOf("UBND cấp xã");
  expect(names.slice(level + 1, level + 4)).toEqual([
    "Các UBND cấp xã thuộc huyện Đảo Khỉ 1",
    "Các UBND cấp xã thuộc huyện Đảo Khỉ 2",
    "UBND xã Mới 0",
  ]);
  expect(names.filter((name) => name.startsWith("UBND xã ")).length).toBe(38);
  expect(printed.notes.join(" ")).toContain("từng UBND cấp xã tại trang tính “Tiếp nhận” của tệp Excel");
});

/** The workbook's rows of the communes that lie in a district, by number or of the example's own. */
function inDistrict(sheet: WorkbookSheet, turn: number, own: readonly string[]): WorkbookRow[] {
  return sheet.rows.filter(({ cells: [, name] }) => {
    const text = name?.type === "text" ? name.text : "";
    const [, number] = /^UBND xã Mới (\d+)$/.exec(text) ?? [];
    return number === undefined ? own.includes(text) : Number(number) % 3 === turn;
  });
}

test("a district's line is the sum of its communes' counts, those that have none left out and counted as missing", () => {
  const { composition } = composed(withCommunes(112), "2023-06");
  const context = contextOf(composition);
  const lines = linesOf(composition, "each");
  const own = [1, 3, 5, 7].map((at) => `UBND xã Nghĩa Thắng ${at}`);
  for (const [name, sheet, columns] of [
    ["BCCI - So hoa", lineSheet(context, postalTable(context), lines, ""), [2, 3, 5, 6, 11, 12, 14]],
    ["Bieu 06a", lineSheet(context, form06aTable(context, PARTIES), lines, ""), [3, 4, 7, 8, 9, 13]],
  ] as const) {
    const line = onSheet(large, name).table.rows.find((row) => nameOf(row) === "Các UBND cấp xã thuộc huyện Đảo Khỉ 1");
    const communes = inDistrict(sheet, 1, own);
    expect(communes.length).toBe(37 + 4);
    for (const column of columns) {
      const values = communes
        .map(({ cells }) => cells[column])
        .map((cell) => (cell?.type === "formula" && typeof cell.result === "number" ? cell.result : 0));
      expect(line?.cells[column], `${name} ${column}`).toMatchObject({
        value: values.reduce((sum, one) => sum + one, 0),
      });
    }
    expect(textsOf(line).at(-1)).toBe("2");
  }
});

test("procedures that several communes of a district have used count once in its line", () => {
  const answers = withCommunes(112);
  const postal = catalogueOf(answers, "2023-06-14").filter(
    (one) => one.level === "xa" && (one.postalIntake || one.postalReturn),
  );
  const communes = answers.agencies.filter(({ parentCode }) => parentCode === "Z1.H02").map(({ code }) => code);
  const rows = answers.counts
    .filter(({ agency, from }) => communes.includes(agency) && from === "2023-05-15")
    .flatMap(({ items }) => z.array(ProcedureCounts).parse(items ?? []));
  const used = new Set(rows.filter((row) => row.postal + row.returnedPostal > 0).map(({ procedure }) => procedure));
  const line = onSheet(large, "BCCI - So hoa").table.rows.find((row) => nameOf(row).endsWith("thuộc huyện Đảo Khỉ 2"));

  expect(postal.length).toBeGreaterThan(2);
  expect(textsOf(line).slice(8, 10)).toEqual(
    [postal.length, postal.filter(({ code }) => used.has(code)).length].map(String),
  );
});

test("a form's line that sums a commune without this month does not say what is open", () => {
  const form = onSheet(large, "Bieu 06a").table.rows;
  const lineOf = (district: number) => form.find((row) => nameOf(row).endsWith(`thuộc huyện Đảo Khỉ ${district}`));

  expect(
    textsOf(lineOf(1))
      .slice(2, 13)
      .filter((text) => text === "chưa có số liệu"),
  ).toHaveLength(5);
  expect(textsOf(lineOf(2)).slice(2, 13)).not.toContain("chưa có số liệu");
});

test("communes that are in no district are printed one by one, however many", () => {
  const answers = withCommunes(130);
  answers.agencies = answers.agencies.map((one) => (one.level === "xa" ? { ...one, parentCode: null } : one));
  const appendices = made(answers);

  expect(appendices).toHaveLength(4);
  expect(onSheet(appendices, "Tiep nhan").table.rows.map(nameOf)).toContain("UBND xã Mới 129");
});
