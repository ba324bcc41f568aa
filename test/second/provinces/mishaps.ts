import { chance } from "../../helpers/chance.ts";
import { windowOfMonth } from "../computation/days.ts";
import { around } from "./around.ts";
import type { Mishap, Plan } from "./plan.ts";
import { askedAt, type CountName, type CountsAnswer, type LevelName, type RawRow, type Says } from "./world.ts";

type Answers = Readonly<Record<string, CountsAnswer>>;

const add = (row: RawRow, size: number, ...names: readonly CountName[]): RawRow => ({
  ...row,
  counts: { ...row.counts, ...Object.fromEntries(names.map((name) => [name, (row.counts[name] ?? 0) + size])) },
});

function without(row: RawRow, name: CountName): RawRow {
  const { [name]: _, ...counts } = row.counts;
  return { ...row, counts };
}

const excess: readonly CountName[] = [
  "resolvedOnline",
  "digitisedResults",
  "returnedElectronic",
  "paidOnlineDossiers",
  "feeDossiers",
  "onlinePayments",
];

const ofWhole = ["absent", "down", "provisional", "early", "future"] as const;
type OfWhole = (typeof ofWhole)[number];

/** What strikes an answer as a whole, not one of its rows. */
const isOfWhole = (kind: Mishap["kind"]): kind is OfWhole => ofWhole.some((one) => one === kind);

const stray = (row: RawRow, procedure: string): RawRow => ({ ...row, procedure });

function brokenRows(rows: readonly RawRow[], at: number, mishap: Mishap, codes: readonly string[]): readonly RawRow[] {
  const row = rows[at];
  if (row === undefined) return rows;
  const put = (...made: readonly RawRow[]): RawRow[] => [...rows.slice(0, at), ...made, ...rows.slice(at + 1)];
  const other = around(
    codes.filter((code) => rows.every((one) => one.procedure !== code)),
    mishap.size,
  );
  const { size } = mishap;
  const broken = {
    negative: () => put({ ...row, counts: { ...row.counts, counter: -size } }),
    "missing-field": () => put(without(row, "payments")),
    "two-rows": () => put(row, add(row, size, "counter")),
    "equal-rows": () => put(row, ...Array.from({ length: (size % 2) + 1 }, () => row)),
    "unknown-procedure": () => put(row, stray(row, "9.999999")),
    misplaced: () => (other === undefined ? [...rows] : put(row, stray(row, other))),
    flow: () => put(add(row, size, "counter")),
    carry: () => put(add(row, size, "openingBacklog", "resolvedLate")),
    part: () => put(add(row, size * 50, around(excess, size) ?? "onlinePayments")),
    revised: () => put(add(row, size, "counter", "pendingInTime")),
  };
  if (isOfWhole(mishap.kind)) return rows;
  return broken[mishap.kind]();
}

/** So many minutes after an instant, on the clock of Greenwich or of Việt Nam. */
function minutesAfter(instant: string, minutes: number): string {
  const then = Date.parse(instant) + minutes * 60_000;
  if (minutes % 2 === 0) return new Date(then).toISOString();
  return `${new Date(then + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}

function brokenAnswer(answer: CountsAnswer, mishap: Mishap, codes: readonly string[], lastDay: string): CountsAnswer {
  if (mishap.kind === "absent") return { kind: "absent" };
  if (mishap.kind === "down") return { kind: "down", reason: mishap.size % 2 === 0 ? "503" : "timeout" };
  if (answer.kind !== "rows") return answer;
  if (mishap.kind === "provisional") return { ...answer, provisional: true };
  // Around the end of the window, and around what clocks may differ by.
  if (mishap.kind === "early") return { ...answer, readAt: minutesAfter(`${lastDay}T17:00:00Z`, mishap.size - 30) };
  if (mishap.kind === "future") return { ...answer, readAt: minutesAfter(askedAt, mishap.size - 30) };
  const at = mishap.row % Math.max(answer.rows.length, 1);
  return { ...answer, rows: brokenRows(answer.rows, at, mishap, codes) };
}

/** Answers with these mishaps, each of which strikes one agency and month. */
export function withMishaps(
  answers: Answers,
  mishaps: readonly Mishap[],
  months: readonly string[],
  codes: readonly string[],
  scheme: Plan["scheme"],
): Answers {
  const pairs = Object.keys(answers);
  const made: Record<string, CountsAnswer> = { ...answers };
  for (const mishap of mishaps) {
    const at = months.length - 1 - (mishap.month % months.length);
    const there = pairs.filter((one) => one.endsWith(`|${months[at]}`));
    const [code] = around(there, mishap.agency)?.split("|") ?? [];
    // Who is read too early in one month mostly was in the month before.
    const struck = mishap.kind === "early" ? months.slice(Math.max(0, at - 1), at + 1) : months.slice(at, at + 1);
    for (const month of struck) {
      const pair = `${code}|${month}`;
      const answer = made[pair];
      if (answer !== undefined) made[pair] = brokenAnswer(answer, mishap, codes, windowOfMonth(month, scheme).to);
    }
  }
  return made;
}

/** Answers after some, or nearly all, never come. */
export function silenced(plan: Plan, says: Says, answers: Answers, lastMonth: string): Answers {
  const { of, which } = plan.silence;
  if (of === "nobody") return answers;
  const levels = new Map(says.agencies.map((one): [string, LevelName] => [one.code, one.level]));
  const agency = around([...levels.keys()], which);
  const level = around([...new Set(levels.values())], which);
  const isSilent = (code: string, month: string): boolean => {
    if (of === "agency") return code === agency;
    if (of === "level") return levels.get(code) === level;
    if (of === "last-month") return month === lastMonth;
    return chance(10, plan.seed, code, month, "silent") < 6;
  };
  return Object.fromEntries(
    Object.entries(answers).map(([pair, answer]) => {
      const [code = "", month = ""] = pair.split("|");
      return [pair, isSilent(code, month) ? { kind: "absent" } : answer];
    }),
  );
}
