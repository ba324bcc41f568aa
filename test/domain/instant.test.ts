import { describe, expect, test } from "vitest";
import { futureFault } from "../../functions/domain/instant.ts";
import { earlyFindings, putBackFindings } from "../../functions/domain/quality/readings.ts";
import { agency } from "../helpers/data/made.ts";

const MAY = { from: "2023-04-15", to: "2023-05-14" };
const JUNE = { from: "2023-05-15", to: "2023-06-14" };

describe("counts read before their window was over", () => {
  const NOBODY = { on: () => undefined };
  const found = (...readings: Parameters<typeof earlyFindings>[0]) => earlyFindings(readings, NOBODY);

  test("are told with the window's last day and the instant", () => {
    expect(found({ agency: "A", window: JUNE, dataAsOf: "2023-06-10T08:30:00+07:00" })).toEqual([
      {
        rule: "data-early",
        agency: "A",
        procedure: "",
        window: JUNE,
        expected: "read after 2023-06-14",
        actual: "read at 2023-06-10T08:30:00+07:00",
      },
    ]);
  });

  test.each([
    ["2023-06-14T23:59:59+07:00", true],
    ["2023-06-15T00:00:00+07:00", false],
    ["2023-06-14T16:59:59.999Z", true],
    ["2023-06-14T17:00:00Z", false],
    ["2023-06-15T01:00:00+09:00", true],
  ])("end at midnight in Việt Nam, whatever the zone of the instant: %s", (dataAsOf, isEarly) => {
    expect(found({ agency: "A", window: JUNE, dataAsOf })).toHaveLength(isEarly ? 1 : 0);
  });

  test("are told once of an agency, of its latest such window, whichever came first", () => {
    const early = "2023-05-01T00:00:00Z";
    const months = [
      { agency: "A", window: MAY, dataAsOf: early },
      { agency: "A", window: JUNE, dataAsOf: early },
      { agency: "B", window: MAY, dataAsOf: early },
      { agency: "B", window: JUNE, dataAsOf: "2023-07-01T00:00:00Z" },
    ];
    for (const readings of [months, months.toReversed()]) {
      const told = found(...readings).map(({ agency, window }) => `${agency} ${window.to}`);
      expect(told.sort()).toEqual(["A 2023-06-14", "B 2023-05-14"]);
    }
  });
});

test("other counts that their source dates before those of before are told with both instants", () => {
  const reading = { agency: "A", window: JUNE, dataAsOf: "2023-06-20T08:00:00Z" };
  expect(putBackFindings([reading, { ...reading, agency: "B", putBackFrom: "2099-01-01T00:00:00Z" }])).toEqual([
    {
      rule: "data-put-back",
      agency: "B",
      procedure: "",
      window: JUNE,
      expected: "read after 2099-01-01T00:00:00Z",
      actual: "read at 2023-06-20T08:00:00Z",
    },
  ]);
});

test("two agencies that had one code are told of each", () => {
  const early = "2023-05-01T00:00:00Z";
  const whose = new Map([
    [MAY.to, agency("A", "UBND xã Cũ", "xa")],
    [JUNE.to, agency("A", "UBND xã Mới", "xa")],
  ]);
  const readings = [MAY, JUNE].map((window) => ({ agency: "A", window, dataAsOf: early }));
  const told = earlyFindings(readings, { on: (_, day) => whose.get(day) });
  expect(told.map(({ window }) => window)).toEqual([MAY, JUNE]);
});

test.each([
  ["2023-06-15T01:05:00Z", null],
  ["2023-06-15T08:05:00.001+07:00", 'dataAsOf="2023-06-15T08:05:00.001+07:00"'],
])("an instant may be ahead of our clock by five minutes, not by more: %s", (dataAsOf, actual) => {
  const fault = actual === null ? null : { procedure: "", expected: "dataAsOf <= now", actual };
  expect(futureFault(dataAsOf, new Date("2023-06-15T01:00:00Z"))).toEqual(fault);
});
