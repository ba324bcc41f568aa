import { type Agency, type AgencyLists, AgencyTree, inOrderOfDays } from "./agency.ts";
import type { ScopeKind } from "./figures/figure.ts";
import { spelling } from "./name.ts";
import type { Day } from "./period.ts";
import { committeeName, type NamedAfter, officialName, unitOf } from "./unit-name.ts";

/** Names of one level that a reader cannot tell apart. */
const keyOf = ({ level, name }: Agency): string => `${level} ${spelling(name).toLocaleLowerCase("vi")}`;

/** What a scope is named by: its kind, its code, and its name as the province's API gives it. */
export interface NamedScope {
  readonly scope: ScopeKind;
  readonly code: string;
  readonly name: string;
}

/**
 * The names of a report's agencies as they are printed wherever they stand alone: in official capitals and, where a name
 * recurs within its level, with the district or former district ("UBND xã Thanh Sơn, huyện Tân Phú"), with the code
 * where that is not known. `figures.csv` has them as the province's API gives them.
 */
export class AgencyNames {
  readonly #tree: AgencyTree;
  readonly #namedAfter: NamedAfter;
  /** Every record of the lists, oldest first: a district that an agency had before is in them. */
  readonly #records: readonly Agency[];
  /** What is behind the name of each namesake. */
  readonly #endings = new Map<Agency, string>();

  /**
   * @param lists every list that is known, also of the periods before
   * @param lastDay of the report
   */
  constructor(lists: AgencyLists, lastDay: Day, namedAfter: NamedAfter) {
    this.#tree = new AgencyTree(lists, lastDay);
    this.#namedAfter = namedAfter;
    this.#records = inOrderOfDays(lists).flatMap(([, list]) => list);
    const { inForce, agencies } = this.#tree;
    const present = new Set(inForce);
    for (const group of Map.groupBy(inForce, keyOf).values()) this.#tellApart(group, group);
    // One that has ended is told from its namesakes; they are not told from it: most took over a name with the work.
    for (const group of Map.groupBy(agencies, keyOf).values()) {
      this.#tellApart(
        group.filter((agency) => !present.has(agency)),
        group,
      );
    }
  }

  #tellApart(agencies: readonly Agency[], namesakes: readonly Agency[]): void {
    if (new Set(namesakes.map(({ code }) => code)).size < 2) return;
    const districts = namesakes.map((one) => this.#districtOf(one));
    for (const agency of agencies) {
      const district = this.#districtOf(agency);
      const isAlone = district !== null && districts.filter((one) => one === district).length === 1;
      this.#endings.set(agency, isAlone ? `, ${district}` : ` (${agency.code})`);
    }
  }

  /** "huyện Tân Phú": of the agency, of the one that had its code, or of the ones that it took over where they had one. */
  #districtOf(agency: Agency): string | null {
    const nameOf = (code: string): string | null => {
      const district = this.#tree.on(code, agency.validFrom);
      return district === undefined ? null : unitOf(district.name, this.#namedAfter);
    };
    const own = [agency, ...this.#records.filter(({ code }) => code === agency.code).reverse()];
    const [district] = own.flatMap(({ parentCode }) => parentCode ?? []);
    if (district !== undefined) return nameOf(district);
    const taken = this.#records.filter(({ successors }) => successors.length === 1 && successors[0] === agency.code);
    const [former, ...others] = new Set(taken.flatMap(({ parentCode }) => parentCode ?? []));
    return former === undefined || others.length > 0 ? null : nameOf(former);
  }

  #told(agency: Agency, name: string): string {
    const known = this.#tree.on(agency.code, agency.validFrom) ?? agency;
    return `${name}${this.#endings.get(known) ?? ""}`;
  }

  of(agency: Agency): string {
    return this.#told(agency, officialName(agency.name, this.#namedAfter));
  }

  /** As sentences name an office that reports: "Ủy ban nhân dân Phường 1". */
  inFull(agency: Agency): string {
    const { level, name } = agency;
    return this.#told(agency, level === "so" ? name.normalize("NFC").trim() : committeeName(name, this.#namedAfter));
  }

  /** Without its committee: "huyện Long Điền". */
  unit(agency: Agency): string {
    return this.#told(agency, unitOf(agency.name, this.#namedAfter));
  }

  /** The agency that has a code on a day; the code itself where there is none. */
  on(code: string, day: Day): string {
    const agency = this.#tree.on(code, day);
    return agency === undefined ? code : this.of(agency);
  }

  /** A district with its communes (địa bàn): "Địa bàn huyện Long Điền". */
  area(code: string): string {
    const district = this.#tree.newest(code);
    return `Địa bàn ${district === undefined ? code : this.unit(district)}`;
  }

  /** A row's scope; one that is no longer there by the name that it had. */
  ofScope({ scope, code, name }: NamedScope): string {
    if (scope === "province" || scope === "level") return name;
    const agency = this.#tree.newest(code);
    if (agency === undefined) return officialName(name, this.#namedAfter);
    return scope === "area" ? this.area(code) : this.of(agency);
  }
}
