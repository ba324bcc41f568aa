import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { indicatorFaults, nameFaults, programmeFaults } from "./catalogue/faults.ts";
import { readTemplate, readTemplates, type TemplateFile } from "./catalogue/files.ts";
import type { Fault } from "./catalogue/reasons.ts";
import { officeFaults, outlineFaults, regimeFaults } from "./catalogue/report-faults.ts";
import { byCode } from "./domain/agency.ts";
import { RequestInvalid, TemplateInvalid } from "./domain/failure.ts";
import { Indicator } from "./domain/indicator.ts";
import { Outline, slotsOf } from "./domain/outline.ts";
import { Programme } from "./domain/programme.ts";
import { Province } from "./domain/province.ts";
import { Regime } from "./domain/regime.ts";
import type { Catalogue } from "./ports.ts";

interface Templates {
  readonly indicators: TemplateFile<Indicator[]>;
  readonly provinces: readonly TemplateFile<Province>[];
  readonly programmes: readonly TemplateFile<Programme>[];
  readonly reports: readonly TemplateFile<Regime>[];
  readonly outlines: readonly TemplateFile<Outline>[];
}

/** Throws the first mistake, if there is one. */
function refuse(file: string, faults: Iterable<Fault>): void {
  for (const { field, reason } of faults) throw new TemplateInvalid(file, field, reason);
}

type Reports = Pick<Templates, "reports" | "outlines">;

function readReports(root: string, { provinces, programmes }: Pick<Templates, "provinces" | "programmes">): Reports {
  const outlines = readTemplates(root, "outlines", Outline);
  const reports = readTemplates(root, "reports", Regime);
  for (const fault of [...nameFaults(outlines), ...nameFaults(reports)]) refuse(fault.file, [fault]);
  for (const { file, value } of outlines) {
    const slots = slotsOf(value).map(({ slot }) => slot);
    refuse(file, outlineFaults(value, slots));
  }
  const known = {
    offices: new Map(provinces.map(({ value }) => [value.id, value.offices])),
    programmes: new Map(programmes.map(({ value }) => [value.id, value.province])),
    outlines: new Set(outlines.map(({ value }) => value.id)),
  };
  for (const { file, value } of reports) refuse(file, regimeFaults(value, known));
  return { reports, outlines };
}

function readAll(root: string): Templates {
  const indicators = readTemplate(root, "indicators.json", z.array(Indicator).min(1));
  refuse(indicators.file, indicatorFaults(indicators.value));
  const provinces = readTemplates(root, "provinces", Province);
  const programmes = readTemplates(root, "programmes", Programme);
  for (const fault of [...nameFaults(provinces), ...nameFaults(programmes)]) refuse(fault.file, [fault]);
  const indicatorIds = new Set(indicators.value.map(({ id }) => id));
  const provinceIds = new Set(provinces.map(({ value }) => value.id));
  for (const { file, value } of programmes) refuse(file, programmeFaults(value, indicatorIds, provinceIds));
  for (const { file, value } of provinces) refuse(file, officeFaults(value.offices));
  return { indicators, provinces, programmes, ...readReports(root, { provinces, programmes }) };
}

/** Looks an id up; throws RequestInvalid with a sentence that lists the ids there are. */
function find<T>(entries: ReadonlyMap<string, T>, id: string, missing: string, known: string): T {
  const entry = entries.get(id);
  if (entry !== undefined) return entry;
  throw new RequestInvalid(`${missing} "${id}"; ${known}: ${[...entries.keys()].join(", ") || "chưa có"}.`);
}

const byId = <T extends { readonly id: string }>(files: readonly TemplateFile<T>[]) =>
  new Map(files.map((entry) => [entry.value.id, entry]));

/**
 * Reads the data under templates/ once and checks every file, alone and against the others.
 *
 * A new directing document is a new file there and nothing else; a new province is one, and one for each of its reports.
 *
 * @param root the folder that holds `indicators.json`, `provinces/`, `programmes/`, `reports/` and `outlines/`
 * @throws TemplateInvalid at the first mistake, with its file, field and reason.
 * The catalogue's own calls throw RequestInvalid for an id that is not there and list those that are.
 */
export function loadCatalogue(root: string | URL): Catalogue {
  const templates = readAll(root instanceof URL ? fileURLToPath(root) : root);
  const provinces = byId(templates.provinces);
  const indicators = new Map(templates.indicators.value.map((indicator) => [indicator.id, indicator]));
  const province = (id: string) => find(provinces, id, "Không có tỉnh", "các tỉnh hiện có");
  const programmesOf = (id: string) => {
    const owner = province(id).value.id;
    return templates.programmes.filter(({ value }) => value.province === owner);
  };
  const outlines = byId(templates.outlines);
  const reportsOf = (id: string) => templates.reports.filter(({ value }) => value.province === id);
  const outlinesOf = (id: string) => {
    const used = new Set(reportsOf(id).map(({ value }) => value.outline));
    return templates.outlines.filter(({ value }) => used.has(value.id));
  };
  return {
    province: (id) => province(id).value,
    /** In the order of issue, then by id. */
    programmes: (id) =>
      programmesOf(id)
        .map(({ value }) => value)
        .sort((left, right) => byCode(left.issued, right.issued) || byCode(left.id, right.id)),
    regimes: (id) => reportsOf(id).map(({ value }) => value),
    outline: (id) => find(outlines, id, "Không có đề cương", "các đề cương hiện có").value,
    indicator: (id) => find(indicators, id, "Không có chỉ số", "các chỉ số hiện có"),
    digest: (id, names) => {
      const known = byId(programmesOf(id));
      const chosen = [...new Set(names)]
        .sort(byCode)
        .map((name) => find(known, name, `Tỉnh ${id} không có văn bản giao chỉ tiêu`, "các văn bản hiện có"));
      const hash = createHash("sha256");
      // Neither a path nor one line of JSON holds a line break, so no two sets of files run into the same bytes.
      for (const { file, canonical } of [
        province(id),
        ...chosen,
        ...reportsOf(id),
        ...outlinesOf(id),
        templates.indicators,
      ]) {
        hash.update(`${file}\n${canonical}\n`);
      }
      return hash.digest("hex");
    },
  };
}
