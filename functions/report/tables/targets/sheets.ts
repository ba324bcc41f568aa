import type { Agency, Level } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { bindsAreas, bindsLevel } from "../../../domain/programme.ts";
import { judgedRow, type PrintedTarget } from "../../composition.ts";
import { demandSentence } from "../../text/sentences.ts";
import { FIRST_ROW, type WorkbookChart, type WorkbookSheet } from "../../workbook.ts";
import type { TableContext } from "../lines.ts";
import { type ColumnSpec, lettersIn, numbersOfKeys, quoted, SHEETS, sheetOf, type TableRow } from "../spec.ts";
import { count, LEGEND } from "../value.ts";
import { targetColumns } from "./columns.ts";
import { type Place, type Ranking, type TargetLine, targetHeading, targetRow } from "./line.ts";

/** Rows that a chart of the workbook covers, with the gap below it. */
const CHART_ROWS = 30;
/** More bars than these cannot be read. */
const MOST_BARS = 40;
const NOTHING = "Không có.";

/** A scope's line, as a total above others or among them. */
export type SheetPlace = Omit<Place, "number"> & { readonly kind: "body" | "total" };

/** A target under its number, and whose lines there are of it. */
export interface SheetTarget {
  readonly printed: PrintedTarget;
  readonly number: number;
  readonly places: readonly SheetPlace[];
}

/** A table of targets as a sheet, and the row of every scope's line by `placeKey`. */
export interface TargetSheet {
  readonly sheet: WorkbookSheet;
  readonly rowOf: ReadonlyMap<string, number>;
}

export const placeKey = (number: number, code: string): string => `${number} ${code}`;

interface Asked {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** Over the names of the rows. */
  readonly subject: string;
  readonly notes: readonly string[];
  /** Whether ranks are written; "given" where a formula over a part of the agencies would say something else. */
  readonly ranked: false | "formula" | "given";
  readonly charted: boolean;
}

/** Rows that are drawn as bars, all of them with a rate. */
interface Bars {
  readonly printed: PrintedTarget;
  readonly from: number;
  readonly to: number;
  /** Whether something is demanded of them. */
  readonly demanded: boolean;
}

/** Bars of the agencies of one target against what is demanded, below the table. */
function barsOf(
  { name, subject }: Asked,
  columns: readonly ColumnSpec<TargetLine>[],
  { printed, from, to, demanded }: Bars,
  at: number,
): WorkbookChart {
  const letters = lettersIn(columns);
  const range = (key: string): string => `${quoted(name)}!$${letters(key)}$${from}:$${letters(key)}$${to}`;
  const threshold = { name: "Mức giao", values: range("threshold"), dashed: true };
  return {
    kind: "bar",
    title: `${printed.target.name} (${subject.toLocaleLowerCase("vi")}; %)`,
    categories: range("name"),
    series: [{ name: "Tỷ lệ", values: range("rate"), dashed: false }, ...(demanded ? [threshold] : [])],
    at: `A${at}`,
  };
}

/** Totals, then what has a rate, then what has none: a chart would draw a text as zero, so it ends before them. */
function sorted(printed: PrintedTarget, places: readonly SheetPlace[]) {
  const hasRate = ({ scope, code }: SheetPlace): boolean => (judgedRow(printed, scope, code)?.rate ?? null) !== null;
  const bodies = places.filter(({ kind }) => kind === "body");
  return {
    totals: places.filter(({ kind }) => kind === "total"),
    rated: bodies.filter(hasRate),
    others: bodies.filter((place) => !hasRate(place)),
  };
}

/** The rows of a sheet of targets, where each scope's line is, and what can be drawn of them. */
class TargetSheetRows {
  readonly rows: TableRow<TargetLine>[] = [];
  readonly rowOf = new Map<string, number>();
  readonly bars: Bars[] = [];
  readonly #ranked: Asked["ranked"];

  constructor(ranked: Asked["ranked"]) {
    this.#ranked = ranked;
  }

  /** A heading for the target, then its lines, whose formulas name each other's cells. */
  add({ printed, number, places }: SheetTarget): void {
    this.rows.push(targetHeading(printed, number));
    const { totals, rated, others } = sorted(printed, places);
    const from = FIRST_ROW + this.rows.length + totals.length;
    const to = from + rated.length + others.length - 1;
    const ranking: Ranking = this.#ranked === "formula" ? { from, to } : "given";
    for (const place of [...totals, ...rated, ...others]) {
      this.rowOf.set(placeKey(number, place.code), FIRST_ROW + this.rows.length);
      this.rows.push(...targetRow(printed, { ...place, number: count(number) }, place.kind, ranking));
    }
    const [first] = rated;
    // One bar compares nothing.
    if (first === undefined || rated.length < 2 || rated.length > MOST_BARS) return;
    const demanded = (judgedRow(printed, first.scope, first.code)?.threshold ?? null) !== null;
    this.bars.push({ printed, from, to: from + rated.length - 1, demanded });
  }
}

/** A sheet of targets: a heading for each, then its rows. */
export function targetSheet(context: TableContext, asked: Asked, targets: readonly SheetTarget[]): TargetSheet {
  const { name, title, about, subject } = asked;
  const columns = targetColumns(context, "Chỉ tiêu số", subject, asked.ranked !== false);
  const written = new TargetSheetRows(asked.ranked);
  for (const target of targets) written.add(target);
  const { rows, rowOf, bars } = written;
  const demands = targets.map(
    ({ printed, number }) => `(${number}) ${printed.target.name}. ${demandSentence([printed])}`,
  );
  const notes = rows.length === 0 ? [NOTHING] : [LEGEND, ...asked.notes, ...demands];
  const sheet = sheetOf({ name, title, about, notes }, columns, rows, {
    verdicts: numbersOfKeys(columns, ["verdict"]),
    bars: numbersOfKeys(columns, ["period-rate", "rate"]),
  });
  const below = FIRST_ROW + rows.length + sheet.notes.length + 2;
  const charts = asked.charted ? bars.map((one, at) => barsOf(asked, columns, one, below + at * CHART_ROWS)) : [];
  return { sheet: { ...sheet, charts }, rowOf };
}

/** What the table of a level is called, in the document and in the workbook. */
export const LEVEL_TITLES: Readonly<Record<Level, string>> = {
  so: "KẾT QUẢ CỦA CÁC SỞ, BAN, NGÀNH",
  huyen: "KẾT QUẢ CỦA UBND CẤP HUYỆN",
  xa: "KẾT QUẢ CỦA UBND CẤP XÃ",
};

export const AREA_TITLE = "KẾT QUẢ THEO ĐỊA BÀN CẤP HUYỆN (GỒM UBND CẤP HUYỆN VÀ CÁC UBND CẤP XÃ TRÊN ĐỊA BÀN)";

const RANK_NOTE =
  "Hạng trong các cơ quan cùng cấp theo tỷ lệ lũy kế (tại ngày chốt); các cơ quan có tỷ lệ bằng nhau đồng hạng, hạng kế tiếp bỏ trống; cơ quan không đánh giá không xếp hạng.";
const RANK_GIVEN_NOTE =
  "Hạng trong các cơ quan cùng cấp của toàn tỉnh: là giá trị, vì tệp này chỉ có số liệu của một phần các cơ quan.";

/** The targets that bind these places, under their numbers in the report. */
const boundTargets = (
  { composition }: TableContext,
  places: readonly SheetPlace[],
  binds: (printed: PrintedTarget) => boolean,
): SheetTarget[] =>
  composition.targets
    .map((printed, index) => ({ printed, number: index + 1, places }))
    .filter(({ printed }) => places.length > 0 && binds(printed));

/**
 * Every agency of a level under every target that binds it.
 *
 * @param isWhole whether these are all agencies of the level: the level's own row then comes first
 */
export function levelSheet(
  context: TableContext,
  level: Level,
  agencies: readonly Agency[],
  { about, isWhole }: { readonly about: string; readonly isWhole: boolean },
): TargetSheet {
  const { names } = context.composition;
  const total: SheetPlace = { scope: "level", code: level, name: SCOPE_NAMES[level], kind: "total" };
  const units = agencies.map(
    (agency): SheetPlace => ({ scope: "agency", code: agency.code, name: names.of(agency), kind: "body" }),
  );
  const places = units.length === 0 ? [] : isWhole ? [total, ...units] : units;
  const asked: Asked = {
    name: SHEETS[level],
    title: LEVEL_TITLES[level],
    about,
    subject: "Cơ quan",
    notes: [isWhole ? RANK_NOTE : RANK_GIVEN_NOTE],
    ranked: isWhole ? "formula" : "given",
    charted: level !== "xa" || !isWhole,
  };
  return targetSheet(
    context,
    asked,
    boundTargets(context, places, ({ target }) => bindsLevel(target, level)),
  );
}

/** Districts with their communes. */
export function areaSheet(context: TableContext, districts: readonly Agency[], about: string): WorkbookSheet {
  const places = districts.map(
    ({ code }): SheetPlace => ({ scope: "area", code, name: context.composition.names.area(code), kind: "body" }),
  );
  const asked: Asked = {
    name: SHEETS.areas,
    title: AREA_TITLE,
    about,
    subject: "Địa bàn cấp huyện",
    notes: [],
    ranked: false,
    charted: true,
  };
  return targetSheet(
    context,
    asked,
    boundTargets(context, places, ({ target }) => bindsAreas(target)),
  ).sheet;
}
