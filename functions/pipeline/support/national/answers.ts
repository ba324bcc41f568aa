import { z } from "zod";
import { KeptAnswer, type PortalAnswers, portalAnswers, type StoredAnswer } from "../../../domain/national/kept.ts";
import type { Ports } from "../../../ports/ports.ts";
import type { SnapshotRef } from "../../../revisions/revision.ts";

/** The portal's answers out of their snapshots. Throws StoreDamaged. */
export async function portalAnswersIn(
  { snapshots }: Pick<Ports, "snapshots">,
  refs: readonly SnapshotRef[],
): Promise<PortalAnswers> {
  const read = async (ref: SnapshotRef): Promise<StoredAnswer[]> => {
    const [row] = z.array(KeptAnswer).parse(await snapshots.read(ref));
    return row === undefined ? [] : [{ name: ref.agency, capturedAt: ref.dataAsOf, body: row.body }];
  };
  return portalAnswers((await Promise.all(refs.map(read))).flat());
}
