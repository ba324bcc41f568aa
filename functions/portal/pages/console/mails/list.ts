import { html } from "hono/html";
import type { ListedPerson } from "../../../../pipeline/support/recipients/keep.ts";
import { countText } from "../../../../report/wording.ts";
import type { SignedIn } from "../../../sign-in/sessions.ts";
import type { Html } from "../../page.ts";
import {
  changeForm,
  emptyState,
  errorSummary,
  type FormErrors,
  notice,
  type ProvinceChoice,
  selectField,
  statusTag,
  table,
} from "../../parts.ts";
import { LIST_PATH, LIST_STORE_PATH, linksAddress } from "./paths.ts";
import { type AgenciesByCode, rolesCell } from "./roles.ts";

export interface ListForm {
  readonly province: string;
  readonly provinces: readonly ProvinceChoice[];
  readonly errors: FormErrors;
}

const example = html`<pre>họ tên;thư điện tử;vai trò;mã
Nguyễn Văn A;van-thu@tinh.gov.vn;nhận báo cáo;
Trần Thị B;so-tai-chinh@tinh.gov.vn;đầu mối;77-STC</pre>`;

/** Where a list of recipients is given. */
export const listContent = (
  { province, provinces, errors }: ListForm,
  who: SignedIn,
): Html => html`${errorSummary(errors)}
<p>Tệp CSV mã UTF-8 có các cột họ tên, thư điện tử, vai trò, mã; mỗi dòng là một vai trò của một người. Vai trò là nhận báo cáo, đầu mối, quản trị hoặc phê duyệt; mã là mã báo cáo hoặc mã cơ quan.</p>
${example}
<p>Người có trong tệp được ghi lại theo tệp; người không có trong tệp giữ nguyên.</p>
<form method="post" action="${LIST_PATH}" enctype="multipart/form-data"><input type="hidden" name="ma" value="${who.formToken}">
${selectField({ name: "tinh", label: "Tỉnh, thành phố", errors, value: province, choices: provinces })}
<div class="field"><label for="tep">Tệp danh sách</label>
<span class="hint" id="tep-hint">Tệp .csv không quá 500 KB. Chưa lưu gì trước khi bạn xem và đồng ý.</span>
<input type="file" id="tep" name="tep" accept=".csv,.txt,text/csv" required aria-describedby="tep-hint"></div>
<div class="actions"><button type="submit">Xem trước</button><a href="${linksAddress(province)}">Không nhập</a></div>
</form>`;

/** A list that somebody has given and that is not stored. */
export interface ListPreview {
  readonly province: ProvinceChoice;
  readonly people: readonly ListedPerson[];
  readonly notes: readonly string[];
  readonly agencies: AgenciesByCode;
  readonly file: { readonly name: string; readonly text: string };
}

function changeTag({ standing, isChanged }: ListedPerson): Html {
  if (standing === null) return statusTag("info", "Thêm mới");
  return isChanged ? statusTag("warn", "Ghi lại") : statusTag("plain", "Giữ nguyên");
}

function standingCell({ standing, isChanged }: ListedPerson, agencies: AgenciesByCode): Html | string {
  if (standing === null || !isChanged) return "";
  const again =
    standing.muted.length === 0
      ? ""
      : html`<span class="hint">Người này đã dừng nhận thư; lưu thì lại được gửi thư.</span>`;
  return html`${standing.name}${rolesCell(standing, agencies)}${again}`;
}

const personRow = (one: ListedPerson, agencies: AgenciesByCode) => [
  html`${one.person.name} <span class="hint">${one.person.address}</span>`,
  changeTag(one),
  rolesCell(one.person, agencies),
  standingCell(one, agencies),
];

const storeForm = ({ province, file }: ListPreview, who: SignedIn): Html =>
  changeForm(
    who.formToken,
    LIST_STORE_PATH,
    html`<input type="hidden" name="tinh" value="${province[0]}"><input type="hidden" name="ten-tep" value="${file.name}">
<input type="hidden" name="noi-dung" value="${file.text}">
<div class="actions"><button type="submit">Lưu danh sách</button><a href="${LIST_PATH}?${new URLSearchParams({ tinh: province[0] })}">Không lưu</a></div>`,
  );

/** What a list would bring, before anything is stored. */
export function listPreviewContent(shown: ListPreview, who: SignedIn): Html {
  const { province, people, notes, agencies } = shown;
  const changed = people.filter(({ isChanged }) => isChanged).length;
  const warned =
    notes.length === 0 ? "" : notice("warn", html`<ul>${notes.map((note) => html`<li>${note}</li>\n`)}</ul>`);
  const list = table({
    caption: `${countText(people.length)} người trong tệp, ${countText(changed)} người được thêm hoặc ghi lại`,
    columns: ["Người nhận", "Thay đổi", "Nhận thư gì", "Đang lưu"].map((title) => ({ title })),
    rows: people.map((one) => personRow(one, agencies)),
  });
  const nothing = emptyState(
    html`Mọi người trong tệp đã được lưu đúng như vậy; không có gì để lưu. <a href="${linksAddress(province[0])}">Về danh sách người nhận</a>.`,
  );
  return html`${notice("info", html`<p>${province[1]}: xem danh sách dưới đây, đúng thì bấm Lưu danh sách ở cuối trang. Chưa lưu gì.</p>`, "status")}
${warned}${list}
${changed === 0 ? nothing : storeForm(shown, who)}`;
}
