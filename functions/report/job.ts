import type { Agency, AgencyTree } from "../domain/agency.ts";
import type { AgencyNames } from "../domain/agency-names.ts";
import { RequestInvalid } from "../domain/failure.ts";
import { type Letterhead, letterheadOn, nameOn, unitLetterhead } from "../domain/office.ts";
import type { Day } from "../domain/period.ts";
import { isExcepted, type Programme } from "../domain/programme.ts";
import { bodiesOf, type Province } from "../domain/province.ts";
import { isMadeFor, type Regime } from "../domain/regime.ts";
import type { Outline } from "./outline.ts";
import type { Report } from "./report.ts";

/** One report to be written: under which regime, by which outline, for which agency. */
export interface ReportJob {
  readonly regime: Regime;
  readonly outline: Outline;
  /** The agency that reports of itself; null for a report of an office about the whole province. */
  readonly agency: Agency | null;
  /** Name of its files without ending: "bao-cao-cntt", "don-vi/77-STC". */
  readonly stem: string;
  /** Under which its texts are filed: "cntt", "don-vi/77-STC". */
  readonly key: string;
  /** What an office signs, or the tables behind it. */
  readonly form: Report["form"];
  /** Whether it is only a draft, in which an empty slot leaves a line to be filled in by hand. */
  readonly isDraft: boolean;
}

/** The name of the full tables among the reports of a run. */
const ANNEX = "phu-luc";

/** What commissions are made from. */
export interface ReportJobMaterial {
  readonly programmes: readonly Programme[];
  readonly regimes: readonly Regime[];
  readonly outlines: readonly Outline[];
}

/** A code as part of a file's name: letters, digits, ".", "-"; every other character as its code point. */
export function fileCode(code: string): string {
  const safe = [...code].map((letter) =>
    /[A-Za-z0-9.-]/.test(letter) ? letter : `_${letter.codePointAt(0)?.toString(16)}_`,
  );
  return safe.join("").replace(/^\./, "_2e_");
}

/** Agencies that report of themselves: of the regime's levels, not excepted by every one of the programmes. */
function reporting(levels: readonly string[], tree: AgencyTree, programmes: readonly Programme[]): Agency[] {
  return tree.inForce.filter(
    ({ level, name }) => levels.includes(level) && !programmes.every((programme) => isExcepted(programme, name)),
  );
}

function outlineOf({ outlines }: ReportJobMaterial, id: string): Outline {
  const outline = outlines.find((one) => one.id === id);
  if (outline === undefined) throw new RangeError(`outline ${id} was not loaded`);
  return outline;
}

type Commission = Omit<ReportJob, "isDraft">;

/** The report of a regime, or those of all its agencies, and the full tables behind it. */
function commissionsUnder(regime: Regime, material: ReportJobMaterial, tree: AgencyTree): Commission[] {
  const outline = outlineOf(material, regime.outline);
  const { report, issuer, annex } = regime;
  const form = "report";
  if (!("office" in issuer)) {
    return reporting(issuer.levels, tree, material.programmes).map((agency) => {
      const key = `${report}/${fileCode(agency.code)}`;
      return { regime, outline, agency, stem: key, key, form };
    });
  }
  const signed: Commission = { regime, outline, agency: null, stem: `bao-cao-${report}`, key: report, form };
  if (annex === undefined) return [signed];
  const tables = { outline: outlineOf(material, annex), stem: ANNEX, key: ANNEX, form: "annex" } as const;
  return [signed, { ...signed, ...tables }];
}

/**
 * The reports of a run: those that are published with every revision, or those named, as drafts.
 *
 * @param named ids of reports ("cntt", "don-vi", "don-vi/77-STC", "phu-luc"); null for the published ones
 * @throws RequestInvalid where a name fits no report of the run's programmes, or no agency
 */
export function reportJobsOf(
  material: ReportJobMaterial,
  tree: AgencyTree,
  named: readonly string[] | null,
): ReportJob[] {
  const made = material.regimes.filter((regime) => isMadeFor(regime, material.programmes));
  if (named === null) {
    return made
      .filter(({ published }) => published)
      .flatMap((regime) => commissionsUnder(regime, material, tree))
      .map((one) => ({ ...one, isDraft: false }));
  }
  const chosen = named.flatMap((name) => {
    const all = made
      .filter(({ report, annex }) => name === report || name.startsWith(`${report}/`) || (name === ANNEX && annex))
      .flatMap((regime) => commissionsUnder(regime, material, tree));
    const own = all.filter(({ regime, key }) => name === regime.report || name === key);
    if (own.length > 0) return own;
    const known = made.map(({ report }) => report).join(", ");
    throw new RequestInvalid(
      `Không có báo cáo "${name}" trong kỳ này; các báo cáo: ${known} (báo cáo của một cơ quan viết don-vi/MÃ CƠ QUAN).`,
    );
  });
  return chosen.map((one) => ({ ...one, isDraft: true }));
}

/** Who issues a report on a day. */
export function letterheadOf(
  { regime, agency }: ReportJob,
  province: Province,
  names: Pick<AgencyNames, "inFull">,
  day: Day,
): Letterhead {
  const { issuer } = regime;
  if (agency !== null) {
    const rules = province.units.find(({ level }) => level === agency.level);
    if (rules === undefined) throw new RangeError(`${province.id} has no letterhead for level ${agency.level}`);
    const { superior, ...own } = unitLetterhead(agency, rules, province);
    const above = superior === null ? null : nameOn(superior, bodiesOf(province), day);
    return { ...own, superior: above, name: names.inFull(agency) };
  }
  const office = province.offices.find(({ id }) => "office" in issuer && id === issuer.office);
  if (office === undefined) throw new RangeError(`${province.id} has no office for ${regime.id}`);
  return letterheadOn(office, day);
}
