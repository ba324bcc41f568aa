import { type AgencyTree, byCode } from "./agency.ts";
import { monthsOf, yearToDateOf } from "./period.ts";
import type { Manifest } from "./revision.ts";
import { scopesFed } from "./scope.ts";

/** A line of `figures.csv` as it was published: texts by column. */
export type PublishedRow = Readonly<Record<string, string>>;

/** What a revision's inputs differ in from the one before. */
export interface InputChange {
  readonly kind: "counts" | "agencies" | "procedures" | "measures" | "tasks" | "templates" | "code";
  /** Agency code for counts, the programme's id for tasks, empty otherwise. */
  readonly agency: string;
  /** Reporting month for counts, the day for lists, empty otherwise. */
  readonly when: string;
  readonly how: "added" | "changed" | "removed";
}

/** One published number that the new revision gives differently (điều chỉnh số liệu). */
export interface Change {
  readonly programme: string;
  readonly target: string;
  readonly scope: string;
  readonly code: string;
  readonly name: string;
  readonly basis: string;
  /** A column of `figures.csv`, or `row` where the whole row came or went. */
  readonly field: string;
  readonly old: string;
  readonly new: string;
  readonly causes: readonly InputChange[];
}

const FIELDS = [
  ...["name", "numerator", "denominator", "rate", "goal", "threshold", "unit", "deadline"],
  ...["verdict", "shortfall", "rank", "previous", "year_earlier", "missing"],
] as const;

type Issue = Pick<Manifest, "snapshots" | "templates" | "code">;
type Snapshot = Issue["snapshots"][number];

const placeOf = ({ kind, agency, from, to }: Snapshot): string => [kind, agency, from, to].join(" ");

/** What people have written stands beside the figures and changes none of them. */
const inputChange = ({ kind, agency, month, to }: Snapshot, how: InputChange["how"]): InputChange[] =>
  kind === "texts" ? [] : [{ kind, agency, when: kind === "counts" ? month : to, how }];

/** What the inputs of two revisions differ in: answers that came, changed or went, the templates, the program. */
export function inputChanges(before: Issue, after: Issue): InputChange[] {
  const [old, now] = [before, after].map((issue) => new Map(issue.snapshots.map((one) => [placeOf(one), one])));
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
    ...other.map((kind): InputChange => ({ kind, agency: "", when: "", how: "changed" })),
  ];
}

/** Whether counts of an agency and month go into a field of a row. */
function feeds(change: InputChange, row: PublishedRow, field: string, tree: AgencyTree): boolean {
  const { scope = "", code = "", level = "", basis = "", period = "" } = row;
  // A rank depends on every agency of the level.
  const place = field === "rank" ? `level:${level}` : `${scope}:${code}`;
  if (!scopesFed(tree, change.agency).includes(place)) return false;
  const own = basis === "year" ? yearToDateOf(period) : monthsOf(period);
  const compared = field === "previous" || field === "year_earlier";
  return own.includes(change.when) !== compared;
}

function causesOf(row: PublishedRow, field: string, inputs: readonly InputChange[], tree: AgencyTree): InputChange[] {
  return inputs.filter((change) => {
    if (change.kind === "counts") return row["basis"] !== "as-of" && feeds(change, row, field, tree);
    if (change.kind === "measures") return row["basis"] === "as-of";
    // No figure is made from the progress of tasks.
    if (change.kind === "tasks") return false;
    return true;
  });
}

const keyOf = (row: PublishedRow): string =>
  ["programme", "target", "scope", "code", "basis"].map((column) => row[column] ?? "").join(" ");

function changed(row: PublishedRow, field: string, old: string, now: string, causes: readonly InputChange[]): Change {
  const { programme = "", target = "", scope = "", code = "", name = "", basis = "" } = row;
  return { programme, target, scope, code, name, basis, field, old, new: now, causes };
}

/**
 * Every number of the earlier revision that the new one gives differently, in the order of `figures.csv`, each with
 * the inputs that explain it; rows that are no longer there come last.
 */
export function changesOf(
  before: readonly PublishedRow[],
  after: readonly PublishedRow[],
  inputs: readonly InputChange[],
  tree: AgencyTree,
): Change[] {
  const old = new Map(before.map((row) => [keyOf(row), row]));
  const now = new Set(after.map(keyOf));
  const differing = after.flatMap((row): Change[] => {
    const earlier = old.get(keyOf(row));
    const causes = (field: string) => causesOf(row, field, inputs, tree);
    if (earlier === undefined) return [changed(row, "row", "absent", "present", causes("row"))];
    return FIELDS.filter((field) => earlier[field] !== row[field]).map((field) =>
      changed(row, field, earlier[field] ?? "", row[field] ?? "", causes(field)),
    );
  });
  const gone = before.filter((row) => !now.has(keyOf(row)));
  return [
    ...differing,
    ...gone.map((row) => changed(row, "row", "present", "absent", causesOf(row, "row", inputs, tree))),
  ];
}

/** `counts:77-STTTT:2023-05:changed`, at most three of them and how many more, by agency and month. */
export function causeText(causes: readonly InputChange[]): string {
  const words = causes
    .map(({ kind, agency, when, how }) => [kind, agency, when, how].filter((word) => word !== "").join(":"))
    .sort(byCode);
  const more = words.length > 3 ? ` +${words.length - 3}` : "";
  return `${words.slice(0, 3).join(" ")}${more}`;
}
