import { html } from "hono/html";
import { LEVELS, type Level } from "../../../domain/agency.ts";
import { type Day, daysLater } from "../../../domain/period.ts";
import { daysInForce, isNational, type Programme, type Target } from "../../../domain/programme.ts";
import type { Province } from "../../../domain/province.ts";
import { countText, dayText, goalText, percentText } from "../../../report/wording.ts";
import type { Html } from "../page.ts";
import { emptyState, facts, type ProvinceChoice, provinceChooser, statusTag, table } from "../parts.ts";

export const PROGRAMMES_PATH = "/quan-tri/van-ban";

export interface ProgrammesPage {
  readonly province: Province;
  readonly provinces: readonly ProvinceChoice[];
  /** The province's own documents, then those that bind every province. */
  readonly programmes: readonly Programme[];
  readonly today: Day;
  readonly isOperator: boolean;
}

/** Days before its end from which on a document is shown as about to end: time to prepare the next one. */
const ENDING_DAYS = 90;

function standingTag(programme: Programme, today: Day): Html {
  const { from, to } = daysInForce(programme);
  if (today > to) return statusTag("plain", "Đã hết thời hạn");
  if (today < from) return statusTag("info", "Chưa có hiệu lực");
  return daysLater(today, ENDING_DAYS) > to ? statusTag("warn", "Sắp hết thời hạn") : statusTag("good", "Có hiệu lực");
}

const LEVEL_NAMES: Readonly<Record<Level, string>> = { so: "sở, ban, ngành", huyen: "cấp huyện", xa: "cấp xã" };

const isUnconfirmed = ({ confirmed }: Target): boolean => confirmed === false;

/** What a level is asked for: "từ 50%", "1.200". */
function thresholdText({ thresholds, unit, goal }: Target): string {
  const value = (threshold: number): string => (unit === "percent" ? percentText(threshold) : countText(threshold));
  const province = thresholds.province === undefined ? [] : [`toàn tỉnh ${value(thresholds.province)}`];
  const levels = LEVELS.flatMap((level) => {
    const threshold = thresholds[level];
    return threshold === undefined ? [] : [`${LEVEL_NAMES[level]} ${value(threshold)}`];
  });
  return `${goalText(goal)}: ${[...province, ...levels].join("; ")}`;
}

function targetRow(target: Target) {
  const { name, deadline, deadlineText, clause } = target;
  return [
    name,
    thresholdText(target),
    deadline === null ? "" : dayText(deadline),
    deadlineText === undefined ? clause : html`${clause}<span class="hint">${deadlineText}</span>`,
    isUnconfirmed(target) ? statusTag("warn", "Cần xác nhận") : "",
  ];
}

function programmePart(programme: Programme, today: Day): Html {
  const { citation, title, titleConfirmed, issuer, targets, tasks, uncounted = [] } = programme;
  const { from, to } = daysInForce(programme);
  const open = targets.filter(isUnconfirmed).length + (titleConfirmed === false ? 1 : 0);
  return html`<section>
<h2>${citation} ${standingTag(programme, today)}</h2>
${facts([
  ["Trích yếu", titleConfirmed === false ? `${title} (cần xác nhận)` : title],
  ["Cơ quan ban hành", issuer],
  ["Thời hạn", `từ ngày ${dayText(from)} đến hết ngày ${dayText(to)}`],
  ["Áp dụng", isNational(programme) ? "mọi tỉnh, thành phố" : "riêng tỉnh này"],
  ["Nhiệm vụ", tasks.length === 0 ? null : `${countText(tasks.length)} nhiệm vụ được theo dõi`],
  ["Không tính được bằng số liệu", uncounted.length === 0 ? null : uncounted.map(({ name }) => name).join("; ")],
  ["Cần xác nhận", open === 0 ? null : `${countText(open)} chỗ; đối chiếu với văn bản gốc rồi báo quản trị viên`],
])}
${
  targets.length === 0
    ? ""
    : html`<details><summary>${countText(targets.length)} chỉ tiêu</summary>
${table({
  caption: `Chỉ tiêu của ${citation}`,
  columns: ["Chỉ tiêu", "Mức giao", "Thời hạn", "Căn cứ", "Lưu ý"].map((title) => ({ title })),
  rows: targets.map(targetRow),
})}</details>`
}
</section>`;
}

/** The directing documents by which a province's reports are made: in force, about to end, to be confirmed. */
export function programmesContent({ province, provinces, programmes, today, isOperator }: ProgrammesPage): Html {
  const over = programmes.filter((programme) => today > daysInForce(programme).to);
  const others = programmes.filter((programme) => !over.includes(programme));
  const none = emptyState("Không có văn bản nào giao chỉ tiêu cho tỉnh này đang có hiệu lực.");
  const tried = `/quan-tri/van-ban/thu?${new URLSearchParams({ tinh: province.id })}`;
  return html`${provinceChooser(PROGRAMMES_PATH, province.id, provinces)}
${isOperator ? html`<p><a href="${tried}">Thử một văn bản trước khi triển khai</a>: kỳ đã phát hành nào sẽ khác, từng số.</p>` : ""}
${others.length === 0 ? none : others.map((one) => programmePart(one, today))}
${
  over.length === 0
    ? ""
    : html`<details><summary>${countText(over.length)} văn bản đã hết thời hạn</summary>
${over.map((one) => programmePart(one, today))}</details>`
}`;
}
