import { asciiWords } from "../../domain/imports/folding.ts";
import type { WorkbookFamily } from "../../domain/imports/reading.ts";
import type { PrintedCount } from "./printed.ts";
import { CODE_HEADING, TEMPLATE_COLUMNS } from "./template-columns.ts";

/** What a column is by its headings. Null is a heading that nobody knows. */
export type Meaning = { readonly count: PrintedCount } | "code" | "level" | "other" | null;

/** Marks of a column's number, "(3)" or "(3) = (4) + (5) + (6)", say nothing. */
const withoutNumbers = (text: string): string => asciiWords(text.replace(/\([\s\d()+=-]*\)|=\s*$/g, " "));

type Group = "received" | "resolved" | "pending";

const PENDING = /(dang|chua) (duoc )?(giai quyet|xu ly|gq)/;
const RESOLVED = /da (duoc )?(giai quyet|xu ly|gq)|ket qua (giai quyet|xu ly)/;
const RECEIVED = /tiep nhan|nhan giai quyet|so ho so nhan|nop ho so|ho so truc tuyen/;

function groupOf(words: string): Group | null {
  if (PENDING.test(words)) return "pending";
  if (RESOLVED.test(words)) return "resolved";
  return RECEIVED.test(words) ? "received" : null;
}

/** The innermost words of a column of dossiers, the first that fit. */
const LEAVES: Readonly<Record<Group, readonly (readonly [RegExp, PrintedCount])[]>> = {
  received: [
    [/ky truoc|chuyen (qua|sang)|ton (dau|tu)|^ton$/, "openingBacklog"],
    [/truc tiep.*(buu chinh|bcci)|(buu chinh|bcci).*truc tiep/, "onPaper"],
    [/buu chinh|bcci/, "postal"],
    [/truc tiep/, "counter"],
    [/truc tuyen/, "online"],
    [/tong/, "handled"],
  ],
  resolved: [
    [/(dung .*truoc|truoc .*dung) han|^trong han/, "resolvedInTime"],
    [/truoc han/, "resolvedEarly"],
    [/dung han/, "resolvedOnTime"],
    [/qua han|tre han/, "resolvedLate"],
    [/tong/, "resolved"],
  ],
  pending: [
    [/trong han|chua den han/, "pendingInTime"],
    [/qua han|tre han/, "pendingOverdue"],
    [/tong/, "pending"],
  ],
};

/** Columns that hold no count of dossiers that is stored: they are left aside. */
const OTHER =
  /^(stt|tt|so tt|so thu tu)$|ty le|^(so )?(luong )?(tthc|thu tuc)|ghi chu|chi tieu|phat sinh|^(ten )?(cac )?(co quan|don vi|linh vuc)( |$)/;
const LEVEL = /^(muc do|muc dvc|loai dich vu|loai dvc|dich vu cong)/;

const TEMPLATE_HEADINGS = new Map(
  TEMPLATE_COLUMNS.map(({ count, group, heading }) => [asciiWords(`${group} ${heading}`), count]),
);

/** A single row of heads, "Tổng số hồ sơ đã giải quyết", names group and count at once. */
function countOf(texts: readonly string[]): PrintedCount | null {
  const words = texts.map(withoutNumbers).filter((text) => text !== "");
  const group = groupOf(words.at(-1) ?? "") ?? groupOf(words.join(" "));
  if (group === null) return null;
  const leaves = LEAVES[group];
  const innermost = leaves.find(([leaf]) => leaf.test(words.at(-1) ?? ""));
  return innermost?.[1] ?? null;
}

/** How a family counts its total: with what was carried over (II.06a), or what was received alone. */
const HANDLED_FAMILIES: readonly WorkbookFamily[] = ["form-ii06a", "ward", "template"];

/** What a column of a family's table is, by the texts of its head from the outermost inwards. */
export function meaningOf(texts: readonly string[], family: WorkbookFamily): Meaning {
  const leaf = withoutNumbers(texts.at(-1) ?? "");
  if (leaf === asciiWords(CODE_HEADING)) return "code";
  if (LEVEL.test(leaf)) return "level";
  if (OTHER.test(leaf)) return "other";
  if (family === "template") {
    const count = TEMPLATE_HEADINGS.get(asciiWords(texts.map(withoutNumbers).join(" ")));
    return count === undefined ? null : { count };
  }
  const isLevels = family === "service-levels";
  const count = countOf(isLevels ? ["tiep nhan", ...texts] : texts);
  if (count === "handled" && !HANDLED_FAMILIES.includes(family)) return { count: "received" };
  return count === null ? null : { count };
}
