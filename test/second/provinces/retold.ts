import { chance } from "../../helpers/chance.ts";
import type { Plan } from "./plan.ts";
import {
  type CoarseRow,
  type CountName,
  type CountsAnswer,
  countNames,
  faultOf,
  type Says,
  type SumName,
  sumsOf,
} from "./world.ts";

type Name = CountName | SumName;
type Full = Readonly<Record<Name, number>>;

/** What Biểu II.06a gives. */
const form: readonly Name[] = [
  ...(["openingBacklog", "online", "onPaper", "resolvedEarly", "resolvedOnTime", "resolvedLate"] as const),
  ...(["pendingInTime", "pendingOverdue"] as const),
];

const sumNames: readonly SumName[] = ["received", "online", "onPaper", "resolved", "resolvedInTime", "pending"];

function fullOf(rows: readonly Readonly<Partial<Record<CountName, number>>>[]): Full {
  const of = (name: CountName): number => rows.reduce((sum, row) => sum + (row[name] ?? 0), 0);
  const entries: [Name, number][] = [
    ...countNames.map((name): [Name, number] => [name, of(name)]),
    ...sumNames.map((sum): [Name, number] => [sum, sumsOf[sum].reduce((all, name) => all + of(name), 0)]),
  ];
  const known = new Map(entries);
  return countsIn((name) => known.get(name) ?? 0);
}

const countsIn = (of: (name: Name) => number): Full => {
  const made: Partial<Record<Name, number>> = {};
  for (const name of [...countNames, ...sumNames]) made[name] = of(name);
  return {
    ...{ received: 0, online: 0, onPaper: 0, resolved: 0, resolvedInTime: 0, pending: 0 },
    ...{ openingBacklog: 0, onlineRemote: 0, onlineAssisted: 0, counter: 0, postal: 0, resolvedEarly: 0 },
    ...{ resolvedOnTime: 0, resolvedLate: 0, resolvedOnline: 0, withdrawn: 0, pendingInTime: 0, pendingOverdue: 0 },
    ...{ returnedCounter: 0, returnedPostal: 0, returnedElectronic: 0, digitisedResults: 0, feeDossiers: 0 },
    ...{ paidOnlineDossiers: 0, payments: 0, onlinePayments: 0 },
    ...made,
  };
};

/** What of its counts a source tells: those of the form, or any; a sum beside all its counts may be said wrong. */
function toldBy(full: Full, names: readonly (string | number)[]): CoarseRow["told"] {
  const isForm = chance(2, ...names, "form") === 0;
  const isTold = (name: Name): boolean => (isForm ? form.includes(name) : chance(3, ...names, "told", name) > 0);
  const told: Partial<Record<Name, number>> = {};
  for (const name of [...countNames, ...sumNames]) if (isTold(name)) told[name] = full[name];
  for (const sum of sumNames) {
    const said = told[sum];
    const isGiven = sumsOf[sum].every((name) => told[name] !== undefined);
    if (said !== undefined && isGiven && chance(6, ...names, "wrong", sum) === 0) told[sum] = said + 1;
  }
  return told;
}

function retold(plan: Plan, pair: string, answer: CountsAnswer): CountsAnswer {
  if (answer.kind !== "rows" || answer.rows.length === 0 || faultOf(answer.rows) !== null) return answer;
  const rows = [...new Map(answer.rows.map((row) => [row.procedure, row])).values()];
  const isByField = chance(2, plan.seed, pair, "grain") === 0;
  const groups = Map.groupBy(rows, ({ procedure }) =>
    isByField ? `Lĩnh vực ${chance(2, plan.seed, procedure, "field") + 1}` : "",
  );
  // Of one source the rows are alike: what one does not tell, the others mostly do not tell either.
  const [agency = ""] = pair.split("|");
  const source = chance(3, plan.seed, agency, "own words") === 0 ? pair : agency;
  const coarse = [...groups].map(([field, own]): CoarseRow => {
    const odd = chance(8, plan.seed, pair, field, "odd") === 0 ? field : "";
    return { field, told: toldBy(fullOf(own.map(({ counts }) => counts)), [plan.seed, source, odd]) };
  });
  return { kind: "coarse", rows: coarse, provisional: answer.provisional, readAt: answer.readAt };
}

/** The answers of sources that do not tell every count of every procedure (sources.md 1). */
export function retoldAnswers(plan: Plan, answers: Says["counts"]): Says["counts"] {
  const { coarse } = plan;
  if (coarse === "nobody") return answers;
  const isCoarse = (pair: string): boolean => {
    const [agency = ""] = pair.split("|");
    if (coarse === "pairs") return chance(4, plan.seed, pair, "coarse") === 0;
    return coarse === "everybody" || chance(2, plan.seed, agency, "coarse") === 0;
  };
  return Object.fromEntries(
    Object.entries(answers).map(([pair, answer]) => [pair, isCoarse(pair) ? retold(plan, pair, answer) : answer]),
  );
}
