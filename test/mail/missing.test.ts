import { expect, test } from "vitest";
import { type Agency, AgencyTree } from "../../functions/domain/agency.ts";
import { AgencyNames } from "../../functions/domain/agency-names.ts";
import { windowOfMonth } from "../../functions/domain/period.ts";
import { missingOf, remindersOf } from "../../functions/mail/letters/missing.ts";
import type { Recipient } from "../../functions/mail/recipient.ts";
import { agency } from "../helpers/data/made.ts";

const old = (...successors: readonly string[]): Agency => ({
  ...agency("X1", "UBND xã Cũ", "xa"),
  validTo: "2025-06-30",
  successors: [...successors],
});
const now: Agency = { ...agency("X1", "UBND phường Mới", "xa"), validFrom: "2025-07-01" };
const other = agency("X2", "UBND xã Khác", "xa");

const contact = (code: string): Recipient => ({
  id: "0123456789abcdef",
  name: `Đầu mối ${code}`,
  address: `${code.toLowerCase()}@tinh.gov.vn`,
  roles: [{ kind: "contact", agency: code }],
  muted: [],
});

/** Who is reminded of what, where both agencies of the code X1 have sent nothing for a month. */
function told(before: Agency) {
  const [may, july] = [windowOfMonth("2025-05", "nd09"), windowOfMonth("2025-08", "nd09")];
  const lists = new Map([
    [may.to, [before, other]],
    [july.to, [now, other]],
  ]);
  const gaps = [may, july].map((window) => ({
    ...{ rule: "agency-missing" as const, agency: "X1", procedure: "", window },
    ...{ expected: "counts", actual: "404" },
  }));
  const missing = missingOf(gaps, new AgencyTree(lists, july.to), new AgencyNames(lists, july.to, []));
  const { reminders, untold } = remindersOf(missing, [contact("X1"), contact("X2")]);
  const names = reminders.map((one) => [one.contact.name, ...one.missing.map(({ name }) => name)]);
  return { names, untold: untold.map(({ name }) => name) };
}

test("the contact of a code is told of its agency in force, not of an older one that it does not answer for", () => {
  expect(told(old("X1", "X2"))).toEqual({ names: [["Đầu mối X1", "UBND phường Mới"]], untold: ["UBND xã Cũ"] });
});

test("the contact of whoever took an older agency's work over is told of it", () => {
  expect(told(old("X1"))).toEqual({ names: [["Đầu mối X1", "UBND xã Cũ", "UBND phường Mới"]], untold: [] });
  expect(told(old("X2"))).toEqual({
    names: [
      ["Đầu mối X1", "UBND phường Mới"],
      ["Đầu mối X2", "UBND xã Cũ"],
    ],
    untold: [],
  });
});
