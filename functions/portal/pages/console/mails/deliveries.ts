import { html } from "hono/html";
import { begunName } from "../../../../pipeline/support/delivery/again.ts";
import type { PersonDelivery } from "../../../../pipeline/support/delivery/people.ts";
import { countText, momentLabel } from "../../../../report/wording.ts";
import type { PublishedRevision } from "../../../../revisions/published.ts";
import type { SignedIn } from "../../../sign-in/sessions.ts";
import type { Html } from "../../page.ts";
import { changeForm, emptyState, table, unseen } from "../../parts.ts";
import { choiceText, periodOf, shownFacts } from "./choice.ts";
import { AGAIN_PATH } from "./paths.ts";
import { toldCell } from "./state.ts";

/** The hidden fields by which mails about a revision are sent again. @param seen how often they were begun until now */
export const mailsFields = (published: PublishedRevision, seen: string): Html =>
  html`<input type="hidden" name="tinh" value="${published.province}"><input type="hidden" name="ky" value="${periodOf(published)}">
<input type="hidden" name="ban" value="${published.revision}"><input type="hidden" name="da-xem" value="${seen}">`;

function againForm(published: PublishedRevision, person: PersonDelivery, who: SignedIn): Html {
  if (person.state === "muted") return html``;
  return changeForm(
    who.formToken,
    AGAIN_PATH,
    html`${mailsFields(published, begunName([person]))}<input type="hidden" name="nguoi" value="${person.id}">
<button type="submit" class="second">Gửi lại${unseen(` ${person.name}`)}</button>`,
  );
}

function useCell({ attached, links, downloads, lastDownload }: PersonDelivery): Html | string {
  if (attached !== null) return html`Tệp kèm thư <span class="hint">${attached}</span>`;
  const used =
    lastDownload === null ? "chưa tải" : `tải ${countText(downloads)} lượt, gần nhất ${momentLabel(lastDownload)}`;
  return links === 0 && downloads === 0 ? "Chưa có liên kết" : `${countText(links)} liên kết còn dùng được; ${used}`;
}

/** What became of everybody's mail about the current revision of a period. */
export function deliveriesPart(
  published: PublishedRevision | null,
  people: readonly PersonDelivery[],
  who: SignedIn,
): Html {
  if (published === null) return emptyState("Tỉnh này chưa phát hành báo cáo nào nên chưa có thư báo.");
  const list =
    people.length === 0
      ? emptyState("Chưa có ai nhận báo cáo của kỳ này. Thêm người nhận ở trên; lần chạy kế tiếp gửi thư cho người đó.")
      : table({
          caption: `${countText(people.length)} người nhận thư về báo cáo ${choiceText(published).toLowerCase()}`,
          columns: ["Người nhận", "Thư", "Liên kết và lượt tải", "Việc"].map((title) => ({ title })),
          rows: people.map((person) => [
            html`${person.name} <span class="hint">${person.address}</span>`,
            toldCell(person),
            useCell(person),
            againForm(published, person, who),
          ]),
        });
  return html`${shownFacts(published)}
${list}`;
}
