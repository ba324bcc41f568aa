import { html } from "hono/html";
import type { TextsPlace } from "../../../pipeline/support/texts.ts";
import type { Slot } from "../../../report/outline.ts";
import { periodText, sentence } from "../../../report/wording.ts";
import type { ReportTexts } from "../../actions/texts.ts";
import type { SignedIn } from "../../sign-in/sessions.ts";
import type { Html } from "../page.ts";
import { changeForm, errorSummary, type FormErrors, notice, selectField, textArea, textField } from "../parts.ts";

export const TEXTS_PATH = "/quan-tri/noi-dung";

type Choices = readonly (readonly [value: string, text: string])[];

/** Which report is chosen, and what can be. */
export interface TextsChoice {
  readonly place: TextsPlace;
  readonly provinces: Choices;
  readonly reports: Choices;
  /** Agencies that have a report of their own; empty where none is known, or the province's have none. */
  readonly agencies: Choices;
}

export interface TextsForm extends ReportTexts {
  /** What stands in the fields: what is stored, or what somebody has sent. */
  readonly shown: ReadonlyMap<string, string>;
  readonly errors: FormErrors;
  readonly isKept: boolean;
}

/** Names fields of slots apart from the others of the form. */
export const slotField = (slot: string): string => `o-${slot}`;

/** A report's name ("don-vi/77-STC") as the form has it: the report, and the agency whose own it is. */
const partsOf = (report: string): readonly [report: string, agency: string] => {
  const [name = "", ...agency] = report.split("/");
  return [name, agency.join("/")];
};

export function textsAddress({ province, period, report }: TextsPlace): string {
  const [name, agency] = partsOf(report);
  const own: Record<string, string> = agency === "" ? {} : { "co-quan": agency };
  return `${TEXTS_PATH}?${new URLSearchParams({ tinh: province, ky: period, "bao-cao": name, ...own })}`;
}

const agencyField = ({ place, agencies }: TextsChoice, errors: FormErrors): Html =>
  agencies.length === 0
    ? html``
    : selectField({
        name: "co-quan",
        label: "Cơ quan",
        hint: "Chỉ dùng khi chọn báo cáo của từng cơ quan.",
        errors,
        value: partsOf(place.report)[1],
        choices: [["", "Không chọn"], ...agencies],
      });

/** The form by which a report is chosen. */
export const choicePart = (choice: TextsChoice, errors: FormErrors): Html => {
  const { place, provinces, reports } = choice;
  return html`<form method="get" action="${TEXTS_PATH}">
${selectField({ name: "tinh", label: "Tỉnh, thành phố", errors, value: place.province, choices: provinces })}
${textField({ name: "ky", label: "Kỳ báo cáo", hint: "Ví dụ 2023-06 (tháng 6), 2023-Q2 (quý II).", errors, value: place.period })}
${selectField({ name: "bao-cao", label: "Báo cáo", errors, value: partsOf(place.report)[0], choices: reports })}
${agencyField(choice, errors)}
<button type="submit" class="second">Mở nội dung</button>
</form>`;
};

function beforePart({ slot }: Slot, { before }: ReportTexts): Html {
  const text = before?.texts.get(slot);
  if (before === null || text === undefined) return html``;
  const lines = text.split("\n").map((line) => html`<p>${line}</p>\n`);
  return html`<aside aria-label="Kỳ trước"><strong>${sentence(periodText(before.period))}</strong>
${lines}</aside>`;
}

function slotPart(slot: Slot, { shown, errors, ...texts }: TextsForm): Html {
  const value = shown.get(slot.slot) ?? "";
  const field = textArea({ name: slotField(slot.slot), label: slot.label, errors, value, rows: 5 });
  return html`<div class="beside">${field}${beforePart(slot, texts)}</div>`;
}

const keptNotice = (place: TextsPlace, who: SignedIn): Html => {
  const query = new URLSearchParams({ tinh: place.province, ky: place.period });
  const next = who.roles.has("operator")
    ? html` <a href="/quan-tri/chay-lai?${query}">Chạy lại kỳ này</a> để in vào báo cáo.`
    : "";
  return notice("good", html`<p>Đã lưu nội dung.${next}</p>`, "status");
};

/** What people write into a report, slot by slot. @param of name of the agency whose own report it is; null for another */
export const textsPart = (place: TextsPlace, of: string | null, form: TextsForm, who: SignedIn): Html =>
  html`${form.isKept ? keptNotice(place, who) : ""}${errorSummary(form.errors)}
<h2>${sentence(periodText(place.period))}${of === null ? "" : `, ${of}`}</h2>
<p>Mỗi dòng là một đoạn; dòng bắt đầu bằng dấu - là một gạch đầu dòng. Để trống nếu không có.</p>
${changeForm(
  who.formToken,
  textsAddress(place),
  html`<input type="hidden" name="version" value="${form.version}">
${form.slots.map((slot) => slotPart(slot, form))}
<div class="actions"><button type="submit">Lưu nội dung</button></div>`,
)}`;
