import { byCode } from "../../domain/agency.ts";
import { type Indicator, isCounted, type Term } from "../../domain/indicator.ts";
import type { Day } from "../../domain/period.ts";
import { daysInForce, type Programme, type Target, Thresholds } from "../../domain/programme.ts";
import { dayText } from "../../report/wording.ts";
import type { Source, TemplateFile } from "../files.ts";
import { allowed, type Fault } from "../reasons.ts";
import type { Path } from "../source.ts";
import { mendFaults, taskFaults } from "./tasks.ts";

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

function* indicatorOfTarget({ indicator, unit }: Target, at: Path, indicators: readonly Indicator[]): Generator<Fault> {
  const known = indicators.find(({ id }) => id === indicator);
  if (known === undefined) {
    const ids = indicators.map(({ id }) => id);
    yield { path: [...at, "indicator"], reason: `không có chỉ số này trong indicators.json${allowed(ids)}` };
  } else if (unit === "count" && !isCounted(known)) {
    const ids = indicators.filter(isCounted).map(({ id }) => id);
    const why = `chỉ số "${indicator}" chỉ giao được theo tỷ lệ`;
    yield { path: [...at, "unit"], reason: `${why}, phải là "percent"; giao số lượng với chỉ số: ${ids.join(", ")}` };
  }
}

function* thresholdFaults({ thresholds, unit }: Target, at: Path): Generator<Fault> {
  const given = Object.entries(thresholds);
  if (given.length === 0) {
    yield {
      path: [...at, "thresholds"],
      reason: `chỉ tiêu phải có ngưỡng cho ít nhất một cấp hoặc toàn tỉnh${allowed(Object.keys(Thresholds.shape))}`,
    };
  }
  for (const [level, threshold = 0] of given) {
    const path = [...at, "thresholds", level];
    if (unit === "percent" && threshold > 100) yield { path, reason: "ngưỡng theo tỷ lệ phải từ 0 đến 100" };
    if (unit === "count" && !Number.isInteger(threshold)) yield { path, reason: "ngưỡng số lượng phải là số nguyên" };
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
export function* programmeFaults(programme: Programme, { indicators, provinces }: Nameable): Generator<Fault> {
  if (!provinces.includes(programme.province)) {
    yield { path: ["province"], reason: `không có tỉnh này trong provinces.json, provinces${allowed(provinces)}` };
  }
  yield* daysFaults(programme);
  yield* exceptionFaults(programme);
  const seen = new Set<string>();
  for (const [index, target] of programme.targets.entries()) {
    const at = ["targets", index];
    if (seen.has(target.id)) yield { path: [...at, "id"], reason: "mã chỉ tiêu này đã dùng ở trên" };
    seen.add(target.id);
    yield* indicatorOfTarget(target, at, indicators);
    yield* thresholdFaults(target, at);
    yield* deadlineFaults(target, at, programme.issued);
  }
  yield* taskFaults(programme);
  yield* mendFaults(programme);
}
