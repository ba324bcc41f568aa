import { fileURLToPath } from "node:url";
import { TemplateInvalid } from "../domain/failure.ts";
import type { PeriodKind, Scheme, Window } from "../domain/period.ts";
import { daysInForce, isNational } from "../domain/programme.ts";
import { Province } from "../domain/province.ts";
import { Regime } from "../domain/regime.ts";
import { daysTooEarly, type Entry, Timetable } from "../revisions/timetable.ts";
import { nameFaults } from "./faults/programmes.ts";
import { readTemplates, refuse } from "./files.ts";
import { ProgrammeFile } from "./programme-file.ts";
import { allowed, type Fault, WHOLE_FILE } from "./reasons.ts";

/** A province whose reports are made by themselves. */
export interface ScheduledProvince {
  readonly id: string;
  readonly scheme: Scheme;
  /** The days in force of each of its directing documents: reports are made for the periods that end on one of them. */
  readonly inForce: readonly Window[];
  readonly entries: readonly Entry[];
}

/** The kinds of periods for which a province's directing documents ask for reports. */
const kindsAsked = (province: string, regimes: readonly Regime[]): Set<PeriodKind> =>
  new Set(
    regimes
      .filter((regime) => regime.province === province && regime.published)
      .flatMap(({ duties }) => duties.flatMap(({ cadence }) => cadence)),
  );

/** Mistakes of one timetable that its schema cannot see. */
function* timetableFaults(
  { entries }: Timetable,
  { scheme }: Province["regime"],
  asked: Set<PeriodKind>,
): Generator<Fault> {
  const kinds = entries.map(({ kind }) => kind);
  for (const [index, entry] of entries.entries()) {
    const at = ["entries", index];
    if (kinds.indexOf(entry.kind) < index) yield { path: [...at, "kind"], reason: "kỳ này có hai lần, chỉ giữ một" };
    for (const day of daysTooEarly(entry, scheme)) {
      yield {
        path: [...at, "days", entry.days.indexOf(day)],
        reason: `ngày ${day} là khi kỳ chưa kết thúc; chọn ngày sau ngày chốt số liệu`,
      };
    }
    if (entry.days.every((day) => day > entry.due)) {
      yield { path: [...at, "due"], reason: "hạn gửi phải từ ngày lập báo cáo đầu tiên trở đi" };
    }
  }
  const missing = [...asked].filter((kind) => !kinds.includes(kind));
  if (missing.length > 0)
    yield { path: ["entries"], reason: `thiếu kỳ ${missing.join(", ")} mà chế độ báo cáo yêu cầu` };
}

/**
 * The provinces whose reports are made by themselves, by id: every one that exists and owes reports. One that has ended
 * has no timetable any more.
 *
 * @param templates the folder that holds `provinces/`, `reports/` and `timetables/`
 * @throws TemplateInvalid at the first mistake, with its file, line, column, field and reason.
 */
export function loadTimetables(templates: URL): ScheduledProvince[] {
  const root = fileURLToPath(templates);
  const regimes = readTemplates(root, "reports", Regime).map(({ value }) => value);
  const programmes = readTemplates(root, "programmes", ProgrammeFile).map(({ value }) => value);
  const timetables = readTemplates(root, "timetables", Timetable);
  for (const [source, fault] of nameFaults(timetables)) refuse(source, [fault]);
  const known = new Map(timetables.map((timetable) => [timetable.value.id, timetable]));
  const scheduled: ScheduledProvince[] = [];
  const provinces = readTemplates(root, "provinces", Province).map(({ value }) => value);
  for (const province of provinces) {
    const timetable = known.get(province.id);
    known.delete(province.id);
    const asked = kindsAsked(province.id, regimes);
    const file = `timetables/${province.id}.json`;
    if (province.ended !== undefined && timetable !== undefined) {
      throw new TemplateInvalid({ file, field: WHOLE_FILE }, `${province.name} đã kết thúc, bỏ tệp này`);
    }
    if (province.ended !== undefined || (timetable === undefined && asked.size === 0)) continue;
    if (timetable === undefined)
      throw new TemplateInvalid({ file, field: WHOLE_FILE }, `chưa có tệp này, cần cho lịch chạy của ${province.name}`);
    refuse(timetable.source, timetableFaults(timetable.value, province.regime, asked));
    const inForce = programmes
      .filter((programme) => programme.province === province.id || isNational(programme))
      .map(daysInForce);
    scheduled.push({ id: province.id, scheme: province.regime.scheme, inForce, entries: timetable.value.entries });
  }
  for (const { source } of known.values()) {
    const ids = provinces.map(({ id }) => id);
    refuse(source, [{ path: ["id"], reason: `không có tỉnh này trong thư mục provinces${allowed(ids)}` }]);
  }
  return scheduled;
}
