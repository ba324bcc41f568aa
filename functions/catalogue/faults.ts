import { byCode } from "../domain/agency.ts";
import type { Indicator, Term } from "../domain/indicator.ts";
import type { Programme, Target } from "../domain/programme.ts";
import type { TemplateFile } from "./files.ts";
import type { Fault } from "./reasons.ts";
import { mendFaults, taskFaults } from "./task-faults.ts";

type Sort = "sum" | "procedures" | "active" | "measure";

function sortOf(term: Term): Sort {
  if ("sum" in term) return "sum";
  if ("measure" in term) return "measure";
  return term.active === undefined ? "procedures" : "active";
}

/** The kind that an indicator's terms make it, or null where they do not go together. */
function kindOf(numerator: Sort, denominator: Sort): Indicator["kind"] | null {
  if (numerator === "sum" && denominator === "sum") return "flow";
  if (numerator === "measure" && denominator === "measure") return "stock";
  const sorts = [numerator, denominator];
  if (sorts.includes("sum") || sorts.includes("measure")) return null;
  return sorts.includes("active") ? "distinct" : "stock";
}

/** Mistakes of indicators.json that only show when entries are held against each other. */
export function* indicatorFaults(indicators: readonly Indicator[]): Generator<Fault> {
  const seen = new Set<string>();
  for (const [index, { id, kind, numerator, denominator }] of indicators.entries()) {
    if (seen.has(id)) yield { field: `[${index}].id`, reason: `mã chỉ số "${id}" đã dùng ở trên` };
    seen.add(id);
    const meant = kindOf(sortOf(numerator), sortOf(denominator));
    if (meant === null) {
      yield { field: `[${index}].denominator`, reason: `mẫu số của "${id}" phải cùng cách tính với tử số` };
    } else if (meant !== kind) {
      yield { field: `[${index}].kind`, reason: `cách tính của "${id}" là ${meant}, không phải ${kind}` };
    }
  }
}

/** Files of one folder must be named after their ids, and no id may come twice. */
export function* nameFaults(
  files: readonly TemplateFile<{ readonly id: string }>[],
): Generator<Fault & { file: string }> {
  const named = ({ file, value }: TemplateFile<{ readonly id: string }>) => file.endsWith(`/${value.id}.json`);
  // The file that bears the id as its name is the rightful one, so the copy of it is blamed.
  const ordered = [...files].sort(
    (left, right) => Number(named(right)) - Number(named(left)) || byCode(left.file, right.file),
  );
  const owners = new Map<string, string>();
  for (const { file, value } of ordered) {
    const owner = owners.get(value.id);
    if (owner !== undefined) yield { file, field: "id", reason: `mã "${value.id}" đã dùng ở tệp ${owner}` };
    owners.set(value.id, owner ?? file);
  }
  for (const item of ordered) {
    if (!named(item)) yield { file: item.file, field: "id", reason: `mã "${item.value.id}" phải trùng với tên tệp` };
  }
}

function* targetFaults(target: Target, field: string, indicators: ReadonlySet<string>): Generator<Fault> {
  if (!indicators.has(target.indicator)) {
    yield { field: `${field}.indicator`, reason: `không có chỉ số "${target.indicator}" trong indicators.json` };
  }
  const thresholds = Object.entries(target.thresholds);
  if (thresholds.length === 0) {
    yield { field: `${field}.thresholds`, reason: "chỉ tiêu phải có ngưỡng cho ít nhất một cấp hoặc toàn tỉnh" };
  }
  for (const [level, threshold] of thresholds) {
    if (target.unit === "percent" && threshold !== undefined && threshold > 100) {
      yield { field: `${field}.thresholds.${level}`, reason: `ngưỡng ${threshold}% vượt quá 100%` };
    }
  }
}

/** Mistakes of one programme that its schema cannot see. Its deadlines may lie before its issue: one document's do. */
export function* programmeFaults(
  programme: Programme,
  indicators: ReadonlySet<string>,
  provinces: ReadonlySet<string>,
): Generator<Fault> {
  if (!provinces.has(programme.province)) {
    yield { field: "province", reason: `không có tỉnh "${programme.province}" trong thư mục provinces` };
  }
  const { from, to } = programme.inForce;
  if (from > to) yield { field: "inForce.to", reason: `năm hết hiệu lực ${to} trước năm bắt đầu ${from}` };
  const seen = new Set<string>();
  for (const [index, target] of programme.targets.entries()) {
    const field = `targets[${index}]`;
    if (seen.has(target.id)) yield { field: `${field}.id`, reason: `mã chỉ tiêu "${target.id}" đã dùng ở trên` };
    seen.add(target.id);
    yield* targetFaults(target, field, indicators);
  }
  yield* taskFaults(programme);
  yield* mendFaults(programme);
}
