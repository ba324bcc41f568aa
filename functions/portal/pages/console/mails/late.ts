import { html } from "hono/html";
import { lackWords, type Missing } from "../../../../mail/letters/missing.ts";
import { begunName } from "../../../../pipeline/support/delivery/again.ts";
import type { Late, LateAgency, RemindedContact } from "../../../../pipeline/support/delivery/late.ts";
import { monthsText } from "../../../../report/text/sentences.ts";
import { countText, listText, momentLabel, sentence } from "../../../../report/wording.ts";
import type { PublishedRevision } from "../../../../revisions/published.ts";
import type { SignedIn } from "../../../sign-in/sessions.ts";
import type { Html } from "../../page.ts";
import {
  changeForm,
  emptyState,
  errorSummary,
  type FormErrors,
  notice,
  statusTag,
  table,
  unseen,
} from "../../parts.ts";
import { runAddress } from "../runs.ts";
import { choiceText, type PublishedChoice, periodOf, publishedChooser, shownFacts } from "./choice.ts";
import { mailsFields } from "./deliveries.ts";
import { letterPart } from "./letter.ts";
import { RECIPIENT_PATH } from "./paths.ts";
import { toldCell } from "./state.ts";

export const LATE_PATH = "/quan-tri/don-vi-cham";

export interface LatePage extends PublishedChoice {
  /** Null where nothing was published. */
  readonly late: Late | null;
  readonly errors: FormErrors;
  /** The run that sends what was asked for just now; null where nothing was. */
  readonly sentBy: string | null;
}

export const lateAddress = (published: PublishedRevision): string =>
  `${LATE_PATH}?${new URLSearchParams({ tinh: published.province, ky: periodOf(published) })}`;

function lackCell({ unsent, unusable, unasked }: Missing): string {
  const asked = lackWords({ unsent, unusable });
  const other = unasked.length === 0 ? "" : `hệ thống chưa lấy được số liệu ${monthsText(unasked)}`;
  return sentence([asked, other].filter((words) => words !== "").join("; "));
}

/** What there is to do about an agency that nobody is told of. */
function untoldCell({ missing: { answering } }: LateAgency, { province }: PublishedChoice, who: SignedIn): Html {
  const tag = statusTag("warn", "Chưa có đầu mối");
  if (answering === null) {
    return html`${tag} <span class="hint">Cơ quan này đã kết thúc hoạt động, mã nay là của cơ quan khác; liên hệ trực tiếp cơ quan tiếp nhận.</span>`;
  }
  const add = new URLSearchParams({ tinh: province.id, "co-quan": answering });
  const way = who.roles.has("operator")
    ? html`<a href="${RECIPIENT_PATH}?${add}">Thêm đầu mối cho mã ${answering}</a>`
    : html`đề nghị người vận hành thêm đầu mối cho mã ${answering}`;
  return html`${tag} <span class="hint">Chưa nhắc được bằng thư: ${way}.</span>`;
}

function answeringCell(agency: LateAgency, { contacts }: Late, shown: PublishedChoice, who: SignedIn): Html {
  const own = contacts.filter(({ id }) => agency.contacts.includes(id));
  const names = own.map(
    ({ name, address, state }) =>
      html`<span class="hint">${name} (${address})${state === "muted" ? ", đã dừng nhận thư nhắc" : ""}</span>`,
  );
  if (agency.isUntold) return html`${names}${untoldCell(agency, shown, who)}`;
  if (own.length > 0) return html`${names}`;
  return html`Quản trị viên: xem <a href="/quan-tri/lan-chay">lượt chạy</a>, rồi chạy lại kỳ này`;
}

const agenciesPart = (late: Late, shown: LatePage, who: SignedIn): Html =>
  table({
    caption: `${countText(late.agencies.length)} cơ quan mà bản hiện hành còn thiếu số liệu`,
    columns: ["Cơ quan", "Thiếu gì", "Ai trả lời"].map((title) => ({ title })),
    rows: late.agencies.map((agency) => [
      html`${agency.missing.name} <span class="hint">Mã ${agency.missing.code}</span>`,
      lackCell(agency.missing),
      answeringCell(agency, late, shown, who),
    ]),
  });

/** @param person the one to remind; null for all */
function remindForm(published: PublishedRevision, late: Late, person: RemindedContact | null, who: SignedIn): Html {
  const active = late.contacts.filter(({ state }) => state !== "muted");
  const seen = begunName(person === null ? active : [person]);
  const name = person === null ? `Gửi nhắc tất cả ${countText(active.length)} đầu mối` : "Gửi nhắc";
  return changeForm(
    who.formToken,
    LATE_PATH,
    html`${mailsFields(published, seen)}
${person === null ? "" : html`<input type="hidden" name="nguoi" value="${person.id}">`}
<button type="submit" class="${person === null ? "" : "second"}">${name}${person === null ? "" : unseen(` ${person.name}`)}</button>`,
  );
}

function contactRow(contact: RemindedContact, late: Late, published: PublishedRevision, who: SignedIn) {
  const { name, address, missing, lastSent, state } = contact;
  return [
    html`${name} <span class="hint">${address}</span>`,
    listText(missing.map((one) => one.name)),
    toldCell(contact),
    lastSent === null ? "Chưa gửi lần nào" : momentLabel(lastSent),
    ...(who.roles.has("operator") ? [state === "muted" ? "" : remindForm(published, late, contact, who)] : []),
  ];
}

const letterDetails = ({ name, letter }: RemindedContact): Html =>
  html`<details><summary>Thư nhắc gửi ${name}</summary>
${letterPart(letter)}</details>\n`;

function contactsPart(late: Late, published: PublishedRevision, who: SignedIn): Html {
  const { contacts } = late;
  const isOperator = who.roles.has("operator");
  if (contacts.length === 0) {
    return emptyState("Chưa có đầu mối nào để nhắc bằng thư; xem việc cần làm ở từng cơ quan trong bảng trên.");
  }
  const titles = ["Đầu mối", "Trả lời cho", "Thư nhắc về bản này", "Gửi lần gần nhất", ...(isOperator ? ["Việc"] : [])];
  const canAll = isOperator && contacts.some(({ state }) => state !== "muted");
  return html`${table({
    caption: `${countText(contacts.length)} đầu mối của các cơ quan trên`,
    columns: titles.map((title) => ({ title })),
    rows: contacts.map((contact) => contactRow(contact, late, published, who)),
  })}
${canAll ? remindForm(published, late, null, who) : ""}
<h2>Nội dung thư nhắc</h2>
<p>Mỗi đầu mối nhận một thư, nêu những cơ quan mà đầu mối đó trả lời. Nếu đã đặt địa chỉ cổng báo cáo, cuối thư có thêm liên kết riêng để dừng nhận loại thư này.</p>
${contacts.map(letterDetails)}`;
}

function latePart(shown: LatePage, published: PublishedRevision, late: Late, who: SignedIn): Html {
  const head = html`<h2>${choiceText(published)}</h2>\n${shownFacts(published)}`;
  if (late.agencies.length === 0)
    return html`${head}${emptyState("Bản hiện hành của kỳ này có đủ số liệu của mọi cơ quan.")}`;
  return html`${head}
${agenciesPart(late, shown, who)}
<h2>Đầu mối và thư nhắc</h2>
<p>Thư nhắc được gửi một lần sau khi phát hành bản còn thiếu số liệu. Bấm Gửi nhắc để gửi thêm một lần nữa.</p>
${contactsPart(late, published, who)}`;
}

/** Agencies whose counts are not there, who answers for them, and the reminders. */
export function lateContent(shown: LatePage, who: SignedIn): Html {
  const { late, shown: published, errors, sentBy } = shown;
  const sent =
    sentBy === null
      ? ""
      : notice(
          "good",
          html`<p>Đã nhận yêu cầu gửi thư nhắc. <a href="${runAddress(sentBy)}">Xem lần chạy đang gửi thư</a>.</p>`,
          "status",
        );
  const content =
    published === null || late === null
      ? emptyState("Tỉnh này chưa phát hành báo cáo nào, nên chưa biết cơ quan nào còn thiếu số liệu.")
      : latePart(shown, published, late, who);
  return html`${sent}${errorSummary(errors)}${publishedChooser(LATE_PATH, shown)}
${content}`;
}
