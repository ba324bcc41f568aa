import { judgedIndicator } from "../../domain/figures/per-procedure.ts";
import type { Indicator } from "../../domain/indicator.ts";
import { isNational, type Programme } from "../../domain/programme.ts";
import type { Province } from "../../domain/province.ts";
import type { PushedTarget, PushMapping } from "../../domain/push/mapping.ts";
import type { TemplateFile } from "../files.ts";
import { allowed, type Fault } from "../reasons.ts";

/** What a push mapping may name. */
interface Nameable {
  /** Ids of the provinces. */
  readonly provinces: readonly string[];
  readonly programmes: readonly Programme[];
  readonly indicators: readonly Indicator[];
  /** Ids of the mapping files of sources, which share their settings' names with those of pushes. */
  readonly sources: readonly string[];
}

/** A target that is not there, or has no such figures. */
function* targetFaults(
  { programme: id, target, basis }: PushedTarget,
  programmes: readonly Programme[],
  indicators: readonly Indicator[],
): Generator<Fault> {
  const programme = programmes.find((one) => one.id === id);
  if (programme === undefined) {
    yield { path: ["programme"], reason: `không có văn bản này${allowed(programmes.map((one) => one.id))}` };
    return;
  }
  const found = programme.targets.find((one) => one.id === target);
  if (found === undefined) {
    const ids = programme.targets.map((one) => one.id);
    yield { path: ["target"], reason: `văn bản "${id}" không có chỉ tiêu này${allowed(ids)}` };
    return;
  }
  const indicator = indicators.find((one) => one.id === found.indicator);
  const isStock = indicator !== undefined && judgedIndicator(found, indicator).kind === "stock";
  const bases = isStock ? ["as-of"] : ["period", "year"];
  if (!bases.includes(basis))
    yield { path: ["basis"], reason: `chỉ tiêu "${target}" không có số liệu như vậy${allowed(bases)}` };
}

/** Mistakes of a push mapping that only show when it is held against the other templates. */
export function* pushFileFaults(
  { id, province, targets }: PushMapping,
  { provinces, programmes, indicators, sources }: Nameable,
): Generator<Fault> {
  if (sources.includes(id))
    yield { path: ["id"], reason: `mã này đã dùng ở tệp sources/${id}.json; tài khoản của hai tệp sẽ lẫn nhau` };
  if (province !== undefined && !provinces.includes(province))
    yield { path: ["province"], reason: `không có tỉnh này trong provinces.json, provinces${allowed(provinces)}` };
  const usable = programmes.filter((one) => province === undefined || isNational(one) || one.province === province);
  for (const [index, target] of targets.entries())
    for (const { path, ...fault } of targetFaults(target, usable, indicators))
      yield { ...fault, path: ["targets", index, ...path] };
}

/** A push that a province switches on and that is not there, or not its own. */
export function* pushSwitchFaults(
  { id, push }: Pick<Province, "id" | "push">,
  pushes: readonly TemplateFile<PushMapping>[],
): Generator<Fault> {
  if (push === undefined) return;
  const ids = pushes.flatMap(({ value }) => (value.province === undefined || value.province === id ? [value.id] : []));
  if (!ids.includes(push.mapping))
    yield {
      path: ["push", "mapping"],
      reason: `tỉnh "${id}" không có tệp khai báo này trong thư mục pushes${allowed(ids)}`,
    };
}
