import { expect, test } from "vitest";
import { AgencyTree } from "../../../functions/domain/agency.ts";
import { fieldSums, internalCounts, partsBy, UNKNOWN_FIELD } from "../../../functions/domain/figures/breakdown.ts";
import type { Inputs } from "../../../functions/domain/figures/inputs.ts";
import { monthsOf } from "../../../functions/domain/period.ts";
import { digestOf } from "../../../functions/domain/sums/digest.ts";
import type { PairSums } from "../../../functions/domain/sums/pair-sums.ts";
import { agency, catalogueRow, countsRow, numbersOf } from "../../helpers/data/made.ts";

const AGENCIES = [
  agency("H1", "UBND huyện A", "huyen"),
  agency("X1", "UBND xã B", "xa", "H1"),
  { ...agency("X0", "UBND xã C", "xa", "H1"), validTo: "2023-02-20", successors: ["X1"] },
];
const DAYS = ["2022-12-15", "2023-01-14", "2023-01-15", "2023-02-14", "2023-02-15", "2023-03-14"];
const lists = new Map(
  DAYS.map((day) => [day, AGENCIES.filter(({ validTo }) => validTo === null || day <= validTo)] as const),
);
const tree = new AgencyTree(lists, "2023-03-14");

const PROCEDURES = [
  catalogueRow({ code: "1", field: "Hộ tịch", level: "xa" }),
  catalogueRow({ code: "2", field: "Đất đai", level: "xa", internal: true, service: "full" }),
  catalogueRow({ code: "3", field: "Đất đai", level: "xa", internal: true, service: "information" }),
];

const ROWS = [
  countsRow("1", { openingBacklog: 5, counter: 10, resolvedOnTime: 8, pendingInTime: 7 }),
  countsRow("2", { onlineRemote: 3, onlineAssisted: 1, postal: 4, resolvedEarly: 8 }),
  countsRow("3", { counter: 100, resolvedLate: 100 }),
  countsRow("9", { counter: 1, resolvedLate: 1 }),
];

function inputsOf(missing: readonly string[] = []): Inputs {
  const digest = digestOf(ROWS, [], partsBy(PROCEDURES));
  return {
    province: "p",
    period: "2023-Q1",
    scheme: "nd09",
    months: monthsOf("2023-Q1"),
    programmes: [],
    programmesBefore: [],
    indicators: new Map(),
    lists,
    earlierLists: new Map(),
    catalogues: new Map(),
    measures: new Map(),
    tasks: new Map(),
    digests: (code, month) => (missing.includes(`${code} ${month}`) ? undefined : digest),
    collected: new Set(),
  };
}

const fieldsOf = (inputs: Inputs, code: string) => fieldSums(inputs, tree).get(code) ?? new Map<string, PairSums>();

test("internal services are counted once for every scope, without those that cannot be filed online", () => {
  const counts = internalCounts(inputsOf(), tree);
  // H1 and X1 in three months, X0 in three: it was in force on the first day of March's window.
  expect(counts.get("province:")).toEqual({ online: 9 * 4, received: 9 * 8 });
  expect(counts.get("agency:H1")).toEqual({ online: 3 * 4, received: 3 * 8 });
  expect(counts.get("agency:X1")).toEqual({ online: 6 * 4, received: 6 * 8 });
  expect(counts.get("area:H1")).toEqual({ online: 9 * 4, received: 9 * 8 });
});

test("a field's sums hold the predecessor's, the first month's backlog and the last month's pending", () => {
  const fields = fieldsOf(inputsOf(), "X1");
  expect([...fields.keys()]).toEqual(["Đất đai", "Hộ tịch", UNKNOWN_FIELD]);
  expect(numbersOf(fields.get("Hộ tịch"))).toMatchObject({
    openingBacklog: 10,
    counter: 60,
    resolvedOnTime: 48,
    pendingInTime: 14,
  });
  expect(numbersOf(fields.get("Đất đai"))).toMatchObject({ counter: 600, resolvedLate: 600, onlineRemote: 18 });
});

test("a missing month adds nothing, and no backlog either", () => {
  const fields = fieldsOf(inputsOf(["H1 2023-01"]), "H1");
  expect(numbersOf(fields.get("Hộ tịch"))).toMatchObject({ openingBacklog: 0, counter: 20, pendingInTime: 7 });
});
