import { html } from "hono/html";
import type { Period } from "../../../domain/period.ts";
import { periodText, sentence } from "../../../report/wording.ts";
import type { SignedIn } from "../../sign-in/sessions.ts";
import type { Html } from "../page.ts";
import {
  changeForm,
  checkBox,
  errorSummary,
  type FormErrors,
  type ProvinceChoice,
  selectField,
  textField,
} from "../parts.ts";

/** What somebody has filled in, as it was sent. */
export interface RerunForm {
  readonly province: string;
  readonly period: string;
  readonly reason: string;
  readonly refresh: boolean;
  readonly provisional: boolean;
  readonly reissue: boolean;
  /** Whether it only looks what would change. */
  readonly preview: boolean;
  /** The same however often the form is sent: one run comes of it. */
  readonly key: string;
}

export interface RerunPage {
  readonly form: RerunForm;
  readonly errors: FormErrors;
  readonly provinces: readonly ProvinceChoice[];
  /** Periods that are likely to be meant. */
  readonly periods: readonly Period[];
}

const suggestions = (periods: readonly Period[]): Html => html`<datalist id="cac-ky">
${periods.map((period) => html`<option value="${period}">${sentence(periodText(period))}</option>\n`)}</datalist>`;

/** The form by which a period is run again. */
export function rerunContent({ form, errors, provinces, periods }: RerunPage, who: SignedIn): Html {
  const fields = html`<input type="hidden" name="key" value="${form.key}">
${selectField({ name: "province", label: "Tỉnh, thành phố", errors, value: form.province, choices: provinces })}
${textField({ name: "period", label: "Kỳ báo cáo", hint: "Ví dụ 2023-06 (tháng 6), 2023-Q2 (quý II), 2023-H1 (6 tháng đầu năm), 2023 (cả năm).", errors, value: form.period, list: "cac-ky" })}
${suggestions(periods)}
${textField({ name: "reason", label: "Lý do chạy lại", hint: "Được ghi lại cùng tên người yêu cầu. Ví dụ: Sở Xây dựng gửi lại số liệu tháng 5.", errors, value: form.reason })}
<fieldset><legend>Lựa chọn thêm</legend>
${checkBox("refresh", "Lấy lại cả số liệu đã chốt", "Chọn khi cơ quan đã sửa số liệu của những tháng mà tỉnh đã chốt.", form.refresh)}
${checkBox("provisional", "Cho phép số liệu tạm tính", "Chọn khi cần báo cáo trước lúc kỳ kết thúc; báo cáo ghi rõ là số liệu tạm tính.", form.provisional)}
${checkBox("reissue", "Phát hành lại theo phiên bản mới của chương trình", "Chọn khi đã nâng cấp chương trình và muốn có bản lập theo phiên bản mới, dù số liệu không đổi. Phiên bản không đổi thì không có bản mới.", form.reissue)}
</fieldset>
<div class="actions"><button type="submit" name="viec" value="xem-truoc">Xem trước thay đổi</button><button type="submit" name="viec" value="chay" class="second">Chạy lại ngay</button></div>`;
  return html`${errorSummary(errors)}
<p>Xem trước thì hệ thống lấy số liệu và cho biết từng số sẽ thay đổi, không lập văn bản, không phát hành gì.</p>
<p>Chạy lại thì hệ thống hỏi lại số liệu của kỳ. Không có gì mới thì bản đã phát hành giữ nguyên; có số liệu mới thì phát hành bản tiếp theo, kèm bảng các số đã thay đổi. Bản cũ không bị ghi đè.</p>
${changeForm(who.formToken, "/quan-tri/chay-lai", fields)}`;
}
