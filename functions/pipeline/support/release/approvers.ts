import { releaseLetter } from "../../../mail/letters/release.ts";
import type { ServicePorts } from "../../../ports/ports.ts";
import { type HeldDraft, heldState } from "../../../revisions/release/release.ts";
import type { MailDelivery } from "../deliver.ts";
import { toApprovers, whatOf } from "../operators.ts";

const labelsOf = ({ synthetic, state }: HeldDraft): string[] => [
  ...(synthetic ? ["DỮ LIỆU MÔ PHỎNG"] : []),
  ...(state === "provisional" ? ["SỐ LIỆU TẠM TÍNH"] : []),
];

/**
 * A mail to everybody who may agree to the release of a draft, once for each draft; to the operators where nobody is
 * named for it. None for a draft that does not wait any more.
 */
export async function askDeliveries(ports: ServicePorts, series: string): Promise<MailDelivery[]> {
  const drafts = await ports.releases.of(series);
  const draft = drafts.at(-1);
  const current = (await ports.revisions.current(series))?.revision ?? 0;
  if (draft === undefined || heldState(draft, drafts, current, ports.now()) !== "waiting") return [];
  const { province, period, run } = draft;
  const people = await ports.recipients.list(province);
  const about = { what: whatOf(ports, province, period), labels: labelsOf(draft), draft, portal: ports.portalBase };
  const occasion = { kind: "release", about: run } as const;
  return toApprovers(ports, { province, recipients: people }, occasion, (name) => releaseLetter({ ...about, name }));
}
