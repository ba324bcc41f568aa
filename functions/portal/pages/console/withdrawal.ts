import { html } from "hono/html";
import { SYSTEM_NAMES } from "../../../domain/imports/reading.ts";
import type { ListedImport } from "../../../pipeline/support/imports/list.ts";
import { momentLabel, periodText } from "../../../report/wording.ts";
import type { SignedIn } from "../../sign-in/sessions.ts";
import type { Html } from "../page.ts";
import { changeForm, errorSummary, type FormErrors, facts, notice, textField } from "../parts.ts";
import { importsAddress, WITHDRAWAL_PATH } from "./imports.ts";

export interface WithdrawalPage {
  readonly province: string;
  readonly found: ListedImport;
  readonly reason: string;
  readonly errors: FormErrors;
}

/** Asks first, and why: reports say whose counts they were made from. */
export function withdrawalContent({ province, found, reason, errors }: WithdrawalPage, who: SignedIn): Html {
  const { agency, system, month, ref, stored } = found;
  const fields = html`<input type="hidden" name="tinh" value="${province}"><input type="hidden" name="thang" value="${month}">
<input type="hidden" name="co-quan" value="${agency}"><input type="hidden" name="he-thong" value="${system}">
<input type="hidden" name="lan" value="${ref.vintage}">
${textField({ name: "ly-do", label: "Lý do rút", hint: "Được ghi lại cùng tên người rút. Ví dụ: nhập nhầm tệp của tháng trước.", errors, value: reason })}
<div class="actions"><button type="submit" class="danger">Rút số liệu</button><a href="${importsAddress({ province, month })}">Không rút</a></div>`;
  return html`${errorSummary(errors)}
<p>Rút số liệu đã nhập dưới đây?</p>
${facts([
  ["Cơ quan", agency],
  ["Hệ thống", SYSTEM_NAMES[system]],
  ["Tháng", periodText(month)],
  ["Tệp", stored?.file?.name ?? null],
  ["Nhập lúc", momentLabel(ref.dataAsOf)],
  ["Người nhập", stored === null || stored.by === "" ? null : stored.by],
])}
${notice("warn", html`<p>Lần lập báo cáo sau không dùng số liệu này nữa; cơ quan không có số liệu từ API thì báo cáo nêu là thiếu. Báo cáo đã phát hành không đổi. Muốn dùng lại thì nhập lại sổ tính.</p>`)}
${changeForm(who.formToken, WITHDRAWAL_PATH, fields)}`;
}
