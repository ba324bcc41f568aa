import { fileURLToPath } from "node:url";
import { z } from "zod";
import { byCode } from "../domain/agency.ts";
import { RequestInvalid } from "../domain/failure.ts";
import { asciiWords } from "../domain/imports/folding.ts";
import { Indicator } from "../domain/indicator.ts";
import { SourceMapping } from "../domain/mapping/mapping.ts";
import { isNational, type Programme } from "../domain/programme.ts";
import type { Province } from "../domain/province.ts";
import { PushMapping } from "../domain/push/mapping.ts";
import type { TemplateCatalogue } from "../ports/ports.ts";
import { Outline, slotsOf } from "../report/outline.ts";
import { Form } from "../report/tables/form.ts";
import { clashFaults } from "./faults/clashes.ts";
import { indicatorFaults, nameFaults, programmeFaults } from "./faults/programmes.ts";
import { pushFileFaults, pushSwitchFaults } from "./faults/pushes.ts";
import { formFaults, outlineFaults, provinceFaults, regimeFaults } from "./faults/reports.ts";
import { mappingOwnerFaults, sourceFaults } from "./faults/sources.ts";
import { readTemplate, readTemplates, refuse, type TemplateFile } from "./files.ts";
import { ProgrammeFile, programmeOf } from "./programme-file.ts";
import { type ProvinceTemplates, readProvinces } from "./provinces.ts";
import { type RegimeTemplates, readRegimes } from "./regimes.ts";
import { readEntries } from "./timetables.ts";

interface Templates {
  readonly indicators: TemplateFile<Indicator[]>;
  readonly provinces: ProvinceTemplates;
  readonly programmes: readonly TemplateFile<Programme>[];
  readonly regimes: RegimeTemplates;
  readonly outlines: readonly TemplateFile<Outline>[];
  readonly forms: readonly TemplateFile<Form>[];
  readonly mappings: readonly TemplateFile<SourceMapping>[];
  readonly pushes: readonly TemplateFile<PushMapping>[];
}

type Reports = Pick<Templates, "regimes" | "outlines">;

/** The provinces whose reports are checked: those that say something of their own, and one that does not. */
function checked({ ids, own, get }: ProvinceTemplates, { own: files }: RegimeTemplates): Province[] {
  for (const { source, value } of files) refuse(source, provinceFaults(value, ids));
  const saying = new Set([...own, ...files.map(({ value }) => value.province)]);
  return [...saying, ...ids.filter((id) => !saying.has(id)).slice(0, 1)].flatMap((id) => get(id)?.value ?? []);
}

function readReports(root: string, { provinces, programmes }: Pick<Templates, "provinces" | "programmes">): Reports {
  const outlines = readTemplates(root, "outlines", Outline);
  for (const [source, fault] of nameFaults(outlines)) refuse(source, [fault]);
  const regimes = readRegimes(root);
  for (const { source, value } of outlines) refuse(source, outlineFaults(value));
  const known = {
    programmes: new Map(programmes.map(({ value }) => [value.id, value.province])),
    outlines: new Map(outlines.map(({ value }) => [value.id, new Set(slotsOf(value).map(({ slot }) => slot))])),
  };
  for (const province of checked(provinces, regimes)) {
    const { offices } = province;
    for (const { source, value } of regimes.of(province)) refuse(source, regimeFaults(value, { ...known, offices }));
  }
  return { regimes, outlines };
}

/** The mapping files of sources, and whether the provinces name those that are there. */
function readMappings(root: string, { ids, own, get }: ProvinceTemplates): Templates["mappings"] {
  const mappings = readTemplates(root, "sources", SourceMapping);
  for (const [source, fault] of nameFaults(mappings)) refuse(source, [fault]);
  for (const { source, value } of mappings) refuse(source, mappingOwnerFaults(value, ids));
  const known = new Map(mappings.map(({ value }) => [value.id, value]));
  for (const id of own) {
    const province = get(id);
    if (province !== undefined) refuse(province.source, sourceFaults(province.value, known));
  }
  return mappings;
}

/** The mapping files of report systems, and whether the provinces name those that are there. */
function readPushes(
  root: string,
  { provinces: { ids, own, get }, ...known }: Pick<Templates, "provinces" | "programmes" | "indicators" | "mappings">,
): Templates["pushes"] {
  const pushes = readTemplates(root, "pushes", PushMapping);
  for (const [source, fault] of nameFaults(pushes)) refuse(source, [fault]);
  const nameable = {
    provinces: ids,
    programmes: known.programmes.map(({ value }) => value),
    indicators: known.indicators.value,
    sources: known.mappings.map(({ value }) => value.id),
  };
  for (const { source, value } of pushes) refuse(source, pushFileFaults(value, nameable));
  for (const id of own) {
    const province = get(id);
    if (province !== undefined) refuse(province.source, pushSwitchFaults(province.value, pushes));
  }
  return pushes;
}

function readAll(root: string): Templates {
  const indicators = readTemplate(root, "indicators.json", z.array(Indicator).min(1));
  refuse(indicators.source, indicatorFaults(indicators.value));
  const provinces = readProvinces(root);
  const files = readTemplates(root, "programmes", ProgrammeFile);
  const programmes = files.map((file) => ({ ...file, value: programmeOf(file.value) }));
  for (const [source, fault] of nameFaults(programmes)) refuse(source, [fault]);
  const known = { indicators: indicators.value, provinces: provinces.ids };
  for (const { source, value } of files) refuse(source, programmeFaults(value, known));
  for (const [source, fault] of clashFaults(files)) refuse(source, [fault]);
  const forms = readTemplates(root, "forms", Form);
  for (const [source, fault] of nameFaults(forms)) refuse(source, [fault]);
  for (const { source, value } of forms) refuse(source, formFaults(value));
  const mappings = readMappings(root, provinces);
  const pushes = readPushes(root, { provinces, programmes, indicators, mappings });
  return {
    indicators,
    provinces,
    programmes,
    forms,
    mappings,
    pushes,
    ...readReports(root, { provinces, programmes }),
  };
}

/** Looks an id up; throws RequestInvalid with a sentence that lists the ids there are. */
function find<T>(entries: ReadonlyMap<string, T>, id: string, missing: string, known: string): T {
  const entry = entries.get(id);
  if (entry !== undefined) return entry;
  throw new RequestInvalid(
    `${missing} "${id.slice(0, 100)}"; ${known}: ${[...entries.keys()].join(", ") || "chưa có"}.`,
  );
}

/** "Gia Lai", "gialai" and "gia-lai" are one. */
const lettersOf = (id: string): string => asciiWords(id.slice(0, 100)).replaceAll(" ", "");

/** Looks a province up; throws RequestInvalid with a sentence that lists those that exist, then those that have ended. */
function findProvince({ ids, hasEnded, get }: ProvinceTemplates, id: string): Province {
  const known = get(id);
  if (known !== undefined) return known.value;
  const [standing, ended] = [ids.filter((one) => !hasEnded(one)), ids.filter(hasEnded)];
  const letters = lettersOf(id);
  const meant = ids.find((one) => lettersOf(one) === letters);
  const hint = meant === undefined ? ";" : `; có phải "${meant}"? Nếu không:`;
  throw new RequestInvalid(
    `Không có tỉnh, thành phố "${id.slice(0, 100)}"${hint} các mã hiện có: ${standing.join(", ")}; đã kết thúc, chỉ lập được kỳ trước đó: ${ended.join(", ")}.`,
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
 * A new directing document is a new file there and nothing else; so is what a province has of its own.
 *
 * @param root the folder that holds `indicators.json`, `provinces.json`, `default/`, `provinces/`, `programmes/`, `reports/`, `outlines/`, `forms/`, `sources/` and `pushes/`
 * @throws TemplateInvalid at the first mistake, with its file, line, column, field and reason.
 * The catalogue's own calls throw RequestInvalid for an id that is not there and list those that are.
 */
export function loadCatalogue(root: string | URL): TemplateCatalogue {
  const folder = root instanceof URL ? fileURLToPath(root) : root;
  const templates = readAll(folder);
  // No report depends on a timetable, so a mistake in one shows only where somebody asks for it.
  let timetables: ReturnType<typeof readEntries> | undefined;
  const timetableOf = (id: string) => {
    timetables ??= readEntries(folder);
    return timetables(id);
  };
  const indicators = new Map(templates.indicators.value.map((indicator) => [indicator.id, indicator]));
  const province = (id: string) => findProvince(templates.provinces, id);
  const { ids, hasEnded } = templates.provinces;
  const outlines = byId(templates.outlines);
  const ownedBy = <T extends { readonly province: string }>(files: readonly TemplateFile<T>[], id: string): T[] => {
    const owner = province(id).id;
    return files.map(({ value }) => value).filter((value) => value.province === owner);
  };
  return {
    province,
    provinces: () => [...ids.filter((id) => !hasEnded(id)), ...ids.filter(hasEnded)],
    timetable: (id) => (hasEnded(province(id).id) ? [] : timetableOf(id)),
    programmes: (id) => ownedBy(templates.programmes, id).sort(inOrderOfIssue),
    national: () =>
      templates.programmes
        .map(({ value }) => value)
        .filter(isNational)
        .sort((left, right) => Number(isBenchmark(left)) - Number(isBenchmark(right)) || inOrderOfIssue(left, right)),
    /** A report that a province makes otherwise until a day is there twice, each time with its days. */
    regimes: (id) => templates.regimes.of(province(id)).map(({ value }) => value),
    outline: (id) => find(outlines, id, "Không có đề cương", "các đề cương hiện có").value,
    forms: () => templates.forms.map(({ value }) => value),
    mappings: () => templates.mappings.map(({ value }) => value),
    pushes: () => templates.pushes.map(({ value }) => value),
    indicator: (id) => find(indicators, id, "Không có chỉ số", "các chỉ số hiện có"),
  };
}
