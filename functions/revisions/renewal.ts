import { z } from "zod";
import { isSupplied, type Manifest } from "./revision.ts";

/** The current revision was made by another version of the program; beside that there is nothing new. */
export const Renewal = z.object({
  revision: z.int().min(1),
  /** The version that made the revision, and the one that runs now. */
  from: z.string(),
  to: z.string(),
});
export type Renewal = z.infer<typeof Renewal>;

/** Which program met which templates when it first found a revision of another version; a later edit is somebody's own. */
export const RenewalSeen = z.object({ revision: z.int().min(1), code: z.string(), templates: z.string() });
export type RenewalSeen = z.infer<typeof RenewalSeen>;

/** What a province has supplied for a revision, whatever program and templates read it. */
type Supplied = Pick<Manifest, "period" | "programme" | "earlier" | "snapshots" | "gaps">;
type Snapshot = Supplied["snapshots"][number];

const placed = ({ kind, agency, from, to, sha256 }: Snapshot): string => [kind, agency, from, to, sha256].join(" ");

/** Which lists are asked for beside the counts follows from the programmes, and which apply is the program's to decide. */
const dependsOn = ({ kind, agency }: Snapshot, shared: readonly string[]): boolean =>
  kind === "measures" || (kind === "tasks" && !shared.includes(agency));

function suppliedText({ period, earlier, snapshots, gaps }: Supplied): string {
  // When the same data were read, a refresh that failed says nothing new; neither do the words of a gap.
  const lacking = gaps
    .filter(({ rule }) => rule !== "refresh-failed")
    .map(({ rule, agency, window }) => [rule, agency, window.from, window.to].join(" "));
  return JSON.stringify([period, [...earlier].sort(), snapshots.filter(isSupplied).map(placed).sort(), lacking.sort()]);
}

/** Whether a province has supplied the same for two revisions: answers with their status, texts, and what is missing. */
export function isSuppliedAlike(before: Supplied, now: Supplied): boolean {
  if (before.programme === now.programme) return suppliedText(before) === suppliedText(now);
  const current = now.programme.split("+");
  const shared = before.programme.split("+").filter((id) => current.includes(id));
  const [old, fresh] = [before, now].map((one) =>
    suppliedText({ ...one, snapshots: one.snapshots.filter((snapshot) => !dependsOn(snapshot, shared)) }),
  );
  return old === fresh;
}

/** Says that the program was renewed since a revision, and how (a request to the portal) it is issued anew if that is wanted. */
export const renewalText = (
  { revision, from, to }: Renewal,
  how = 'yêu cầu phát hành lại khi chạy lại kỳ này ("reissue": true)',
): string =>
  `Bản ${revision} do phiên bản ${from} của chương trình lập, chương trình nay là phiên bản ${to}; số liệu và nội dung của tỉnh không đổi nên không có bản mới. Muốn có bản mới theo phiên bản nay thì ${how}.`;
