import { chance } from "../../helpers/chance.ts";
import { monthsLater, windowOfMonth } from "../computation/days.ts";
import type { Plan } from "./plan.ts";
import {
  type AgencyRecord,
  type CountName,
  type CountsAnswer,
  catalogueOn,
  listedOn,
  ordinaryReading,
  type ProcedureRecord,
  type RawRow,
  type Says,
} from "./world.ts";

type Full = Readonly<Record<CountName, number>>;

function exactCounts(opening: number, online: number): Full {
  return {
    openingBacklog: opening,
    onlineRemote: 50,
    onlineAssisted: 0,
    counter: 45,
    postal: 5,
    resolvedEarly: 20,
    resolvedOnTime: 40,
    resolvedLate: 40,
    resolvedOnline: online,
    withdrawn: 0,
    pendingInTime: opening,
    pendingOverdue: 0,
    returnedCounter: 70,
    returnedPostal: 20,
    returnedElectronic: 10,
    digitisedResults: 30,
    feeDossiers: 100,
    paidOnlineDossiers: 30,
    payments: 100,
    onlinePayments: 30,
  };
}

/** Counts that hold all identities of the contract, always the same for the same names. */
export function soundCounts(opening: number, size: number, names: readonly (string | number)[]): Full {
  const some = (most: number, ...what: readonly string[]): number => chance(Math.max(most, 0) + 1, ...names, ...what);
  const [onlineRemote, onlineAssisted] = [some(size, "remote"), some(size, "assisted")];
  const [counter, postal] = [some(size, "counter"), some(size, "postal")];
  const received = onlineRemote + onlineAssisted + counter + postal;
  const withdrawn = some(Math.min(2, opening + received), "withdrawn");
  let left = opening + received - withdrawn;
  const take = (what: string): number => {
    const taken = some(left, what);
    left -= taken;
    return taken;
  };
  const [resolvedEarly, resolvedOnTime, resolvedLate] = [take("early"), take("on time"), take("late")];
  const pendingInTime = take("pending");
  const resolved = resolvedEarly + resolvedOnTime + resolvedLate;
  const returnedCounter = some(resolved, "at the counter");
  const returnedPostal = some(resolved - returnedCounter, "by post");
  const feeDossiers = some(received, "fee");
  const payments = some(size * 2, "payments");
  return {
    openingBacklog: opening,
    onlineRemote,
    onlineAssisted,
    counter,
    postal,
    resolvedEarly,
    resolvedOnTime,
    resolvedLate,
    withdrawn,
    pendingInTime,
    pendingOverdue: left,
    resolvedOnline: some(Math.min(resolved, onlineRemote), "resolved online"),
    returnedCounter,
    returnedPostal,
    returnedElectronic: some(resolved - returnedCounter - returnedPostal, "electronic"),
    digitisedResults: some(resolved, "digitised"),
    feeDossiers,
    payments,
    paidOnlineDossiers: some(feeDossiers, "paid"),
    onlinePayments: some(payments, "paid online"),
  };
}

function countsFor(plan: Plan, opening: number, agency: string, month: string, code: string): Full {
  const names = [plan.seed, plan.numbers === "same" ? "" : agency, month, code];
  if (plan.numbers === "exact") return exactCounts(opening, [20, 60, 5][chance(3, plan.seed, agency)] ?? 20);
  return soundCounts(opening, plan.numbers === "tiny" ? 1 : 20, names);
}

const isOwn = (agency: AgencyRecord, one: ProcedureRecord): boolean =>
  one.level === agency.level && (one.level !== "so" || one.owner === agency.code);

/** Who has a code in a month: on the last day, else on the first. */
function bookedIn(says: Says, month: string, scheme: Plan["scheme"]): ReadonlyMap<string, AgencyRecord> {
  const span = windowOfMonth(month, scheme);
  return new Map([...listedOn(says, span.from), ...listedOn(says, span.to)].map((one) => [one.code, one]));
}

/**
 * Whose backlog an agency carries on from the month before: its own, and of those that were there for the last time and
 * ended into it. Half of a divided one begins with nothing.
 */
function heirlooms(says: Says, agency: AgencyRecord, month: string, scheme: Plan["scheme"]): string[] {
  const before = bookedIn(says, monthsLater(month, -1), scheme);
  const now = new Set(bookedIn(says, month, scheme).values());
  const isHeir = ({ successors, code }: AgencyRecord): boolean =>
    (successors.length === 0 && code === agency.code) || (successors.length === 1 && successors[0] === agency.code);
  return [...before.values()].filter((one) => one === agency || (!now.has(one) && isHeir(one))).map(({ code }) => code);
}

const left = (rows: readonly RawRow[], procedure: string): number =>
  rows
    .filter((row) => row.procedure === procedure)
    .reduce((sum, { counts }) => sum + (counts.pendingInTime ?? 0) + (counts.pendingOverdue ?? 0), 0);

/** Sound counts of every agency and month: what one month leaves pending, the next one opens with. */
export function soundAnswers(plan: Plan, months: readonly string[], says: Says): Record<string, CountsAnswer> {
  const made = new Map<string, readonly RawRow[]>();
  for (const month of months) {
    const span = windowOfMonth(month, plan.scheme);
    const catalogue = catalogueOn(says, span.to);
    for (const agency of bookedIn(says, month, plan.scheme).values()) {
      const before = heirlooms(says, agency, month, plan.scheme).map(
        (code) => made.get(`${code}|${monthsLater(month, -1)}`) ?? [],
      );
      const isIdle = chance(9, plan.seed, agency.code, "idle") === 0;
      const own = catalogue.filter((one) => isOwn(agency, one)).slice(0, 25);
      const codes = new Set([
        ...own.flatMap((one) => (chance(5, plan.seed, agency.code, month, one.code) < 3 ? [one.code] : [])),
        ...before.flat().flatMap((row) => (left([row], row.procedure) > 0 ? [row.procedure] : [])),
      ]);
      const rows = [...codes].map((procedure) => {
        const opening = before.reduce((sum, one) => sum + left(one, procedure), 0);
        return { procedure, counts: countsFor(plan, opening, agency.code, month, procedure) };
      });
      made.set(`${agency.code}|${month}`, isIdle ? [] : rows);
    }
  }
  return Object.fromEntries(
    [...made].map(([pair, rows]) => [pair, { kind: "rows", rows, provisional: false, readAt: ordinaryReading }]),
  );
}
