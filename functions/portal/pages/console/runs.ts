import { html } from "hono/html";
import type { TemplateCatalogue } from "../../../ports/ports.ts";
import { momentLabel, sentence } from "../../../report/wording.ts";
import { type RunRecord, type RunState, stateOf } from "../../../revisions/run.ts";
import { stateText } from "../../routes/run-words.ts";
import type { Html } from "../page.ts";
import { emptyState, statusTag, type Tone, table } from "../parts.ts";
import { periodName, provinceName } from "../revision.ts";

const TONES: Readonly<Record<RunState, Tone>> = {
  published: "good",
  "nothing-new": "good",
  drafted: "info",
  previewed: "info",
  "awaiting-release": "warn",
  failed: "bad",
  cancelled: "plain",
  running: "info",
  cancelling: "info",
  waiting: "info",
  abandoned: "bad",
};

/** @param place among the runs that wait; null where it does not wait */
export const runTag = (state: RunState, place: number | null): Html => {
  const text = stateText(state, state === "waiting" ? place : null);
  // What follows the comma is for those who know no more of the run.
  return statusTag(TONES[state], sentence(state === "nothing-new" ? text.replace(/,.*/, "") : text));
};

export const runAddress = (id: string): string => `/quan-tri/lan-chay/${encodeURIComponent(id)}`;

/** The name of somebody who asked for a run, without the issuer before it. */
export const personText = (by: string): string => by.slice(by.lastIndexOf(" ") + 1);

/** Who had a run begin: somebody, or a schedule or command. */
export const originText = ({ origin, by }: Pick<RunRecord, "origin" | "by">): string =>
  origin === "elsewhere" ? "theo lịch hoặc bằng lệnh" : personText(by);

export interface RunsPage {
  readonly catalogue: TemplateCatalogue;
  readonly records: readonly RunRecord[];
  readonly places: ReadonlyMap<string, number>;
  readonly now: Date;
  /** The cursor of the page after this one; null on the last. */
  readonly next: string | null;
  readonly isFirst: boolean;
}

function runRow({ catalogue, places, now }: RunsPage, record: RunRecord) {
  const { id, period, province, requestedAt, end, reason } = record;
  const what = `${sentence(periodName(catalogue, province, period))}, ${provinceName(catalogue, province)}`;
  return [
    html`<a href="${runAddress(id)}">${what}</a>`,
    runTag(stateOf(record, now), places.get(id) ?? null),
    momentLabel(requestedAt),
    end === null ? "" : momentLabel(end.at),
    originText(record),
    reason,
  ];
}

const COLUMNS = ["Kỳ báo cáo", "Trạng thái", "Yêu cầu lúc", "Kết thúc lúc", "Người yêu cầu", "Lý do"];

/** The runs, the newest first. */
export function runsContent(shown: RunsPage): Html {
  const { records, next, isFirst } = shown;
  if (records.length === 0)
    return emptyState(
      "Chưa có lần chạy nào. Lần chạy đầu tiên theo lịch hoặc do người vận hành yêu cầu sẽ hiện ở đây.",
    );
  return html`${table({
    caption: "Các lần chạy, mới nhất trước",
    columns: COLUMNS.map((title) => ({ title })),
    rows: records.map((record) => runRow(shown, record)),
  })}
<nav class="pages" aria-label="Các trang của danh sách">
${isFirst ? "" : html`<a href="/quan-tri/lan-chay">Về trang đầu</a>`}
${next === null ? "" : html`<a href="/quan-tri/lan-chay?truoc=${encodeURIComponent(next)}" rel="next">Các lần chạy trước đó</a>`}
</nav>`;
}
