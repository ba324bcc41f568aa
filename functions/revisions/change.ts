import { z } from "zod";
import type { AgencyTree } from "../domain/agency.ts";
import { FIGURE_COLUMNS, figureText } from "../domain/figures/columns.ts";
import type { FigureRow, ScopeKind } from "../domain/figures/figure.ts";
import { isSameName } from "../domain/name.ts";
import { monthsOf, yearToDateOf } from "../domain/period.ts";
import { scopesFed } from "../domain/scope.ts";
import { type CountKind, countedAgency, countedSystem, isOfCounts } from "./counted.ts";
import type { Manifest } from "./revision.ts";

/** What a revision's inputs differ in from the one before. */
export interface InputChange {
  readonly kind: (CountKind | "agencies" | "procedures" | "measures" | "tasks") | ("templates" | "code" | "documents");
  /** Agency code for counts, however they came, and documents, the programme's id for tasks, empty otherwise. */
  readonly agency: string;
  /** Id of the mapping for counts of a system beside the API; left out otherwise. */
  readonly system?: string;
  /** Reporting month for counts, the day for lists, empty otherwise. */
  readonly when: string;
  /** Last day of the data's window; empty where there is none. */
  readonly to: string;
  readonly how: "added" | "changed" | "removed";
}

/** One published number that the new revision gives differently (điều chỉnh số liệu). */
export interface Change {
  readonly programme: string;
  readonly target: string;
  readonly scope: ScopeKind;
  readonly code: string;
  readonly name: string;
  readonly basis: string;
  /** A column of `figures.csv`, or `row` where the whole row came or went. */
  readonly field: string;
  /** As they are published; a whole row is "present" or "absent". */
  readonly old: string;
  readonly new: string;
  readonly causes: readonly InputChange[];
}

/** A line of a published `changes.csv`. */
export const ChangeRow = z.object({
  programme: z.string(),
  target: z.string(),
  scope: z.string(),
  code: z.string(),
  basis: z.string(),
  field: z.string(),
  old: z.string(),
  new: z.string(),
  cause: z.string(),
});
export type ChangeRow = z.infer<typeof ChangeRow>;

/** What says which row it is, and what follows from that: compared with nothing. */
const IDENTITY: ReadonlySet<keyof FigureRow> = new Set([
  ...(["province", "programme", "period", "from", "to", "target", "indicator"] as const),
  ...(["scope", "code", "level", "basis"] as const),
]);

/** The columns in which a row may differ from the one before. */
const COMPARED = FIGURE_COLUMNS.filter(({ field }) => !IDENTITY.has(field));

type RevisionInputs = Pick<Manifest, "snapshots" | "templates" | "code"> &
  Partial<Pick<Manifest, "missing" | "supplied" | "window">>;
type Snapshot = RevisionInputs["snapshots"][number];

const placeOf = ({ kind, agency, from, to }: Snapshot): string => [kind, agency, from, to].join(" ");

/** What people have written, and what the national portal says, is beside the figures and changes none of them. */
function inputChange({ kind, agency, month, to }: Snapshot, how: InputChange["how"]): InputChange[] {
  if (kind === "texts" || kind === "national-portal") return [];
  if (!isOfCounts(kind)) return [{ kind, agency, when: to, to, how }];
  const system = countedSystem({ kind, agency });
  const about = system === null ? {} : { system };
  return [{ kind, agency: countedAgency({ kind, agency }), ...about, when: month, to, how }];
}

/** Agencies of which the later revision supplies a document that the one before lacks. */
function suppliedChanges({ missing = [] }: RevisionInputs, { supplied = [], window }: RevisionInputs): InputChange[] {
  const agencies = new Set(missing.filter(({ name }) => supplied.includes(name)).map(({ agency }) => agency));
  return [...agencies].map((agency) => ({ kind: "documents", agency, when: "", to: window?.to ?? "", how: "added" }));
}

/** What the inputs of two revisions differ in: answers that came, changed or went, the templates, the program. */
export function inputChanges(before: RevisionInputs, after: RevisionInputs): InputChange[] {
  const [old, now] = [before, after].map((inputs) => new Map(inputs.snapshots.map((one) => [placeOf(one), one])));
  const came = after.snapshots.flatMap((snapshot) => {
    const earlier = old?.get(placeOf(snapshot));
    if (earlier === undefined) return inputChange(snapshot, "added");
    return earlier.sha256 === snapshot.sha256 ? [] : inputChange(snapshot, "changed");
  });
  const went = before.snapshots.filter((snapshot) => now?.has(placeOf(snapshot)) !== true);
  const other = (["templates", "code"] as const).filter((kind) => before[kind] !== after[kind]);
  return [
    ...came,
    ...went.flatMap((snapshot) => inputChange(snapshot, "removed")),
    ...suppliedChanges(before, after),
    ...other.map((kind): InputChange => ({ kind, agency: "", when: "", to: "", how: "changed" })),
  ];
}

/** Whether counts of an agency and month go into a field of a row. */
function feeds(change: InputChange, row: FigureRow, field: string, tree: AgencyTree): boolean {
  const { scope, code, level, basis, period } = row;
  // A rank depends on every agency of the level.
  const place = field === "rank" ? `level:${level ?? ""}` : `${scope}:${code}`;
  if (!scopesFed(tree, change.agency, change.to).includes(place)) return false;
  const own = basis === "year" ? yearToDateOf(period) : monthsOf(period);
  const compared = field === "previous" || field === "year_earlier";
  return own.includes(change.when) !== compared;
}

function causesOf(row: FigureRow, field: string, inputs: readonly InputChange[], tree: AgencyTree): InputChange[] {
  return inputs.filter((change) => {
    if (isOfCounts(change.kind)) return row.basis !== "as-of" && feeds(change, row, field, tree);
    if (change.kind === "measures") return row.basis === "as-of";
    // No figure is made from the progress of tasks, or from a document.
    if (change.kind === "tasks" || change.kind === "documents") return false;
    return true;
  });
}

const keyOf = ({ programme, target, scope, code, basis }: FigureRow): string =>
  [programme, target, scope, code, basis].join(" ");

function changed(row: FigureRow, field: string, old: string, now: string, causes: readonly InputChange[]): Change {
  const { programme, target, scope, code, name, basis } = row;
  return { programme, target, scope, code, name, basis, field, old, new: now, causes };
}

/** A name that is only spelt otherwise is no other one; a column that the earlier file did not have is no other number. */
function differs(earlier: FigureRow, row: FigureRow, field: keyof FigureRow): boolean {
  if (field === "name") return !isSameName(earlier.name, row.name);
  return earlier[field] !== undefined && earlier[field] !== row[field];
}

/**
 * Every number of the earlier revision that the new one gives differently, in the order of `figures.csv`, each with
 * the inputs that explain it; rows that are no longer there come last.
 */
export function changesOf(
  before: readonly FigureRow[],
  after: readonly FigureRow[],
  inputs: readonly InputChange[],
  tree: AgencyTree,
): Change[] {
  const old = new Map(before.map((row) => [keyOf(row), row]));
  const now = new Set(after.map(keyOf));
  const differing = after.flatMap((row): Change[] => {
    const earlier = old.get(keyOf(row));
    const causes = (field: string) => causesOf(row, field, inputs, tree);
    if (earlier === undefined) return [changed(row, "row", "absent", "present", causes("row"))];
    return COMPARED.filter(({ field }) => differs(earlier, row, field)).map(({ header, field }) =>
      changed(row, header, figureText(earlier, field), figureText(row, field), causes(header)),
    );
  });
  const gone = before.filter((row) => !now.has(keyOf(row)));
  return [
    ...differing,
    ...gone.map((row) => changed(row, "row", "present", "absent", causesOf(row, "row", inputs, tree))),
  ];
}
