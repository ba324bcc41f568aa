import { fileURLToPath } from "node:url";
import { z } from "zod";
import { byCode } from "../domain/agency.ts";
import { RequestInvalid } from "../domain/failure.ts";
import { Indicator } from "../domain/indicator.ts";
import { Programme } from "../domain/programme.ts";
import type { Province } from "../domain/province.ts";
import type { TemplateCatalogue } from "../ports/ports.ts";
import { Outline, slotsOf } from "../report/outline.ts";
import { indicatorFaults, nameFaults, programmeFaults } from "./faults/programmes.ts";
import { outlineFaults, provinceFaults, regimeFaults } from "./faults/reports.ts";
import { readTemplate, readTemplates, refuse, type TemplateFile } from "./files.ts";
import { type ProvinceTemplates, readProvinces } from "./provinces.ts";
import { type RegimeTemplates, readRegimes } from "./regimes.ts";

interface Templates {
  readonly indicators: TemplateFile<Indicator[]>;
  readonly provinces: ProvinceTemplates;
  readonly programmes: readonly TemplateFile<Programme>[];
  readonly regimes: RegimeTemplates;
  readonly outlines: readonly TemplateFile<Outline>[];
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

function readAll(root: string): Templates {
  const indicators = readTemplate(root, "indicators.json", z.array(Indicator).min(1));
  refuse(indicators.source, indicatorFaults(indicators.value));
  const provinces = readProvinces(root);
  const programmes = readTemplates(root, "programmes", Programme);
  for (const [source, fault] of nameFaults(programmes)) refuse(source, [fault]);
  const known = { indicators: indicators.value, provinces: provinces.ids };
  for (const { source, value } of programmes) refuse(source, programmeFaults(value, known));
  return { indicators, provinces, programmes, ...readReports(root, { provinces, programmes }) };
}

/** Looks an id up; throws RequestInvalid with a sentence that lists the ids there are. */
function find<T>(entries: ReadonlyMap<string, T>, id: string, missing: string, known: string): T {
  const entry = entries.get(id);
  if (entry !== undefined) return entry;
  throw new RequestInvalid(
    `${missing} "${id.slice(0, 100)}"; ${known}: ${[...entries.keys()].join(", ") || "chưa có"}.`,
  );
}

/** Looks a province up; throws RequestInvalid with a sentence that lists those that exist, then those that have ended. */
function findProvince({ ids, hasEnded, get }: ProvinceTemplates, id: string): Province {
  const known = get(id);
  if (known !== undefined) return known.value;
  const [standing, ended] = [ids.filter((one) => !hasEnded(one)), ids.filter(hasEnded)];
  throw new RequestInvalid(
    `Không có tỉnh, thành phố "${id.slice(0, 100)}"; các mã hiện có: ${standing.join(", ")}; đã kết thúc, chỉ lập được kỳ trước đó: ${ended.join(", ")}.`,
  );
}

const byId = <T extends { readonly id: string }>(files: readonly TemplateFile<T>[]) =>
  new Map(files.map((entry) => [entry.value.id, entry]));

/**
 * Reads the data under templates/ once and checks every file, alone and against the others.
 *
 * A new directing document is a new file there and nothing else; so is what a province has of its own.
 *
 * @param root the folder that holds `indicators.json`, `provinces.json`, `default/`, `provinces/`, `programmes/`, `reports/` and `outlines/`
 * @throws TemplateInvalid at the first mistake, with its file, line, column, field and reason.
 * The catalogue's own calls throw RequestInvalid for an id that is not there and list those that are.
 */
export function loadCatalogue(root: string | URL): TemplateCatalogue {
  const templates = readAll(root instanceof URL ? fileURLToPath(root) : root);
  const indicators = new Map(templates.indicators.value.map((indicator) => [indicator.id, indicator]));
  const province = (id: string) => findProvince(templates.provinces, id);
  const outlines = byId(templates.outlines);
  const ownedBy = <T extends { readonly province: string }>(files: readonly TemplateFile<T>[], id: string): T[] => {
    const owner = province(id).id;
    return files.map(({ value }) => value).filter((value) => value.province === owner);
  };
  return {
    province,
    /** In the order of issue, then by id. */
    programmes: (id) =>
      ownedBy(templates.programmes, id).sort(
        (left, right) => byCode(left.issued, right.issued) || byCode(left.id, right.id),
      ),
    /** A report that a province makes otherwise until a day is there twice, each time with its days. */
    regimes: (id) => templates.regimes.of(province(id)).map(({ value }) => value),
    outline: (id) => find(outlines, id, "Không có đề cương", "các đề cương hiện có").value,
    indicator: (id) => find(indicators, id, "Không có chỉ số", "các chỉ số hiện có"),
  };
}
