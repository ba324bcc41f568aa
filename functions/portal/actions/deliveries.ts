import { createHash } from "node:crypto";
import { RequestInvalid } from "../../domain/failure.ts";
import { type Mails, reopenMails } from "../../pipeline/support/delivery/again.ts";
import { type Late, lateOf } from "../../pipeline/support/delivery/late.ts";
import { type PersonDelivery, peopleOf } from "../../pipeline/support/delivery/people.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import type { RunRecord } from "../../revisions/run.ts";
import { reconcile } from "./reruns.ts";

/** Everybody who is told of a revision, with what became of the mail and of its links. */
export const deliveriesOf = (ports: PortalPorts, series: string, revision: number): Promise<PersonDelivery[]> =>
  peopleOf(ports, series, revision);

/** The agencies of which a revision lacks months, who answers for them, and what became of the reminders. */
export const lateAgencies = (ports: PortalPorts, series: string, revision: number): Promise<Late> =>
  lateOf(ports, series, revision);

/** Mails that somebody asks to be sent again. */
export interface AgainRequest extends Mails {
  /** Of the people; null for everybody who still wants such mails. */
  readonly ids: readonly string[] | null;
  /** How often the mails were begun when the asker looked at them; null where nobody has. */
  readonly seen: string | null;
  readonly by: string;
}

const REASONS: Readonly<Record<Mails["kind"], (revision: number) => string>> = {
  report: (revision) => `gửi lại thư về bản ${revision}`,
  missing: (revision) => `nhắc đơn vị chậm số liệu, theo bản ${revision}`,
};

const nameOf = ({ kind, series, revision }: Mails, begun: string): string =>
  createHash("sha256")
    .update(JSON.stringify(["tell", kind, series, revision, begun]))
    .digest("hex")
    .slice(0, 32);

function tellingRun(asked: AgainRequest, id: string, now: Date): RunRecord {
  const { kind, series, revision, by } = asked;
  const [province = "", period = "", programmes] = series.split("/");
  return {
    id,
    province,
    period,
    programmes: programmes?.split("+") ?? null,
    refresh: false,
    provisional: false,
    reissue: false,
    preview: false,
    tells: { series, revision },
    reason: REASONS[kind](revision),
    origin: "operator",
    by,
    requestedAt: now.toISOString(),
    begunAt: null,
    cancel: null,
    lease: null,
    end: null,
  };
}

/**
 * Has mails about the current revision be sent again, by a run that does nothing else. A repeat before that has sent
 * them finds the same run, and so does a page that was asked before. Throws RequestInvalid as `reopenMails` does, and
 * where the mails were sent by somebody else since the asker has looked.
 */
export async function tellAgain(
  ports: PortalPorts,
  asked: AgainRequest,
): Promise<{ readonly record: RunRecord; readonly created: boolean }> {
  const begun = await reopenMails(ports, asked, asked.ids, asked.seen);
  if (begun === null) {
    const earlier = await ports.history.get(nameOf(asked, asked.seen ?? ""));
    if (earlier !== null) return { record: await reconcile(ports, earlier), created: false };
    throw new RequestInvalid("Thư này vừa được gửi sau khi bạn mở trang, nên chưa gửi thêm; mở lại trang rồi xem.");
  }
  const { record, created } = await ports.history.open(tellingRun(asked, nameOf(asked, begun), ports.now()));
  return { record: await reconcile(ports, record), created };
}
