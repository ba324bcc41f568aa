import { CountRows, coarseRows } from "../../../domain/counts.ts";
import { importDifferences } from "../../../domain/imports/differences.ts";
import type { ImportedCounts } from "../../../domain/imports/stored.ts";
import type { MappedCounts } from "../../../domain/mapping/systems.ts";
import type { Finding } from "../../../domain/quality/finding.ts";
import { coarseDigestOf, joinedDigests, type MonthDigest } from "../../../domain/sums/digest.ts";
import type { Ports } from "../../../ports/ports.ts";
import { countedSystem } from "../../../revisions/counted.ts";
import type { SnapshotRef } from "../../../revisions/revision.ts";
import { importIn } from "../imports/imported.ts";
import { type MonthRef, monthKey } from "./month-refs.ts";

type Stores = Pick<Ports, "snapshots">;

/** The counts of a snapshot, however they came. Throws StoreDamaged. */
export async function countsIn(ports: Stores, ref: SnapshotRef): Promise<CountRows> {
  if (ref.kind !== "import") return CountRows.parse(await ports.snapshots.read(ref));
  const stored = await importIn(ports, ref);
  return stored.state === "withdrawn" ? [] : stored.rows;
}

/** The agencies' months whose counts are those of a workbook. */
export async function importedIn(ports: Stores, counts: readonly MonthRef[]): Promise<ImportedCounts[]> {
  const read = async ({ ref, agency, month }: MonthRef): Promise<ImportedCounts[]> => {
    const stored = await importIn(ports, ref);
    if (stored.state === "withdrawn") return [];
    return [{ agency, month, onTimeHoldsWithdrawn: stored.onTimeHoldsWithdrawn }];
  };
  return (await Promise.all(counts.filter(({ ref }) => ref.kind === "import").map(read))).flat();
}

/** The agencies' months whose counts come from systems beside the API, an entry for each system. */
export const mappedIn = (counts: readonly MonthRef[]): MappedCounts[] =>
  counts.flatMap(({ ref, agency, month }) => {
    const system = countedSystem(ref);
    return system === null ? [] : [{ agency, month, system }];
  });

/** What imports say otherwise than the answers of the API, or of the agency's systems, for the same months; those of several systems are added up. */
export async function differencesOf(
  ports: Stores,
  compared: readonly MonthRef[],
  answered: ReadonlyMap<string, MonthDigest>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [key, imports] of Map.groupBy(compared, monthKey)) {
    const [first] = imports;
    const answer = answered.get(key);
    if (first === undefined || answer === undefined) continue;
    const rows = await Promise.all(imports.map(({ ref }) => countsIn(ports, ref)));
    const { counts } = joinedDigests(rows.map((one) => coarseDigestOf(coarseRows(one))));
    const { from, to } = first.ref;
    findings.push(...importDifferences({ agency: first.agency, window: { from, to } }, answer.counts, counts));
  }
  return findings;
}
