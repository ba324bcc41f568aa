import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  deathOf,
  type Mailbox,
  type MailFact,
  mailboxText,
  marked,
  revived,
  UNMARKED,
} from "../../functions/mail/mailbox.ts";

const at = (hour: number): string => new Date(Date.UTC(2023, 5, 20, hour)).toISOString();

const fact = (kind: MailFact["kind"], hour: number, mail: string | null = null): MailFact => ({
  kind,
  at: at(hour),
  code: "5.1.1",
  mail,
});

const facts = fc.record({
  kind: fc.constantFrom("bounced" as const, "complained" as const, "delayed" as const),
  at: fc.integer({ min: 0, max: 5 }).map(at),
  code: fc.constantFrom("", "4.2.2", "5.1.1"),
  mail: fc.constantFrom(null, "report.a", "report.b"),
});

/** Something that happens to a mailbox. */
type Change = (mailbox: Mailbox) => Mailbox;
const changes: fc.Arbitrary<Change> = fc.oneof(
  facts.map(
    (told): Change =>
      (mailbox) =>
        marked(mailbox, told),
  ),
  fc.integer({ min: 0, max: 5 }).map(
    (hour): Change =>
      (mailbox) =>
        revived(mailbox, new Date(at(hour))),
  ),
);

const after = (all: readonly Change[]): Mailbox => all.reduce((mailbox, change) => change(mailbox), UNMARKED);

test("whatever is told, in whatever order and however often, comes to the same", () => {
  const told = fc
    .array(changes, { maxLength: 8 })
    .chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length, maxLength: 2 * all.length }),
      ),
    );
  fc.assert(
    fc.property(told, ([all, again]) => {
      expect(after(again)).toEqual(after(all));
    }),
  );
});

describe("a mailbox", () => {
  it("is written to until a mail has come back for good, or was called unwanted", () => {
    expect(deathOf(UNMARKED)).toBeNull();
    expect(deathOf(marked(UNMARKED, fact("delayed", 1)))).toBeNull();
    expect(deathOf(marked(UNMARKED, fact("bounced", 1)))).toMatch(/^thư bị trả lại ngày \S+ \(mã 5\.1\.1\)$/);
    expect(deathOf(marked(UNMARKED, fact("complained", 1)))).toMatch(/^người nhận đánh dấu thư là thư rác ngày /);
  });

  it("is written to again once somebody has said that it is mended, until the next mail comes back", () => {
    const dead = marked(UNMARKED, fact("bounced", 1));
    const mended = revived(dead, new Date(at(2)));
    expect(deathOf(mended)).toBeNull();
    expect(deathOf(marked(mended, fact("bounced", 1)))).toBeNull();
    expect(deathOf(marked(mended, fact("bounced", 3)))).not.toBeNull();
  });

  it("tells which mails came back, and when", () => {
    const told = marked(marked(UNMARKED, fact("bounced", 3, "report.a")), fact("bounced", 1, "report.a"));
    expect(told.returned).toEqual({ "report.a": at(3) });
    expect(marked(UNMARKED, fact("delayed", 1, "report.a")).returned).toEqual({});
  });

  it("says to whoever keeps the list what is known of it", () => {
    expect(mailboxText(UNMARKED)).toBeNull();
    expect(mailboxText(marked(UNMARKED, fact("delayed", 1)))).toMatch(/^thư chưa đến được .*, vẫn gửi tiếp$/);
    expect(mailboxText(marked(UNMARKED, fact("bounced", 1)))).toMatch(/^không gửi thư nữa: thư bị trả lại ngày /);
  });
});
