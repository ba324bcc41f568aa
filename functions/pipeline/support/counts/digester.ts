import { type AgencyTree, byCode } from "../../../domain/agency.ts";
import { type CountRows, coarseRows, procedureRows } from "../../../domain/counts.ts";
import { type PartsOf, partOfField, partsBy } from "../../../domain/figures/breakdown.ts";
import type { Indicator } from "../../../domain/indicator.ts";
import { type Day, monthsOf, type Window, windowOf } from "../../../domain/period.ts";
import { type Procedure, ProcedureCatalogue } from "../../../domain/procedure.ts";
import { coarseFindings } from "../../../domain/quality/coarse.ts";
import type { Finding } from "../../../domain/quality/finding.ts";
import { answerFindings } from "../../../domain/quality/quality.ts";
import { type AskedCounts, answerDigest, askedOf } from "../../../domain/sums/answer-digest.ts";
import { joinedDigests, type MonthDigest } from "../../../domain/sums/digest.ts";
import type { Ports } from "../../../ports/ports.ts";
import { type Sources, windowsOf } from "../sources.ts";
import { type MonthRef, monthKey } from "./month-refs.ts";
import { countsIn } from "./read.ts";

/** Beside what an answer of the report's own months is checked; parts are summed for the months of the period. */
interface Checked {
  readonly catalogue: ProcedureCatalogue;
  readonly tree: AgencyTree;
  readonly partsOf?: PartsOf;
}

/** Counts of one snapshot, digested; the rows are let go at once, so a run never holds more than one month's. */
export class Digester {
  readonly digests = new Map<string, MonthDigest>();
  readonly #findings = new Map<string, Finding>();
  readonly #ports: Pick<Ports, "snapshots">;
  readonly #asked: AskedCounts;

  constructor(ports: Pick<Ports, "snapshots">, indicators: readonly Indicator[]) {
    this.#ports = ports;
    this.#asked = askedOf(indicators);
  }

  /** What is wrong within single answers, each once: two systems of an agency may be wrong alike. */
  get findings(): Finding[] {
    return [...this.#findings.values()];
  }

  /**
   * Digests the answers of an agency's month, one after the other: those of several systems add up, and are always told of
   * in the same order.
   */
  async #addMonth(answers: readonly MonthRef[], checked: Checked | null): Promise<void> {
    for (const answer of answers.toSorted((left, right) => byCode(left.ref.agency, right.ref.agency))) {
      const rows = await countsIn(this.#ports, answer.ref);
      const key = monthKey(answer);
      const known = this.digests.get(key);
      const digest = this.#digest(rows, checked);
      this.digests.set(key, known === undefined ? digest : joinedDigests([known, digest]));
      if (checked !== null) this.#check(rows, answer, checked);
    }
  }

  /** Digests the answers of many agencies and months. */
  async add(answers: readonly MonthRef[], checked: Checked | null): Promise<void> {
    const byMonth = [...Map.groupBy(answers, monthKey).values()];
    await Promise.all(byMonth.map((own) => this.#addMonth(own, checked)));
  }

  #check(rows: CountRows, { agency, ref }: MonthRef, { catalogue, tree }: Checked): void {
    const window: Window = { from: ref.from, to: ref.to };
    const about = { agency, window, catalogue, tree };
    const procedures = procedureRows(rows);
    const found =
      procedures === null
        ? coarseFindings(coarseRows(rows), ref.status, about)
        : answerFindings(procedures, ref.status, about);
    for (const finding of found) this.#findings.set(JSON.stringify(finding), finding);
  }

  #digest(rows: CountRows, checked: Checked | null): MonthDigest {
    const ofProcedure = checked?.partsOf;
    return answerDigest(rows, this.#asked, ofProcedure === undefined ? null : { ofProcedure, ofField: partOfField });
  }
}

/** Digests the counts of the report's own months, month after month, and those stored of the earlier ones. */
export async function digestAll(
  digester: Digester,
  sources: Sources,
  catalogues: ReadonlyMap<Day, readonly Procedure[]>,
  tree: AgencyTree,
): Promise<void> {
  const lastDay = windowOf(sources.period, sources.scheme).to;
  const partsOf = partsBy(catalogues.get(lastDay) ?? []);
  const own = monthsOf(sources.period);
  for (const [month, window] of windowsOf(sources.months, sources.scheme)) {
    const catalogue = new ProcedureCatalogue(catalogues.get(window.to) ?? [], tree, window.to);
    const checked: Checked = { catalogue, tree, ...(own.includes(month) ? { partsOf } : {}) };
    await digester.add(
      sources.counts.filter((one) => one.month === month),
      checked,
    );
  }
  await digester.add(sources.earlierCounts, null);
}
