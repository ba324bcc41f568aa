import { StoreDamaged } from "../../../domain/failure.ts";
import { systemAnswerOf } from "../../../domain/mapping/answer-name.ts";
import type { Ports } from "../../../ports/ports.ts";
import type { RawAnswer } from "../../../ports/snapshots.ts";
import type { SnapshotRef } from "../../../revisions/revision.ts";

type Stores = Pick<Ports, "snapshots">;

async function answersOf({ snapshots }: Stores, ref: SnapshotRef): Promise<readonly RawAnswer[]> {
  try {
    return await snapshots.rawAnswers(ref);
  } catch (error) {
    if (error instanceof StoreDamaged) return [];
    throw error;
  }
}

/**
 * Names of the answers that these snapshots' counts were read from and whose bytes are lost or damaged; what did not come
 * from a system beside the API, or cannot be read itself, has none.
 */
export async function damagedAnswers(ports: Stores, refs: readonly SnapshotRef[]): Promise<string[]> {
  const damaged = new Map<string, string>();
  for (const ref of refs.filter(({ kind }) => kind === "source-counts")) {
    const { agency, system } = systemAnswerOf(ref.agency);
    for (const { key, isWhole } of await answersOf(ports, ref)) {
      if (!isWhole) damaged.set(key, `câu trả lời gốc của nguồn số liệu ${system} cho ${agency} (${key})`);
    }
  }
  return [...damaged.values()];
}
