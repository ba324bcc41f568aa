import fc from "fast-check";
import { expect, test } from "vitest";
import { COUNT_FIELDS, CoarseCounts, ProcedureCounts } from "../../../functions/domain/counts.ts";
import { coarseDigestOf, digestOf, joinedDigests } from "../../../functions/domain/sums/digest.ts";

const ACTIVITIES = [["onlineRemote"], ["onlineRemote", "counter"], ["payments"]] as const;
const AMOUNTS = [["onlineRemote", "onlineAssisted"], ["payments"]] as const;
const partsOf = (procedure: string): string[] => [
  `field:${procedure.slice(0, 1)}`,
  ...(procedure > "3" ? ["internal"] : []),
];

const digest = (rows: readonly ProcedureCounts[]) => digestOf(rows, ACTIVITIES, partsOf, AMOUNTS);

/** A row for some of the procedures, each once. */
const rowsOf = fc
  .uniqueArray(fc.constantFrom("1.1", "1.2", "2.1", "3.1", "4.1"))
  .chain((codes) =>
    fc.tuple(
      ...codes.map((procedure) =>
        fc
          .tuple(...COUNT_FIELDS.map(() => fc.constantFrom(0, 0, 1, 7)))
          .map((counts): ProcedureCounts => rowFrom(procedure, counts)),
      ),
    ),
  );

function rowFrom(procedure: string, counts: readonly number[]): ProcedureCounts {
  const row = { procedure, ...Object.fromEntries(COUNT_FIELDS.map((field, at) => [field, counts[at] ?? 0])) };
  return ProcedureCounts.parse(row);
}

/** What one source would give that adds the rows of all: by procedure, in a loop of its own. */
function addedRows(all: readonly (readonly ProcedureCounts[])[]): ProcedureCounts[] {
  const sums = new Map<string, number[]>();
  for (const row of all.flat()) {
    const known = sums.get(row.procedure) ?? COUNT_FIELDS.map(() => 0);
    sums.set(
      row.procedure,
      COUNT_FIELDS.map((field, at) => (known[at] ?? 0) + row[field]),
    );
  }
  return [...sums].map(([procedure, counts]) => rowFrom(procedure, counts));
}

test("answers of two systems by procedure come to what one source would that gives their sums: also distinct procedures, backlogs, parts", () => {
  fc.assert(
    fc.property(rowsOf, rowsOf, (one, other) => {
      expect(joinedDigests([digest(one), digest(other)])).toEqual(digest(addedRows([one, other])));
    }),
  );
});

const NOTHING = Object.fromEntries(
  CoarseCounts.omit({ field: true })
    .keyof()
    .options.map((field) => [field, null]),
);
const coarse = (field: string, counts: Readonly<Record<string, number>>) =>
  CoarseCounts.parse({ field, ...NOTHING, ...counts });

test("where one system tells of procedures and the other of fields, sums are known as far as both know them", () => {
  const own = digest([
    rowFrom(
      "1.1",
      COUNT_FIELDS.map(() => 2),
    ),
  ]);
  const ministry = coarseDigestOf([coarse("Bưu chính", { received: 5, online: 3 })], (field) => `field:${field}`);
  const { grain, counts, procedures, parts } = joinedDigests([own, ministry]);
  expect([grain, procedures]).toEqual(["field", null]);
  expect(counts).toMatchObject({ received: 13, online: 7, onlineRemote: null, payments: null });
  expect([...parts.keys()]).toEqual(["field:1", "field:Bưu chính"]);
});

test("where one system has nothing but sums of the agency there are no parts: those of the other would not add up", () => {
  const own = coarseDigestOf([coarse("Bưu chính", { received: 5 })], (field) => `field:${field}`);
  const ministry = coarseDigestOf([coarse("", { received: 4 })], (field) => `field:${field}`);
  const joined = joinedDigests([own, ministry]);
  expect([joined.grain, joined.counts.received, joined.parts.size]).toEqual(["unit", 9, 0]);
});

test("a system that has nothing to tell adds nothing", () => {
  const own = coarseDigestOf([coarse("Bưu chính", { received: 5 })]);
  expect(joinedDigests([digest([]), own]).counts).toEqual(own.counts);
  const rows = [
    rowFrom(
      "1.1",
      COUNT_FIELDS.map(() => 2),
    ),
  ];
  expect(joinedDigests([digest(rows), digest([])])).toEqual(digest(rows));
});
