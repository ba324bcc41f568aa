import { asciiWords } from "../../../domain/imports/folding.ts";
import type { SourceSystem } from "../../../domain/imports/reading.ts";

/** What a row of a table is: of the table's matter, or a sum, a part, a heading that is never counted. */
export type RowKind = "item" | "total" | "part" | "unused" | "group" | { readonly section: SourceSystem };

const NUMERAL = /^(?:[ivx]{1,5}|[a-h]|\d{1,3}) /;
const TOTAL = /^(tong cong(?! ty)|tong so|tong$|cong$|cong (toan|chung|muc)|toan (tinh|thanh pho)$|luy ke)/;
const PART = /^trong do/;
const UNUSED = /(account|tai khoan) (khong|chua) (dung|su dung)/;
const GROUP =
  /^((khoi|nhom|cac|ubnd|uy ban nhan dan|don vi|co quan) )*((cac )?so ban nganh|cap (tinh|thanh pho|huyen|xa|so)|(cac )?co quan (chuyen mon|cap tinh|thuoc)|(huyen|xa|phuong|quan|thi xa|dac khu) (huyen|xa|phuong|quan|thi xa|thi tran|thanh pho|dac khu)( |$)|cac (xa|phuong|huyen|quan|dac khu)( |$)|don vi su nghiep$)/;
const MINISTRY = /tren he thong.* bo( |$)|he thong (thong tin )?(cua )?(cac )?bo( |$)/;
const PROVINCE = /(tren )?he thong (thong tin )?(giai quyet thu tuc hanh chinh )?(cua )?(thanh pho|tinh)/;

/** Tells by a row's first words what it is. */
export function kindOf(label: string): RowKind {
  const words = asciiWords(label);
  const plain = words.replace(NUMERAL, "");
  if (UNUSED.test(words)) return "unused";
  if ([words, plain].some((text) => TOTAL.test(text))) return "total";
  if (PART.test(plain)) return "part";
  if (MINISTRY.test(plain)) return { section: "ministry" };
  if (PROVINCE.test(plain)) return { section: "province" };
  return GROUP.test(plain) ? "group" : "item";
}
