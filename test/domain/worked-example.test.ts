import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { severityOf } from "../../functions/domain/quality/finding.ts";
import { figuresCsv, qualityCsv } from "../../functions/render/csv.ts";
import { computed, workedExample } from "../helpers/data/answers.ts";
import { withoutRuleVi } from "../helpers/data/quality-csv.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/worked-example/${name}`, import.meta.url), "utf8");

const catalogue = loadCatalogue(new URL("../../templates/", import.meta.url));
const programmes = catalogue.programmes("ba-ria-vung-tau").filter(({ id }) => id === "brvt-qd-2023");
const indicators = new Map(
  programmes.flatMap(({ targets }) => targets.map(({ indicator }) => [indicator, catalogue.indicator(indicator)])),
);
const question = { province: "ba-ria-vung-tau", period: "2023-06", programmes, indicators };

test("the worked case's figures come out row for row", () => {
  const rows = parse(figuresCsv(computed(workedExample(), question).figures), { bom: true });
  const expected = parse(fixture("figures.csv"), { bom: true });

  expect(rows).toHaveLength(expected.length);
  for (const [index, row] of rows.entries()) expect(row).toEqual(expected[index]);
});

test("the worked case's findings come out row for row, those about answers that never came aside", () => {
  const { findings } = computed(workedExample(), question);
  const rows = parse(withoutRuleVi(qualityCsv(findings)), { bom: true });
  const expected: string[][] = parse(fixture("quality.csv"), { bom: true });

  expect(findings.some((finding) => severityOf(finding) === "gap")).toBe(false);
  expect(rows).toEqual(expected.filter(([, severity]) => severity !== "gap"));
});
