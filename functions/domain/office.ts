import { z } from "zod";
import { type Agency, Level } from "./agency.ts";
import { isSameName } from "./name.ts";
import { Day } from "./period.ts";
import { type NamedAfter, placeOf, unitOf, unitOfficeOf } from "./unit-name.ts";

const text = z.string().trim().min(1, "không được để trống");

/** What is at the head and foot of an office's documents (Nghị định 30/2020/NĐ-CP Phụ lục I, ô 2, 3, 4, 7a). */
export interface Letterhead {
  /** Cơ quan chủ quản, in capitals; none above a UBND. */
  readonly superior: string | null;
  /** Cơ quan ban hành, in capitals; lines are divided by a line break. */
  readonly issuer: string;
  /** Its name within a sentence. */
  readonly name: string;
  /** Chữ viết tắt tên cơ quan, in "Số:      /BC-…". */
  readonly symbol: string;
  /** Địa danh before the date. */
  readonly place: string;
  /** Chức vụ of the signer, in capitals; lines are divided by a line break. */
  readonly signer: string;
}

/** A letterhead and the days on which it was in use, both included; null where there is no end. */
export const DatedLetterhead = z.strictObject({
  from: Day.nullable(),
  to: Day.nullable(),
  superior: text.nullable(),
  issuer: text,
  name: text,
  symbol: text,
  place: text,
  signer: text,
  /** Where the name and the days come from, if they are not in the documents. */
  note: text.optional(),
});

/** A name and the days on which it was in use, both included; null where there is no end. */
export const DatedName = z.strictObject({
  from: Day.nullable(),
  to: Day.nullable(),
  name: text,
  /** Where the name and the days come from. */
  note: text.optional(),
});

export type DatedName = z.infer<typeof DatedName>;

/** An office, or offices named together (UBND các huyện …), whose name changed with the reorganisations. */
export const Body = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối"),
  names: z.array(DatedName).min(1),
});
export type Body = z.infer<typeof Body>;

/** An office of the province that issues reports; its name changed with the reorganisations. */
export const Office = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối"),
  letterheads: z.array(DatedLetterhead).min(1),
});
export type Office = z.infer<typeof Office>;

/** How agencies of one level head and sign their own documents. */
export const UnitLetterhead = z.strictObject({
  level: Level,
  superior: text.nullable(),
  /** Abbreviations and signers of agencies by name; others are signed as `signers` says, abbreviated by their initials. */
  named: z.array(z.strictObject({ name: text, symbol: text, signer: text.optional() })),
  /** The signer's title by the words that begin the agency's name, the first that fits. */
  signers: z.array(z.strictObject({ begins: z.string(), signer: text })).min(1),
});
export type UnitLetterhead = z.infer<typeof UnitLetterhead>;

interface Dated {
  readonly from: Day | null;
  readonly to: Day | null;
}

/** What is in use on a day; outside all of it the nearest, so that no report is left without. */
function usedOn<Entry extends Dated>(entries: readonly Entry[], day: Day): Entry | undefined {
  const valid = entries.find(({ from, to }) => (from ?? day) <= day && day <= (to ?? day));
  const [first] = entries;
  return valid ?? ((first?.from ?? "") > day ? first : entries.at(-1));
}

/** The name that is in use on a day; `otherwise` where none is known. */
export const nameInUse = (names: readonly DatedName[], day: Day, otherwise: string): string =>
  usedOn(names, day)?.name ?? otherwise;

/** "Sở Nội vụ (để p/h)": a name, and what is said of it in brackets. */
const NAMED = /^(.*?)(\s*\([^()]*\))?$/su;

/**
 * A name as documents write it by the name of a day: one that was given up is printed as the office, or the offices in
 * its place, are called on that day, with what stands behind it in brackets. Others stay as they are.
 *
 * @param bodies whose names changed
 */
export function nameOn(name: string, bodies: readonly Body[], day: Day): string {
  const [, own = "", ending = ""] = NAMED.exec(name.trim()) ?? [];
  const body = bodies.find(({ names }) =>
    names.some((one) => one.to !== null && one.to < day && isSameName(one.name, own)),
  );
  const now = body === undefined ? undefined : usedOn(body.names, day);
  return now === undefined ? name : `${now.name}${ending}`;
}

/** The letterhead of an office on a day, by `usedOn`. */
export function letterheadOn(office: Office, day: Day): Letterhead {
  const chosen = usedOn(office.letterheads, day);
  if (chosen === undefined) throw new RangeError(`office ${office.id} has no letterhead`);
  const { superior, issuer, name, symbol, place, signer } = chosen;
  return { superior, issuer, name, symbol, place, signer };
}

/** Words that an abbreviation leaves out. */
const SMALL_WORDS = new Set(["và", "-", "–", "của", "các", "&"]);

/** "Sở Kế hoạch và Đầu tư" is "SKHĐT". */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => word !== "" && !SMALL_WORDS.has(word.toLowerCase()))
    .map((word) => word.charAt(0).toLocaleUpperCase("vi"))
    .join("");

const upper = (value: string): string => value.toLocaleUpperCase("vi");

/** Who signs for an office of which the rules know nothing more. */
const HEAD = "THỦ TRƯỞNG ĐƠN VỊ";

/** The signer by the words that a name begins with; null where only the rule for all others fits. */
function signerBegun(name: string, { signers }: UnitLetterhead): string | null {
  return signers.find(({ begins }) => begins !== "" && name.startsWith(begins))?.signer ?? null;
}

/**
 * The letterhead of an agency that issues its own report.
 *
 * A committee (UBND) has no superior above it; its name is on two lines. An office of a district or commune, such as its
 * Trung tâm Phục vụ hành chính công, has the committee above it (khoản 2 Mục II Phụ lục I Nghị định 30/2020/NĐ-CP),
 * dates its documents in the same place and signs by its own head. Names are compared after NFC.
 *
 * @param place the province's place, for its departments
 * @param namedAfter names of the province's units that are names of persons
 */
export function unitLetterhead(
  agency: Agency,
  rules: UnitLetterhead,
  { place, namedAfter }: { readonly place: string; readonly namedAfter: NamedAfter },
): Omit<Letterhead, "name"> {
  const name = agency.name.normalize("NFC").trim();
  const named = rules.named.find((one) => one.name.normalize("NFC") === name);
  const begun = named?.signer ?? signerBegun(name, rules);
  const under = agency.level === "so" ? null : unitOfficeOf(name, namedAfter);
  if (under !== null) {
    return {
      superior: `UBND ${upper(under.unit)}`,
      issuer: `${upper(under.office)}\n${upper(under.unit)}`,
      symbol: named?.symbol ?? initialsOf(under.office),
      place: placeOf(under.unit, namedAfter),
      signer: begun ?? HEAD,
    };
  }
  const signer = begun ?? rules.signers.find(({ begins }) => begins === "")?.signer ?? "";
  if (agency.level === "so") {
    const { superior } = rules;
    return { superior, issuer: upper(name), symbol: named?.symbol ?? initialsOf(name), place, signer };
  }
  return {
    superior: rules.superior,
    issuer: `ỦY BAN NHÂN DÂN\n${upper(unitOf(name, namedAfter))}`,
    symbol: named?.symbol ?? "UBND",
    place: placeOf(name, namedAfter),
    signer,
  };
}
