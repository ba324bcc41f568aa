import { incompleteMonths } from "../../../domain/imports/systems.ts";
import { type Month, monthBefore, type Scheme, type Window, windowOfMonth } from "../../../domain/period.ts";
import type { Ports } from "../../../ports/ports.ts";
import { listText, monthText } from "../../../report/wording.ts";
import type { SnapshotRef } from "../../../revisions/revision.ts";
import { type AgencyMonth, type MonthRef, monthKey } from "../counts/month-refs.ts";
import type { Plan } from "../notes.ts";
import { importedOf, importsKey } from "./imported.ts";

/** What was imported of the months of a report, by the use that is made of it. */
export interface GatheredImports {
  /** In the place of what the API does not give. */
  readonly standingIn: readonly SnapshotRef[];
  readonly standingInEarlier: readonly SnapshotRef[];
  /** Of the report's own months that the API gives, too. */
  readonly compared: readonly SnapshotRef[];
  /** Not used, since another system of the agency is missing. */
  readonly incomplete: readonly AgencyMonth[];
}

const NONE: GatheredImports = { standingIn: [], standingInEarlier: [], compared: [], incomplete: [] };

/** Made-up counts and real ones never meet in one report: says what is left out. */
async function warnOfReal(ports: Ports, province: string, windows: ReadonlyMap<Month, Window>): Promise<void> {
  const months: Month[] = [];
  for (const [month, window] of windows) {
    if ((await ports.snapshots.latestOfWindow(importsKey(province, window))).length > 0) months.push(month);
  }
  if (months.length === 0) return;
  const which = listText([...months].sort().map(monthText));
  ports.warn(`Số liệu nhập từ sổ tính của ${which} không dùng trong báo cáo này vì báo cáo lập bằng dữ liệu mô phỏng.`);
}

/** The imports that are in force; those of the month before the report's first say what is expected of that one. */
async function inForce(ports: Ports, { request, months }: Plan, windows: ReadonlyMap<Month, Window>, scheme: Scheme) {
  const before = months[0] === undefined ? null : monthBefore(months[0]);
  const all = new Map(before === null ? windows : [...windows, [before, windowOfMonth(before, scheme)] as const]);
  const found = [];
  for (const [month, window] of all) {
    for (const { agency, system, ref } of await importedOf(ports, request.province, window)) {
      found.push({ agency, system, month, ref });
    }
  }
  return found;
}

/** The imports of agencies that have a list's entry in their month; the others are told of: a code may have been changed. */
function ofKnownAgencies(ports: Ports, plan: Plan, imports: readonly MonthRef[]): MonthRef[] {
  const months = new Map(Object.entries(plan.monthsByAgency));
  const isKnown = ({ agency, month }: MonthRef): boolean => months.get(agency)?.includes(month) === true;
  const unknown = [...new Set(imports.filter((one) => !isKnown(one)).map(({ agency }) => agency))];
  if (unknown.length > 0) {
    ports.warn(
      `Số liệu nhập từ sổ tính của cơ quan mã ${listText(unknown)} không dùng được vì cơ quan không có trong danh sách cơ quan của tháng đó; nhập lại theo mã hiện nay.`,
    );
  }
  return imports.filter(isKnown);
}

/** The windows of a report's months and of those that it is compared with, and what the API has given of them. */
export interface AnsweredMonths {
  readonly scheme: Scheme;
  readonly windows: ReadonlyMap<Month, Window>;
  readonly earlierWindows: ReadonlyMap<Month, Window>;
  readonly counts: readonly MonthRef[];
  readonly earlierCounts: readonly MonthRef[];
}

/**
 * What people have imported for the months of a run. An import stands in for an agency's month that the API does not
 * give; where it gives it, the API's goes first. Throws StoreDamaged where one cannot be read.
 */
export async function gatherImports(ports: Ports, plan: Plan, answered: AnsweredMonths): Promise<GatheredImports> {
  const { scheme, windows, earlierWindows, counts, earlierCounts } = answered;
  const all = new Map([...earlierWindows, ...windows]);
  if (plan.synthetic) {
    await warnOfReal(ports, plan.request.province, all);
    return NONE;
  }
  const imports = await inForce(ports, plan, all, scheme);
  const incomplete = incompleteMonths(imports);
  const lacking = new Set(incomplete.map(monthKey));
  const given = new Set([...counts, ...earlierCounts].map(monthKey));
  const whole = imports.filter((one) => !lacking.has(monthKey(one)));
  const own = ofKnownAgencies(
    ports,
    plan,
    whole.filter(({ month }) => windows.has(month)),
  );
  const earlier = whole.filter(({ month }) => earlierWindows.has(month) && !windows.has(month));
  const refsWhere = (some: readonly MonthRef[], isGiven: boolean): SnapshotRef[] =>
    some.filter((one) => given.has(monthKey(one)) === isGiven).map(({ ref }) => ref);
  return {
    standingIn: refsWhere(own, false),
    standingInEarlier: refsWhere(earlier, false),
    compared: refsWhere(own, true),
    incomplete: incomplete.filter(({ month }) => windows.has(month)),
  };
}
