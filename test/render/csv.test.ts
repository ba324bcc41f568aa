import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type FigureRow, FigureRows } from "../../functions/domain/figures/figure.ts";
import { Finding } from "../../functions/domain/quality/finding.ts";
import { changesCsv, figuresCsv, parseChangesCsv, parseFiguresCsv, qualityCsv } from "../../functions/render/csv.ts";

const HEADER =
  "province,programme,period,from,to,target,indicator,scope,code,name,level,basis,numerator,denominator,rate,goal," +
  "threshold,unit,deadline,verdict,shortfall,rank,previous,year_earlier,missing,needed";

function figure(changes: Partial<FigureRow> = {}): FigureRow {
  return {
    province: "ba-ria-vung-tau",
    programme: "brvt-qd-2023",
    period: "2023-06",
    from: "2022-12-15",
    to: "2023-06-14",
    target: "remote-filing",
    indicator: "remote-filing",
    scope: "level",
    code: "so",
    name: "Sở, ban, ngành",
    level: "so",
    basis: "year",
    numerator: 180,
    denominator: 1401,
    rate: 12_847_966n,
    goal: "min",
    threshold: 50,
    unit: "percent",
    deadline: "2023-11-30",
    verdict: "not-due",
    shortfall: 521,
    rank: null,
    previous: null,
    yearEarlier: 0n,
    missing: 0,
    needed: 94_582_441n,
    ...changes,
  };
}

const read = (csv: string): string[][] => parse(csv, { bom: true });

test("figures.csv: BOM, header, CRLF after every line, quotes only where needed", () => {
  expect(figuresCsv([])).toBe(`\ufeff${HEADER}\r\n`);
  expect(figuresCsv([figure()])).toBe(
    `\ufeff${HEADER}\r\nba-ria-vung-tau,brvt-qd-2023,2023-06,2022-12-15,2023-06-14,remote-filing,remote-filing,level,so,` +
      `"Sở, ban, ngành",so,year,180,1401,12.847966,min,50,percent,2023-11-30,not-due,521,,,0.000000,0,94.582441\r\n`,
  );
});

test.each([
  [21_640_489n, "21.640489"],
  [0n, "0.000000"],
  [5n, "0.000005"],
  [100_000_000n, "100.000000"],
  [123_456_789_012n, "123456.789012"],
  [-489n, "-0.000489"],
  [null, ""],
])("a rate of %s prints as %s", (rate, printed) => {
  expect(
    read(figuresCsv([figure({ rate, previous: rate, yearEarlier: rate, needed: rate })]))[1]?.filter((_, column) =>
      [14, 22, 23, 25].includes(column),
    ),
  ).toEqual([printed, printed, printed, printed]);
});

test("null is empty and zero is 0", () => {
  const row = figure({
    numerator: 0,
    denominator: null,
    rate: null,
    threshold: null,
    deadline: null,
    verdict: null,
    level: null,
    needed: null,
  });
  expect(read(figuresCsv([row]))[1]).toEqual(
    "ba-ria-vung-tau|brvt-qd-2023|2023-06|2022-12-15|2023-06-14|remote-filing|remote-filing|level|so|Sở, ban, ngành||year|0|||min||percent|||521|||0.000000|0|".split(
      "|",
    ),
  );
});

/** Where a spreadsheet computes a text, by figures.md 8; and texts that look like guarded ones already. */
const GUARDED: readonly (readonly [name: string, published: string])[] = [
  ["=1+1", "'=1+1"],
  ["+84 254", "'+84 254"],
  ["-2", "'-2"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\tTab", "'\tTab"],
  ["\rdòng", "'\rdòng"],
  ["'=1", "''=1"],
  ["'", "'"],
  ["'quận'", "'quận'"],
  ["\ndòng", "\ndòng"],
  [" =1", " =1"],
  ['Phường "A", B', 'Phường "A", B'],
  ["dòng\nhai", "dòng\nhai"],
  ["dòng\rhai", "dòng\rhai"],
  [" cách ", " cách "],
  ["", ""],
];

test.each(GUARDED)("the name %j is published as %j, in every file, and read as it was", (name, published) => {
  const figures = figuresCsv([figure({ name, code: name })]);
  expect(read(figures)[1]?.slice(8, 10)).toEqual([published, published]);
  expect(parseFiguresCsv(figures, "figures.csv")).toEqual([figure({ name, code: name })]);

  const window = { from: "2023-05-15", to: "2023-06-14" };
  const words = { agency: name, procedure: name, expected: name, actual: name };
  const quality = read(qualityCsv([{ rule: "procedure-unknown", window, ...words }]))[1] ?? [];
  expect([2, 3, 6, 7].map((column) => quality[column])).toEqual(Array(4).fill(published));

  const place = { programme: "a", target: "b", scope: "agency", basis: "year", field: "name" } as const;
  const changes = changesCsv([{ ...place, code: name, name, old: name, new: name, causes: [] }]);
  expect([3, 6, 7].map((column) => read(changes)[1]?.[column])).toEqual(Array(3).fill(published));
  expect(parseChangesCsv(changes, "changes.csv")).toEqual([{ ...place, code: name, old: name, new: name, cause: "" }]);
});

/** Rows of every kind of value, whatever their names hold. */
const anyRow = fc
  .record({
    code: fc.string({ unit: "grapheme" }),
    name: fc.string({ unit: "grapheme" }),
    scope: fc.constantFrom("province" as const, "level" as const, "area" as const, "agency" as const),
    level: fc.constantFrom("so" as const, "huyen" as const, "xa" as const, null),
    basis: fc.constantFrom("period" as const, "year" as const, "as-of" as const),
    numerator: fc.option(fc.nat()),
    denominator: fc.option(fc.nat()),
    rate: fc.option(fc.bigInt({ min: 0n })),
    previous: fc.option(fc.bigInt()),
    yearEarlier: fc.option(fc.bigInt()),
    goal: fc.constantFrom("min" as const, "strive" as const),
    threshold: fc.option(fc.nat()),
    deadline: fc.constantFrom("2023-11-30", null),
    verdict: fc.constantFrom("met" as const, "not-assessed" as const, null),
    shortfall: fc.option(fc.nat()),
    rank: fc.option(fc.nat()),
    missing: fc.nat(),
    needed: fc.option(fc.bigInt({ min: 0n })),
  })
  .map(figure);

test("rows come back from a published figures.csv and from JSON as they went in", () => {
  fc.assert(
    fc.property(fc.array(anyRow), (rows) => {
      expect(parseFiguresCsv(figuresCsv(rows), "figures.csv")).toEqual(rows);
      expect(FigureRows.parse(JSON.parse(JSON.stringify(FigureRows.encode(rows))))).toEqual(rows);
    }),
  );
});

test.each([
  ["a column less", (csv: string) => csv.replace(",missing", "").replace(",0,94", ",94")],
  ["a number that is none", (csv: string) => csv.replace(",180,", ",1e2,")],
  ["a rate without its decimals", (csv: string) => csv.replace("12.847966", "12")],
  ["a rate with a comma", (csv: string) => csv.replace("12.847966", '"12,847966"')],
  ["no number where one must be", (csv: string) => csv.replace(",0,94", ",,94")],
  ["a verdict that nobody knows", (csv: string) => csv.replace("not-due", "good")],
  ["a day that is none", (csv: string) => csv.replace("2023-11-30", "30/11/2023")],
  ["a line cut short", (csv: string) => csv.slice(0, -20)],
  ["quotes that do not end", (csv: string) => csv.replace('ngành"', "ngành")],
])("a figures.csv with %s is damaged, and the failure names the file", (_, damage) => {
  const csv = figuresCsv([figure()]);
  expect(damage(csv)).not.toBe(csv);
  expect(() => parseFiguresCsv(damage(csv), "published/x/figures.csv")).toThrow(
    expect.objectContaining({ name: "StoreDamaged", message: expect.stringContaining("published/x/figures.csv") }),
  );
});

test("the rows of a figures.csv of version 0.2 come back without what it did not have", () => {
  const former = figuresCsv([figure()]).replace(",needed\r\n", "\r\n").replace(",94.582441\r\n", "\r\n");
  const { needed: _, ...known } = figure();
  const rows = parseFiguresCsv(former, "figures.csv");
  expect(rows).toEqual([known]);
  expect(figuresCsv(rows)).toBe(figuresCsv([figure({ needed: null })]));
});

test("the lines of a published changes.csv come back by their columns", () => {
  const change = { programme: "a", target: "b", scope: "agency", code: "Z1", basis: "year", field: "rate" } as const;
  const rows = parseChangesCsv(
    changesCsv([{ ...change, name: "Sở A", old: "", new: "1.000000", causes: [] }]),
    "changes.csv",
  );
  expect(rows).toEqual([{ ...change, old: "", new: "1.000000", cause: "" }]);
  expect(() => parseChangesCsv("programme\r\na\r\n", "x/changes.csv")).toThrow(/x\/changes\.csv/);
});

test("quality.csv prints the severity of each rule and the rule in Vietnamese, with the relation that is broken", () => {
  const finding: Finding = {
    rule: "row-repeated",
    agency: "Z1.H01",
    procedure: "1.101001",
    window: { from: "2023-05-15", to: "2023-06-14" },
    expected: "1",
    actual: "2",
  };
  const larger: Finding = { ...finding, rule: "part-exceeds-whole", relation: "feeDossiers > received" };
  const missing: Finding = { ...finding, rule: "agency-missing", procedure: "", expected: "counts", actual: "404" };
  expect(qualityCsv([finding, larger, missing])).toBe(
    "\ufeffrule,severity,agency,procedure,from,to,expected,actual,rule_vi\r\n" +
      'row-repeated,warning,Z1.H01,1.101001,2023-05-15,2023-06-14,1,2,"Thủ tục bị lặp dòng, chỉ tính một lần"\r\n' +
      "part-exceeds-whole,warning,Z1.H01,1.101001,2023-05-15,2023-06-14,1,2," +
      '"Số thành phần lớn hơn tổng số: hồ sơ có phí, lệ phí lớn hơn hồ sơ đã tiếp nhận"\r\n' +
      "agency-missing,gap,Z1.H01,,2023-05-15,2023-06-14,counts,404,Cơ quan chưa có số liệu\r\n",
  );
});

test("every rule is a phrase of its own in Vietnamese", () => {
  const window = { from: "2023-05-15", to: "2023-06-14" };
  const rules = Finding.unwrap().shape.rule.options;
  const lines = read(
    qualityCsv(rules.map((rule) => ({ rule, agency: "", procedure: "", window, expected: "", actual: "" }))),
  ).slice(1);
  const phrases = lines.map((line) => line[8]);
  for (const phrase of phrases) expect(phrase).toMatch(/^\p{Lu}\p{Ll}+( [\p{L}\d,]+){3,}$/u);
  expect(new Set(phrases).size).toBe(rules.length);
});

test("a line end within a name stays within its quotes", () => {
  const lines = figuresCsv([figure({ name: "a\nb" })]).split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain('"a\nb"');
  expect(figuresCsv([figure({ name: "a\rb" })])).toContain('"a\rb"');
});
