import { byCode } from "../../domain/agency.ts";
import { type Indicator, isCounted, type Term } from "../../domain/indicator.ts";
import type { Day } from "../../domain/period.ts";
import {
  daysInForce,
  EVERY_PROVINCE,
  isNational,
  type Programme,
  type Target,
  Thresholds,
} from "../../domain/programme.ts";
import { dayText } from "../../report/wording.ts";
import type { Source, TemplateFile } from "../files.ts";
import { type ProgrammeFile, strivenId, type TargetEntry } from "../programme-file.ts";
import { allowed, type Fault } from "../reasons.ts";
import type { Path } from "../source.ts";
import { mendFaults, taskFaults } from "./tasks.ts";

type Sort = "sum" | "part" | "procedures" | "active" | "measure";

function sortOf(term: Term): Sort {
  if ("sum" in term) return term.of === undefined ? "sum" : "part";
  if ("measure" in term) return "measure";
  return term.active === undefined ? "procedures" : "active";
}

/** The kind that an indicator's terms make it, or null where they do not go together. */
function kindOf(numerator: Sort, denominator: Sort): Indicator["kind"] | null {
  if (numerator === "sum" && denominator === "sum") return "flow";
  if (numerator === "measure" && denominator === "measure") return "stock";
  if (numerator === "part" && denominator === "procedures") return "average";
  const sorts = [numerator, denominator];
  if (sorts.includes("part") || sorts.includes("sum") || sorts.includes("measure")) return null;
  return sorts.includes("active") ? "distinct" : "stock";
}

/** Mistakes of indicators.json that only show when entries are held against each other. */
export function* indicatorFaults(indicators: readonly Indicator[]): Generator<Fault> {
  const seen = new Set<string>();
  for (const [index, { id, kind, numerator, denominator }] of indicators.entries()) {
    if (seen.has(id)) yield { path: [index, "id"], reason: "mã chỉ số này đã dùng ở trên" };
    seen.add(id);
    const meant = kindOf(sortOf(numerator), sortOf(denominator));
    if (meant === null) {
      yield { path: [index, "denominator"], reason: `mẫu số của "${id}" phải cùng cách tính với tử số` };
    } else if (meant !== kind) {
      yield { path: [index, "kind"], reason: `phải là "${meant}" theo cách tính của "${id}"` };
    }
  }
}

type Named = TemplateFile<{ readonly id: string }>;

/** Files of one folder must be named after their ids, and no id may come twice. */
export function* nameFaults(files: readonly Named[]): Generator<readonly [Source, Fault]> {
  const named = ({ file, value }: Named) => file.endsWith(`/${value.id}.json`);
  // The file that bears the id as its name is the rightful one, so the copy of it is blamed.
  const ordered = [...files].sort(
    (left, right) => Number(named(right)) - Number(named(left)) || byCode(left.file, right.file),
  );
  const path = ["id"];
  const owners = new Map<string, string>();
  for (const { file, value, source } of ordered) {
    const owner = owners.get(value.id);
    if (owner !== undefined) yield [source, { path, reason: `mã này đã dùng ở tệp ${owner}` }];
    owners.set(value.id, owner ?? file);
  }
  for (const item of ordered) {
    const name = item.file.replace(/^.*\/|\.json$/g, "");
    if (!named(item)) yield [item.source, { path, reason: `phải trùng với tên tệp: "${name}"` }];
  }
}

/** What a programme may name. */
export interface Nameable {
  readonly indicators: readonly Indicator[];
  /** Ids of the provinces. */
  readonly provinces: readonly string[];
}

function* kindFaults(
  { unit, perProcedure }: Target,
  known: Indicator,
  at: Path,
  all: readonly Indicator[],
): Generator<Fault> {
  const idsOf = (kind: Indicator["kind"]) =>
    all.flatMap((one) => (one.kind === kind ? [one.id] : [])).join(", ") || "chưa có";
  if (unit === "average" && known.kind !== "average") {
    const why = `chỉ số "${known.id}" không phải số bình quân, phải là "percent"`;
    yield { path: [...at, "unit"], reason: `${why}; giao số bình quân với chỉ số: ${idsOf("average")}` };
  }
  if (unit !== "average" && known.kind === "average") {
    yield { path: [...at, "unit"], reason: `chỉ số "${known.id}" là số bình quân, phải là "average"` };
  }
  if (perProcedure === undefined) return;
  if (known.kind !== "flow") {
    const why = `chỉ số "${known.id}" không có tỷ lệ của từng thủ tục`;
    yield { path: [...at, "perProcedure"], reason: `${why}; giao theo từng thủ tục với chỉ số: ${idsOf("flow")}` };
  }
  if (unit !== "percent") {
    yield { path: [...at, "unit"], reason: `giao theo từng thủ tục (perProcedure) phải là "percent"` };
  }
}

function* indicatorOfTarget(target: Target, at: Path, indicators: readonly Indicator[]): Generator<Fault> {
  const { indicator, unit } = target;
  const known = indicators.find(({ id }) => id === indicator);
  if (known === undefined) {
    const ids = indicators.map(({ id }) => id);
    yield { path: [...at, "indicator"], reason: `không có chỉ số này trong indicators.json${allowed(ids)}` };
  } else if (unit === "count" && !isCounted(known)) {
    const ids = indicators.filter(isCounted).map(({ id }) => id);
    const why = `chỉ số "${indicator}" chỉ giao được theo tỷ lệ`;
    yield { path: [...at, "unit"], reason: `${why}, phải là "percent"; giao số lượng với chỉ số: ${ids.join(", ")}` };
  } else {
    yield* kindFaults(target, known, at, indicators);
  }
}

/** A level to strive for stands beside the minimum that it is above. */
function* striveFaults(target: TargetEntry, at: Path): Generator<Fault> {
  const { goal, strive, thresholds, unit } = target;
  if (strive === undefined) return;
  if (goal !== "min") {
    yield { path: [...at, "strive"], reason: 'chỉ ghi mức phấn đấu ở đây khi goal là "min"', named: true };
  }
  yield* thresholdFaults({ thresholds: strive, unit }, "strive", at);
  for (const scope of Thresholds.keyof().options) {
    const [least, more] = [thresholds[scope], strive[scope]];
    if (least === undefined || more === undefined || more > least) continue;
    yield { path: [...at, "strive", scope], reason: "mức phấn đấu phải cao hơn mức tối thiểu ở thresholds" };
  }
}

function* thresholdFaults(
  { thresholds, unit }: Pick<Target, "thresholds" | "unit">,
  field: "thresholds" | "strive",
  at: Path,
): Generator<Fault> {
  const given = Object.entries(thresholds);
  if (given.length === 0) {
    yield {
      path: [...at, field],
      reason: `chỉ tiêu phải có ngưỡng cho ít nhất một cấp hoặc toàn tỉnh${allowed(Object.keys(Thresholds.shape))}`,
    };
  }
  for (const [level, threshold = 0] of given) {
    const path = [...at, field, level];
    if (unit === "percent" && threshold > 100) yield { path, reason: "ngưỡng theo tỷ lệ phải từ 0 đến 100" };
    if (unit === "count" && !Number.isInteger(threshold)) yield { path, reason: "ngưỡng số lượng phải là số nguyên" };
    if (unit === "average" && !Number.isInteger(threshold))
      yield { path, reason: "ngưỡng bình quân phải là số nguyên" };
  }
}

/** A document cannot ask for what was over when it was issued; one that does says so in a note. */
function* deadlineFaults({ deadline, deadlineNote }: Target, at: Path, issued: Day): Generator<Fault> {
  if (deadline === null || deadline >= issued || deadlineNote !== undefined) return;
  const wrong = `thời hạn ${dayText(deadline)} trước ngày ban hành ${dayText(issued)}`;
  yield {
    path: [...at, "deadline"],
    reason: `${wrong}; nếu văn bản ghi đúng như vậy, thêm mục deadlineNote nêu lý do`,
  };
}

/** A level for full marks is asked of nobody: it has no day and is a rate. */
function* goalFaults({ goal, deadline, unit }: Target, at: Path): Generator<Fault> {
  if (goal !== "benchmark") return;
  if (deadline !== null) {
    yield { path: [...at, "deadline"], reason: `mức điểm tối đa ("benchmark") không có thời hạn, phải là null` };
  }
  if (unit !== "percent") {
    yield { path: [...at, "unit"], reason: `mức điểm tối đa ("benchmark") phải giao theo tỷ lệ ("percent")` };
  }
}

/** What was read elsewhere than in the document says where, and how sure it is. */
function* sourceFaults({ source, certainty, confirmed }: Target, at: Path, national: boolean): Generator<Fault> {
  if (!national && confirmed !== false) return;
  const why = national ? "văn bản chung của cả nước" : "chỉ tiêu chưa xác nhận";
  if (source === undefined) yield { path: [...at, "source"], reason: `${why} phải ghi nơi đã đọc mức giao` };
  if (certainty === undefined) yield { path: [...at, "certainty"], reason: `${why} phải ghi mức độ chắc chắn` };
  if (confirmed === undefined) yield { path: [...at, "confirmed"], reason: `${why} phải ghi true hoặc false` };
}

function* exceptionFaults({ exceptions }: Programme): Generator<Fault> {
  const seen = new Set<string>();
  for (const [index, { name }] of exceptions.entries()) {
    if (seen.has(name)) yield { path: ["exceptions", index, "name"], reason: "cơ quan này đã có ở trên" };
    seen.add(name);
  }
}

function* daysFaults(programme: Programme): Generator<Fault> {
  const { from, to } = daysInForce(programme);
  const { issued } = programme;
  if (from < issued) {
    const reason = `ngày bắt đầu hiệu lực ${dayText(from)} trước ngày ban hành ${dayText(issued)}`;
    yield { path: ["inForce", "from"], reason };
  }
  if (to < from) {
    const reason = `ngày hết hiệu lực ${dayText(to)} trước ngày bắt đầu ${dayText(from)}`;
    yield { path: ["inForce", "to"], reason };
  }
}

/** Mistakes of one programme that its schema cannot see. */
export function* programmeFaults(programme: ProgrammeFile, { indicators, provinces }: Nameable): Generator<Fault> {
  if (!isNational(programme) && !provinces.includes(programme.province)) {
    const ids = [...provinces, EVERY_PROVINCE];
    yield { path: ["province"], reason: `không có tỉnh này trong provinces.json, provinces${allowed(ids)}` };
  }
  if (programme.targets.length + (programme.uncounted ?? []).length === 0) {
    yield { path: ["targets"], reason: "phải có ít nhất 1 phần tử" };
  }
  yield* daysFaults(programme);
  yield* exceptionFaults(programme);
  const seen = new Set<string>();
  for (const [index, target] of programme.targets.entries()) {
    const at = ["targets", index];
    if (seen.has(target.id)) yield { path: [...at, "id"], reason: "mã chỉ tiêu này đã dùng ở trên" };
    seen.add(target.id);
    yield* indicatorOfTarget(target, at, indicators);
    yield* thresholdFaults(target, "thresholds", at);
    yield* striveFaults(target, at);
    if (target.strive !== undefined) seen.add(strivenId(target));
    yield* deadlineFaults(target, at, programme.issued);
    yield* goalFaults(target, at);
    yield* sourceFaults(target, at, isNational(programme));
  }
  yield* taskFaults(programme);
  yield* mendFaults(programme);
}
