import type { FigureRow } from "../../domain/figures/figure.ts";
import type { FigureKey, Report } from "../../report/report.ts";
import { type Flow, flowOf } from "../reading/flow.ts";
import type { Page } from "../reading/page.ts";
import { type Read, readBack } from "../reading/sections.ts";
import type { Difference } from "./difference.ts";
import { PublishedFigures } from "./published.ts";
import { otherTexts, type ReadText, targetTexts } from "./sentence-text.ts";
import { neededDifferences, sentenceDifferences } from "./sentences.ts";
import { type NamedTable, tableDifferences, targetNames } from "./tables.ts";

const tablesOf = ({ appendices }: Read, { placed }: Flow): NamedTable[] => [
  ...placed.flatMap((one) => ("rows" in one ? [{ part: "bảng trong nội dung", placed: one }] : [])),
  ...appendices.flatMap(({ number, placed: table }) => (table === null ? [] : [{ part: number, placed: table }])),
];

/** The targets by the name that tables print, each once: two decisions may call theirs alike. */
function targetsByName(tables: readonly NamedTable[]): ReadonlyMap<string, readonly FigureKey[]> {
  const keys = new Map<string, FigureKey[]>();
  for (const [name, key] of tables.flatMap(targetNames)) {
    const known = keys.get(name) ?? [];
    if (known.some(({ programme, target }) => programme === key.programme && target === key.target)) continue;
    keys.set(name, [...known, key]);
  }
  return keys;
}

/** Tables, and texts in their order, against figures.csv: those of the tables first. */
export function numbersDiffering(
  tables: readonly NamedTable[],
  texts: readonly (ReadText | object)[],
  figures: readonly FigureRow[],
): readonly Difference[] {
  const index = new PublishedFigures(figures);
  const names = targetsByName(tables);
  const ofTargets = targetTexts(texts, names);
  return [
    ...tables.flatMap((table) => tableDifferences(table, index)),
    ...ofTargets.flatMap((text) => sentenceDifferences(text, index.target(text.key) ?? [])),
    ...otherTexts(texts, ofTargets).flatMap((text) => neededDifferences(text, figures)),
  ];
}

/** The numbers of a document that has been read back against figures.csv. */
export const differencesOf = (read: Read, flow: Flow, figures: readonly FigureRow[]): readonly Difference[] =>
  numbersDiffering(tablesOf(read, flow), flow.placed, figures);

/**
 * Reads the tables of targets and agencies and the sentences of the targets back from the pages and holds every number
 * against figures.csv: by its place on the page, under the title over it and beside the name before it. From the report
 * come the keys that say which target and scope a row and a column are about.
 */
export function checkFigures(
  pages: readonly Page[],
  report: Report,
  figures: readonly FigureRow[],
): readonly Difference[] {
  const read = readBack(pages, report);
  return differencesOf(read, flowOf(read), figures);
}
