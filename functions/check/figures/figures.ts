import type { FigureKey, Report } from "../../report/report.ts";
import { type Flow, flowOf } from "../reading/flow.ts";
import type { Page } from "../reading/page.ts";
import { type Read, readBack } from "../reading/sections.ts";
import type { Difference } from "./difference.ts";
import { type Published, PublishedFigures } from "./published.ts";
import { scoreDifferences } from "./scores.ts";
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
  published: Published,
): readonly Difference[] {
  const index = new PublishedFigures(published);
  const names = targetsByName(tables);
  const ofTargets = targetTexts(texts, names);
  const others = otherTexts(texts, ofTargets);
  const scored = index.scored();
  return [
    ...tables.flatMap((table) => tableDifferences(table, index)),
    ...ofTargets.flatMap((text) => sentenceDifferences(text, index.target(text.key) ?? [])),
    ...others.flatMap((text) => neededDifferences(text, published.figures)),
    ...others.flatMap((text) => scoreDifferences(text, scored)),
  ];
}

/** The numbers of a document that has been read back against figures.csv. */
export const differencesOf = (read: Read, flow: Flow, published: Published): readonly Difference[] =>
  numbersDiffering(tablesOf(read, flow), flow.placed, published);

/**
 * Reads the tables of targets and agencies and the sentences of the targets back from the pages and holds every number
 * against figures.csv: by its place on the page, under the title over it and beside the name before it. From the report
 * come the keys that say which target and scope a row and a column are about.
 */
export function checkFigures(pages: readonly Page[], report: Report, published: Published): readonly Difference[] {
  const read = readBack(pages, report);
  return differencesOf(read, flowOf(read), published);
}
