import { html } from "hono/html";
import type { Recipient, RoleKind } from "../../../../mail/recipient.ts";
import { listText } from "../../../../report/wording.ts";
import type { SignedIn } from "../../../sign-in/sessions.ts";
import type { Html } from "../../page.ts";
import {
  changeForm,
  checkBox,
  errorSummary,
  type FormErrors,
  facts,
  notice,
  type ProvinceChoice,
  selectField,
  textField,
} from "../../parts.ts";
import { linksAddress, RECIPIENT_PATH } from "./paths.ts";
import { removalAddress } from "./recipients.ts";
import { ROLE_NAMES } from "./roles.ts";

/** A report that people of a province may get. */
export interface ReportChoice {
  readonly report: string;
  readonly name: string;
  /** Whether every agency has one of its own. */
  readonly isOfAgencies: boolean;
}

/** What somebody has filled in, as it was sent. */
export interface RecipientForm {
  readonly address: string;
  readonly name: string;
  readonly reports: "none" | "all" | "some";
  /** Reports that are ticked, by their ids. */
  readonly chosen: readonly string[];
  /** Codes of agencies whose own report is meant, by the report. */
  readonly ofAgencies: ReadonlyMap<string, string>;
  /** Codes of the agencies whose contact the person is. */
  readonly agencies: string;
  readonly operator: boolean;
  readonly approver: boolean;
  readonly attached: boolean;
  readonly reason: string;
}

export interface RecipientPage {
  readonly province: ProvinceChoice;
  readonly form: RecipientForm;
  /** Who is changed; null for somebody new. */
  readonly standing: Recipient | null;
  readonly choices: readonly ReportChoice[];
  readonly errors: FormErrors;
}

/** Names of fields that there are one for each report. */
export const chosenField = (report: string): string => `bc-${report}`;
export const agencyField = (report: string): string => `cq-${report}`;

const REPORTS = [
  ["none", "Không nhận báo cáo"],
  ["all", "Mọi báo cáo được phát hành"],
  ["some", "Chỉ những báo cáo chọn dưới đây"],
] as const;

function choiceFields({ report, name, isOfAgencies }: ReportChoice, { form, errors }: RecipientPage): Html {
  const hint = isOfAgencies ? `Mã ${report}: báo cáo của mọi cơ quan.` : `Mã ${report}.`;
  const box = checkBox(chosenField(report), name, hint, form.chosen.includes(report));
  if (!isOfAgencies) return box;
  return html`${box}
${textField({
  name: agencyField(report),
  label: "Hoặc chỉ báo cáo của những cơ quan này",
  hint: "Mã cơ quan, cách nhau bằng dấu phẩy.",
  errors,
  value: form.ofAgencies.get(report) ?? "",
  isOptional: true,
})}`;
}

function mutedPart(muted: readonly RoleKind[]): Html {
  if (muted.length === 0) return html``;
  const kinds = listText(muted.map((kind) => ROLE_NAMES[kind].toLowerCase()));
  return html`${notice("warn", html`<p>Người này đã dừng nhận thư: ${kinds}. Lưu thay đổi không gửi lại các thư đó.</p>`)}
${checkBox("nhan-lai", "Gửi lại các thư đã dừng", "Chỉ chọn khi người này đã đồng ý nhận lại.", false)}`;
}

const addressPart = ({ form, standing, errors }: RecipientPage): Html =>
  standing === null
    ? html`<input type="hidden" name="moi" value="1">
${textField({ name: "dia-chi", label: "Địa chỉ thư điện tử", hint: "Ví dụ van-thu@tinh.gov.vn.", errors, value: form.address })}`
    : html`<input type="hidden" name="dia-chi" value="${form.address}">
${facts([
  ["Địa chỉ thư điện tử", form.address],
  ["Mã người nhận trong nhật ký", standing.id],
])}
<p class="quiet">Muốn đổi địa chỉ thì thêm người nhận mới với địa chỉ mới, rồi xóa địa chỉ này.</p>`;

/** The form by which a recipient is added or changed. */
export function recipientContent(shown: RecipientPage, who: SignedIn): Html {
  const { province, form, standing, choices, errors } = shown;
  const fields = html`<input type="hidden" name="tinh" value="${province[0]}">
${addressPart(shown)}
${textField({ name: "ho-ten", label: "Họ và tên, hoặc tên bộ phận", errors, value: form.name })}
<fieldset><legend>Nhận báo cáo</legend>
${selectField({ name: "nhan", label: "Những báo cáo nào", errors, value: form.reports, choices: REPORTS })}
${choices.map((choice) => choiceFields(choice, shown))}
</fieldset>
<fieldset><legend>Các thư khác</legend>
${textField({ name: "dau-moi", label: "Là đầu mối số liệu của cơ quan", hint: "Mã cơ quan, cách nhau bằng dấu phẩy; nhận thư nhắc khi cơ quan đó thiếu số liệu.", errors, value: form.agencies, isOptional: true })}
${checkBox("quan-tri", "Quản trị viên", "Nhận thư khi lần chạy không thành công hoặc báo cáo chưa có khi đến hạn.", form.operator)}
${checkBox("phe-duyet", "Phê duyệt phát hành", "Nhận thư khi có dự thảo chờ đồng ý phát hành.", form.approver)}
</fieldset>
<fieldset><legend>Cách nhận báo cáo</legend>
${checkBox("kem-tep", "Gửi tệp kèm thư thay cho liên kết", "Chọn khi người này không mở được cổng báo cáo; tổng các tệp không quá 7 MB.", form.attached)}
${textField({ name: "ly-do", label: "Lý do gửi tệp kèm thư", hint: "Ví dụ: mạng nội bộ không mở được cổng.", errors, value: form.reason, isOptional: true })}
</fieldset>
${mutedPart(standing?.muted ?? [])}
<div class="actions"><button type="submit">Lưu người nhận</button><a href="${linksAddress(province[0])}">Không lưu</a>
${standing === null ? "" : html`<a href="${removalAddress(province[0], standing.id)}">Xóa người nhận này</a>`}</div>`;
  return html`${errorSummary(errors)}
<p>${province[1]}.</p>
${changeForm(who.formToken, RECIPIENT_PATH, fields)}`;
}

/** Asks first: the links of who is removed are revoked for good. */
export const removalContent = (province: string, person: Recipient, who: SignedIn): Html =>
  html`<p>Xóa <strong>${person.name}</strong> (${person.address}) khỏi danh sách người nhận thư?</p>
${notice("warn", html`<p>Các liên kết đã cấp cho địa chỉ này bị thu hồi và không khôi phục được. Hệ thống không giữ lại họ tên và địa chỉ của người bị xóa.</p>`)}
${changeForm(
  who.formToken,
  removalAddress(province, person.id),
  html`<div class="actions"><button type="submit" class="danger">Xóa người nhận</button><a href="${linksAddress(province)}">Không xóa</a></div>`,
)}`;
