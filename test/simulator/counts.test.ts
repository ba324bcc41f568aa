import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Client, connect } from "../helpers/simulator/client.ts";
import { calendarWindow, decreeWindow, LAST_QUIET_MONTH } from "../helpers/simulator/windows.ts";

const dossiers = z.int().min(0);
const row = z.object({
  procedure: z.string(),
  openingBacklog: dossiers,
  onlineRemote: dossiers,
  onlineAssisted: dossiers,
  counter: dossiers,
  postal: dossiers,
  resolvedEarly: dossiers,
  resolvedOnTime: dossiers,
  resolvedLate: dossiers,
  resolvedOnline: dossiers,
  withdrawn: dossiers,
  pendingInTime: dossiers,
  pendingOverdue: dossiers,
  returnedCounter: dossiers,
  returnedPostal: dossiers,
  returnedElectronic: dossiers,
  digitisedResults: dossiers,
  feeDossiers: dossiers,
  paidOnlineDossiers: dossiers,
  payments: dossiers,
  onlinePayments: dossiers,
});
type Row = z.infer<typeof row>;
const traits = z.object({
  code: z.string(),
  level: z.string(),
  owner: z.string().nullable(),
  service: z.string(),
  fee: z.boolean(),
  payableOnline: z.boolean(),
  postalIntake: z.boolean(),
  postalReturn: z.boolean(),
});
const agency = z.object({ code: z.string(), level: z.string() });

let client: Client;
let agencies: z.infer<typeof agency>[] = [];
beforeAll(async () => {
  client = await connect();
  agencies = z.array(agency).parse(await client.all("/v1/agencies?asOf=2023-06-14"));
});
afterAll(() => client.close());

async function rowsOf(code: string, window: string): Promise<Row[]> {
  return z.array(row).parse(await client.all(`/v1/counts?agency=${code}&${window}`));
}

function received(counts: Row): number {
  return counts.onlineRemote + counts.onlineAssisted + counts.counter + counts.postal;
}

function pending(counts: Row): number {
  return counts.pendingInTime + counts.pendingOverdue;
}

function resolved(counts: Row): number {
  return counts.resolvedEarly + counts.resolvedOnTime + counts.resolvedLate;
}

function expectSound(counts: Row): void {
  const done = resolved(counts);
  expect(counts.openingBacklog + received(counts)).toBe(done + counts.withdrawn + pending(counts));
  expect(counts.openingBacklog + received(counts)).toBeGreaterThan(0);
  expect(counts.resolvedOnline).toBeLessThanOrEqual(done);
  expect(counts.returnedCounter + counts.returnedPostal + counts.returnedElectronic).toBeLessThanOrEqual(done);
  expect(counts.digitisedResults).toBeLessThanOrEqual(done);
  expect(counts.paidOnlineDossiers).toBeLessThanOrEqual(counts.feeDossiers);
  expect(counts.feeDossiers).toBeLessThanOrEqual(received(counts));
  expect(counts.onlinePayments).toBeLessThanOrEqual(counts.payments);
}

/** What a procedure's attributes forbid must not be counted. */
function forbidden(counts: Row, procedure: z.infer<typeof traits>): number {
  let sum = 0;
  if (procedure.service === "information") sum += counts.onlineRemote + counts.onlineAssisted + counts.resolvedOnline;
  if (!procedure.fee) sum += counts.feeDossiers + counts.payments;
  if (!procedure.payableOnline) sum += counts.paidOnlineDossiers + counts.onlinePayments;
  if (!procedure.postalIntake) sum += counts.postal;
  if (!procedure.postalReturn) sum += counts.returnedPostal;
  return sum;
}

const anyAgency = fc.nat().map((number) => agencies[number % agencies.length] ?? { code: "", level: "" });
// Agencies of 2023 that are in force in all of these months; reorganisation.test.ts has the later ones.
const anyMonth = fc.integer({ min: 0, max: LAST_QUIET_MONTH });
const runs = { numRuns: 60, seed: 20230614 };

test("the identities of the contract hold for any agency in any month", { timeout: 60_000 }, async () => {
  const property = fc.asyncProperty(anyAgency, anyMonth, async ({ code }, month) => {
    const rows = await rowsOf(code, decreeWindow(month));
    rows.forEach(expectSound);
    expect(new Set(rows.map(({ procedure }) => procedure)).size).toBe(rows.length);
  });
  await fc.assert(property, runs);
});

test("a month opens with exactly what the month before left, row by row", { timeout: 60_000 }, async () => {
  const property = fc.asyncProperty(
    anyAgency,
    fc.integer({ min: 1, max: LAST_QUIET_MONTH }),
    async ({ code }, month) => {
      const before = await rowsOf(code, decreeWindow(month - 1));
      const now = await rowsOf(code, decreeWindow(month));
      const left = before.filter((each) => pending(each) > 0).map((each) => [each.procedure, pending(each)]);
      const opened = now.filter((each) => each.openingBacklog > 0).map((each) => [each.procedure, each.openingBacklog]);
      expect(new Map(opened.map(([code, sum]) => [code, sum]))).toEqual(
        new Map(left.map(([code, sum]) => [code, sum])),
      );
    },
  );
  await fc.assert(property, runs);
});

test("the first month opens with nothing", async () => {
  for (const code of ["77-STP", "747", "26506"]) {
    const rows = await rowsOf(code, decreeWindow(0));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ openingBacklog }) => openingBacklog === 0)).toBe(true);
  }
});

test("both schemes give the counts of the same reporting month", { timeout: 60_000 }, async () => {
  const property = fc.asyncProperty(anyAgency, anyMonth, async ({ code }, month) => {
    expect(await rowsOf(code, calendarWindow(month))).toEqual(await rowsOf(code, decreeWindow(month)));
  });
  await fc.assert(property, { ...runs, numRuns: 20 });
});

test.each(["2021-02-14", "2022-06-14", "2023-06-14", "2023-06-30"])(
  "as of %s agencies count only procedures that are theirs, and only what those procedures allow",
  { timeout: 60_000 },
  async (lastDay) => {
    const catalogue = z.array(traits).parse(await client.all(`/v1/procedures?asOf=${lastDay}`));
    const known = new Map(catalogue.map((each) => [each.code, each]));
    const month = (Number(lastDay.slice(0, 4)) - 2020) * 12 + Number(lastDay.slice(5, 7)) - 12;
    const window = lastDay.endsWith("14") ? decreeWindow(month) : calendarWindow(month);
    let looked = 0;
    for (const { code, level } of agencies) {
      for (const counts of await rowsOf(code, window)) {
        const procedure = known.get(counts.procedure);
        if (procedure === undefined) throw new Error(`${code} counts ${counts.procedure}, which is in no catalogue`);
        expect(procedure).toMatchObject({ level, owner: level === "so" ? code : null });
        expect(forbidden(counts, procedure), counts.procedure).toBe(0);
        looked += 1;
      }
    }
    expect(looked).toBeGreaterThan(1000);
  },
);

async function sumsOf(month: number) {
  const sums = { all: 0, xa: 0, remote: 0, reached: 0 };
  for (const { code, level } of agencies) {
    const rows = await rowsOf(code, decreeWindow(month));
    const total = rows.reduce((sum, each) => sum + received(each), 0);
    const remote = rows.reduce((sum, each) => sum + each.onlineRemote, 0);
    sums.all += total;
    sums.xa += level === "xa" ? total : 0;
    sums.remote += remote;
    sums.reached += remote * 100 >= total * 50 ? 1 : 0;
  }
  return sums;
}

test("the province's story is plausible: volume, season, share of the communes, growth online", {
  timeout: 60_000,
}, async () => {
  const [tet, early, late] = [await sumsOf(2), await sumsOf(6), await sumsOf(30)];
  for (const { all, xa } of [early, late]) {
    expect(all).toBeGreaterThan(40_000);
    expect(all).toBeLessThan(70_000);
    expect(xa / all).toBeGreaterThan(0.55);
    expect(xa / all).toBeLessThan(0.65);
  }
  expect(tet.all).toBeLessThan(early.all * 0.75);
  expect(early.remote / early.all).toBeLessThan(0.25);
  expect(late.remote / late.all).toBeGreaterThan(0.45);
  expect(late.remote / late.all).toBeLessThan(0.6);
  // Some agencies reach 50 %, others do not: a report has verdicts of both kinds.
  expect(late.reached).toBeGreaterThan(20);
  expect(late.reached).toBeLessThan(agencies.length - 20);
});

test("an agency that had nothing answers with an empty list", { timeout: 60_000 }, async () => {
  let empty = 0;
  for (const month of [24, 26, 28, 30]) {
    for (const { code, level } of agencies) {
      if (level === "xa" && (await rowsOf(code, decreeWindow(month))).length === 0) empty += 1;
    }
  }
  expect(empty).toBeGreaterThan(0);
  expect(empty).toBeLessThan(20);
});
