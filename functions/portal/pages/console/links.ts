import { html } from "hono/html";
import type { PersonDelivery } from "../../../pipeline/support/delivery/people.ts";
import type { TemplateCatalogue } from "../../../ports/ports.ts";
import { countText, momentLabel, withinSentence } from "../../../report/wording.ts";
import { isLive, type LinkScope } from "../../../revisions/link.ts";
import type { Addressee, LinkUse } from "../../actions/links.ts";
import type { SignedIn } from "../../sign-in/sessions.ts";
import type { Html } from "../page.ts";
import { changeForm, emptyState, errorSummary, type FormErrors, notice, statusTag, table, unseen } from "../parts.ts";
import { periodName, provinceName } from "../revision.ts";
import { choiceText, type PublishedChoice, publishedChooser } from "./mails/choice.ts";
import { deliveriesPart } from "./mails/deliveries.ts";
import { LINKS_PATH, linksAddress } from "./mails/paths.ts";
import { recipientsPart } from "./mails/recipients.ts";
import type { AgenciesByCode } from "./mails/roles.ts";

export interface LinksPage {
  readonly catalogue: TemplateCatalogue;
  readonly choice: PublishedChoice;
  readonly addressees: readonly Addressee[];
  readonly agencies: AgenciesByCode;
  /** What became of the mails about the chosen period's current revision. */
  readonly people: readonly PersonDelivery[];
  readonly errors: FormErrors;
  /** What was done just now, in a sentence; null where nothing was. */
  readonly done: Html | null;
  readonly uses: readonly LinkUse[];
  /** Of all links the place of the first that is shown, and how many there are. */
  readonly from: number;
  readonly of: number;
  readonly most: number;
  readonly now: string;
}

function scopeText(scope: LinkScope, catalogue: TemplateCatalogue): string {
  if (scope.kind === "province") return `Mọi kỳ của ${provinceName(catalogue, scope.province)}`;
  const [province = "", period = "", ...programmes] = scope.series.split("/");
  const of = `Báo cáo ${periodName(catalogue, province, period)}, ${provinceName(catalogue, province)}`;
  const named = programmes.length === 0 ? of : `${of} (theo ${programmes.join("/")})`;
  return scope.kind === "report" ? `${named}: ${scope.report}` : named;
}

function linkTag({ link }: Pick<LinkUse, "link">, now: string): Html {
  if (link.revoked !== null) return statusTag("bad", "Đã thu hồi");
  return isLive(link, now) ? statusTag("good", "Dùng được") : statusTag("plain", "Hết hạn");
}

function useText({ downloads }: LinkUse): string {
  const last = downloads.at(-1);
  return last === undefined ? "Chưa tải" : `${countText(downloads.length)} lượt, gần nhất ${momentLabel(last.at)}`;
}

function linkRow(use: LinkUse, { catalogue, now }: LinksPage) {
  const { link } = use;
  const revoke = isLive(link, now)
    ? html`<a class="act" href="${LINKS_PATH}/${link.id}/thu-hoi">Thu hồi${unseen(` liên kết ${link.id}`)}</a>`
    : "";
  const until = link.revoked === null ? link.expires : link.revoked;
  return [
    link.recipient,
    scopeText(link.scope, catalogue),
    linkTag(use, now),
    momentLabel(until),
    useText(use),
    revoke,
  ];
}

function linksPart(shown: LinksPage): Html {
  const { uses, from, of, most } = shown;
  if (of === 0) return emptyState("Chưa cấp liên kết nào. Liên kết được cấp cùng thư báo có báo cáo mới.");
  const page = (start: number, text: string): Html =>
    html`<a href="${linksAddress(shown.choice.province.id, { tu: String(start) })}">${text}</a>`;
  return html`${table({
    caption: `Các liên kết, mới nhất trước: ${countText(from + 1)} đến ${countText(from + uses.length)} trong ${countText(of)}`,
    columns: ["Người nhận", "Mở được", "Trạng thái", "Đến lúc", "Lượt tải", "Việc"].map((title) => ({ title })),
    rows: uses.map((use) => linkRow(use, shown)),
  })}
<nav class="pages" aria-label="Các trang của danh sách liên kết">
${from === 0 ? "" : page(Math.max(0, from - most), "Mới hơn")}
${from + uses.length >= of ? "" : page(from + most, "Cũ hơn")}
</nav>`;
}

/** Who is written to, and the links that were given. */
export function linksContent(shown: LinksPage, who: SignedIn): Html {
  const { choice, addressees, agencies, people, errors, done } = shown;
  const published = choice.shown;
  const mails = published === null ? "Thư về báo cáo" : `Thư về báo cáo ${withinSentence(choiceText(published))}`;
  return html`${done === null ? "" : notice("good", html`<p>${done}</p>`, "status")}${errorSummary(errors)}
${publishedChooser(LINKS_PATH, choice)}
<h2>Người nhận thư</h2>
${recipientsPart({ province: choice.province.id, addressees, agencies })}
<h2>${mails}</h2>
${deliveriesPart(published, people, who)}
<h2>Liên kết đã cấp</h2>
${linksPart(shown)}`;
}

/** Asks first: what is revoked stays so. */
export const revokeContent = (
  use: LinkUse,
  who: SignedIn,
  catalogue: TemplateCatalogue,
): Html => html`<p>Thu hồi liên kết đã cấp cho <strong>${use.link.recipient}</strong>?</p>
<p>${scopeText(use.link.scope, catalogue)}. ${useText(use)}.</p>
${notice("warn", html`<p>Người nhận không mở được báo cáo bằng liên kết này nữa, và không thể khôi phục; muốn mở lại thì cấp liên kết mới.</p>`)}
${changeForm(who.formToken, `${LINKS_PATH}/${use.link.id}/thu-hoi`, html`<div class="actions"><button type="submit" class="danger">Thu hồi liên kết</button><a href="${LINKS_PATH}">Không thu hồi</a></div>`)}`;
