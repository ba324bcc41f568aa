import fc from "fast-check";
import { expect, test } from "vitest";
import { AgencyTree } from "../../functions/domain/agency.ts";
import { type Known, type Reorganisation, reorganisationsOf } from "../../functions/domain/reorganisation.ts";
import { lastMonthOf, monthsOfYearUpTo, windowOfMonth } from "./computation/days.ts";
import { isOneName, type Note, notesOf } from "./computation/notes.ts";
import { treeOf } from "./computation/tree.ts";
import { agenciesAfter } from "./provinces/agencies.ts";
import { questionOf } from "./provinces/generate.ts";
import { planIn } from "./provinces/plan.ts";
import { listedOn, type Question, type Says } from "./provinces/world.ts";

const asked = { programme: "brvt-qd-2023", province: "ba-ria-vung-tau", years: ["2023"] };

/** What a province says beside its agencies. */
const nothing = { catalogue: [], changes: [], counts: {}, measures: {}, tasks: {} } as const;

const codeOf = (known: Known | null): string => (typeof known === "string" ? known : (known?.code ?? ""));

function otherOf(change: Reorganisation): string {
  if (change.kind === "merged") return `${change.successor.code} ${change.successor.validFrom}`;
  if (change.kind === "renamed") return change.before.name;
  return change.kind === "moved" ? codeOf(change.before) : change.successors.map(codeOf).join(" ");
}

/** What the project notes of the agencies that a province lists in a report's year. */
function firstNotes(says: Says, { period, scheme }: Question): Note[] {
  const windows = monthsOfYearUpTo(period).map((month) => windowOfMonth(month, scheme));
  const agencies = (day: string) =>
    listedOn(says, day).map((one) => ({
      ...one,
      name: one.name.normalize("NFC"),
      successors: [...one.successors],
    }));
  const lists = new Map(windows.flatMap(({ from, to }) => [from, to]).map((day) => [day, agencies(day)]));
  const tree = new AgencyTree(lists, windowOfMonth(lastMonthOf(period), scheme).to);
  return reorganisationsOf(lists, tree).map((change) => {
    const { code, validFrom } = change.agency;
    return [code, validFrom, change.kind, otherOf(change)];
  });
}

const sorted = (notes: readonly Note[]): string[] => notes.map((note) => JSON.stringify(note)).sort();

test("Both computations note the same of every agency that changed", () => {
  const reached = new Map<string, number>();
  const reach = (name: string): void => void reached.set(name, (reached.get(name) ?? 0) + 1);
  const agrees = fc.property(planIn(asked.years), (plan) => {
    const question = questionOf(plan, asked);
    const year = monthsOfYearUpTo(plan.period);
    const says = { ...nothing, agencies: agenciesAfter(plan, year, plan.events) };
    const notes = notesOf(treeOf(says, question, year));
    expect(sorted(firstNotes(says, question))).toEqual(sorted(notes));
    const codes = new Set(says.agencies.filter(({ validTo }) => validTo === null).map(({ code }) => code));
    for (const [code, , what, other] of notes) {
      reach(what);
      if (codes.has(code) && what === "split" && other.split(" ").includes(code)) reach("split whose code lives on");
      if (codes.has(code) && what === "merged") reach("merged, the code another one's");
    }
    for (const [at, one] of says.agencies.entries()) {
      const next = says.agencies.slice(at + 1).find(({ code }) => code === one.code);
      if (next === undefined || one.name === next.name || !isOneName(one.name, next.name)) continue;
      reach(next.name.endsWith(" ") && !one.name.endsWith(" ") ? "trailing blank" : "tone mark placed differently");
    }
  });
  fc.assert(agrees, { numRuns: 1000, seed: 20_250_701 });
  const wanted = [
    ...["merged", "split", "closed", "renamed", "moved", "split whose code lives on", "merged, the code another one's"],
    ...["trailing blank", "tone mark placed differently"],
  ];
  expect(wanted.filter((name) => !reached.has(name))).toEqual([]);
});
