import { expect, test } from "vitest";
import { z } from "zod";
import { filingAppendix } from "../../functions/domain/compose-filing.ts";
import { form06aAppendix } from "../../functions/domain/compose-form06a.ts";
import { paymentsAppendix } from "../../functions/domain/compose-payments.ts";
import { postalAppendix } from "../../functions/domain/compose-postal.ts";
import { COUNT_FIELDS, ProcedureCounts } from "../../functions/domain/counts.ts";
import type { Appendix, Row } from "../../functions/domain/report.ts";
import { type Answers, catalogueOf, workedExample } from "./answers.ts";
import { composed, onSheet, textsOf } from "./composed.ts";
import { Item } from "./provinces.ts";

/** The worked example with this many communes more, by turns in its two districts and in none, each with own counts. */
function withCommunes(more: number): Answers {
  const answers = workedExample();
  const items = answers.counts.find(({ agency, from }) => agency === "Z1.X01" && from === "2023-05-15")?.items ?? [];
  const rows = z.array(Item).parse(items);
  for (let at = 0; at < more; at++) {
    const code = `Z1.Y${String(at).padStart(3, "0")}`;
    const parentCode = [null, "Z1.H01", "Z1.H02"][at % 3] ?? null;
    const terms = { validFrom: "2010-01-01", validTo: null, successors: [] };
    answers.agencies.push({ code, name: `UBND xã ${at}`, level: "xa", parentCode, ...terms });
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

const made = (answers: Answers): Appendix[] => {
  const { composition, targets } = composed(answers, "2023-06");
  return [
    ...filingAppendix(composition, targets),
    ...paymentsAppendix(composition, targets),
    ...postalAppendix(composition, targets),
    ...form06aAppendix(composition, { reporting: "Sở", receiving: ["UBND tỉnh"] }),
  ];
};

const nameOf = (row: Row): string => row.cells[1]?.text ?? "";

test("up to 120 communes are printed one by one", () => {
  const appendices = made(withCommunes(111));

  expect(appendices.map(({ sheet, workbookOnly }) => [sheet, workbookOnly])).toEqual([
    ["Tiep nhan", false],
    ["Thanh toan", false],
    ["BCCI - So hoa", false],
    ["Bieu 06a", false],
  ]);
  expect(onSheet(appendices, "Tiep nhan").table.rows.map(nameOf)).toContain("UBND xã 110");
});

const large = made(withCommunes(112));

test("more communes are summed by district in the document; the workbook has them all, and the document says where", () => {
  expect(large.map(({ sheet, workbookOnly }) => [sheet, workbookOnly])).toEqual(
    ["Tiep nhan", "Thanh toan", "BCCI - So hoa", "Bieu 06a"].flatMap((sheet) => [
      [sheet, false],
      [`${sheet} day du`, true],
    ]),
  );
  const printed = onSheet(large, "Tiep nhan");
  const names = printed.table.rows.map(nameOf);
  const level = names.indexOf("UBND cấp xã");
  expect(names.slice(level + 1, level + 4)).toEqual([
    "Các UBND cấp xã thuộc huyện Đảo Khỉ 1",
    "Các UBND cấp xã thuộc huyện Đảo Khỉ 2",
    "UBND xã 0",
  ]);
  expect(names.filter((name) => name.startsWith("UBND xã ")).length).toBe(38);
  expect(printed.notes.join(" ")).toContain("từng UBND cấp xã tại trang tính “Tiep nhan day du” của tệp Excel");
});

/** Rows of the twin that lie in a district, by the commune's number or the example's own communes of that district. */
function inDistrict(rows: readonly Row[], turn: number, own: readonly string[]): Row[] {
  return rows.filter((row) => {
    const [, number] = /^UBND xã (\d+)$/.exec(nameOf(row)) ?? [];
    return number === undefined ? own.includes(nameOf(row)) : Number(number) % 3 === turn;
  });
}

test("a district's line is the sum of its communes' counts, those that have none left out and counted as missing", () => {
  const own = [1, 3, 5, 7].map((at) => `UBND xã Nghĩa Thắng ${at}`);
  for (const [sheet, columns] of [
    ["Tiep nhan", [2, 3, 4, 5, 6, 11]],
    ["Thanh toan", [8, 9, 10, 11, 16]],
    ["BCCI - So hoa", [2, 3, 5, 6, 11, 12, 14]],
  ] as const) {
    const all = onSheet(large, `${sheet} day du`).table.rows;
    const line = onSheet(large, sheet).table.rows.find(
      (row) => nameOf(row) === "Các UBND cấp xã thuộc huyện Đảo Khỉ 1",
    );
    const communes = inDistrict(all, 1, own);
    expect(communes.length).toBe(37 + 4);
    for (const column of columns) {
      const values = communes
        .map(({ cells }) => cells[column])
        .map((cell) => (cell?.type === "count" ? cell.value : 0));
      expect(line?.cells[column], `${sheet} ${column}`).toMatchObject({
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
  expect(onSheet(appendices, "Tiep nhan").table.rows.map(nameOf)).toContain("UBND xã 129");
});
