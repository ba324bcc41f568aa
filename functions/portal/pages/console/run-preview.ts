import { html } from "hono/html";
import { previewText } from "../../../pipeline/support/what-if/preview.ts";
import type { PreviewedChange } from "../../../revisions/preview.ts";
import type { RunView } from "../../../revisions/run.ts";
import type { SignedIn } from "../../sign-in/sessions.ts";
import type { Html } from "../page.ts";
import { changeForm, notice } from "../parts.ts";
import { changesPart } from "./changes.ts";

/** What a run that only looks has found. */
export interface RunPreviewPart {
  /** Null for every other run, and before it has come to that. */
  readonly changes: readonly PreviewedChange[] | null;
  /** Of the run that may follow: one comes of it however often the form is sent. */
  readonly key: string;
}

/** The same run, but for that it publishes: nobody fills the form in a second time. */
function runForm({ record }: RunView, who: SignedIn, key: string): Html {
  const { province, period, reason, programmes } = record;
  // Of named decisions it is asked for by programs only.
  if (!who.roles.has("operator") || programmes !== null) return html``;
  const flags = (["refresh", "provisional", "reissue"] as const).filter((name) => record[name]);
  const hidden = [
    ["key", key],
    ["province", province],
    ["period", period],
    ["reason", reason],
    ["viec", "chay"],
    ...flags.map((name) => [name, "1"]),
  ].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  const button = html`${hidden}<div class="actions"><button type="submit">Chạy lại như đã xem</button></div>`;
  return changeForm(who.formToken, "/quan-tri/chay-lai", button);
}

/** What would change, number by number, and the way to have it so; nothing for a run that does not only look. */
export function previewPart(view: RunView, who: SignedIn, { changes, key }: RunPreviewPart): Html {
  const { preview } = view;
  if (preview === null) return html``;
  const { revision, outcome } = preview;
  const next =
    outcome === "nothing-new"
      ? html``
      : html`<p>Chưa phát hành gì. Số liệu có thể còn đổi từ nay đến lúc chạy lại.</p>${runForm(view, who, key)}`;
  const table =
    revision === null || changes === null || outcome !== "new"
      ? html``
      : html`<h2>Các số sẽ thay đổi</h2>${changesPart(changes, `Bản ${revision} và bản sẽ được phát hành`, true)}`;
  return html`${notice("info", html`<p>${previewText(preview)}</p>`, "status")}${next}${table}`;
}
