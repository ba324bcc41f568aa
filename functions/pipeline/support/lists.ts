import type { Agency } from "../../domain/agency.ts";
import { AnswerInvalid, ProvinceUnavailable, StoreDamaged } from "../../domain/failure.ts";
import type { Day } from "../../domain/period.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Answer, ProvinceApi } from "../../ports/province-api.ts";
import { dayText } from "../../report/wording.ts";
import type { SnapshotKey, SnapshotKind, SnapshotRef } from "../../revisions/revision.ts";

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
    const from = ref.kind === "source-counts" ? "nguồn số liệu" : "API của tỉnh";
    ports.warn(`Dữ liệu đã lưu bị thiếu hoặc hỏng: ${error.what}; đang lấy lại từ ${from}.`);
    return null;
  }
}

/** Asks, and keeps the answer as a vintage. */
async function keep<Row>(ports: Ports, key: SnapshotKey, ask: (api: ProvinceApi) => Promise<Answer<Row>>) {
  const askedAt = ports.now().toISOString();
  const answer = await ask(ports.api(key.province));
  const { synthetic, ...content } = answer;
  const ref = await ports.snapshots.save({ ...key, synthetic }, { ...content, askedAt });
  return { ref, answer };
}

/** Asks for the agencies in force on these days, in every run: a merger is often known only later. */
export async function askAgencies(ports: Ports, province: string, days: readonly Day[]): Promise<AskedAgencies> {
  const answers = await Promise.all(
    days.map(async (day) => {
      const key = dayKey(province, false, "agencies", day);
      return { day, ...(await keep(ports, key, (api) => api.agencies(day))) };
    }),
  );
  return {
    refs: answers.map(({ ref }) => ref),
    lists: new Map(answers.map(({ day, answer }) => [day, answer.rows])),
    synthetic: answers.some(({ answer }) => answer.synthetic),
  };
}

/** Throws AnswerInvalid for a list that has nothing in it: no province is without agencies and procedures. */
export function requireRows(what: string, rows: readonly unknown[]): void {
  if (rows.length > 0) return;
  throw new AnswerInvalid(what, { procedure: "", expected: "1 row or more", actual: "0 rows" });
}

/** The catalogue of a day; one that the province has closed is not asked for again unless refreshed. */
export async function askCatalogue(ports: Ports, source: Source, day: Day): Promise<SnapshotRef> {
  const key = dayKey(source.province, source.synthetic, "procedures", day);
  const standing = await intact(ports, await ports.snapshots.latest(key));
  if (standing?.status === "final" && !source.refresh) return standing;
  const ask = async (api: ProvinceApi) => {
    const answer = await api.procedures(day);
    requireRows(`danh mục TTHC ngày ${dayText(day)}`, answer.rows);
    return answer;
  };
  return (await keep(ports, key, ask)).ref;
}

/** A list that a report can do without: where it cannot be had, the stored vintage is used, or none. */
async function askOptional<Row>(
  ports: Ports,
  source: Source,
  key: SnapshotKey,
  ask: (api: ProvinceApi) => Promise<Answer<Row>>,
): Promise<SnapshotRef | null> {
  const standing = await intact(ports, await ports.snapshots.latest(key));
  if (standing?.status === "final" && !source.refresh) return standing;
  try {
    return (await keep(ports, key, ask)).ref;
  } catch (error) {
    if (error instanceof ProvinceUnavailable || error instanceof AnswerInvalid) return standing;
    throw error;
  }
}

/** The measures of a day, or null where the list cannot be had: its agencies are then named in the findings. */
export function askMeasures(ports: Ports, source: Source, day: Day): Promise<SnapshotRef | null> {
  const key = dayKey(source.province, source.synthetic, "measures", day);
  return askOptional(ports, source, key, (api) => api.measures(day));
}

/**
 * Progress on a programme's tasks at the end of a day, or null where the list cannot be had: the agencies that must
 * report are then named in the findings.
 */
export function askTasks(ports: Ports, source: Source, programme: string, day: Day): Promise<SnapshotRef | null> {
  const key = { ...dayKey(source.province, source.synthetic, "tasks", day), agency: programme };
  return askOptional(ports, source, key, (api) => api.tasks(programme, day));
}
