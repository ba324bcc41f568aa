import { Agency } from "../../domain/agency.ts";
import { StoreDamaged } from "../../domain/failure.ts";
import type { ServicePorts } from "../../ports/ports.ts";
import type { SnapshotRef } from "../../revisions/revision.ts";
import { Plan } from "./notes.ts";

/** What the runs have stored of a province's agencies. */
export type AgencyPorts = Pick<ServicePorts, "history" | "runs" | "snapshots">;

/** Runs that are looked at, the newest first. */
const MOST_RUNS = 50;

async function agenciesIn({ snapshots }: AgencyPorts, lists: readonly SnapshotRef[]): Promise<Agency[] | null> {
  try {
    const rows = await Promise.all([...lists].sort((one, other) => (one.to < other.to ? -1 : 1)).map(snapshots.read));
    return rows.flatMap((list) => list.map((row) => Agency.parse(row)));
  } catch (error) {
    if (error instanceof StoreDamaged) return null;
    throw error;
  }
}

/**
 * The agencies that the newest run of a province has asked for, each once, by its newest name; those of a run with made-up
 * data only where no other has asked. Null where none has.
 */
export async function storedAgencies(ports: AgencyPorts, province: string): Promise<Agency[] | null> {
  let madeUp: Agency[] | null = null;
  const records = await ports.history.recent(MOST_RUNS, null);
  for (const { id } of records.filter((record) => record.province === province)) {
    const note = (await ports.runs.list(id, "plan")).find(({ name }) => name === "plan");
    const plan = Plan.safeParse(note?.value).data;
    if (plan === undefined || (plan.synthetic && madeUp !== null)) continue;
    const agencies = await agenciesIn(ports, plan.lists);
    if (agencies === null) continue;
    const known = [...new Map(agencies.map((agency) => [agency.code, agency])).values()];
    if (!plan.synthetic) return known;
    madeUp = known;
  }
  return madeUp;
}
