import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { FigureRow } from "../../functions/domain/figure.ts";
import type { Finding } from "../../functions/domain/finding.ts";
import { figuresCsv, qualityCsv } from "../../functions/render/csv.ts";

const HEADER =
  "province,programme,period,from,to,target,indicator,scope,code,name,level,basis,numerator,denominator,rate,goal," +
  "threshold,unit,deadline,verdict,shortfall,rank,previous,year_earlier,missing";

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
    ...changes,
  };
}

const read = (csv: string): string[][] => parse(csv, { bom: true });

test("figures.csv: BOM, header, CRLF after every line, quotes only where needed", () => {
  expect(figuresCsv([])).toBe(`\ufeff${HEADER}\r\n`);
  expect(figuresCsv([figure()])).toBe(
    `\ufeff${HEADER}\r\nba-ria-vung-tau,brvt-qd-2023,2023-06,2022-12-15,2023-06-14,remote-filing,remote-filing,level,so,` +
      `"Sở, ban, ngành",so,year,180,1401,12.847966,min,50,percent,2023-11-30,not-due,521,,,0.000000,0\r\n`,
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
    read(figuresCsv([figure({ rate, previous: rate, yearEarlier: rate })]))[1]?.filter((_, column) =>
      [14, 22, 23].includes(column),
    ),
  ).toEqual([printed, printed, printed]);
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
  });
  expect(read(figuresCsv([row]))[1]).toEqual(
    "ba-ria-vung-tau|brvt-qd-2023|2023-06|2022-12-15|2023-06-14|remote-filing|remote-filing|level|so|Sở, ban, ngành||year|0|||min||percent|||521|||0.000000|0".split(
      "|",
    ),
  );
});

test("names come back as the API gave them, whatever they hold", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }), (names) => {
      const rows = read(figuresCsv(names.map((name) => figure({ name }))));
      expect(rows.slice(1).map((row) => row[9])).toEqual(names);
    }),
  );
  for (const name of ["=1+1", "-2", "\tTab", 'Phường "A", B', "dòng\nhai", "dòng\rhai", " cách "]) {
    expect(read(figuresCsv([figure({ name })]))[1]?.[9]).toBe(name);
  }
});

test("quality.csv prints the severity of each rule", () => {
  const finding: Finding = {
    rule: "row-repeated",
    agency: "Z1.H01",
    procedure: "1.101001",
    window: { from: "2023-05-15", to: "2023-06-14" },
    expected: "1",
    actual: "2",
  };
  expect(
    qualityCsv([finding, { ...finding, rule: "agency-missing", procedure: "", expected: "counts", actual: "404" }]),
  ).toBe(
    "\ufeffrule,severity,agency,procedure,from,to,expected,actual\r\n" +
      "row-repeated,warning,Z1.H01,1.101001,2023-05-15,2023-06-14,1,2\r\n" +
      "agency-missing,gap,Z1.H01,,2023-05-15,2023-06-14,counts,404\r\n",
  );
});

test("a line end within a name stays within its quotes", () => {
  const lines = figuresCsv([figure({ name: "a\nb" })]).split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain('"a\nb"');
  expect(figuresCsv([figure({ name: "a\rb" })])).toContain('"a\rb"');
});
