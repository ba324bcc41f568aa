import { RequestInvalid } from "../../../domain/failure.ts";
import type { MailKey } from "../../../ports/mail.ts";
import { lateOf } from "./late.ts";
import { type DeliveryPorts, peopleOf, pointerOf, reportKey, type Told } from "./people.ts";

/** Which mails about a revision: those that it is there, or the reminders of what it lacks. */
export interface Mails {
  readonly kind: "report" | "missing";
  readonly series: string;
  readonly revision: number;
}

/** Names how often the mails to these people were begun: it changes as soon as one of them is begun again. */
export const begunName = (people: readonly Pick<Told, "id" | "attempts">[]): string =>
  people
    .map(({ id, attempts }) => `${id}-${attempts}`)
    .sort()
    .join(".");

async function toldBy(ports: DeliveryPorts, { kind, series, revision }: Mails) {
  if (kind === "report") {
    const keyOf = (id: string): MailKey => reportKey({ series, revision }, id);
    return { people: await peopleOf(ports, series, revision), keyOf };
  }
  const { contacts, keyOf } = await lateOf(ports, series, revision);
  return { people: contacts, keyOf };
}

/** The person of an id among those who are told. Throws RequestInvalid where there is none, or one who wants no mail. */
function wanted(people: readonly Told[], id: string, { revision }: Mails): Told {
  const person = people.find((one) => one.id === id);
  if (person === undefined) {
    throw new RequestInvalid(
      `Không có người nhận "${id.slice(0, 100)}" của bản ${revision}; xem danh sách người nhận của bản đó.`,
    );
  }
  if (person.state !== "muted") return person;
  throw new RequestInvalid(
    `${person.address} đã dừng nhận thư này; người đó đồng ý thì thêm lại vào danh sách người nhận.`,
  );
}

/**
 * Has mails about the current revision be sent again, whatever became of them: the next call that tells people sends
 * them, and nobody else a mail they have. Safe to repeat: a mail that is still to be sent stays one.
 * Throws RequestInvalid for somebody who gets none, and for a revision that was replaced.
 *
 * @param ids of the people; null for everybody who still wants such mails
 * @param seen how often the mails were begun when somebody looked at them, as `begunName` says it; null where nobody has
 * @returns how often they were begun until now: the same for every repeat; null where that is not what was seen, and
 * nothing was done
 */
export async function reopenMails(
  ports: DeliveryPorts,
  mails: Mails,
  ids: readonly string[] | null,
  seen: string | null,
): Promise<string | null> {
  const { series, revision } = mails;
  const current = (await pointerOf(ports, series, revision)).all.length;
  if (current !== revision) {
    throw new RequestInvalid(
      `Bản ${revision} của ${series} đã được thay bằng bản ${current}; gửi lại thư của bản hiện hành.`,
    );
  }
  const { people, keyOf } = await toldBy(ports, mails);
  const chosen =
    ids === null ? people.filter(({ state }) => state !== "muted") : ids.map((id) => wanted(people, id, mails));
  if (chosen.length === 0) throw new RequestInvalid(`Không có ai để gửi thư về bản ${revision} của ${series}.`);
  const begun = begunName(chosen);
  if (seen !== null && seen !== begun) return null;
  for (const { id, address, reason } of chosen) {
    if (reason !== null) await ports.mailboxes.revive(address, ports.now());
    await ports.outbox.reopen(keyOf(id), ports.now());
  }
  return begun;
}
