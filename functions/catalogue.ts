import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { indicatorFaults, nameFaults, programmeFaults } from "./catalogue/faults.ts";
import { readTemplate, readTemplates, type TemplateFile } from "./catalogue/files.ts";
import type { Fault } from "./catalogue/reasons.ts";
import { byCode } from "./domain/agency.ts";
import { RequestInvalid, TemplateInvalid } from "./domain/failure.ts";
import { Indicator } from "./domain/indicator.ts";
import { Programme } from "./domain/programme.ts";
import { Province } from "./domain/province.ts";
import type { Catalogue } from "./ports.ts";

interface Templates {
  readonly indicators: TemplateFile<Indicator[]>;
  readonly provinces: readonly TemplateFile<Province>[];
  readonly programmes: readonly TemplateFile<Programme>[];
}

/** Throws the first mistake, if there is one. */
function refuse(file: string, faults: Iterable<Fault>): void {
  for (const { field, reason } of faults) throw new TemplateInvalid(file, field, reason);
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
  return { indicators, provinces, programmes };
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
 * A new province or a new directing document is a new file there and nothing else.
 *
 * @param root the folder that holds `indicators.json`, `provinces/` and `programmes/`
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
  return {
    province: (id) => province(id).value,
    /** In the order of issue, then by id. */
    programmes: (id) =>
      programmesOf(id)
        .map(({ value }) => value)
        .sort((left, right) => byCode(left.issued, right.issued) || byCode(left.id, right.id)),
    indicator: (id) => find(indicators, id, "Không có chỉ số", "các chỉ số hiện có"),
    digest: (id, names) => {
      const known = byId(programmesOf(id));
      const chosen = [...new Set(names)]
        .sort(byCode)
        .map((name) => find(known, name, `Tỉnh ${id} không có văn bản giao chỉ tiêu`, "các văn bản hiện có"));
      const hash = createHash("sha256");
      // Neither a path nor one line of JSON holds a line break, so no two sets of files run into the same bytes.
      for (const { file, canonical } of [province(id), ...chosen, templates.indicators]) {
        hash.update(`${file}\n${canonical}\n`);
      }
      return hash.digest("hex");
    },
  };
}
