import { html } from "hono/html";
import { kindOf } from "../../../domain/period.ts";
import type { Province } from "../../../domain/province.ts";
import { countText, dayText, periodText, sentence } from "../../../report/wording.ts";
import type { PublishedRevision } from "../../../revisions/published.ts";
import { type RunState, stateOf } from "../../../revisions/run.ts";
import type { PeriodStatus } from "../../actions/periods.ts";
import type { Html } from "../page.ts";
import { emptyState, type ProvinceChoice, provinceChooser, statusTag, table, unseen } from "../parts.ts";
import { FIGURES_PATH, seriesName } from "./figures/words.ts";
import { lateAddress } from "./mails/late.ts";
import { releaseAddress } from "./release.ts";
import { runAddress } from "./runs.ts";

export interface PeriodsPage {
  readonly province: Province;
  /** Every province by id and name. */
  readonly provinces: readonly ProvinceChoice[];
  readonly statuses: readonly PeriodStatus[];
  readonly now: Date;
  readonly today: string;
  readonly isOperator: boolean;
}

const missingOf = ({ published }: PeriodStatus): number =>
  published?.gaps.filter(({ rule }) => rule !== "refresh-failed").length ?? 0;

const agenciesMissing = ({ published }: PeriodStatus): number =>
  new Set(published?.gaps.filter(({ rule }) => rule !== "refresh-failed").map(({ agency }) => agency)).size;

function stateCell({ published }: PeriodStatus): Html {
  if (published === null) return statusTag("plain", "Chưa phát hành");
  const tag = published.state === "final" ? statusTag("good", "Chính thức") : statusTag("warn", "Tạm tính");
  return published.synthetic ? html`${tag} ${statusTag("bad", "Dữ liệu mô phỏng")}` : tag;
}

function completenessCell(status: PeriodStatus): string {
  const { published } = status;
  if (published === null) return "";
  const missing = missingOf(status);
  const unmade = published.missing.length;
  const counts =
    missing === 0
      ? "Đủ số liệu"
      : `Thiếu ${countText(missing)} lượt số liệu của ${countText(agenciesMissing(status))} cơ quan`;
  return unmade === 0 ? counts : `${counts}; ${countText(unmade)} văn bản chưa lập được`;
}

function dueCell({ period, due, published }: PeriodStatus, { province, today }: PeriodsPage): Html | string {
  if (due !== null) {
    return due < today && published === null ? html`${dayText(due)} ${statusTag("bad", "Quá hạn")}` : dayText(due);
  }
  const kind = kindOf(period);
  const { deadlines } = province.regime;
  const text = kind === "month" || kind === "quarter" || kind === "half" || kind === "year" ? deadlines[kind] : "";
  return text === "" || deadlines.confirmed ? text : `${text} (cần xác nhận)`;
}

const IN_WORK: ReadonlySet<RunState> = new Set(["running", "waiting", "cancelling"]);
const BROKEN: ReadonlySet<RunState> = new Set(["failed", "abandoned"]);

/** Whose turn it is, and what there is to do. */
function turnCell(status: PeriodStatus, { now, today }: PeriodsPage): Html | string {
  const { published, run, due, isSigned, held } = status;
  const state = run === null ? null : stateOf(run, now);
  const follow = run === null ? "" : runAddress(run.id);
  if (state !== null && IN_WORK.has(state)) return html`Hệ thống: <a href="${follow}">đang chạy</a>`;
  if (state !== null && BROKEN.has(state)) {
    return html`Quản trị viên: <a href="${follow}">xem nguyên nhân</a>, rồi chạy lại`;
  }
  if (held !== null) {
    const address = releaseAddress(held.draft.run);
    return held.state === "waiting"
      ? html`Người duyệt: <a href="${address}">xem dự thảo</a>, đồng ý hoặc trả lại`
      : html`Người vận hành: sửa theo <a href="${address}">lý do trả lại</a>, rồi chạy lại`;
  }
  if (published === null) {
    const isLate = due === null || due < today;
    return isLate ? "Quản trị viên: kiểm tra lịch, rồi chạy kỳ này" : "Hệ thống: chạy theo lịch";
  }
  if (missingOf(status) > 0) {
    const late = `${countText(agenciesMissing(status))} cơ quan gửi số liệu còn thiếu`;
    return html`Đơn vị: <a href="${lateAddress(published)}">${late}</a>`;
  }
  return isSigned ? "Xong: đã ký" : "Lãnh đạo: ký bản hiện hành";
}

/** The current revision, which opens its figures. */
function revisionCell(published: PublishedRevision): Html {
  const query = new URLSearchParams({ tinh: published.province, ky: seriesName(published) });
  return html`<a href="${FIGURES_PATH}?${query}">Bản ${published.revision}${unseen(`: số liệu của kỳ ${published.period}`)}</a>`;
}

function periodRow(status: PeriodStatus, shown: PeriodsPage) {
  const { period, series, published } = status;
  const named = published !== null && series.split("/").length > 2 ? ` (theo ${published.programme})` : "";
  const query = new URLSearchParams({ tinh: shown.province.id, ky: period });
  return [
    `${sentence(periodText(period))}${named}`,
    stateCell(status),
    published === null ? "" : revisionCell(published),
    completenessCell(status),
    dueCell(status, shown),
    turnCell(status, shown),
    ...(shown.isOperator
      ? [html`<a class="act" href="/quan-tri/chay-lai?${query}">Chạy lại${unseen(` kỳ ${period}`)}</a>`]
      : []),
  ];
}

const COLUMNS = ["Kỳ báo cáo", "Số liệu", "Bản hiện hành", "Mức đầy đủ", "Hạn gửi", "Đến lượt ai"];

/** Each period of a province: how its data are, which revision is current, when it is due, whose turn it is. */
export function periodsContent(shown: PeriodsPage): Html {
  const { statuses, isOperator } = shown;
  const columns = [...COLUMNS, ...(isOperator ? ["Việc"] : [])].map((title) => ({ title }));
  const list =
    statuses.length === 0
      ? emptyState(
          "Chưa có kỳ nào được phát hành hoặc đến hạn. Kỳ đầu tiên hiện ở đây sau lần chạy theo lịch, hoặc khi người vận hành chạy một kỳ.",
        )
      : table({
          caption: `Các kỳ của ${shown.province.name}, kỳ mới nhất trước`,
          columns,
          rows: statuses.map((status) => periodRow(status, shown)),
        });
  return html`${provinceChooser("/quan-tri/ky-bao-cao", shown.province.id, shown.provinces)}
${list}`;
}
