import { html } from "hono/html";
import { FAMILY_NAMES, SYSTEM_NAMES } from "../../../domain/imports/reading.ts";
import type { Month } from "../../../domain/period.ts";
import type { ListedImport } from "../../../pipeline/support/imports/list.ts";
import { type PreviewWords, previewWords } from "../../../pipeline/support/imports/preview-words.ts";
import type { ImportReading } from "../../../pipeline/support/imports/read.ts";
import { countText, momentLabel, periodText, sentence } from "../../../report/wording.ts";
import type { WaitingFile } from "../../actions/imports.ts";
import type { SignedIn } from "../../sign-in/sessions.ts";
import type { Html } from "../page.ts";
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
  textField,
  unseen,
} from "../parts.ts";

const NO_ERRORS: FormErrors = new Map();

export const IMPORTS_PATH = "/quan-tri/nhap-so-lieu";

/** Where stored counts are withdrawn. */
export const WITHDRAWAL_PATH = `${IMPORTS_PATH}/rut`;

export interface ImportsPage {
  readonly province: string;
  readonly provinces: readonly ProvinceChoice[];
  readonly month: Month;
  readonly errors: FormErrors;
  /** What is stored of the month. */
  readonly imports: readonly ListedImport[];
  /** How many parts were stored just now; null where nothing was. */
  readonly kept: number | null;
  /** Whether something was withdrawn just now. */
  readonly isWithdrawn: boolean;
}

export const importsAddress = ({ province, month }: Pick<ImportsPage, "province" | "month">): string =>
  `${IMPORTS_PATH}?${new URLSearchParams({ tinh: province, thang: month })}`;

const templateAddress = ({ province, month }: Pick<ImportsPage, "province" | "month">): string =>
  `${IMPORTS_PATH}/mau?${new URLSearchParams({ tinh: province, thang: month })}`;

function withdrawLink(province: string, { agency, system, month }: ListedImport): Html {
  const query = new URLSearchParams({ tinh: province, thang: month, "co-quan": agency, "he-thong": system });
  const what = unseen(` số liệu của cơ quan ${agency}, ${SYSTEM_NAMES[system]}`);
  return html`<a class="act" href="${WITHDRAWAL_PATH}?${query}">Rút${what}</a>`;
}

function importRow(listed: ListedImport, province: string) {
  const { agency, system, ref, stored } = listed;
  const at = momentLabel(ref.dataAsOf);
  const about = [agency, SYSTEM_NAMES[system]] as const;
  const act = stored?.state === "withdrawn" ? "" : withdrawLink(province, listed);
  if (stored === null) return [...about, statusTag("bad", "Không đọc được, cần nhập lại"), "", at, "", act];
  const tag = stored.state === "withdrawn" ? statusTag("warn", "Đã rút") : statusTag("good", "Đang dùng");
  const place = stored.state === "withdrawn" ? stored.reason : `${FAMILY_NAMES[stored.family]}, ô ${stored.cell}`;
  return [...about, tag, html`${stored.file?.name ?? ""}<span class="hint">${place}</span>`, at, stored.by, act];
}

function storedPart({ imports, month, province }: ImportsPage): Html {
  if (imports.length === 0) return emptyState(`Chưa nhập số liệu nào của ${periodText(month)}.`);
  return table({
    caption: `Số liệu đã nhập của ${periodText(month)}`,
    columns: ["Cơ quan", "Hệ thống", "Trạng thái", "Tệp", "Nhập lúc", "Người nhập", "Việc"].map((title) => ({ title })),
    rows: imports.map((one) => importRow(one, province)),
  });
}

/** By which another month, or province, is looked at. */
const monthChooser = ({ province, provinces, month }: ImportsPage): Html =>
  html`<form method="get" action="${IMPORTS_PATH}" class="inline">
${selectField({ name: "tinh", id: "xem-tinh", label: "Tỉnh, thành phố", errors: NO_ERRORS, value: province, choices: provinces })}
${textField({ name: "thang", id: "xem-thang", label: "Tháng", errors: NO_ERRORS, value: month })}
<button type="submit" class="second">Xem</button>
</form>`;

function uploadForm({ province, provinces, month, errors }: ImportsPage, who: SignedIn): Html {
  const failed = errors.get("tep");
  return html`<form method="post" action="${IMPORTS_PATH}" enctype="multipart/form-data"><input type="hidden" name="ma" value="${who.formToken}">
${selectField({ name: "tinh", label: "Tỉnh, thành phố", errors, value: province, choices: provinces })}
${textField({ name: "thang", label: "Tháng của số liệu", hint: "Ví dụ 2023-06.", errors, value: month })}
<div class="field ${failed === undefined ? "" : "failed"}"><label for="tep">Sổ tính Excel</label>
<span class="hint" id="tep-hint">Tệp .xlsx hoặc .xls, tất cả không quá 4 MB. Chưa lưu gì trước khi bạn xem và đồng ý.</span>
${failed === undefined ? "" : html`<p class="error" id="tep-error">${failed}</p>`}
<input type="file" id="tep" name="tep" accept=".xlsx,.xls" multiple required aria-describedby="tep-hint"></div>
<div class="actions"><button type="submit">Xem trước</button></div>
</form>`;
}

/** Where workbooks are given, and what was stored of the month. */
export function importsContent(shown: ImportsPage, who: SignedIn): Html {
  const { kept, isWithdrawn, errors } = shown;
  const done =
    kept === 0
      ? "Số liệu giống hệt số liệu đã lưu, không lưu thêm."
      : `Đã lưu ${countText(kept ?? 0)} phần số liệu; lần lập báo cáo sau dùng số liệu này nơi API của tỉnh không có.`;
  const withdrawn = html`<p>Đã rút số liệu; lần lập báo cáo sau không dùng số liệu này nữa.</p>`;
  return html`${kept === null ? "" : notice("good", html`<p>${done}</p>`, "status")}${isWithdrawn ? notice("good", withdrawn, "status") : ""}${errorSummary(errors)}
${monthChooser(shown)}
<p>Số liệu trong sổ tính thay cho tháng mà API của tỉnh không có. Nơi API có số liệu thì dùng số liệu của API, chỗ khác nhau được ghi trong báo cáo.</p>
<h2>Nhập sổ tính của ${periodText(shown.month)}</h2>
${uploadForm(shown, who)}
<h2>Mẫu nhập</h2>
<p>Mẫu có sẵn các cơ quan của tỉnh trong ${periodText(shown.month)}; điền số liệu rồi chọn tệp ở trên. <a href="${templateAddress(shown)}">Tải mẫu nhập (.xlsx)</a>.</p>
<h2>Đã lưu</h2>
${storedPart(shown)}`;
}

const wordsPart = ({ headline, sections }: PreviewWords): Html => html`<section><h2>${headline}</h2>
${sections.map(
  ({
    heading,
    lines,
  }) => html`<details ${lines.length <= 10 ? "open" : ""}><summary>${heading} (${countText(lines.length)})</summary>
<ul>${lines.map((line) => html`<li>${line}</li>\n`)}</ul></details>\n`,
)}</section>`;

function storeForm(
  { province, month }: Pick<ImportsPage, "province" | "month">,
  waiting: readonly WaitingFile[],
  who: SignedIn,
): Html {
  const files = waiting.map(({ name, sha256 }) => html`<input type="hidden" name="tep" value="${sha256} ${name}">\n`);
  return changeForm(
    who.formToken,
    `${IMPORTS_PATH}/luu`,
    html`<input type="hidden" name="tinh" value="${province}"><input type="hidden" name="thang" value="${month}">
${files}<div class="actions"><button type="submit">Lưu số liệu</button><a href="${importsAddress({ province, month })}">Không lưu</a></div>`,
  );
}

/** What workbooks would bring, before anything is stored. */
export function previewContent(
  place: Pick<ImportsPage, "province" | "month">,
  { files, faults, agencies, taken }: ImportReading,
  waiting: readonly WaitingFile[],
  who: SignedIn,
): Html {
  const errors = new Map(faults.map((fault) => ["", fault] as const));
  const refused = html`<p>Chưa lưu gì, kể cả số liệu của tệp không có lỗi. Sửa các lỗi nêu dưới đây trong sổ tính, rồi <a href="${importsAddress(place)}">chọn lại tệp</a>.</p>`;
  const ready = html`<p>${sentence(periodText(place.month))}: xem các mục dưới đây, đúng thì bấm Lưu số liệu ở cuối trang. Chưa lưu gì.</p>`;
  return html`${notice(taken === null ? "bad" : "info", taken === null ? refused : ready, "status")}${errorSummary(errors)}
${files.map(({ file, result, preview }) => wordsPart(previewWords(file.name, result, preview, agencies)))}
${taken === null ? "" : storeForm(place, waiting, who)}`;
}

export const keptAddress = (place: Pick<ImportsPage, "province" | "month">, kept: number): string =>
  `${importsAddress(place)}&da-luu=${kept}`;
