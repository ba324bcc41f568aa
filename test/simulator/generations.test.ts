import { expect, test } from "vitest";
import { type Province, predecessorsIn } from "../../functions/simulator/province/agencies.ts";
import { bookingOf, nextHolder, previousHolders } from "../../functions/simulator/province/bookings.ts";
import { windowIn } from "../../functions/simulator/province/calendar.ts";
import { changesFile, reorganised } from "../../functions/simulator/province/reorganisation.ts";

/** Two communes of which one is divided, or handed on, on 01/7/2025; its code goes on as that of a new one. */
function province(successors: readonly string[]): Province {
  const first = ["1", "2"].map((code) => ({
    agency: { code, name: code, level: "xa" as const, parentCode: null, ...{ validFrom: "2015-01-01", validTo: null } },
    roles: [],
    sizes: [{ from: "2015-01-01", size: 1 }],
  }));
  const formed = { code: "1", name: "UBND xã Mới", level: "xa", parentCode: null };
  const day = { day: "2025-07-01", reason: "thử", synthetic: "all", formed: [formed] };
  const { changes } = changesFile.parse({ note: "", changes: [{ ...day, ended: [{ code: "1", successors }] }] });
  const records = reorganised(
    first.map((record) => ({ ...record, agency: { ...record.agency, successors: [] } })),
    changes,
  );
  const byCode = Map.groupBy(records, ({ agency }) => agency.code);
  const volumeScale = { so: 1, huyen: 1, xa: 1 };
  return { id: "dong-nai", records, byCode, predecessors: predecessorsIn(records), volumeScale };
}

/** Months since 2020-12: June and July of 2025, whose window holds the last day of the one and the first of the other. */
const [JUNE, JULY] = [54, 55].map((month) => windowIn(month, "nd09"));

function handedOn(successors: readonly string[]) {
  const where = province(successors);
  const at = (code: string, window: typeof JUNE) => {
    const booking = window === undefined ? undefined : bookingOf(where, code, window);
    if (booking === undefined) throw new Error(`${code} is not booked`);
    return booking;
  };
  const names = (code: string) => previousHolders(where, at(code, JULY)).map(({ record }) => record.agency.name);
  return { to: nextHolder(where, at("1", JUNE))?.record.agency.name, from: { one: names("1"), two: names("2") } };
}

test("a divided commune hands nothing on to the part that keeps its code", () => {
  expect(handedOn(["1", "2"])).toEqual({ to: undefined, from: { one: [], two: ["2"] } });
});

test("a commune hands on to the new one of its code where that is its only successor, or to the other that it names", () => {
  expect(handedOn(["1"])).toEqual({ to: "UBND xã Mới", from: { one: ["1"], two: ["2"] } });
  expect(handedOn(["2"])).toEqual({ to: "2", from: { one: [], two: ["2", "1"] } });
});
