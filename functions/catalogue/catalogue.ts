import { fileURLToPath } from "node:url";
import { z } from "zod";
import { byCode } from "../domain/agency.ts";
import { RequestInvalid } from "../domain/failure.ts";
import { Indicator } from "../domain/indicator.ts";
import { isNational, type Programme } from "../domain/programme.ts";
import { Province } from "../domain/province.ts";
import { Regime } from "../domain/regime.ts";
import type { TemplateCatalogue } from "../ports/ports.ts";
import { Outline, slotsOf } from "../report/outline.ts";
import { Form } from "../report/tables/form.ts";
import { clashFaults } from "./faults/clashes.ts";
import { indicatorFaults, nameFaults, programmeFaults } from "./faults/programmes.ts";
import { formFaults, officeFaults, outlineFaults, regimeFaults } from "./faults/reports.ts";
import { readTemplate, readTemplates, refuse, type TemplateFile } from "./files.ts";
import { ProgrammeFile, programmeOf } from "./programme-file.ts";

interface Templates {
  readonly indicators: TemplateFile<Indicator[]>;
  readonly provinces: readonly TemplateFile<Province>[];
  readonly programmes: readonly TemplateFile<Programme>[];
  readonly reports: readonly TemplateFile<Regime>[];
  readonly outlines: readonly TemplateFile<Outline>[];
  readonly forms: readonly TemplateFile<Form>[];
}

type Reports = Pick<Templates, "reports" | "outlines">;

function readReports(root: string, { provinces, programmes }: Pick<Templates, "provinces" | "programmes">): Reports {
  const outlines = readTemplates(root, "outlines", Outline);
  const reports = readTemplates(root, "reports", Regime);
  for (const [source, fault] of [...nameFaults(outlines), ...nameFaults(reports)]) refuse(source, [fault]);
  for (const { source, value } of outlines) refuse(source, outlineFaults(value));
  const known = {
    offices: new Map(provinces.map(({ value }) => [value.id, value.offices])),
    programmes: new Map(programmes.map(({ value }) => [value.id, value.province])),
    outlines: new Map(outlines.map(({ value }) => [value.id, new Set(slotsOf(value).map(({ slot }) => slot))])),
  };
  for (const { source, value } of reports) refuse(source, regimeFaults(value, known));
  return { reports, outlines };
}

function readAll(root: string): Templates {
  const indicators = readTemplate(root, "indicators.json", z.array(Indicator).min(1));
  refuse(indicators.source, indicatorFaults(indicators.value));
  const provinces = readTemplates(root, "provinces", Province);
  const files = readTemplates(root, "programmes", ProgrammeFile);
  const programmes = files.map((file) => ({ ...file, value: programmeOf(file.value) }));
  for (const [source, fault] of [...nameFaults(provinces), ...nameFaults(programmes)]) refuse(source, [fault]);
  const known = { indicators: indicators.value, provinces: provinces.map(({ value }) => value.id) };
  for (const { source, value } of files) refuse(source, programmeFaults(value, known));
  for (const [source, fault] of clashFaults(files)) refuse(source, [fault]);
  for (const { source, value } of provinces) refuse(source, officeFaults(value));
  const forms = readTemplates(root, "forms", Form);
  for (const [source, fault] of nameFaults(forms)) refuse(source, [fault]);
  for (const { source, value } of forms) refuse(source, formFaults(value));
  return { indicators, provinces, programmes, forms, ...readReports(root, { provinces, programmes }) };
}

/** Looks an id up; throws RequestInvalid with a sentence that lists the ids there are. */
function find<T>(entries: ReadonlyMap<string, T>, id: string, missing: string, known: string): T {
  const entry = entries.get(id);
  if (entry !== undefined) return entry;
  throw new RequestInvalid(
    `${missing} "${id.slice(0, 100)}"; ${known}: ${[...entries.keys()].join(", ") || "chưa có"}.`,
  );
}

const byId = <T extends { readonly id: string }>(files: readonly TemplateFile<T>[]) =>
  new Map(files.map((entry) => [entry.value.id, entry]));

/** In the order of issue, then by id. */
const inOrderOfIssue = (left: Programme, right: Programme): number =>
  byCode(left.issued, right.issued) || byCode(left.id, right.id);

/** What nobody is asked to reach stands behind what is asked. */
const isBenchmark = ({ targets }: Programme): boolean => targets.some(({ goal }) => goal === "benchmark");

/**
 * Reads the data under templates/ once and checks every file, alone and against the others.
 *
 * A new directing document is a new file there and nothing else; a new province is one, and one for each of its reports.
 *
 * @param root the folder that holds `indicators.json`, `provinces/`, `programmes/`, `reports/`, `outlines/` and `forms/`
 * @throws TemplateInvalid at the first mistake, with its file, line, column, field and reason.
 * The catalogue's own calls throw RequestInvalid for an id that is not there and list those that are.
 */
export function loadCatalogue(root: string | URL): TemplateCatalogue {
  const templates = readAll(root instanceof URL ? fileURLToPath(root) : root);
  const provinces = byId(templates.provinces);
  const indicators = new Map(templates.indicators.value.map((indicator) => [indicator.id, indicator]));
  const province = (id: string) => find(provinces, id, "Không có tỉnh", "các tỉnh hiện có");
  const outlines = byId(templates.outlines);
  const ownedBy = <T extends { readonly province: string }>(files: readonly TemplateFile<T>[], id: string): T[] => {
    const owner = province(id).value.id;
    return files.map(({ value }) => value).filter((value) => value.province === owner);
  };
  return {
    province: (id) => province(id).value,
    programmes: (id) => ownedBy(templates.programmes, id).sort(inOrderOfIssue),
    national: () =>
      templates.programmes
        .map(({ value }) => value)
        .filter(isNational)
        .sort((left, right) => Number(isBenchmark(left)) - Number(isBenchmark(right)) || inOrderOfIssue(left, right)),
    regimes: (id) => ownedBy(templates.reports, id),
    outline: (id) => find(outlines, id, "Không có đề cương", "các đề cương hiện có").value,
    forms: () => templates.forms.map(({ value }) => value),
    indicator: (id) => find(indicators, id, "Không có chỉ số", "các chỉ số hiện có"),
  };
}
