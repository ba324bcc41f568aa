import { z } from "zod";
import { RequestInvalid } from "../../domain/failure.ts";
import { nominalLastDayOf, type Period, previousInYear, windowOf } from "../../domain/period.ts";
import { daysInForce, isNational, type Programme, standingIn } from "../../domain/programme.ts";
import { type Province, periodNamed, provinceNameOn } from "../../domain/province.ts";
import { isMadeFor, outlinesNamed, regimesFor, regimesOn } from "../../domain/regime.ts";
import type { TemplateCatalogue } from "../../ports/ports.ts";
import { formOn, formsOf } from "../../report/tables/form.ts";
import { dayText, sentence } from "../../report/wording.ts";
import { dayAt } from "../../revisions/cadence.ts";

/** What a run is asked for: the input of the state machine. */
export const Request = z.object({
  /** Names the run; what its steps leave for each other is kept under it. */
  run: z.string().min(1),
  province: z.string().min(1),
  period: z.string().min(1),
  /** Programmes named by the caller; null for those in force on the nominal last day of the period. */
  programmes: z.array(z.string().min(1)).min(1).nullable(),
  /** Reports named by the caller: rendered as drafts, and nothing is published; null for the published ones. */
  reports: z.array(z.string().min(1)).min(1).nullable().default(null),
  /** Ask again also for months that the province has closed. */
  refresh: z.boolean(),
  /** Allow a period that has not ended. */
  provisional: z.boolean(),
  /** Publish anew also where only the program's version or the templates that came with it have changed. */
  reissue: z.boolean().default(false),
  /** Only look what would change of the current revision: counts are collected, nothing is rendered or published. */
  preview: z.boolean().default(false),
  /** Publish nothing while the report would still be provisional: it is looked at again until nothing is missing. */
  completing: z.boolean().exactOptional(),
  /** The run whose draft somebody has agreed to release: it is published, and nothing is collected. */
  release: z.string().min(1).exactOptional(),
  /** The revision of which people are told again: nothing is collected or published. */
  tell: z.object({ series: z.string().min(1), revision: z.int().min(1) }).exactOptional(),
});
export type Request = z.infer<typeof Request>;

/** A request whose names are known and whose period can be reported. */
export interface Checked {
  readonly province: Province;
  readonly period: Period;
  readonly programmes: readonly Programme[];
  /** What the period before of the same year is reported by; none in a year's first. */
  readonly programmesBefore: readonly Programme[];
  readonly series: string;
}

/** The name of a series; programmes where they were named, in the catalogue's order. */
export const seriesOf = (province: string, period: string, programmes: readonly Programme[] | null): string =>
  [province, period, ...(programmes === null ? [] : [programmes.map(({ id }) => id).join("+")])].join("/");

/** The province's own decisions, then the national pack. */
export const programmesOf = (province: string, catalogue: TemplateCatalogue): Programme[] => [
  ...catalogue.programmes(province),
  ...catalogue.national(),
];

/** The programmes of these names, in the catalogue's order. Throws RequestInvalid listing the known ones. */
export function programmesNamed(
  names: readonly string[],
  province: Province,
  catalogue: TemplateCatalogue,
): Programme[] {
  const known = programmesOf(province.id, catalogue);
  const unknown = names.find((name) => !known.some((programme) => programme.id === name));
  if (unknown === undefined) return known.filter((programme) => names.includes(programme.id));
  const list = known.map((programme) => programme.id).join(", ");
  throw new RequestInvalid(`Không có văn bản "${unknown}" của ${province.name}; các mã đã có: ${list}.`);
}

/** Throws RequestInvalid for a period in which a province was no more, and says whose it is. */
export function checkExists({ name, ended, regime }: Province, period: Period): void {
  if (ended === undefined || windowOf(period, regime.scheme).to <= ended.lastDay) return;
  throw new RequestInvalid(
    `${sentence(name)} chỉ tồn tại đến hết ngày ${dayText(ended.lastDay)}, sau đó thuộc ${ended.successor}; kỳ ${period} phải lập báo cáo tại ${ended.successor}.`,
  );
}

function checkedPeriod(request: Request, province: Province, now: Date): Period {
  const period = periodNamed(request.period, province.regime);
  if (period === null) {
    const ids = province.regime.special.map(({ id }) => id);
    const special = ids.length === 0 ? `; ${province.name} chưa khai báo kỳ đặc thù nào` : `, ${ids.join(", ")}`;
    throw new RequestInvalid(
      `Kỳ báo cáo "${request.period}" không hợp lệ; viết theo một trong các dạng 2023-06, 2023-Q2, 2023-H1, 2023-H2, 2023-9M, 2023${special}.`,
    );
  }
  const window = windowOf(period, province.regime.scheme);
  const today = dayAt(now);
  checkExists(province, period);
  if (window.from > today) {
    throw new RequestInvalid(`Kỳ ${period} chưa bắt đầu (từ ngày ${dayText(window.from)}); chọn kỳ đã có số liệu.`);
  }
  if (window.to >= today && !request.provisional) {
    const open = `Kỳ ${request.period} chưa kết thúc (đến hết ngày ${dayText(window.to)}); chờ hết kỳ hoặc`;
    throw new RequestInvalid(`${open} yêu cầu lập số liệu tạm tính ("provisional": true).`, {
      atTerminal: `${open} thêm --provisional để lập số liệu tạm tính.`,
    });
  }
  return period;
}

/** A province by its name of the period's last day. */
const nameInPeriod = (province: Province, period: Period): Province => ({
  ...province,
  name: provinceNameOn(province, windowOf(period, province.regime.scheme).to),
});

/** "brvt-qd-2023 (từ ngày 06/06/2023 đến hết ngày 31/12/2023)"; documents that bind all provinces are reported on from 2025. */
function knownText(programme: Programme): string {
  const { from, to } = daysInForce(programme);
  const [applied, other] = isNational(programme) ? ["văn bản của trung ương, ", "báo cáo các kỳ "] : ["", ""];
  return `${programme.id} (${applied}${other}từ ngày ${dayText(from)} đến hết ngày ${dayText(to)})`;
}

/** The programmes in force on the period's nominal last day. Throws RequestInvalid naming those that can be asked for. */
function inForceIn(period: Period, province: Province, catalogue: TemplateCatalogue): Programme[] {
  const known = programmesOf(province.id, catalogue);
  const inForce = known.filter((programme) => standingIn(programme, period) === "in-force");
  if (inForce.length > 0) return inForce;
  const none = `Không có văn bản giao chỉ tiêu nào của ${province.name} có hiệu lực vào ngày cuối kỳ ${period} (${dayText(nominalLastDayOf(period))})`;
  const list = known.map(knownText).join("; ");
  if (known.every(isNational)) {
    const central = list === "" ? "" : ` Văn bản của trung ương: ${list}.`;
    throw new RequestInvalid(`${none}; thêm văn bản của tỉnh vào thư mục templates/programmes rồi chạy lại.${central}`);
  }
  throw new RequestInvalid(`${none}; để lập số liệu đối chiếu, chỉ định ở mục "programmes" một trong: ${list}.`, {
    atTerminal: `${none}; để lập số liệu đối chiếu, chỉ định bằng --programme một trong: ${list}.`,
  });
}

/** Those of the programmes that the period before is reported by: all that were named, or those that were in force. */
function reportedBefore(period: Period, programmes: readonly Programme[], names: Request["programmes"]): Programme[] {
  const previous = previousInYear(period);
  if (previous === null) return [];
  return programmes.filter((programme) => names !== null || standingIn(programme, previous) === "in-force");
}

/** Throws RequestInvalid where a report is named that the province does not have for these programmes. */
function checkReports(
  names: readonly string[],
  province: Province,
  period: Period,
  programmes: readonly Programme[],
  catalogue: TemplateCatalogue,
) {
  const day = windowOf(period, province.regime.scheme).to;
  const known = regimesOn(catalogue.regimes(province.id), day).filter((regime) => isMadeFor(regime, programmes));
  const isKnown = (name: string): boolean =>
    known.some(({ report, issuer }) => name === report || (!("office" in issuer) && name.startsWith(`${report}/`)));
  const unknown = names.find((name) => !isKnown(name));
  if (unknown === undefined && known.length > 0) return;
  const list = known.map(({ report }) => report).join(", ") || "chưa có";
  throw new RequestInvalid(`Không có báo cáo "${unknown ?? ""}" của ${province.name}; các báo cáo: ${list}.`);
}

/** Throws RequestInvalid where a report has a form that is not in use on the period's last day, or cannot be printed. */
function checkForms(
  period: Period,
  { id, regime }: Province,
  programmes: readonly Programme[],
  catalogue: TemplateCatalogue,
) {
  const day = windowOf(period, regime.scheme).to;
  const forms = outlinesNamed(regimesFor(regimesOn(catalogue.regimes(id), day), programmes)).flatMap((outline) =>
    formsOf(catalogue.outline(outline).appendices),
  );
  for (const form of forms) formOn(catalogue.forms(), form, day);
}

/**
 * Checks a request against what is known. Throws RequestInvalid with a sentence that says what to change.
 *
 * What is published together is a series: the province's default programmes of a period, or the programmes named.
 */
export function check(request: Request, catalogue: TemplateCatalogue, now: Date): Checked {
  const templates = catalogue.province(request.province);
  const period = checkedPeriod(request, templates, now);
  const province = nameInPeriod(templates, period);
  const names = request.programmes;
  const programmes =
    names === null ? inForceIn(period, province, catalogue) : programmesNamed(names, province, catalogue);
  checkReports(request.reports ?? [], province, period, programmes, catalogue);
  checkForms(period, province, programmes, catalogue);
  const programmesBefore = reportedBefore(
    period,
    names === null ? programmesOf(province.id, catalogue) : programmes,
    names,
  );
  return { province, period, programmes, programmesBefore, series: seriesOf(province.id, period, names && programmes) };
}
