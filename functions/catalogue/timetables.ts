import { fileURLToPath } from "node:url";
import { byCode } from "../domain/agency.ts";
import { TemplateInvalid } from "../domain/failure.ts";
import type { PeriodKind, Scheme, Window } from "../domain/period.ts";
import { daysInForce, isNational } from "../domain/programme.ts";
import type { Province } from "../domain/province.ts";
import type { Regime } from "../domain/regime.ts";
import { daysTooEarly, type Entry, Timetable } from "../revisions/timetable.ts";
import { nameFaults } from "./faults/programmes.ts";
import { readTemplate, readTemplates, refuse } from "./files.ts";
import { ProgrammeFile } from "./programme-file.ts";
import { readProvinces } from "./provinces.ts";
import { allowed, type Fault, WHOLE_FILE } from "./reasons.ts";
import { readRegimes } from "./regimes.ts";

/** A province whose reports can be made by themselves. */
export interface ScheduledProvince {
  readonly id: string;
  /** Whether it has a timetable of its own; it is served where it is not named, too. */
  readonly own: boolean;
  readonly scheme: Scheme;
  /** The days in force of each of its directing documents: reports are made for the periods that end on one of them. */
  readonly inForce: readonly Window[];
  readonly entries: readonly Entry[];
}

/** The kinds of periods for which a province's directing documents ask for reports. */
const kindsAsked = (regimes: readonly Regime[]): Set<PeriodKind> =>
  new Set(
    regimes.filter(({ published }) => published).flatMap(({ duties }) => duties.flatMap(({ cadence }) => cadence)),
  );

/** Mistakes of one timetable that its schema cannot see. */
function* timetableFaults(
  { entries }: Pick<Timetable, "entries">,
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

const readTimetables = (root: string) => ({
  common: readTemplate(root, "default/timetable.json", Timetable.omit({ id: true })),
  own: readTemplates(root, "timetables", Timetable),
});

/** When the reports of a province are made: its own timetable's entries, or those of all others. Throws TemplateInvalid. */
export function readEntries(root: string): (province: string) => readonly Entry[] {
  const { common, own } = readTimetables(root);
  const known = new Map(own.map(({ value }) => [value.id, value.entries]));
  return (province) => known.get(province) ?? common.value.entries;
}

/**
 * The provinces whose reports can be made by themselves, by id: every one that exists, by its own timetable or by that of
 * all others (`default/timetable.json`). One that has ended has no timetable any more.
 *
 * @param templates the folder of the templates
 * @throws TemplateInvalid at the first mistake, with its file, line, column, field and reason.
 */
export function loadTimetables(templates: URL): ScheduledProvince[] {
  const root = fileURLToPath(templates);
  const provinces = readProvinces(root);
  const regimes = readRegimes(root);
  const programmes = readTemplates(root, "programmes", ProgrammeFile).map(({ value }) => value);
  const { common, own: timetables } = readTimetables(root);
  for (const [source, fault] of nameFaults(timetables)) refuse(source, [fault]);
  for (const { source, file, value } of timetables) {
    const province = provinces.get(value.id)?.value;
    if (province === undefined) {
      refuse(source, [
        { path: ["id"], reason: `không có tỉnh này trong provinces.json, provinces${allowed(provinces.ids)}` },
      ]);
    } else if (province.ended !== undefined) {
      throw new TemplateInvalid({ file, field: WHOLE_FILE }, `${province.name} đã kết thúc, bỏ tệp này`);
    }
  }
  const known = new Map(timetables.map((timetable) => [timetable.value.id, timetable]));
  return provinces.ids
    .flatMap((id) => (provinces.hasEnded(id) ? [] : (provinces.get(id)?.value ?? [])))
    .sort((left, right) => byCode(left.id, right.id))
    .map((province) => {
      const own = known.get(province.id);
      const { source, value } = own ?? common;
      const asked = kindsAsked(regimes.of(province).map((regime) => regime.value));
      refuse(source, timetableFaults(value, province.regime, asked));
      const inForce = programmes
        .filter((programme) => programme.province === province.id || isNational(programme))
        .map(daysInForce);
      const { scheme } = province.regime;
      return { id: province.id, own: own !== undefined, scheme, inForce, entries: value.entries };
    });
}
