import { html } from "hono/html";
import type { Recipient, RoleKind } from "../../../mail/recipient.ts";
import type { TemplateCatalogue } from "../../../ports/ports.ts";
import { countText, momentLabel } from "../../../report/wording.ts";
import { isLive, type LinkScope } from "../../../revisions/link.ts";
import type { Addressee, LinkUse } from "../../actions/links.ts";
import type { SignedIn } from "../../sign-in/sessions.ts";
import type { Html } from "../page.ts";
import {
  changeForm,
  emptyState,
  notice,
  type ProvinceChoice,
  provinceChooser,
  statusTag,
  table,
  unseen,
} from "../parts.ts";
import { periodName, provinceName } from "../revision.ts";

export interface LinksPage {
  readonly catalogue: TemplateCatalogue;
  readonly province: string;
  readonly provinces: readonly ProvinceChoice[];
  readonly addressees: readonly Addressee[];
  readonly uses: readonly LinkUse[];
  /** Of all links the place of the first that is shown, and how many there are. */
  readonly from: number;
  readonly of: number;
  readonly most: number;
  readonly now: string;
}

export const LINKS_PATH = "/quan-tri/lien-ket";

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
  const page = (start: number, text: string): Html => html`<a href="${LINKS_PATH}?tu=${start}">${text}</a>`;
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

const MAILS: Readonly<Record<RoleKind, string>> = {
  recipient: "Nhận báo cáo",
  contact: "Đầu mối số liệu",
  operator: "Quản trị viên",
  approver: "Phê duyệt phát hành",
};

const roleText = (role: Recipient["roles"][number], muted: Recipient["muted"]): string => {
  const about =
    role.kind === "contact"
      ? `: cơ quan ${role.agency}`
      : role.kind === "recipient" && role.reports !== null
        ? `: ${role.reports.join(", ")}`
        : "";
  return `${MAILS[role.kind]}${about}${muted.includes(role.kind) ? " (đã dừng nhận)" : ""}`;
};

const addresseeRow = ({ recipient: { name, address, roles, muted }, mailbox }: Addressee) => [
  name,
  address,
  roles.map((role) => roleText(role, muted)).join("; "),
  mailbox === null ? "" : statusTag("warn", mailbox),
];

function addresseesPart({ addressees, provinces, province }: LinksPage): Html {
  const chooser = provinceChooser(LINKS_PATH, province, provinces);
  const list =
    addressees.length === 0
      ? emptyState("Tỉnh này chưa có người nhận thư. Nhập danh sách theo hướng dẫn sử dụng, mục Thư thông báo.")
      : table({
          caption: `${countText(addressees.length)} người nhận thư`,
          columns: ["Họ và tên", "Địa chỉ thư", "Nhận thư gì", "Tình trạng hộp thư"].map((title) => ({ title })),
          rows: addressees.map(addresseeRow),
        });
  return html`${chooser}${list}`;
}

/** Who is written to, and the links that were given. */
export const linksContent = (shown: LinksPage): Html => html`<h2>Người nhận thư</h2>
${addresseesPart(shown)}
<h2>Liên kết đã cấp</h2>
${linksPart(shown)}`;

/** Asks first: what is revoked stays so. */
export const revokeContent = (
  use: LinkUse,
  who: SignedIn,
  catalogue: TemplateCatalogue,
): Html => html`<p>Thu hồi liên kết đã cấp cho <strong>${use.link.recipient}</strong>?</p>
<p>${scopeText(use.link.scope, catalogue)}. ${useText(use)}.</p>
${notice("warn", html`<p>Người nhận không mở được báo cáo bằng liên kết này nữa, và không thể khôi phục; muốn mở lại thì cấp liên kết mới.</p>`)}
${changeForm(who.formToken, `${LINKS_PATH}/${use.link.id}/thu-hoi`, html`<div class="actions"><button type="submit" class="danger">Thu hồi liên kết</button><a href="${LINKS_PATH}">Không thu hồi</a></div>`)}`;
