import { CountRows, coarseRows } from "../../../domain/counts.ts";
import { importDifferences } from "../../../domain/imports/differences.ts";
import type { ImportedCounts } from "../../../domain/imports/stored.ts";
import type { Finding } from "../../../domain/quality/finding.ts";
import { coarseDigestOf, joinedDigests, type MonthDigest } from "../../../domain/sums/digest.ts";
import type { Ports } from "../../../ports/ports.ts";
import type { SnapshotRef } from "../../../revisions/revision.ts";
import { importIn } from "./imported.ts";
import { type MonthRef, monthKey } from "./month-refs.ts";

type Stores = Pick<Ports, "snapshots">;

/** The counts of a snapshot, answered by the API or imported. Throws StoreDamaged. */
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

/** What imports say otherwise than the API's answers for the same months; those of several systems are added up. */
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
