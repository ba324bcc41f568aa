import { around, chance } from "./chance.ts";
import type { Mishap, Plan } from "./plan.ts";
import type { CountName, CountsAnswer, LevelName, RawRow, Says } from "./world.ts";

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
  if (mishap.kind === "absent" || mishap.kind === "down" || mishap.kind === "provisional") return rows;
  return broken[mishap.kind]();
}

function brokenAnswer(answer: CountsAnswer, mishap: Mishap, codes: readonly string[]): CountsAnswer {
  if (mishap.kind === "absent") return { kind: "absent" };
  if (mishap.kind === "down") return { kind: "down", reason: mishap.size % 2 === 0 ? "503" : "timeout" };
  if (answer.kind !== "rows") return answer;
  if (mishap.kind === "provisional") return { ...answer, provisional: true };
  const at = mishap.row % Math.max(answer.rows.length, 1);
  return { ...answer, rows: brokenRows(answer.rows, at, mishap, codes) };
}

/** Answers with these mishaps, each of which strikes one agency and month. */
export function withMishaps(
  answers: Answers,
  mishaps: readonly Mishap[],
  months: readonly string[],
  codes: readonly string[],
): Answers {
  const pairs = Object.keys(answers);
  const made: Record<string, CountsAnswer> = { ...answers };
  for (const mishap of mishaps) {
    const month = months.at(-1 - (mishap.month % months.length)) ?? "";
    const pair = around(
      pairs.filter((one) => one.endsWith(`|${month}`)),
      mishap.agency,
    );
    const answer = pair === undefined ? undefined : made[pair];
    if (pair !== undefined && answer !== undefined) made[pair] = brokenAnswer(answer, mishap, codes);
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
