import { fileURLToPath } from "node:url";
import { TemplateInvalid } from "../domain/failure.ts";
import type { PeriodKind, Scheme } from "../domain/period.ts";
import { Province } from "../domain/province.ts";
import { Regime } from "../domain/regime.ts";
import { daysTooEarly, type Entry, Timetable } from "../domain/timetable.ts";
import { nameFaults } from "./faults.ts";
import { readTemplates } from "./files.ts";
import { type Fault, WHOLE_FILE } from "./reasons.ts";

/** A province whose reports are made by themselves. */
export interface ScheduledProvince {
  readonly id: string;
  readonly scheme: Scheme;
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
function* timetableFaults({ entries }: Timetable, { scheme }: Province["regime"], asked: Set<PeriodKind>) {
  const kinds = entries.map(({ kind }) => kind);
  for (const [index, entry] of entries.entries()) {
    const place = `entries[${index}]`;
    if (kinds.indexOf(entry.kind) < index) yield { field: `${place}.kind`, reason: `kỳ "${entry.kind}" có hai lần` };
    for (const day of daysTooEarly(entry, scheme)) {
      yield { field: `${place}.days`, reason: `ngày ${day} là khi kỳ chưa kết thúc; chọn ngày sau ngày chốt số liệu` };
    }
    if (entry.days.every((day) => day > entry.due)) {
      yield { field: `${place}.due`, reason: "hạn gửi phải từ ngày lập báo cáo đầu tiên trở đi" };
    }
  }
  const missing = [...asked].filter((kind) => !kinds.includes(kind));
  if (missing.length > 0)
    yield { field: "entries", reason: `thiếu kỳ ${missing.join(", ")} mà chế độ báo cáo yêu cầu` };
}

function refuse(file: string, faults: Iterable<Fault>): void {
  for (const { field, reason } of faults) throw new TemplateInvalid(file, field, reason);
}

/**
 * The provinces whose reports are made by themselves, by id: every one that exists and owes reports. One that has ended
 * has no timetable any more.
 *
 * @param templates the folder that holds `provinces/`, `reports/` and `timetables/`
 * @throws TemplateInvalid at the first mistake, with its file, field and reason.
 */
export function loadTimetables(templates: URL): ScheduledProvince[] {
  const root = fileURLToPath(templates);
  const regimes = readTemplates(root, "reports", Regime).map(({ value }) => value);
  const timetables = readTemplates(root, "timetables", Timetable);
  for (const fault of nameFaults(timetables)) refuse(fault.file, [fault]);
  const known = new Map(timetables.map((timetable) => [timetable.value.id, timetable]));
  const scheduled: ScheduledProvince[] = [];
  for (const { value: province } of readTemplates(root, "provinces", Province)) {
    const timetable = known.get(province.id);
    known.delete(province.id);
    const asked = kindsAsked(province.id, regimes);
    const file = `timetables/${province.id}.json`;
    if (province.ended !== undefined && timetable !== undefined) {
      throw new TemplateInvalid(file, WHOLE_FILE, `${province.name} đã kết thúc, bỏ tệp này`);
    }
    if (province.ended !== undefined || (timetable === undefined && asked.size === 0)) continue;
    if (timetable === undefined) throw new TemplateInvalid(file, WHOLE_FILE, "không có tệp này");
    refuse(file, timetableFaults(timetable.value, province.regime, asked));
    scheduled.push({ id: province.id, scheme: province.regime.scheme, entries: timetable.value.entries });
  }
  for (const { file, value } of known.values()) {
    throw new TemplateInvalid(file, "id", `không có tỉnh "${value.id}" trong thư mục provinces`);
  }
  return scheduled;
}
