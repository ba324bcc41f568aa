import { html } from "hono/html";
import { countText } from "../../../../report/wording.ts";
import type { Addressee } from "../../../actions/links.ts";
import type { Html } from "../../page.ts";
import { emptyState, statusTag, table, unseen } from "../../parts.ts";
import { LIST_PATH, RECIPIENT_PATH } from "./paths.ts";
import { type AgenciesByCode, rolesCell } from "./roles.ts";

export interface RecipientsPart {
  readonly province: string;
  readonly addressees: readonly Addressee[];
  readonly agencies: AgenciesByCode;
}

const recipientAddress = (province: string, id: string): string =>
  `${RECIPIENT_PATH}?${new URLSearchParams({ tinh: province, ma: id })}`;

export const removalAddress = (province: string, id: string): string =>
  `${RECIPIENT_PATH}/${id}/xoa?${new URLSearchParams({ tinh: province })}`;

const personRow = ({ recipient, mailbox }: Addressee, { province, agencies }: RecipientsPart) => {
  const { id, name, address, attached } = recipient;
  return [
    html`${name} <span class="hint">${address}</span>`,
    rolesCell(recipient, agencies),
    attached === undefined ? "Liên kết" : html`Tệp kèm thư <span class="hint">${attached.reason}</span>`,
    mailbox === null ? "" : statusTag("warn", mailbox),
    html`<a class="act" href="${recipientAddress(province, id)}">Sửa${unseen(` ${name}`)}</a>
<a class="act" href="${removalAddress(province, id)}">Xóa${unseen(` ${name}`)}</a>`,
  ];
};

/** Who is written to in a province, and how that is changed. */
export function recipientsPart(shown: RecipientsPart): Html {
  const { province, addressees } = shown;
  const query = new URLSearchParams({ tinh: province });
  const list =
    addressees.length === 0
      ? emptyState("Tỉnh này chưa có người nhận thư. Thêm từng người, hoặc nhập cả danh sách từ tệp CSV.")
      : table({
          caption: `${countText(addressees.length)} người nhận thư`,
          columns: ["Người nhận", "Nhận thư gì", "Cách nhận báo cáo", "Tình trạng hộp thư", "Việc"].map((title) => ({
            title,
          })),
          rows: addressees.map((one) => personRow(one, shown)),
        });
  return html`<div class="actions"><a class="button" href="${RECIPIENT_PATH}?${query}">Thêm người nhận</a>
<a class="button second" href="${LIST_PATH}?${query}">Nhập danh sách từ tệp CSV</a></div>
${list}`;
}
