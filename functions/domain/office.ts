import { z } from "zod";
import { type Agency, Level } from "./agency.ts";
import { Day } from "./period.ts";

const text = z.string().trim().min(1, "không được để trống");

/** What stands at the head and foot of an office's documents (Nghị định 30/2020/NĐ-CP Phụ lục I, ô 2, 3, 4, 7a). */
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
const DatedLetterhead = z.strictObject({
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

/** The letterhead of an office on a day; outside all of them the nearest one, so that no report is left without. */
export function letterheadOn(office: Office, day: Day): Letterhead {
  const valid = office.letterheads.find(({ from, to }) => (from ?? day) <= day && day <= (to ?? day));
  const [first] = office.letterheads;
  const chosen = valid ?? ((first?.from ?? "") > day ? first : office.letterheads.at(-1));
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

const COMMITTEE = /^(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+/iu;
const UNIT_TYPE = /^(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu)\s+/iu;

/** The place of a committee's documents: its unit's name without the type. */
const placeOf = (name: string): string => name.replace(COMMITTEE, "").replace(UNIT_TYPE, "");

/** A committee's name within a sentence: "UBND huyện Châu Đức" is "Ủy ban nhân dân huyện Châu Đức". */
export function committeeName(agencyName: string): string {
  const unit = agencyName.normalize("NFC").trim().replace(COMMITTEE, "");
  return `Ủy ban nhân dân ${unit.charAt(0).toLocaleLowerCase("vi")}${unit.slice(1)}`;
}

/**
 * The letterhead of an agency that issues its own report.
 *
 * A committee (UBND) has no superior above it; its name stands on two lines. Names are compared after NFC.
 *
 * @param place the province's place, for its departments
 */
export function unitLetterhead(agency: Agency, rules: UnitLetterhead, place: string): Letterhead {
  const name = agency.name.normalize("NFC").trim();
  const named = rules.named.find((one) => one.name.normalize("NFC") === name);
  const signer = named?.signer ?? rules.signers.find(({ begins }) => name.startsWith(begins))?.signer ?? "";
  const upper = (value: string): string => value.toLocaleUpperCase("vi");
  if (agency.level === "so") {
    const { superior } = rules;
    return { superior, issuer: upper(name), name, symbol: named?.symbol ?? initialsOf(name), place, signer };
  }
  const unit = name.replace(COMMITTEE, "");
  return {
    superior: rules.superior,
    issuer: `ỦY BAN NHÂN DÂN\n${upper(unit)}`,
    name: committeeName(name),
    symbol: named?.symbol ?? "UBND",
    place: placeOf(name),
    signer,
  };
}
