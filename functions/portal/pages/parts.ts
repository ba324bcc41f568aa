import { html } from "hono/html";
import type { Html } from "./page.ts";

/** What a colour says; never the colour alone, the words say it too. */
export type Tone = "good" | "warn" | "bad" | "info" | "plain";

export const statusTag = (tone: Tone, text: string): Html => html`<strong class="tag ${tone}">${text}</strong>`;

export const notice = (tone: Tone, content: Html, role: "status" | "alert" | "note" = "note"): Html =>
  html`<div class="notice ${tone}" role="${role}">${content}</div>`;

/** Said in place of a list that has nothing in it: why, and what to do. */
export const emptyState = (text: Html | string): Html => html`<p class="empty">${text}</p>`;

/** A column; the first one names its rows. */
interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

type Cell = Html | string | number;

interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const kindOf = (column: Column | undefined): string => (column?.isNumber ? "number" : "");

function row(columns: readonly Column[], [first, ...rest]: readonly Cell[]): Html {
  return html`<tr role="row">
<th scope="row" role="rowheader">${first}</th>
${rest.map((cell, at) => html`<td role="cell" class="${kindOf(columns[at + 1])}" data-label="${columns[at + 1]?.title ?? ""}">${cell}</td>\n`)}</tr>
`;
}

/** A table that becomes a list on a phone. The roles keep it a table to a screen reader there. */
export const table = ({ caption, columns, rows }: Table): Html => html`<table class="stack" role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map((column) => html`<th scope="col" role="columnheader" class="${kindOf(column)}">${column.title}</th>`)}</tr></thead>
<tbody role="rowgroup">
${rows.map((cells) => row(columns, cells))}</tbody>
</table>`;

/** Facts by name, without those that have no value. */
export const facts = (all: readonly (readonly [name: string, value: Html | string | null])[]): Html => html`<dl>
${all.map(([name, value]) => (value === null ? "" : html`<dt>${name}</dt><dd>${value}</dd>\n`))}</dl>`;

/** How far something is; the words beside it say the same. */
export const progressBar = (label: string, done: number, of: number): Html =>
  html`<progress aria-label="${label}" max="${Math.max(of, 1)}" value="${done}"></progress> ${done}/${of}`;

/** Mistakes by the field that they are in; "" is the form as a whole. */
export type FormErrors = ReadonlyMap<string, string>;

/** Said first, with a way to each field (as GOV.UK's error summary). */
export function errorSummary(errors: FormErrors): Html {
  if (errors.size === 0) return html``;
  const lines = [...errors].map(([field, text]) =>
    field === "" ? html`<li>${text}</li>` : html`<li><a href="#${field}">${text}</a></li>`,
  );
  return notice("bad", html`<h2>Chưa thực hiện được</h2><ul>${lines}</ul>`, "alert");
}

interface Field {
  /** Its name in the form, and its id in the page unless another is given. */
  readonly name: string;
  readonly id?: string;
  readonly label: string;
  readonly hint?: string;
  readonly errors: FormErrors;
}

/** Ids of what explains a field, for its input. */
const describedBy = ({ name, hint, errors, id = name }: Field): string =>
  [hint === undefined ? "" : `${id}-hint`, errors.has(name) ? `${id}-error` : ""].join(" ").trim();

function field(about: Field, input: Html): Html {
  const { name, label, hint, errors, id = name } = about;
  const error = errors.get(name);
  return html`<div class="field ${error === undefined ? "" : "failed"}">
<label for="${id}">${label}</label>
${hint === undefined ? "" : html`<span class="hint" id="${id}-hint">${hint}</span>`}
${error === undefined ? "" : html`<p class="error" id="${id}-error"><span>Lỗi: </span>${error}</p>`}
${input}
</div>`;
}

const invalid = ({ name, errors }: Field): string => String(errors.has(name));

/** @param list id of a datalist with what is usual */
export const textField = (
  about: Field & { readonly value: string; readonly list?: string; readonly isOptional?: true },
): Html =>
  field(
    about,
    html`<input id="${about.id ?? about.name}" name="${about.name}" value="${about.value}" autocomplete="off" maxlength="500" ${about.isOptional ? "" : "required"} aria-invalid="${invalid(about)}" aria-describedby="${describedBy(about)}" ${about.list === undefined ? "" : html`list="${about.list}"`}>`,
  );

export const textArea = (about: Field & { readonly value: string; readonly rows: number }): Html =>
  field(
    about,
    html`<textarea id="${about.id ?? about.name}" name="${about.name}" rows="${about.rows}" aria-invalid="${invalid(about)}" aria-describedby="${describedBy(about)}">
${about.value}</textarea>`,
  );

/** Something to choose, by its value. */
type Choice = readonly [value: string, text: string];

export const selectField = (about: Field & { readonly value: string; readonly choices: readonly Choice[] }): Html =>
  field(
    about,
    html`<select id="${about.id ?? about.name}" name="${about.name}" aria-invalid="${invalid(about)}" aria-describedby="${describedBy(about)}">
${about.choices.map(([value, text]) => html`<option value="${value}" ${value === about.value ? "selected" : ""}>${text}</option>\n`)}</select>`,
  );

export const checkBox = (name: string, label: string, hint: string, isOn: boolean): Html => html`<div class="check">
<input type="checkbox" id="${name}" name="${name}" value="1" ${isOn ? "checked" : ""} aria-describedby="${name}-hint">
<div><label for="${name}">${label}</label><span class="hint" id="${name}-hint">${hint}</span></div>
</div>`;

/** Words for those alone who do not see where something stands. */
export const unseen = (text: string): Html => html`<span class="unseen">${text}</span>`;

/** A province's id and name. */
export type ProvinceChoice = readonly [id: string, name: string];

/** By which a page is asked for of another province. */
export const provinceChooser = (path: string, province: string, provinces: readonly ProvinceChoice[]): Html =>
  html`<form method="get" action="${path}" class="inline">
${selectField({ name: "tinh", label: "Tỉnh, thành phố", errors: new Map(), value: province, choices: provinces })}
<button type="submit" class="second">Xem</button>
</form>`;

/** A form that changes something: only pages of the session know its token. */
export const changeForm = (formToken: string, action: string, content: Html, kind = ""): Html =>
  html`<form method="post" action="${action}" class="${kind}"><input type="hidden" name="ma" value="${formToken}">
${content}
</form>`;
