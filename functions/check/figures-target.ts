import type { PublishedRow } from "../domain/change.ts";
import { compared, type Difference, differing, type Place } from "./difference.ts";
import { dayWords, type FigureTarget, judgedRows, periodRow, verdictWords } from "./figure-rows.ts";
import type { Band } from "./grid.ts";
import { dense, isSame } from "./lines.ts";
import type { Expected } from "./numbers.ts";
import type { AppendixSection } from "./sections.ts";
import { headerBands } from "./tables.ts";

/** A scope's two rows: of the period, and the one that is judged. */
interface Pair {
  readonly now: PublishedRow;
  readonly judged: PublishedRow;
}

const count = (value = ""): Expected => ({ type: "count", value });
const rate = (value = ""): Expected => ({ type: "rate", value });
const text = (value: string): Expected => ({ type: "text", value });
const NOTHING = text("–");

/** A stock has no number of the period, only one of its last day. */
const inPeriod = ({ now }: Pair, expected: Expected): Expected => (now["basis"] === "as-of" ? NOTHING : expected);

function thresholdOf({ judged: { threshold = "", unit } }: Pair): Expected {
  return unit === "count" || threshold === "" ? count(threshold) : text(`${threshold}%`);
}

function verdictOf({ judged }: Pair): Expected {
  const words = verdictWords(judged);
  return text(words.charAt(0).toUpperCase() + words.slice(1));
}

/** What figures.csv says for a column, by the column's group and title. */
const COLUMNS: ReadonlyMap<string, (pair: Pair) => Expected> = new Map([
  ["Trong kỳ|Tử số", (pair) => inPeriod(pair, count(pair.now["numerator"]))],
  ["Trong kỳ|Mẫu số", (pair) => inPeriod(pair, count(pair.now["denominator"]))],
  ["Trong kỳ|Tỷ lệ (%)", (pair) => inPeriod(pair, { type: "share", row: pair.now })],
  ["|Kỳ trước (%)", ({ now }) => rate(now["previous"])],
  ["|Cùng kỳ (%)", ({ now }) => rate(now["year_earlier"])],
  ["Lũy kế (tại ngày chốt)|Tử số", ({ judged }) => count(judged["numerator"])],
  ["Lũy kế (tại ngày chốt)|Mẫu số", ({ judged }) => count(judged["denominator"])],
  ["Lũy kế (tại ngày chốt)|Tỷ lệ (%)", ({ judged }) => ({ type: "share", row: judged })],
  ["|Mức giao", thresholdOf],
  ["|Thời hạn", ({ judged }) => text(dayWords(judged["deadline"]))],
  ["|Đánh giá", verdictOf],
  ["|Còn thiếu", ({ judged }) => count(judged["shortfall"])],
]);

/** The bands of an appendix's table below its headers. */
export const rowsOf = ({ grids, appendix }: AppendixSection): Band[] =>
  grids.flatMap((grid) => grid.bands.slice(headerBands(grid, appendix.table.columns)));

function cellsOf(band: Band, section: AppendixSection, pair: Pair, row: string): Difference[] {
  return section.appendix.table.columns.slice(2).flatMap(({ title, group }, index) => {
    const place: Place = { page: band.page, part: section.number, row, column: group ? `${group}, ${title}` : title };
    const printed = band.cells[index + 2] ?? "";
    const expected = COLUMNS.get(`${group ?? ""}|${title}`);
    return expected === undefined
      ? differing(place, printed, "một cột có trong figures.csv")
      : compared(place, printed, expected(pair));
  });
}

/** The scopes that the target table prints: the province and the levels. */
const printedScopes = (target: FigureTarget): PublishedRow[] => [
  ...judgedRows(target, "province"),
  ...judgedRows(target, "level"),
];

const isTarget = (band: Band): boolean => /^\d+$/.test(band.cells[0] ?? "");

/**
 * The target table (phụ lục "TỔNG HỢP …"): under each target's name a row for the province and for each level, every
 * cell held against figures.csv, and no row of figures.csv left out.
 */
export function targetTable(section: AppendixSection, targets: readonly FigureTarget[]): Difference[] {
  const found: Difference[] = [];
  const seen = new Set<PublishedRow>();
  let target: FigureTarget | undefined;
  let name = "";
  for (const band of rowsOf(section)) {
    const [number = "", scope = ""] = band.cells;
    if (isTarget(band)) {
      target = targets[Number(number) - 1];
      name = `${number}. ${scope}`;
      continue;
    }
    const judged = target && printedScopes(target).find((row) => isSame(scope, row["name"] ?? ""));
    const now = judged && target && periodRow(target, judged["scope"] ?? "", judged["code"] ?? "");
    const place = { page: band.page, part: section.number, row: `${name}, ${scope}`, column: "Chỉ tiêu, phạm vi" };
    if (judged === undefined || now === undefined || seen.has(judged)) {
      found.push(...differing(place, scope, "một phạm vi của chỉ tiêu, một lần"));
      continue;
    }
    seen.add(judged);
    found.push(...cellsOf(band, section, { now, judged }, `${name}, ${scope}`));
  }
  return [...found, ...unprinted(section, targets, seen)];
}

function unprinted(section: AppendixSection, targets: readonly FigureTarget[], seen: Set<PublishedRow>): Difference[] {
  return targets.flatMap((target, index) =>
    printedScopes(target)
      .filter((row) => !seen.has(row))
      .flatMap((row) => {
        const place = { page: section.pages[0]?.number ?? 0, part: section.number, column: "Chỉ tiêu, phạm vi" };
        return differing({ ...place, row: `${index + 1}. ${row["name"]}` }, "không in", row["name"] ?? "");
      }),
  );
}

export const isTargetTable = ({ appendix }: Pick<AppendixSection, "appendix">): boolean =>
  dense(appendix.title).startsWith(dense("TỔNG HỢP"));

/** Names of the targets in the order of print, from the report: names are not what is compared. */
export const targetNames = ({ appendix }: Pick<AppendixSection, "appendix">): string[] =>
  appendix.table.rows.flatMap(({ cells: [number, name] }) =>
    number !== undefined && /^\d+$/.test(number.text) && name !== undefined ? [name.text] : [],
  );
