const UNIT =
  /^((?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+)?(tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu)\s+(\S.*)$/iu;

/** Kinds of units below a province, those of communes in the order in which official documents name them. */
export const UNIT_TYPES = ["xã", "phường", "thị trấn", "đặc khu"] as const;

/** Proper names that are those of persons or historic events, as `Province.namedAfter` gives them. */
export type NamedAfter = readonly string[];

interface Parts {
  /** "UBND " with its blank, or nothing. */
  readonly committee: string;
  /** As it is written: "phường" or, before a number or a person's name, "Phường". */
  readonly type: string;
  readonly proper: string;
  readonly isCapital: boolean;
}

const key = (name: string): string => name.normalize("NFC").trim().toLocaleLowerCase("vi");

function partsOf(name: string, namedAfter: NamedAfter): Parts | null {
  const [, committee = "", type, proper] = UNIT.exec(name.normalize("NFC").trim()) ?? [];
  if (type === undefined || proper === undefined) return null;
  const isCapital = /^\d+$/.test(proper) || namedAfter.some((one) => key(one) === key(proper));
  const lower = type.toLocaleLowerCase("vi");
  const upper = `${lower.charAt(0).toLocaleUpperCase("vi")}${lower.slice(1)}`;
  return { committee, type: isCapital ? upper : lower, proper, isCapital };
}

/** An office's name that ends in its unit's: "Trung tâm Phục vụ hành chính công xã Tân Hải". */
const OF_UNIT =
  /^(.*\S)\s+((?:[Tt]hị xã|(?<!\b[Tt]hị )[Xx]ã|[Tt]hành phố|[Hh]uyện|[Qq]uận|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)\s+[\p{Lu}\d].*)$/u;

/** An office of a district or commune that is not its committee. */
export interface UnitOffice {
  /** Without its unit: "Trung tâm Phục vụ hành chính công". */
  readonly office: string;
  /** "xã Tân Hải", "Phường 1". */
  readonly unit: string;
}

/** The office of a unit that a name is; null for a committee, and for what names no unit. */
export function unitOfficeOf(name: string, namedAfter: NamedAfter): UnitOffice | null {
  if (partsOf(name, namedAfter) !== null) return null;
  const [, office, unit] = OF_UNIT.exec(name.normalize("NFC").trim()) ?? [];
  return office === undefined || unit === undefined ? null : { office, unit: unitOf(unit, namedAfter) };
}

/**
 * A committee's name with the type of its unit in capitals where the proper name is a number or a person's name, in
 * small letters otherwise (Nghị định 30/2020/NĐ-CP Phụ lục II): "UBND Phường 1", "UBND phường Thắng Nhất"; likewise of an
 * office of such a unit. Others as they are.
 */
export function officialName(name: string, namedAfter: NamedAfter): string {
  const under = unitOfficeOf(name, namedAfter);
  if (under !== null) return `${under.office} ${under.unit}`;
  const parts = partsOf(name, namedAfter);
  if (parts === null || (parts.committee === "" && !parts.isCapital)) return name;
  return `${parts.committee}${parts.type} ${parts.proper}`;
}

/** The unit of a committee: "huyện Long Điền", "Phường 1"; what is no unit's name stays as it is. */
export function unitOf(name: string, namedAfter: NamedAfter): string {
  const parts = partsOf(name, namedAfter);
  return parts === null ? name : `${parts.type} ${parts.proper}`;
}

/** The kind of unit that a committee's name has, in small letters: "phường"; null for what is no unit's name. */
export const unitTypeOf = (name: string): string | null => partsOf(name, [])?.type.toLocaleLowerCase("vi") ?? null;

/** The place of a committee's documents (địa danh): "Thắng Nhất", "Phường 1", "Phường Nguyễn An Ninh". */
export function placeOf(name: string, namedAfter: NamedAfter): string {
  const parts = partsOf(name, namedAfter);
  if (parts === null) return name;
  return parts.isCapital ? `${parts.type} ${parts.proper}` : parts.proper;
}

/** A name with its committee written out: "Văn phòng UBND tỉnh" is "Văn phòng Ủy ban nhân dân tỉnh". */
export const writtenOut = (name: string): string => name.replace(/\bUBND\b/gu, "Ủy ban nhân dân");

/**
 * The name of a district's or commune's agency within a sentence: "UBND huyện Châu Đức" is "Ủy ban nhân dân huyện Châu
 * Đức", an office of the unit keeps its name.
 */
export const committeeName = (name: string, namedAfter: NamedAfter): string =>
  unitOfficeOf(name, namedAfter) === null
    ? `Ủy ban nhân dân ${unitOf(name, namedAfter)}`
    : officialName(name.normalize("NFC").trim(), namedAfter);
