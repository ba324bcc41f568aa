import type { PublishedRow } from "../domain/change.ts";

/** The rows of one target in figures.csv. */
export interface FigureTarget {
  readonly programme: string;
  readonly rows: readonly PublishedRow[];
}

/** The rows by programme and target, in the file's order. */
function targetsOf(figures: readonly PublishedRow[]): FigureTarget[] {
  const byTarget = Map.groupBy(figures, (row) => `${row["programme"]} ${row["target"]}`);
  return [...byTarget.values()].map((rows) => ({ programme: rows[0]?.["programme"] ?? "", rows }));
}

/** Everything that a target's rows say, but whose target it is. */
const contentOf = ({ rows }: FigureTarget): string =>
  JSON.stringify(
    rows.map((row) => Object.entries(row).filter(([column]) => column !== "programme" && column !== "target")),
  );

/** Every way to sort items into groups: the group of each item, numbered in the order in which they appear. */
function groupings(items: number): number[][] {
  if (items === 0) return [[]];
  return groupings(items - 1).flatMap((groups) => {
    const next = Math.max(-1, ...groups) + 1;
    return Array.from({ length: next + 1 }, (_, group) => [...groups, group]);
  });
}

/**
 * The targets as a report may print them. A target that several programmes set alike is printed once, but figures.csv
 * does not say which programmes are alike (that depends on the agencies that they leave out): each list here is one
 * possibility with the right number of targets, mostly the only one.
 */
export function printedTargets(figures: readonly PublishedRow[], count: number): FigureTarget[][] {
  const all = targetsOf(figures).map((target) => ({ target, content: contentOf(target) }));
  const programmes = [...new Set(all.map(({ target }) => target.programme))];
  const lists = groupings(programmes.length).map((groups) => {
    const known = new Set<string>();
    return all.filter(({ target, content }) => {
      const key = `${groups[programmes.indexOf(target.programme)]} ${content}`;
      if (known.has(key)) return false;
      known.add(key);
      return true;
    });
  });
  const fitting = new Map(
    lists
      .filter((list) => list.length === count)
      .map((list) => [list.map(({ content }) => content).join(), list.map(({ target }) => target)]),
  );
  return [...fitting.values()];
}

const isOf = (row: PublishedRow, scope: string, code: string): boolean =>
  row["scope"] === scope && row["code"] === code;

/** The row that is judged: basis year, or as-of. */
export const judgedRow = ({ rows }: FigureTarget, scope: string, code: string): PublishedRow | undefined =>
  rows.find((row) => isOf(row, scope, code) && row["basis"] !== "period");

/** The row of the period itself, or as-of. */
export const periodRow = ({ rows }: FigureTarget, scope: string, code: string): PublishedRow | undefined =>
  rows.find((row) => isOf(row, scope, code) && row["basis"] !== "year");

/** The judged rows of one kind of scope, of one level where it is named; in the file's order. */
export const judgedRows = ({ rows }: FigureTarget, scope: string, level: string | null = null): PublishedRow[] =>
  rows.filter(
    (row) => row["scope"] === scope && row["basis"] !== "period" && (level === null || row["level"] === level),
  );

/** "đạt", "chưa đạt (chưa đến hạn)" …: the verdict as sentences print it. */
export function verdictWords({ verdict, goal }: PublishedRow): string {
  switch (verdict) {
    case "met":
      return "đạt";
    case "not-due":
      return "chưa đạt (chưa đến hạn)";
    case "not-met":
      return goal === "strive" ? "chưa đạt mức phấn đấu" : "chưa đạt";
    case "no-activity":
      return "không phát sinh";
    case "no-data":
      return "chưa có số liệu";
    default:
      return "–";
  }
}

/** "30/11/2023": days below 10 and the months 1 and 2 with a zero in front. */
export function dayWords(day = ""): string {
  const [year, month, date] = day.split("-");
  return day === "" ? "–" : `${date}/${Number(month) < 3 ? month : Number(month)}/${year}`;
}
