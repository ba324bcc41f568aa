import { describe, expect, test } from "vitest";
import { type Agency, type AgencyLists, AgencyTree } from "../../functions/domain/agency.ts";
import { type Month, windowOfMonth } from "../../functions/domain/period.ts";
import { handles, ProcedureCatalogue } from "../../functions/domain/procedure.ts";
import { carryOverFindings } from "../../functions/domain/quality/carryover.ts";
import { answerFindings } from "../../functions/domain/quality/quality.ts";
import { reorganisationsOf } from "../../functions/domain/reorganisation.ts";
import { scopesFed } from "../../functions/domain/scope.ts";
import { digestOf } from "../../functions/domain/sums/digest.ts";
import { tally, tallyMeasures } from "../../functions/domain/sums/tally.ts";
import { agency, catalogueRow, countsRow } from "../helpers/data/made.ts";

/** Under Nghị định 09/2019 the communes of 01/7/2025 began within the window of July, from 15/6 to 14/7. */
const [MAY, JUNE, JULY, AUGUST] = ["2025-05", "2025-06", "2025-07", "2025-08"] as const;
const MONTHS: readonly Month[] = [MAY, JUNE, JULY, AUGUST];
const windowOf = (month: Month) => windowOfMonth(month, "nd09");
const END = windowOf(AUGUST).to;

type Given = Partial<Omit<Agency, "code" | "name">>;
const commune = (code: string, name: string, given: Given = {}): Agency => ({
  ...agency(code, name, "xa"),
  ...given,
});
const until = (code: string, name: string, ...successors: readonly string[]): Agency =>
  commune(code, name, { validTo: "2025-06-30", successors: [...successors] });
const since = (code: string, name: string): Agency => commune(code, name, { validFrom: "2025-07-01" });

/** What the API lists of these records on the first and last day of every month. */
function listsOf(...records: readonly Agency[]): AgencyLists {
  const days = MONTHS.flatMap((month) => [windowOf(month).from, windowOf(month).to]);
  const on = (day: string): Agency[] =>
    records.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));
  return new Map(days.map((day) => [day, on(day)]));
}
const treeOf = (...records: readonly Agency[]): AgencyTree => new AgencyTree(listsOf(...records), END);

const old = until("1", "UBND xã Cũ", "1", "2");
const kept = since("1", "UBND xã Mới");
const other = since("2", "UBND xã Tách");

describe("two records of one code", () => {
  test("are two agencies where their days do not overlap; a day tells which", () => {
    const tree = treeOf(old, kept, other);
    expect(tree.agencies).toEqual([old, kept, other]);
    expect(tree.inForce).toEqual([kept, other]);
    expect(["2025-06-14", "2025-06-30", "2025-07-01"].map((day) => tree.on("1", day))).toEqual([old, old, kept]);
    expect(tree.newest("1")).toEqual(kept);
    expect(tree.on("3", END)).toBeUndefined();
  });

  test("are one agency where they overlap, also by a day, and the one asked for with the latest day counts", () => {
    const [first, last] = [windowOf(MAY), windowOf(JUNE)];
    const now = commune("1", "UBND phường A", { validFrom: "2025-06-01" });
    for (const validTo of [null, "2025-06-01"]) {
      const lists = new Map([
        [last.to, [now]],
        [first.to, [commune("1", "UBND xã A", { validTo })]],
      ]);
      expect(new AgencyTree(lists, last.to).agencies).toEqual([now]);
      expect(new AgencyTree(lists, last.to).successorOf("1", first.to)).toEqual(now);
    }
    const apart = new Map([
      [last.to, [now]],
      [first.to, [commune("1", "UBND xã A", { validTo: "2025-05-31" })]],
    ]);
    expect(new AgencyTree(apart, last.to).agencies).toHaveLength(2);
  });
});

describe("who answers for the counts of an agency whose code lives on", () => {
  const heir = (record: Agency, ...others: readonly Agency[]): Agency | null =>
    treeOf(record, ...others).successorOf(record.code, windowOf(JUNE).to);

  test("is the newer one where that is the only successor, or none is named", () => {
    expect(heir(until("1", "UBND xã Cũ", "1"), kept)).toEqual(kept);
    expect(heir(until("1", "UBND xã Cũ"), kept)).toEqual(kept);
  });

  test("is nobody where it was split, though its own code is among the successors", () => {
    expect(heir(old, kept, other)).toBeNull();
    expect(heir(until("1", "UBND xã Cũ", "2", "3"), kept, other, since("3", "UBND xã C"))).toBeNull();
  });

  test("is the other one that it names, never the one that has its code now", () => {
    expect(heir(until("1", "UBND xã Cũ", "2"), kept, other)).toEqual(other);
    expect(heir(until("1", "UBND xã Cũ", "9"), kept)).toBeNull();
  });

  test("is whoever has the named code after it ended, and that one's heir", () => {
    const merged = until("1", "UBND xã Cũ", "2");
    expect(heir(merged, until("2", "UBND xã B", "2", "3"), other, since("3", "UBND xã C"))).toEqual(other);
    const early = commune("1", "UBND xã Cũ", { validTo: "2025-06-14", successors: ["2"] });
    expect(heir(early, until("2", "UBND xã B", "2", "3"), other, since("3", "UBND xã C"))).toBeNull();
    expect(heir(early, until("2", "UBND xã B", "4"), other, since("4", "UBND xã D"))).toEqual(since("4", "UBND xã D"));
  });

  test("is nobody where the chain comes back to an agency, and is found where it comes back to a code only", () => {
    const [one, two] = [until("1", "UBND xã A", "2"), until("2", "UBND xã B", "1")];
    expect(heir(one, two)).toBeNull();
    const middle = commune("2", "UBND xã B", { validFrom: "2025-06-01", validTo: "2025-07-14", successors: ["1"] });
    const again = commune("1", "UBND xã A lập lại", { validFrom: "2025-07-15" });
    expect(heir(one, middle, again)).toEqual(again);
  });

  test("decides which scopes the counts of a window enter: in the one that holds both they are the newer one's", () => {
    const tree = treeOf(old, kept, other);
    const fed = MONTHS.map((month) => scopesFed(tree, "1", windowOf(month).to));
    const [apart, own] = [
      ["province:", "level:xa"],
      ["province:", "level:xa", "agency:1"],
    ];
    expect(fed).toEqual([apart, apart, own, own]);
  });
});

const row = (received: number, given = {}) => digestOf([countsRow("1.1", { counter: received, ...given })], []);

test("the counts of a split agency stay in province and level; the newer of its code has its own months alone", () => {
  const lists = listsOf(old, kept, other);
  const months: Readonly<Record<string, number>> = { [MAY]: 1, [JUNE]: 10, [JULY]: 100, [AUGUST]: 1000 };
  const digests = (code: string, month: Month) => (code === "1" ? row(months[month] ?? 0) : undefined);
  const tallies = tally(MONTHS, "nd09", lists, new AgencyTree(lists, END), digests);
  const told = ["province:", "level:xa", "agency:1", "agency:2"].map((id) => {
    const one = tallies.get(id);
    return [id, one?.sums.sum(["counter"]), one?.expected, one?.missing];
  });
  // Each code has a pair in every month that it is listed in: 1 in four, 2 in two.
  expect(told).toEqual([
    ["province:", 1111, 6, 2],
    ["level:xa", 1111, 6, 2],
    ["agency:1", 1100, 2, 0],
    ["agency:2", null, 2, 2],
  ]);
});

test("the measures of a day are of whoever has the code on it", () => {
  const lists = listsOf(old, kept, other);
  const measures = { agency: "1", portalUsers: 5, identifiedUsers: 3, websites: 0, websitesWithSection: 0 };
  const of = (month: Month) => tallyMeasures(windowOf(month).to, [measures], lists, new AgencyTree(lists, END));
  expect(of(JUNE).get("agency:1")).toBeUndefined();
  expect(of(JUNE).get("level:xa")?.sums.portalUsers).toBe(5);
  expect(of(JULY).get("agency:1")?.sums.portalUsers).toBe(5);
});

describe("the backlog of a code that lives on", () => {
  const check = (records: readonly Agency[], counts: Readonly<Record<string, ReturnType<typeof row>>>) => {
    const lists = listsOf(...records);
    const digests = (code: string, month: Month) => counts[`${code} ${month}`];
    const tree = new AgencyTree(lists, END);
    return carryOverFindings({ months: MONTHS, scheme: "nd09", lists, tree, digests }).map(
      ({ agency: code, window, expected, actual }) => [code, window.to, expected, actual],
    );
  };
  const left = row(0, { pendingInTime: 5 });
  const opens = (backlog: number) => row(0, { openingBacklog: backlog });

  test.each([
    ["is the only successor", until("1", "UBND xã Cũ", "1")],
    ["is the heir because nobody is named", until("1", "UBND xã Cũ")],
  ])("is checked across where the newer one %s", (_, record) => {
    const counts = { [`1 ${JUNE}`]: left, [`1 ${JULY}`]: opens(4) };
    expect(check([record, kept], counts)).toEqual([["1", "2025-07-14", "5", "4"]]);
    expect(check([record, kept], { ...counts, [`1 ${JULY}`]: opens(5) })).toEqual([]);
  });

  test("is not checked across a split, nor where another one took the code; later months of the newer one are", () => {
    const counts = { [`1 ${JUNE}`]: left, [`1 ${JULY}`]: left, [`1 ${AUGUST}`]: opens(4) };
    const later = [["1", "2025-08-14", "5", "4"]];
    expect(check([old, kept, other], counts)).toEqual(later);
    expect(check([until("1", "UBND xã Cũ", "9"), kept], counts)).toEqual(later);
  });

  test("of one that ended into it in the same window is added in the month after, its own in that window", () => {
    const records = [until("1", "UBND xã Cũ", "1"), kept, until("3", "UBND xã C", "1")];
    const july = row(0, { openingBacklog: 5, pendingInTime: 7 });
    const counts = { [`1 ${JUNE}`]: left, [`3 ${JUNE}`]: left, [`1 ${JULY}`]: july, [`3 ${JULY}`]: left };
    const three = { [`3 ${JULY}`]: row(0, { openingBacklog: 5, pendingInTime: 2 }) };
    expect(check(records, { ...counts, ...three, [`1 ${AUGUST}`]: opens(9) })).toEqual([]);
    expect(check(records, { ...counts, ...three, [`1 ${AUGUST}`]: opens(7) })).toEqual([["1", "2025-08-14", "9", "7"]]);
  });
});

describe("the procedures of a department whose code lives on", () => {
  const office = (name: string, given: Given): Agency => ({ ...agency("S1", name, "so"), ...given });
  const before = office("Sở Cũ", { validTo: "2025-06-30", successors: ["S2"] });
  const now = office("Sở Mới", { validFrom: "2025-07-01" });
  const heir = agency("S2", "Sở Kế thừa", "so");
  const tree = treeOf(before, now, heir);
  const own = catalogueRow({ code: "1.1", level: "so", owner: "S1" });
  const codes = (one: Agency, day: string) => new ProcedureCatalogue([own], tree, day).ofAgency(one).length;

  test("are those of the catalogue of a day whose owner it is, or the heir of the owner of that day", () => {
    expect([now, heir].map((one) => codes(one, "2025-06-14"))).toEqual([0, 1]);
    expect([now, heir].map((one) => codes(one, "2025-07-14"))).toEqual([1, 0]);
    expect([before, now, heir].map((one) => handles(one, own, tree, "2025-06-14"))).toEqual([true, false, true]);
    expect([before, now, heir].map((one) => handles(one, own, tree, "2025-07-14"))).toEqual([false, true, false]);
  });

  test("are misplaced by the level that the agency of the window had", () => {
    const level = treeOf(office("Sở Cũ", { validTo: "2025-06-30", successors: [] }), since("S1", "UBND xã Mới"));
    const found = (month: Month) => {
      const window = windowOf(month);
      const catalogue = new ProcedureCatalogue([own], level, window.to);
      const context = { agency: "S1", window, catalogue, tree: level };
      return answerFindings([countsRow("1.1", {})], "final", context).map(({ expected }) => expected);
    };
    expect([JUNE, JULY].map(found)).toEqual([[], ["level xa"]]);
  });
});

describe("what a report notes of codes that live on", () => {
  const told = (...records: readonly Agency[]) => {
    const lists = listsOf(...records);
    return reorganisationsOf(lists, new AgencyTree(lists, END));
  };

  test("is a split, of the older one, into the newer of its code and another", () => {
    expect(told(old, kept, other)).toEqual([{ kind: "split", agency: old, successors: [kept, other] }]);
  });

  test("is a merger into the one that is named, and no new name of the one that has the code now", () => {
    const merged = until("1", "UBND xã Cũ", "2");
    expect(told(merged, kept, other)).toEqual([{ kind: "merged", agency: merged, successor: other }]);
  });

  test("is an end where the successor is unknown, though the code is in use", () => {
    const lost = until("1", "UBND xã Cũ", "9");
    expect(told(lost, kept)).toEqual([{ kind: "closed", agency: lost, successors: ["9"] }]);
  });

  test("is a new name where the newer one is the only successor, or the heir because nobody is named", () => {
    for (const old of [until("1", "UBND xã Cũ", "1"), until("1", "UBND xã Cũ")]) {
      expect(told(old, kept)).toEqual([{ kind: "renamed", agency: kept, before: old }]);
    }
  });

  test("is one line of an agency that was renamed first and merged later, and its former name", () => {
    const first = commune("1", "UBND xã A", { validTo: "2025-06-01", successors: ["1"] });
    const second = commune("1", "UBND xã B", { validFrom: "2025-06-02", validTo: "2025-06-30", successors: ["2"] });
    expect(told(first, second, other)).toEqual([
      { kind: "merged", agency: second, successor: other },
      { kind: "renamed", agency: second, before: first },
    ]);
  });
});

describe("a name that is only spelt otherwise", () => {
  const renamed = (before: string, now: string): boolean => {
    const lists = listsOf(until("1", before, "1"), since("1", now));
    return reorganisationsOf(lists, new AgencyTree(lists, END)).some(({ kind }) => kind === "renamed");
  };

  test.each([
    ["the place of a tone mark", "UBND phường Yên Hoà", "UBND phường Yên Hòa"],
    ["the place of a tone mark in capitals", "XÃ THUỶ XUÂN", "XÃ THỦY XUÂN"],
    ["a tone mark behind two other marks", "UBND xã Khuê Ngọc Điền", "UBND xã Khuê Ngọc Điền".normalize("NFD")],
    ["a trailing blank", "UBND phường Yên Hòa", "UBND phường Yên Hòa "],
    ["blanks in a row, or one that does not break", "UBND phường Yên Hòa", " UBND  phường\u00a0Yên Hòa"],
    ["decomposed letters", "UBND xã Đắk Ơ", "UBND xã Đắk Ơ".normalize("NFD")],
  ])("by %s is no new one", (_, before, now) => {
    expect(renamed(before, now)).toBe(false);
  });

  test.each([
    ["another tone", "UBND xã Hòa", "UBND xã Hóa"],
    ["the tone on another word", "UBND xã Hòa An", "UBND xã Hoa Àn"],
    ["another letter", "UBND xã Tân", "UBND xã Tăn"],
    ["another kind of unit", "UBND xã Hòa", "UBND phường Hòa"],
    ["a blank within a word", "UBND xã Đắk Rông", "UBND xã Đắkrông"],
  ])("but %s is", (_, before, now) => {
    expect(renamed(before, now)).toBe(true);
  });
});
