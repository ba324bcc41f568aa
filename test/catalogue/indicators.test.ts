import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { COUNT_FIELDS, ProcedureCounts, received, resolved, returned } from "../../functions/domain/counts.ts";
import { passes, type Term } from "../../functions/domain/indicator.ts";
import type { Procedure } from "../../functions/domain/procedure.ts";
import { TEMPLATES } from "../helpers/catalogue/templates.ts";

const catalogue = loadCatalogue(TEMPLATES);
const Id = z.array(z.object({ id: z.string() }));
const ids = Id.parse(JSON.parse(readFileSync(join(TEMPLATES, "indicators.json"), "utf8"))).map(({ id }) => id);

type Row = readonly [Procedure, ProcedureCounts];
type Sum = (row: ProcedureCounts) => number;
type Test = (procedure: Procedure, row: ProcedureCounts) => boolean;

const online: Sum = (row) => row.onlineRemote + row.onlineAssisted;
const isService = (procedure: Procedure) => procedure.service !== "information";
const isPostal = (procedure: Procedure) => procedure.postalIntake || procedure.postalReturn;

/** The definitions of dossier and payment rates, restated by hand. */
const flows: [string, Sum, Sum][] = [
  ["online-filing", online, received],
  ["remote-filing", (row) => row.onlineRemote, received],
  ["online-resolution", (row) => row.resolvedOnline, resolved],
  ["online-payments", (row) => row.onlinePayments, (row) => row.payments],
  ["paid-online-dossiers", (row) => row.paidOnlineDossiers, (row) => row.feeDossiers],
  ["postal-intake", (row) => row.postal, received],
  ["postal-return", (row) => row.returnedPostal, returned],
  ["digitised-results", (row) => row.digitisedResults, resolved],
  ["on-time", (row) => row.resolvedEarly + row.resolvedOnTime, resolved],
];

/** The definitions of rates of procedures, restated by hand. */
const procedures: [string, "stock" | "distinct", Test, Test][] = [
  ["payable-procedures", "stock", (p) => p.fee && p.payableOnline, (p) => p.fee],
  ["payable-services", "stock", (p) => isService(p) && p.fee && p.payableOnline, (p) => isService(p) && p.fee],
  ["paid-procedures", "distinct", (p, row) => p.fee && row.paidOnlineDossiers > 0, (p) => p.fee],
  ["active-services", "distinct", (p, row) => isService(p) && online(row) > 0, isService],
  ["provision", "stock", (p) => p.eligible !== "none" && isService(p), (p) => p.eligible !== "none"],
  ["full-provision", "stock", (p) => p.eligible === "full" && p.service === "full", (p) => p.eligible === "full"],
  ["full-services", "stock", (p) => p.service === "full", () => true],
  ["integrated-services", "stock", (p) => isService(p) && p.integrated, isService],
  ["postal-procedures", "distinct", (p, row) => isPostal(p) && row.postal + row.returnedPostal > 0, isPostal],
  ["published-procedures", "stock", (p) => p.published, () => true],
  ["redesigned-services", "stock", (p) => isService(p) && p.redesigned, isService],
];

const measures: [string, string, string][] = [
  ["identified-users", "identifiedUsers", "portalUsers"],
  ["website-sections", "websitesWithSection", "websites"],
];

const few = fc.integer({ min: 0, max: 2 });
const counts = fc
  .tuple(...COUNT_FIELDS.map(() => few))
  .map((values) => Object.fromEntries(COUNT_FIELDS.map((field, index) => [field, values[index]])))
  .map((row) => ProcedureCounts.parse({ ...row, procedure: "1.000001" }));
const procedure = fc.record({
  code: fc.constant("1.000001"),
  name: fc.constant("Thủ tục"),
  field: fc.constant("Lĩnh vực"),
  level: fc.constant("so" as const),
  owner: fc.constant(null),
  service: fc.constantFrom("full" as const, "partial" as const, "information" as const),
  eligible: fc.constantFrom("full" as const, "partial" as const, "none" as const),
  published: fc.boolean(),
  integrated: fc.boolean(),
  internal: fc.boolean(),
  fee: fc.boolean(),
  payableOnline: fc.boolean(),
  postalIntake: fc.boolean(),
  postalReturn: fc.boolean(),
  redesigned: fc.boolean(),
});
const rows = fc.array(fc.tuple(procedure, counts), { maxLength: 12 });

/** What a term says of these procedures, each with its counts of the basis. */
function termOver(term: Term, table: readonly Row[]): number {
  if ("measure" in term) throw new Error("a measure is not of a procedure");
  if ("sum" in term) return table.reduce((total, [, row]) => total + term.sum.reduce((sum, f) => sum + row[f], 0), 0);
  const counted = table.filter(([candidate, row]) => {
    const isActive = term.active === undefined || term.active.reduce((sum, field) => sum + row[field], 0) > 0;
    return isActive && term.procedures.some((filter) => passes(candidate, filter));
  });
  return counted.length;
}

test("the twenty-three indicators of the definitions, in their order", () => {
  const text = readFileSync(join(TEMPLATES, "definitions.md"), "utf8");
  const section = text.slice(text.indexOf("## 4."), text.indexOf("## 5."));
  expect(ids).toEqual([...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id]) => id));
  expect(ids).toHaveLength(23);
  const restated = [...[...flows, ...procedures, ...measures].map(([id]) => id), "online-dossiers-per-service"];
  expect(restated.sort()).toEqual([...ids].sort());
});

test.each(flows)("%s sums what its definition sums", (id, numerator, denominator) => {
  const indicator = catalogue.indicator(id);
  const total = (table: readonly Row[], sum: Sum) => table.reduce((value, [, row]) => value + sum(row), 0);
  expect(indicator.kind).toBe("flow");
  fc.assert(
    fc.property(rows, (table) => {
      expect(termOver(indicator.numerator, table)).toBe(total(table, numerator));
      expect(termOver(indicator.denominator, table)).toBe(total(table, denominator));
    }),
  );
});

test.each(procedures)("%s counts the procedures that its definition counts", (id, kind, numerator, denominator) => {
  const indicator = catalogue.indicator(id);
  const total = (table: readonly Row[], test: Test) => table.filter(([candidate, row]) => test(candidate, row)).length;
  expect(indicator.kind).toBe(kind);
  fc.assert(
    fc.property(rows, (table) => {
      expect(termOver(indicator.numerator, table)).toBe(total(table, numerator));
      expect(termOver(indicator.denominator, table)).toBe(total(table, denominator));
    }),
  );
});

test.each(measures)("%s divides %s by %s on the last day", (id, numerator, denominator) => {
  expect(catalogue.indicator(id)).toMatchObject({
    kind: "stock",
    numerator: { measure: numerator },
    denominator: { measure: denominator },
  });
});

describe("what reports print of an indicator", () => {
  test.each(ids)("%s is named as a rate and defined in one sentence with its unit", (id) => {
    const { name, definition, kind } = catalogue.indicator(id);
    expect(name).toMatch(kind === "average" ? /^Số .* bình quân mỗi / : /^Tỷ lệ /);
    expect(definition).toMatch(/^Số [^.]* (trên tổng số|chia cho số) [^.]*; đơn vị tính: [^.]*\.$/);
    expect(definition.includes("không cộng được qua các tháng")).toBe(kind === "distinct");
    expect(definition.includes("tại ngày cuối của kỳ báo cáo")).toBe(kind !== "flow");
  });
});
