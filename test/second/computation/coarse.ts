import { type CoarseRow, type CountName, countNames, type SumName, sumsOf } from "../provinces/world.ts";
import { online, pending, received, resolved, returned } from "./indicators.ts";

/** What is said of a row, as an equation: these elementary counts together are so many. */
interface Equation {
  readonly factors: readonly bigint[];
  readonly value: bigint;
}

const partsOf = (name: CountName | SumName): readonly CountName[] =>
  countNames.find((one) => one === name) === undefined
    ? (Object.entries(sumsOf).find(([sum]) => sum === name)?.[1] ?? [])
    : countNames.filter((one) => one === name);

const equation = (names: readonly CountName[], value: bigint): Equation => ({
  factors: countNames.map((name) => (names.includes(name) ? 1n : 0n)),
  value,
});

/** The first less so many of the second. */
const less = (one: Equation, many: bigint, other: Equation): Equation =>
  many === 0n
    ? one
    : {
        factors: one.factors.map((factor, at) => factor - many * (other.factors[at] ?? 0n)),
        value: one.value - many * other.value,
      };

/** One equation for each unknown that can be told apart, each with a leading one. */
function reduced(equations: readonly Equation[]): { readonly lead: number; readonly row: Equation }[] {
  const done: { lead: number; row: Equation }[] = [];
  for (const one of equations) {
    const row = done.reduce((left, each) => less(left, left.factors[each.lead] ?? 0n, each.row), one);
    const lead = row.factors.findIndex((factor) => factor !== 0n);
    const leading = row.factors[lead];
    if (leading === undefined) continue;
    // Sums lie within each other or apart: nothing else than ones ever comes of them.
    if (leading !== 1n && leading !== -1n) throw new Error(`${leading} times a count`);
    done.push({ lead, row: { factors: row.factors.map((factor) => factor * leading), value: row.value * leading } });
  }
  return done;
}

/** What counts come to that follow from these equations; null where nothing follows (sources.md 1). */
const following = (equations: readonly Equation[], names: readonly CountName[]): bigint | null =>
  followingFrom(reduced(equations), names);

function followingFrom(rows: ReturnType<typeof reduced>, names: readonly CountName[]): bigint | null {
  const left = rows.reduce((asked, { lead, row }) => less(asked, asked.factors[lead] ?? 0n, row), equation(names, 0n));
  return left.factors.some((factor) => factor !== 0n) ? null : -left.value;
}

const narrowFirst: readonly SumName[] = ["pending", "resolvedInTime", "onPaper", "online", "resolved", "received"];

/** A sum that its parts contradict: what they come to, and what is said of it. */
interface Contradiction {
  readonly sum: SumName;
  readonly parts: bigint;
  readonly said: bigint;
}

/** What a row says, sums that its other words give left out, and those of them that say something else. */
export function saidIn({ told }: CoarseRow): { equations: readonly Equation[]; contradictions: Contradiction[] } {
  const equations = countNames.flatMap((name) => {
    const count = told[name];
    return count === undefined ? [] : [equation([name], BigInt(count))];
  });
  const contradictions: Contradiction[] = [];
  for (const sum of narrowFirst) {
    const said = told[sum];
    if (said === undefined) continue;
    const within = equations.filter(({ factors }) =>
      factors.every((factor, at) => factor === 0n || partsOf(sum).some((name) => name === countNames[at])),
    );
    const parts = following(within, partsOf(sum));
    if (parts === null) equations.push(equation(partsOf(sum), BigInt(said)));
    else if (parts !== BigInt(said)) contradictions.push({ sum, parts, said: BigInt(said) });
  }
  return { equations, contradictions };
}

interface Solved extends ReturnType<typeof saidIn> {
  readonly rows: ReturnType<typeof reduced>;
  readonly told: Map<string, bigint | null>;
}

const solved = new WeakMap<CoarseRow, Solved>();

/** A row is asked the same things for every scope that it is in. */
function solvedOf(row: CoarseRow): Solved {
  const known = solved.get(row);
  if (known !== undefined) return known;
  const said = saidIn(row);
  const made = { ...said, rows: reduced(said.equations), told: new Map<string, bigint | null>() };
  solved.set(row, made);
  return made;
}

function toldIn(row: CoarseRow, names: readonly CountName[]): bigint | null {
  const { rows, told } = solvedOf(row);
  const key = names.join();
  const known = told.get(key);
  if (known !== undefined) return known;
  const count = followingFrom(rows, names);
  told.set(key, count);
  return count;
}

/** These counts of all rows of an answer; null where one of the rows does not give them. */
export function toldOf(rows: readonly CoarseRow[], names: readonly CountName[]): bigint | null {
  let sum = 0n;
  for (const row of rows) {
    const count = toldIn(row, names);
    if (count === null) return null;
    sum += count;
  }
  return sum;
}

const parts: readonly (readonly [whole: readonly CountName[], part: readonly CountName[]])[] = [
  [resolved, ["resolvedOnline"]],
  [resolved, ["digitisedResults"]],
  [resolved, returned],
  [["feeDossiers"], ["paidOnlineDossiers"]],
  [received, ["feeDossiers"]],
  [["payments"], ["onlinePayments"]],
];

interface Word {
  readonly rule: string;
  readonly expected: string;
  readonly actual: string;
}

/** What is wrong within one row (figures.md 7, sources.md 1). */
export function rowWords(row: CoarseRow): Word[] {
  const told = (names: readonly CountName[]): bigint | null => toldOf([row], names);
  const came = told(["openingBacklog", ...received]);
  const went = told([...resolved, "withdrawn", ...pending]);
  const words: Word[] = [];
  if (came !== null && went !== null && came !== went) {
    words.push({ rule: "flow-mismatch", expected: `${came}`, actual: `${went}` });
  }
  for (const [ofWhole, ofPart] of parts) {
    const [all, some] = [told(ofWhole), told(ofPart)];
    if (all !== null && some !== null && some > all) {
      words.push({ rule: "part-exceeds-whole", expected: `${all}`, actual: `${some}` });
    }
  }
  const { contradictions } = solvedOf(row);
  return [
    ...words,
    ...contradictions.map((one) => ({ rule: "sum-mismatch", expected: `${one.parts}`, actual: `${one.said}` })),
  ];
}

const nodes: readonly (readonly [name: string, parts: readonly CountName[]])[] = [
  ["received", received],
  ["resolved", resolved],
  ["online", online],
  ["onPaper", ["counter", "postal"]],
  ["resolvedInTime", ["resolvedEarly", "resolvedOnTime"]],
  ["pending", pending],
];

/** The names under which what a figure needs is said not to be there: the widest sums, else the counts themselves. */
export function needNames(names: readonly CountName[]): (readonly [name: string, parts: readonly CountName[]])[] {
  const left = new Set(names);
  const wide = nodes.filter(([, own]) => {
    if (!own.every((name) => left.has(name))) return false;
    for (const name of own) left.delete(name);
    return true;
  });
  return [...wide, ...[...left].map((name) => [name, [name]] as const)];
}
