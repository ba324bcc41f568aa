import { html } from "hono/html";
import { faultWords } from "../../../domain/quality/fault-words.ts";
import { answerReasonOf } from "../../../domain/reason.ts";
import type { TemplateCatalogue } from "../../../ports/ports.ts";
import { countText, momentText, sentence } from "../../../report/wording.ts";
import type { AgencyProgress, RunState, RunView, StepProgress } from "../../../revisions/run.ts";
import type { SignedIn } from "../../sign-in/sessions.ts";
import type { Html } from "../page.ts";
import { changeForm, facts, notice, progressBar, statusTag, type Tone, table } from "../parts.ts";
import { periodName, provinceName } from "../revision.ts";
import { releaseAddress } from "./release.ts";
import { previewPart, type RunPreviewPart } from "./run-preview.ts";
import { originText, personText, runAddress, runTag } from "./runs.ts";

const STEPS: Readonly<Record<StepProgress["step"], string>> = {
  plan: "Chuẩn bị, lấy danh sách cơ quan",
  collect: "Lấy số liệu từng cơ quan",
  assemble: "Tính chỉ tiêu, soạn báo cáo",
  render: "Lập tệp PDF, Word, Excel",
  publish: "Phát hành",
};

const STEP_STATES = {
  waiting: ["plain", "Chưa đến lượt"],
  running: ["info", "Đang làm"],
  done: ["good", "Xong"],
} as const;

/** States that end by themselves: whoever looks waits for them. */
const UNDER_WAY: ReadonlySet<RunState> = new Set(["running", "cancelling", "waiting"]);

export const isUnderWay = ({ state }: Pick<RunView, "state">): boolean => UNDER_WAY.has(state);

/** What a step is called that a run has ended without. */
const ENDED: Readonly<Partial<Record<RunState, readonly [Tone, string]>>> = {
  failed: ["bad", "Không thành công"],
  abandoned: ["bad", "Bị gián đoạn"],
  cancelled: ["plain", "Đã dừng"],
  "nothing-new": ["plain", "Không cần làm"],
};

function stepTag({ state: runState, steps }: RunView, { step, state }: StepProgress): readonly [Tone, string] {
  if (step === "publish" && runState === "awaiting-release") return ["warn", "Chờ đồng ý phát hành"];
  const ended = ENDED[runState];
  if (state !== "waiting" || ended === undefined) return STEP_STATES[state];
  const isFirst = steps.find((one) => one.state === "waiting")?.step === step;
  return isFirst || runState === "nothing-new" ? ended : ["plain", "Không làm"];
}

function stepRow(view: RunView, progress: StepProgress) {
  const { step, done, of } = progress;
  const [tone, text] = stepTag(view, progress);
  const howFar = of > 1 ? progressBar(STEPS[step], done, of) : "";
  return [STEPS[step], statusTag(tone, text), howFar];
}

/** One sentence for somebody who does not see the table. */
export function progressText({ state, steps }: RunView): string {
  const current = steps.find((step) => step.state === "running");
  if (!UNDER_WAY.has(state)) return "Lần chạy đã kết thúc.";
  if (current === undefined)
    return state === "waiting" ? "Lần chạy đang chờ đến lượt." : "Lần chạy đang được tiếp tục.";
  const howFar = current.of > 1 ? `, ${countText(current.done)} trên ${countText(current.of)}` : "";
  return `${STEPS[current.step]}${howFar}.`;
}

/** What changes while a run is under way: its steps. */
export function progressPart(view: RunView): Html {
  const { tells } = view.record;
  if (tells !== undefined) {
    const sent = isUnderWay(view)
      ? "Đang gửi thư"
      : "Đã gửi xong các thư chờ gửi; thư của từng người xem ở trang người nhận";
    return html`<p>${sent}. Lần chạy này chỉ gửi thư về bản ${tells.revision}, không lập báo cáo.</p>`;
  }
  return html`<p>${runTag(view.state, view.place)}</p>
${table({
  caption: "Các bước",
  columns: [{ title: "Bước" }, { title: "Trạng thái" }, { title: "Tiến độ" }],
  rows: view.steps.map((one) => stepRow(view, one)),
})}`;
}

/** What came of a run and what is to be done now, said first. */
function outcomeNotice(view: RunView): Html {
  const { state, record } = view;
  const { end, cancel } = record;
  if (end?.failure) {
    return notice("bad", html`<h2>Vì sao không thành công, cần làm gì</h2><p>${end.failure.message}</p>`, "alert");
  }
  if (state === "abandoned") {
    return notice(
      "bad",
      html`<p>Nơi thực hiện lần chạy này không còn tín hiệu. Kiểm tra máy hoặc lịch đã khởi động, rồi chạy lại kỳ này.</p>`,
    );
  }
  // What a preview has found is said with its numbers.
  if (view.preview !== null) return html``;
  if (end?.note !== undefined) return notice("info", html`<p>${end.note}</p>`);
  return cancel === null
    ? html``
    : notice(
        "info",
        html`<p>Đã yêu cầu dừng lúc ${momentText(cancel.at)}, người yêu cầu: ${personText(cancel.by)}.</p>`,
      );
}

/** Why a month of an agency could not be had. */
export function gapText({ rule, reason }: Pick<AgencyProgress["gaps"][number], "rule" | "reason">): string {
  if (reason === "404") return "chưa có số liệu (404)";
  const words = faultWords(reason);
  return rule === "answer-invalid" ? `số liệu không dùng được: ${words}` : answerReasonOf(words).happened;
}

function agencyRow({ agency, name, gaps }: AgencyProgress) {
  const reasons = [...new Set(gaps.map(gapText))].join("; ");
  return [`${agency} ${name}`.trim(), countText(gaps.length), reasons];
}

function agenciesPart({ agencies }: RunView): Html {
  const missing = agencies.filter(({ state }) => state === "missing");
  if (agencies.length === 0) return html``;
  if (missing.length === 0) {
    return html`<p>${countText(agencies.length)} cơ quan của tỉnh; chưa thấy cơ quan nào thiếu số liệu.</p>`;
  }
  return table({
    caption: `${countText(missing.length)} trên ${countText(agencies.length)} cơ quan thiếu số liệu`,
    columns: [{ title: "Cơ quan" }, { title: "Số tháng thiếu", isNumber: true }, { title: "Nguyên nhân" }],
    rows: missing.map(agencyRow),
  });
}

const list = (heading: string, lines: readonly string[]): Html =>
  lines.length === 0 ? html`` : html`<h2>${heading}</h2><ul>${lines.map((line) => html`<li>${line}</li>\n`)}</ul>`;

/** What somebody should look at after a run. */
const remarks = ({ failures, unmade, untold, warnings }: RunView): Html =>
  html`${list(
    "Lỗi đã gặp, kể cả lỗi đã chạy lại được",
    failures.map(({ at, message }) => `${momentText(at)}: ${message}`),
  )}${list(
    "Văn bản chưa lập được",
    unmade.map(({ agencyName, failure }) => `${agencyName}: ${failure.message}`),
  )}${list("Thư chưa gửi được", [
    ...(untold.waiting === 0 ? [] : [`${countText(untold.waiting)} thư chưa chuyển được, lần chạy sau gửi tiếp.`]),
    ...untold.undeliverable.map(({ name, address, reason }) => `${name} (${address}): ${reason}`),
  ])}${warnings.length === 0 ? "" : html`<p>${countText(warnings.length)} lưu ý về trình bày tài liệu, không ảnh hưởng số liệu.</p>`}`;

const optionsText = ({ refresh, provisional, reissue, preview }: RunView["record"]): string | null =>
  [
    preview ? "chỉ xem trước" : "",
    refresh ? "lấy lại cả số liệu đã chốt" : "",
    provisional ? "cho phép số liệu tạm tính" : "",
    reissue ? "phát hành lại" : "",
  ]
    .filter((text) => text !== "")
    .join(", ") || null;

function aboutRun({ record }: RunView, catalogue: TemplateCatalogue): Html {
  const { province, period, reason, requestedAt, end, id } = record;
  return facts([
    ["Kỳ báo cáo", sentence(periodName(catalogue, province, period))],
    ["Tỉnh, thành phố", sentence(provinceName(catalogue, province))],
    ["Người yêu cầu", originText(record)],
    ["Lý do", reason === "" ? null : reason],
    ["Lựa chọn", optionsText(record)],
    ["Yêu cầu lúc", momentText(requestedAt)],
    ["Kết thúc lúc", end === null ? null : momentText(end.at)],
    ["Bản phát hành", end?.revision ? `Bản ${end.revision}` : null],
    ["Mã lần chạy", html`<code>${id}</code>`],
  ]);
}

/** What somebody may do with the run. */
function actionsPart(view: RunView, who: SignedIn): Html {
  const { id, province, period } = view.record;
  if (view.state === "awaiting-release" && (who.roles.has("operator") || who.roles.has("approver"))) {
    return html`<div class="actions"><a class="button" href="${releaseAddress(id)}">Xem dự thảo chờ phát hành</a></div>`;
  }
  if (!who.roles.has("operator")) return html``;
  if (!isUnderWay(view)) {
    if (view.record.tells !== undefined) return html``;
    const query = new URLSearchParams({ tinh: province, ky: period });
    return html`<div class="actions"><a class="button second" href="/quan-tri/chay-lai?${query}">Chạy lại kỳ này</a></div>`;
  }
  if (view.state === "cancelling") return html``;
  const stop = html`<button type="submit" class="danger">Dừng lần chạy</button>`;
  return html`<div class="actions">${changeForm(who.formToken, `${runAddress(id)}/dung`, stop)}<span class="hint">Những gì đã phát hành vẫn giữ nguyên.</span></div>`;
}

/** "Lần chạy tháng 6 năm 2023". */
export const runTitle = ({ record: { province, period } }: RunView, catalogue: TemplateCatalogue): string =>
  `Lần chạy ${periodName(catalogue, province, period)}`;

/** One run. Its steps renew themselves by a script, or with the whole page where there is none. */
export function runContent(view: RunView, who: SignedIn, catalogue: TemplateCatalogue, looked: RunPreviewPart): Html {
  const source = isUnderWay(view) ? html` data-source="${runAddress(view.record.id)}/tien-do"` : html``;
  return html`${outcomeNotice(view)}
<div id="tien-do"${source}>${progressPart(view)}</div>
<p id="loi-tien-do" class="unseen" role="status">${progressText(view)}</p>
${previewPart(view, who, looked)}
${actionsPart(view, who)}
${aboutRun(view, catalogue)}
${agenciesPart(view)}
${remarks(view)}`;
}

/** Seconds after which the page of a run under way asks for itself again where no script does. */
const REFRESH_SECONDS = 5;

export const followingHead = (view: RunView): Html =>
  isUnderWay(view)
    ? html`<script src="/tien-do.js" defer></script>
<noscript><meta http-equiv="refresh" content="${REFRESH_SECONDS}"></noscript>
`
    : html``;
