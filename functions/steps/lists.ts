import type { Agency } from "../domain/agency.ts";
import { AnswerInvalid, ProvinceUnavailable, StoreDamaged } from "../domain/failure.ts";
import type { Day } from "../domain/period.ts";
import type { SnapshotKey, SnapshotKind, SnapshotRef } from "../domain/revision.ts";
import type { Answer, Ports } from "../ports.ts";

/** Which data are asked for, and whether those the province has closed are asked for again. */
export interface Source {
  readonly province: string;
  readonly synthetic: boolean;
  readonly refresh: boolean;
}

export interface AskedAgencies {
  readonly refs: SnapshotRef[];
  readonly lists: ReadonlyMap<Day, readonly Agency[]>;
  readonly synthetic: boolean;
}

const dayKey = (province: string, synthetic: boolean, kind: SnapshotKind, day: Day): SnapshotKey => ({
  province,
  synthetic,
  kind,
  agency: "",
  from: day,
  to: day,
});

/** A stored vintage whose hash still fits, or null: one that is damaged is named and asked for again. */
export async function intact(ports: Ports, ref: SnapshotRef | null): Promise<SnapshotRef | null> {
  if (ref === null) return null;
  try {
    await ports.snapshots.read(ref);
    return ref;
  } catch (error) {
    if (!(error instanceof StoreDamaged)) throw error;
    ports.warn(`${error.message} Đang lấy lại từ API của tỉnh.`);
    return null;
  }
}

function keep<Row>(ports: Ports, key: SnapshotKey, answer: Answer<Row>): Promise<SnapshotRef> {
  const { status, dataAsOf, rows } = answer;
  return ports.snapshots.save({ ...key, synthetic: answer.synthetic }, { status, dataAsOf, rows });
}

/** Asks for the agencies in force on these days, in every run: a merger is often known only later. */
export async function askAgencies(ports: Ports, province: string, days: readonly Day[]): Promise<AskedAgencies> {
  const answers = await Promise.all(
    days.map(async (day) => {
      const answer = await ports.api(province).agencies(day);
      const ref = await keep(ports, dayKey(province, answer.synthetic, "agencies", day), answer);
      return { day, answer, ref };
    }),
  );
  return {
    refs: answers.map(({ ref }) => ref),
    lists: new Map(answers.map(({ day, answer }) => [day, answer.rows])),
    synthetic: answers.some(({ answer }) => answer.synthetic),
  };
}

/** The catalogue of a day; one that the province has closed is not asked for again unless refreshed. */
export async function askCatalogue(ports: Ports, source: Source, day: Day): Promise<SnapshotRef> {
  const key = dayKey(source.province, source.synthetic, "procedures", day);
  const standing = await intact(ports, await ports.snapshots.latest(key));
  if (standing?.status === "final" && !source.refresh) return standing;
  return keep(ports, key, await ports.api(source.province).procedures(day));
}

/** A list that a report can do without: where it cannot be had, the stored vintage stands, or nothing does. */
async function askOptional<Row>(
  ports: Ports,
  source: Source,
  key: SnapshotKey,
  ask: () => Promise<Answer<Row>>,
): Promise<SnapshotRef | null> {
  const standing = await intact(ports, await ports.snapshots.latest(key));
  if (standing?.status === "final" && !source.refresh) return standing;
  try {
    return await keep(ports, key, await ask());
  } catch (error) {
    if (error instanceof ProvinceUnavailable || error instanceof AnswerInvalid) return standing;
    throw error;
  }
}

/** The measures of a day, or null where the list cannot be had: its agencies are then named in the findings. */
export function askMeasures(ports: Ports, source: Source, day: Day): Promise<SnapshotRef | null> {
  const key = dayKey(source.province, source.synthetic, "measures", day);
  return askOptional(ports, source, key, () => ports.api(source.province).measures(day));
}

/**
 * Progress on a programme's tasks at the end of a day, or null where the list cannot be had: the agencies that must
 * report are then named in the findings.
 */
export function askTasks(ports: Ports, source: Source, programme: string, day: Day): Promise<SnapshotRef | null> {
  const key = { ...dayKey(source.province, source.synthetic, "tasks", day), agency: programme };
  return askOptional(ports, source, key, () => ports.api(source.province).tasks(programme, day));
}
