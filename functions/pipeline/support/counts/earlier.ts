import type { Window } from "../../../domain/period.ts";
import type { Ports } from "../../../ports/ports.ts";
import { countedAgency, countedSystem } from "../../../revisions/counted.ts";
import type { SnapshotKey, SnapshotRef } from "../../../revisions/revision.ts";

/**
 * The counts that earlier runs have stored of a window: of each agency those of its systems, where it has some and all of
 * them are there, else those of the API; never both.
 */
export async function earlierCounts(
  ports: Pick<Ports, "api" | "snapshots">,
  source: Pick<SnapshotKey, "province" | "synthetic">,
  { from, to }: Window,
): Promise<SnapshotRef[]> {
  const stored = (kind: SnapshotKey["kind"]) => ports.snapshots.latestOfWindow({ ...source, kind, from, to });
  const api = ports.api(source.province);
  const systemsOf = (agency: string): readonly string[] => api.systems(agency, { from, to });
  const answered = (await stored("counts")).filter(({ agency }) => systemsOf(agency).length === 0);
  const bySystem = Map.groupBy(await stored("source-counts"), countedAgency);
  const whole = [...bySystem].flatMap(([agency, refs]) => {
    const systems = systemsOf(agency);
    const used = refs.filter((ref) => systems.includes(countedSystem(ref) ?? ""));
    return used.length === systems.length ? used : [];
  });
  return [...answered, ...whole];
}
