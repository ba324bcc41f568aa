import { z } from "zod";
import { RequestInvalid } from "../../domain/failure.ts";
import { Day } from "../../domain/period.ts";
import type { AppendixName } from "../outline.ts";
import { dayText } from "../wording.ts";

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối");
const text = z.string().trim().min(1, "không được để trống");

/** A form (biểu mẫu) as it is on the days from the first to the last, both included; null where it has none. */
const FormVersion = z.strictObject({
  from: Day.nullable(),
  to: Day.nullable(),
  /** Ký hiệu biểu. */
  code: text,
  /** Its title, and that of its synthesis by unit. */
  title: text,
  summary: text,
  /** Over its second column: of units, of fields. */
  units: text,
  fields: text,
  /** Who receives it of the province; where it is left out, whoever the report is addressed to. */
  receiver: text.optional(),
  /** The document that says so. */
  basis: text.optional(),
  /** What of it a person must still confirm. */
  unconfirmed: text.optional(),
  /** What is missing to print it: nothing is invented in its place. */
  missing: text.optional(),
});
export type FormVersion = z.infer<typeof FormVersion>;

/** A form with its versions in the order of their days. */
export const Form = z.strictObject({ id, versions: z.array(FormVersion).min(1) });
export type Form = z.infer<typeof Form>;

/** Biểu II.06a. */
export const FORM_06A = "ii-06a";

/** The form that an appendix prints. */
const FORM_OF: Partial<Record<AppendixName, string>> = {
  "form-06a": FORM_06A,
  "agency-form-06a": FORM_06A,
  "form-07a-btp": "07a-btp",
};

/** The forms that these appendices print, each once. */
export const formsOf = (appendices: readonly AppendixName[]): string[] => [
  ...new Set(appendices.flatMap((name) => FORM_OF[name] ?? [])),
];

/**
 * The form as it is on a day.
 *
 * @throws RequestInvalid with one sentence where it is not in use on that day, or cannot be printed yet
 */
export function formOn(forms: readonly Form[], name: string, day: Day): FormVersion {
  const form = forms.find((one) => one.id === name);
  const [first] = form?.versions ?? [];
  const last = form?.versions.at(-1);
  if (form === undefined || first === undefined || last === undefined) {
    throw new RequestInvalid(
      `Không có biểu "${name}"; các biểu: ${forms.map((one) => one.id).join(", ") || "chưa có"}.`,
    );
  }
  const remedy = `bỏ biểu này khỏi đề cương hoặc chọn kỳ khác`;
  if (first.from !== null && day < first.from) {
    throw new RequestInvalid(
      `${first.code} chỉ dùng từ ngày ${dayText(first.from)}, số liệu của kỳ đến ngày ${dayText(day)}; ${remedy}.`,
    );
  }
  const version = form.versions.find(({ from, to }) => (from === null || from <= day) && (to === null || day <= to));
  if (version === undefined) {
    throw new RequestInvalid(
      `${last.code} chỉ dùng đến hết ngày ${dayText(last.to ?? day)}, số liệu của kỳ đến ngày ${dayText(day)}; ${remedy}.`,
    );
  }
  if (version.missing !== undefined) {
    throw new RequestInvalid(`${version.code} chưa lập được: ${version.missing}; ${remedy}.`);
  }
  return version;
}
