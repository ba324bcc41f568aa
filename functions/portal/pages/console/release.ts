import { html } from "hono/html";
import type { Held } from "../../../pipeline/support/release/decide.ts";
import type { ShownFile } from "../../../pipeline/support/release/shown.ts";
import type { TemplateCatalogue } from "../../../ports/ports.ts";
import { heldText, holdTexts } from "../../../report/text/release.ts";
import { momentLabel, momentText, sentence } from "../../../report/wording.ts";
import type { PreviewedChange } from "../../../revisions/preview.ts";
import type { HeldState } from "../../../revisions/release/release.ts";
import type { RunRecord } from "../../../revisions/run.ts";
import type { SignedIn } from "../../sign-in/sessions.ts";
import type { Html } from "../page.ts";
import {
  changeForm,
  emptyState,
  errorSummary,
  type FormErrors,
  facts,
  notice,
  statusTag,
  type Tone,
  table,
  textField,
} from "../parts.ts";
import { periodName, provinceName } from "../revision.ts";
import { changesPart } from "./changes.ts";
import { personText, runAddress } from "./runs.ts";

export const RELEASES_PATH = "/quan-tri/phat-hanh";

export const releaseAddress = (run: string): string => `${RELEASES_PATH}/${encodeURIComponent(run)}`;

const STATES: Readonly<Record<HeldState, readonly [Tone, string]>> = {
  waiting: ["warn", "Chờ quyết định"],
  approved: ["info", "Đã đồng ý, đang phát hành"],
  published: ["good", "Đã phát hành"],
  returned: ["bad", "Đã trả lại"],
  replaced: ["plain", "Đã thay bằng dự thảo hoặc bản mới hơn"],
  expired: ["plain", "Quá hạn lưu dự thảo"],
};

const whatOf = ({ draft: { province, period, revision } }: Held, catalogue: TemplateCatalogue): string =>
  `Bản ${revision}, báo cáo ${periodName(catalogue, province, period)}, ${provinceName(catalogue, province)}`;

function heldRow(held: Held, catalogue: TemplateCatalogue) {
  const { run, at, decision, holds } = held.draft;
  const decided = decision === null ? "" : `${personText(decision.by)}, ${momentLabel(decision.at)}`;
  return [
    html`<a href="${releaseAddress(run)}">${whatOf(held, catalogue)}</a>`,
    statusTag(...STATES[held.state]),
    momentLabel(at),
    sentence(holdTexts(holds).join("; ")),
    decided,
  ];
}

const COLUMNS = ["Dự thảo", "Trạng thái", "Lập xong lúc", "Vì sao phải có người đồng ý", "Người quyết định"];

const heldTable = (caption: string, all: readonly Held[], catalogue: TemplateCatalogue): Html =>
  table({
    caption,
    columns: COLUMNS.map((title) => ({ title })),
    rows: all.map((held) => heldRow(held, catalogue)),
  });

/** So many that were decided are shown. */
const MOST_DECIDED = 50;

/** What waits for its release, and what was decided last. @param all the newest first */
export function releasesContent(all: readonly Held[], catalogue: TemplateCatalogue): Html {
  const [waiting, others] = [true, false].map((is) => all.filter(({ state }) => (state === "waiting") === is));
  const open =
    waiting === undefined || waiting.length === 0
      ? emptyState("Không có dự thảo nào chờ đồng ý phát hành.")
      : heldTable("Đang chờ đồng ý phát hành", waiting, catalogue);
  const decided = others?.slice(0, MOST_DECIDED) ?? [];
  return html`${open}${decided.length === 0 ? "" : heldTable("Đã quyết định hoặc không còn hiệu lực", decided, catalogue)}`;
}

/** What somebody looks at who is to decide. */
export interface ReleasePage {
  readonly held: Held;
  /** The run that made it; null where it is not kept any more. */
  readonly record: RunRecord | null;
  readonly files: readonly ShownFile[];
  /** Null where it would be the first revision, or its files are gone. */
  readonly changes: readonly PreviewedChange[] | null;
  readonly errors: FormErrors;
  readonly reason: string;
}

const KINDS: Readonly<Record<string, string>> = { pdf: "PDF", docx: "Word", xlsx: "Excel", csv: "CSV", png: "hình" };

/** Those of the province first; pictures are of the link's page. */
const isOffered = ({ name }: ShownFile): boolean => !name.endsWith(".png");

function fileItem({ name }: ShownFile, run: string): Html {
  const kind = KINDS[name.slice(name.lastIndexOf(".") + 1)] ?? "";
  return html`<li><a href="${releaseAddress(run)}/tep/${name}">${name}</a> (${kind})</li>\n`;
}

function filesPart({ files, held }: ReleasePage): Html {
  const offered = files.filter(isOffered);
  const [own, agencies] = [false, true].map((is) => offered.filter(({ name }) => name.includes("/") === is));
  const { run } = held.draft;
  if (offered.length === 0) return html``;
  const more =
    agencies === undefined || agencies.length === 0
      ? ""
      : html`<details><summary>Báo cáo của từng cơ quan</summary><ul>${agencies.map((file) => fileItem(file, run))}</ul></details>`;
  return html`<h2>Xem dự thảo</h2>
<p>Văn bản PDF và Word in chữ DỰ THẢO trên từng trang cho đến khi được phát hành.</p>
<ul>${own?.map((file) => fileItem(file, run))}</ul>${more}`;
}

function decisionForms({ held, errors, reason }: ReleasePage, who: SignedIn): Html {
  const action = releaseAddress(held.draft.run);
  const choose = (value: string, button: Html): Html =>
    html`<input type="hidden" name="quyet-dinh" value="${value}">${button}`;
  return html`<h2>Quyết định</h2>
${changeForm(
  who.formToken,
  action,
  choose(
    "dong-y",
    html`<p>Đồng ý thì báo cáo được phát hành và thư được gửi ngay; số đã phát hành không sửa được nữa, chỉ thay bằng bản sau.</p>
<div class="actions"><button type="submit">Đồng ý phát hành</button></div>`,
  ),
)}
${changeForm(
  who.formToken,
  action,
  choose(
    "tra-lai",
    html`${textField({ name: "ly-do", label: "Lý do trả lại", hint: "Người lập báo cáo đọc để biết phải sửa gì.", errors, value: reason })}
<div class="actions"><button type="submit" class="danger">Trả lại dự thảo</button></div>`,
  ),
)}`;
}

/** What whoever looks may do: decide, or know why not. */
function decisionPart(page: ReleasePage, who: SignedIn): Html {
  if (page.held.state !== "waiting") return html``;
  if (page.record !== null && page.record.by === who.name) {
    return notice(
      "info",
      html`<p>Bạn đã yêu cầu lần chạy này nên không tự quyết định việc phát hành; đề nghị một người duyệt khác xem xét.</p>`,
    );
  }
  if (who.roles.has("approver")) return decisionForms(page, who);
  return notice("info", html`<p>Dự thảo chờ người duyệt phát hành quyết định; người duyệt đã được gửi thư.</p>`);
}

const aboutDraft = ({ held: { draft }, record }: ReleasePage, catalogue: TemplateCatalogue): Html =>
  facts([
    ["Kỳ báo cáo", sentence(periodName(catalogue, draft.province, draft.period))],
    ["Tỉnh, thành phố", sentence(provinceName(catalogue, draft.province))],
    ["Số của bản khi phát hành", `Bản ${draft.revision}`],
    ["Số liệu", draft.state === "final" ? "Chính thức" : "Tạm tính"],
    ["Dữ liệu", draft.synthetic ? statusTag("bad", "Dữ liệu mô phỏng") : null],
    ["Lập xong lúc", momentText(draft.at)],
    ["Người yêu cầu chạy", record === null || record.by === "" ? "theo lịch hoặc bằng lệnh" : personText(record.by)],
    ["Lần chạy", html`<a href="${runAddress(draft.run)}">Mở lần chạy</a>`],
  ]);

/** One draft: how it stands, why it waits, what is in it, what it changes, and the decision. */
export function releaseContent(page: ReleasePage, who: SignedIn, catalogue: TemplateCatalogue): Html {
  const { held, changes, errors } = page;
  const { draft, state } = held;
  const reasons = holdTexts(draft.holds).map((text) => html`<li>${sentence(text)}.</li>\n`);
  const changed =
    changes === null
      ? html``
      : html`<h2>Khác bản ${draft.revision - 1}</h2>
${changesPart(changes, `Bản ${draft.revision - 1} và dự thảo bản ${draft.revision}`, true)}`;
  return html`${errorSummary(errors)}
${notice(STATES[state][0], html`<p>${heldText(draft, state)}</p>`, "status")}
<h2>Vì sao phải có người đồng ý</h2><ul>${reasons}</ul>
${filesPart(page)}
${decisionPart(page, who)}
${aboutDraft(page, catalogue)}
${changed}`;
}

export const releaseTitle = (held: Held, catalogue: TemplateCatalogue): string =>
  `Phát hành: ${whatOf(held, catalogue)}`;
