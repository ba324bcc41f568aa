import { createHash } from "node:crypto";
import { type PersonDelivery, peopleOf, reopenMail } from "../../pipeline/support/delivery/people.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import type { RunRecord } from "../../revisions/run.ts";
import { reconcile } from "./reruns.ts";

/** Everybody who is told of a revision, with what became of the mail and of its links. */
export const deliveriesOf = (ports: PortalPorts, series: string, revision: number): Promise<PersonDelivery[]> =>
  peopleOf(ports, series, revision);

/**
 * Has somebody's mail about the current revision be sent again, by a run that does nothing else. A repeat before that has
 * sent it finds the same run. Throws RequestInvalid as `reopenMail` does.
 */
export async function sendAgain(
  ports: PortalPorts,
  {
    series,
    revision,
    id,
    by,
  }: { readonly series: string; readonly revision: number; readonly id: string; readonly by: string },
): Promise<RunRecord> {
  const attempts = await reopenMail(ports, series, revision, id);
  const [province = "", period = "", programmes] = series.split("/");
  const name = JSON.stringify(["tell", series, revision, id, attempts]);
  const { record } = await ports.history.open({
    id: createHash("sha256").update(name).digest("hex").slice(0, 32),
    province,
    period,
    programmes: programmes?.split("+") ?? null,
    refresh: false,
    provisional: false,
    reissue: false,
    preview: false,
    tells: { series, revision },
    reason: `gửi lại thư về bản ${revision}`,
    origin: "operator",
    by,
    requestedAt: ports.now().toISOString(),
    begunAt: null,
    cancel: null,
    lease: null,
    end: null,
  });
  return reconcile(ports, record);
}
