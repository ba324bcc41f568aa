import { spelling } from "../name.ts";
import type { PortalUnit } from "./answers.ts";

/** " - Tỉnh Phú Thọ" behind a department's name on the portal. */
const OF_PROVINCE = / - (tỉnh|thành phố) .*$/iu;
const COMMITTEE = /^(ubnd|(ủy|uỷ) ban nhân dân) /u;
const TYPE = /^(tỉnh|thành phố) /u;

/** In small letters, blanks as one. The place of tone marks comes last: it takes words apart. */
const plain = (name: string): string => name.normalize("NFC").toLocaleLowerCase("vi").replaceAll(/\s+/gu, " ").trim();

/** "Sở Công Thương" of "Sở Công Thương - Tỉnh Phú Thọ". */
export const withoutProvince = (name: string): string => name.normalize("NFC").trim().replace(OF_PROVINCE, "");

/** A name without what only the portal, or only the province, puts before or behind it; in small letters. */
export const foldedName = (name: string): string =>
  spelling(
    plain(name)
      .replace(OF_PROVINCE, "")
      .replaceAll(/(ủy|uỷ) ban nhân dân/gu, "ubnd")
      .replaceAll(/\s*[-–]\s*/gu, " - "),
  );

/** A province's proper name: which type of unit it is changes from one day to the next. */
const provinceKey = (name: string): string =>
  spelling(
    plain(name)
      .replace(COMMITTEE, "")
      .replace(TYPE, "")
      .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, " "),
  );

/** Whether two names, with or without committee and type, are of one province. */
export const isSameProvince = (left: string, right: string): boolean => provinceKey(left) === provinceKey(right);

interface Named {
  readonly code: string;
  readonly name: string;
}

/** Those that no other one is named alike with, by their folded names. */
function single<One extends Pick<Named, "name">>(all: readonly One[]): ReadonlyMap<string, One> {
  const groups = Map.groupBy(all, ({ name }) => foldedName(name));
  return new Map([...groups].flatMap(([key, [only, ...others]]) => (only && others.length === 0 ? [[key, only]] : [])));
}

/** Which unit of the portal each agency is, by the agency's code; and the units that are none of them. */
export interface Matches {
  readonly byAgency: ReadonlyMap<string, PortalUnit>;
  readonly others: readonly PortalUnit[];
}

/**
 * Matches agencies with the portal's units: by code, else by folded name where only one on either side has it. Who matches
 * nobody stays alone.
 */
export function matched(agencies: readonly Named[], units: readonly PortalUnit[]): Matches {
  const byCode = new Map(units.flatMap((unit) => (unit.code === null ? [] : [[unit.code, unit]])));
  const byAgency = new Map<string, PortalUnit>();
  for (const { code } of agencies) {
    const unit = byCode.get(code);
    if (unit !== undefined) byAgency.set(code, unit);
  }
  const taken = new Set(byAgency.values());
  const byName = single(units.filter((unit) => !taken.has(unit)));
  const open = single(agencies.filter(({ code }) => !byAgency.has(code)));
  for (const [key, { code }] of open) {
    const unit = byName.get(key);
    if (unit === undefined) continue;
    byAgency.set(code, unit);
    taken.add(unit);
  }
  return { byAgency, others: units.filter((unit) => !taken.has(unit)) };
}
