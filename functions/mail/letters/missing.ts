import { type AgencyTree, byCode } from "../../domain/agency.ts";
import type { AgencyNames } from "../../domain/agency-names.ts";
import { ONE_SYSTEM } from "../../domain/imports/systems.ts";
import { kindOf, type Month, type Period, type Window } from "../../domain/period.ts";
import type { Province } from "../../domain/province.ts";
import { reasonAndSystem } from "../../domain/quality/system-reason.ts";
import { monthsText } from "../../report/text/sentences.ts";
import { dayText, periodText } from "../../report/wording.ts";
import type { GapRecord } from "../../revisions/revision.ts";
import { agenciesOf, type Recipient, wants } from "../recipient.ts";
import { type Letter, paragraph } from "./letter.ts";

/** What a report lacks of one agency. */
export interface Missing {
  readonly code: string;
  readonly name: string;
  /** Whose contacts are told: itself, or the one that took its work over; null where its code is another one's now. */
  readonly answering: string | null;
  /** The district above the agency that answers, for a commune. */
  readonly district: string | null;
  /** Months of which it, or one of its systems, has sent nothing (404), and months whose answer cannot be used. */
  readonly unsent: readonly Month[];
  readonly unusable: readonly Month[];
  /** Months that could not be had for another reason, such as a province's API that did not answer. */
  readonly unasked: readonly Month[];
}

/** A month's window ends in it. */
const monthsOf = (gaps: readonly GapRecord[], has: (gap: GapRecord) => boolean): Month[] =>
  [...new Set(gaps.filter(has).map(({ window }) => window.to.slice(0, 7)))].sort();

const isUnsent = ({ rule, actual }: GapRecord): boolean =>
  rule === "agency-missing" && ["404", ONE_SYSTEM].includes(reasonAndSystem(actual).reason);
const isUnusable = ({ rule }: GapRecord): boolean => rule === "answer-invalid";

/** The agencies of which a report lacks figures, by code. A refresh that failed lacks none. */
export function missingOf(gaps: readonly GapRecord[], tree: AgencyTree, names: AgencyNames): Missing[] {
  const lacking = gaps.filter(({ rule }) => rule !== "refresh-failed");
  const byAgency = Map.groupBy(lacking, ({ agency, window }) => tree.on(agency, window.to) ?? agency);
  const missing = [...byAgency].map(([agency, own]): Missing => {
    const { code, name } =
      typeof agency === "string" ? { code: agency, name: agency } : { code: agency.code, name: names.of(agency) };
    const successor = typeof agency === "string" ? null : tree.heirOf(agency);
    return {
      code,
      name,
      // Those who have the code of an older agency now do not answer for it.
      answering: successor?.code ?? (tree.isInForce(code) ? null : code),
      district: successor?.parentCode ?? null,
      unsent: monthsOf(own, isUnsent),
      unusable: monthsOf(own, isUnusable),
      unasked: monthsOf(own, (gap) => !isUnsent(gap) && !isUnusable(gap)),
    };
  });
  return missing.sort((left, right) => byCode(left.code, right.code));
}

/** What somebody can do something about: figures not sent, or sent so that they cannot be used. */
const concerns = ({ unsent, unusable }: Missing): boolean => unsent.length + unusable.length > 0;

/**
 * Who is to be told of what: the contacts of each agency that answers for it; where a commune has none, those of its
 * district. `untold` are agencies that nobody is the contact of.
 */
export function remindersOf(missing: readonly Missing[], recipients: readonly Recipient[]) {
  const contacts = recipients.filter((one) => wants(one, "contact"));
  const answered = new Set(contacts.flatMap(agenciesOf));
  const agencyOf = ({ answering, district }: Missing): string | null =>
    [answering, district].find((code) => code !== null && answered.has(code)) ?? null;
  const open = missing.filter(concerns);
  const byAgency = Map.groupBy(open, agencyOf);
  const reminders = contacts.map((contact) => ({
    contact,
    missing: agenciesOf(contact).flatMap((agency) => byAgency.get(agency) ?? []),
  }));
  return { reminders: reminders.filter((one) => one.missing.length > 0), untold: byAgency.get(null) ?? [] };
}

function deadlineText(period: Period, { deadlines }: Province["regime"]): string {
  const kind = kindOf(period);
  if (kind === "nine-months" || kind === "special") return "";
  const names = { month: "tháng", quarter: "quý", half: "6 tháng", year: "năm" } as const;
  const unconfirmed = deadlines.confirmed ? "" : " (thời hạn chưa được tỉnh xác nhận)";
  return `Thời hạn gửi báo cáo ${names[kind]}: ${deadlines[kind]}${unconfirmed}. `;
}

/** What an agency is asked to mend, within a sentence; empty where that is nothing. */
export const lackWords = ({ unsent, unusable }: Pick<Missing, "unsent" | "unusable">): string =>
  [
    ...(unsent.length === 0 ? [] : [`chưa gửi số liệu ${monthsText(unsent)}`]),
    ...(unusable.length === 0 ? [] : [`số liệu ${monthsText(unusable)} không đúng cấu trúc, không sử dụng được`]),
  ].join("; ");

/** What the mail to a contact is written from. */
export interface MissingMail {
  readonly name: string;
  readonly province: Province;
  readonly period: Period;
  readonly window: Window;
  readonly labels: readonly string[];
  readonly missing: readonly Missing[];
}

/** Asks a contact for the figures that their agencies have not sent. */
export function missingLetter({ name, province, period, window, labels, missing }: MissingMail): Letter {
  const days = `từ ngày ${dayText(window.from)} đến hết ngày ${dayText(window.to)}`;
  return {
    subject: `Đề nghị gửi số liệu phục vụ báo cáo ${periodText(period)}, ${province.name}`,
    labels,
    parts: [
      paragraph(`Kính gửi: ${name}`),
      paragraph(
        `Khi lập báo cáo ${periodText(period)} của ${province.name} (số liệu trong kỳ tính ${days}), hệ thống chưa có đủ số liệu dịch vụ công trực tuyến của cơ quan sau đây:`,
      ),
      { type: "list", items: missing.map((one) => `${one.name}: ${lackWords(one)}`) },
      paragraph(
        `${deadlineText(period, province.regime)}Đề nghị Ông/Bà kiểm tra và cập nhật số liệu trên Hệ thống thông tin giải quyết thủ tục hành chính của ${province.name}. Số liệu bổ sung được đưa vào bản báo cáo tiếp theo; cho đến khi đó, báo cáo nêu tên cơ quan chưa có số liệu.`,
      ),
      paragraph("Thư này do hệ thống báo cáo gửi tự động, đề nghị không trả lời."),
    ],
  };
}
