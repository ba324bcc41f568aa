import { type Agency, LEVELS, type Level } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { bindsAreas, bindsLevel } from "../../../domain/programme.ts";
import { judgedRow, type PrintedTarget } from "../../composition.ts";
import { demandSentence } from "../../text/sentences.ts";
import { FIRST_ROW, type WorkbookSheet } from "../../workbook.ts";
import { districtColumns } from "../district.ts";
import type { TableContext } from "../lines.ts";
import { type ColumnSpec, column, lettersIn, numbersOfKeys, SHEETS, sheetOf, type TableRow } from "../spec.ts";
import { count, LEGEND, text } from "../value.ts";
import { type Bars, barsOf, canBeRead, type Drawing } from "./bars.ts";
import { targetColumns } from "./columns.ts";
import { type Place, type Ranking, type TargetLine, targetHeading, targetRow } from "./line.ts";

const NOTHING = "Không có.";

/** A scope's line, as a total above others or among them. */
export type SheetPlace = Omit<Place, "number"> & { readonly kind: "body" | "total" };

/** A target under its number, and whose lines there are of it: in groups whose rows are ranked among each other. */
export interface SheetTarget {
  readonly printed: PrintedTarget;
  readonly number: number;
  readonly groups: readonly (readonly SheetPlace[])[];
}

/** A table of targets as a sheet, the row of every scope's line by `placeKey`, and what can be drawn of it. */
export interface TargetSheet {
  readonly sheet: WorkbookSheet;
  readonly letters: (key: string) => string;
  readonly rowOf: ReadonlyMap<string, number>;
  readonly drawings: readonly Drawing[];
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
  /** A heading over the rows of each target, or columns that say the same in every row, so that a filter works. */
  readonly layout: "headings" | readonly ColumnSpec<TargetLine>[];
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
  readonly #asked: Asked;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  /** The lines of a target, whose formulas name each other's cells. */
  add({ printed, number, groups }: SheetTarget): void {
    if (this.#asked.layout === "headings") this.rows.push(targetHeading(printed, number));
    for (const places of groups) this.#addGroup(printed, number, places);
  }

  #addGroup(printed: PrintedTarget, number: number, places: readonly SheetPlace[]): void {
    const { totals, rated, others } = sorted(printed, places);
    const from = FIRST_ROW + this.rows.length + totals.length;
    const ranked = { from, to: from + rated.length + others.length - 1 };
    const ranking: Ranking = this.#asked.ranked === "formula" ? ranked : "given";
    for (const place of [...totals, ...rated, ...others]) {
      this.rowOf.set(placeKey(number, place.code), FIRST_ROW + this.rows.length);
      this.rows.push(...targetRow(printed, { ...place, number: count(number) }, place.kind, ranking));
    }
    const [first] = rated;
    if (first === undefined || !canBeRead(rated.length)) return;
    const demanded = (judgedRow(printed, first.scope, first.code)?.threshold ?? null) !== null;
    const subject = totals[0]?.name ?? this.#asked.subject;
    this.bars.push({ printed, from, to: from + rated.length - 1, subject, demanded });
  }
}

/** A sheet of targets with the rows of each. */
export function targetSheet(context: TableContext, asked: Asked, targets: readonly SheetTarget[]): TargetSheet {
  const { name, title, about, subject, layout } = asked;
  const shownBeside = layout === "headings" ? [] : layout;
  const columns = targetColumns(context, "Chỉ tiêu số", subject, asked.ranked !== false, shownBeside);
  const written = new TargetSheetRows(asked);
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
  const letters = lettersIn(columns);
  return { sheet, letters, rowOf, drawings: bars.map((one) => barsOf(name, letters, one)) };
}

/** What the table of a level is called in the document. */
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

/** Whose target a row is, under a name that no other of the sheet has: two decisions may call theirs alike. */
const TARGET = column<TargetLine>("target", "Chỉ tiêu", [0, 56], ({ printed }) => text(printed.name), {
  align: "left",
  field: "target-name",
});

/** The level of whom a row is about. */
const LEVEL = column<TargetLine>(
  "level",
  "Cấp",
  [0, 18],
  ({ judged }) => {
    const level = LEVELS.find((one) => one === (judged.scope === "level" ? judged.code : judged.level));
    return text(level === undefined ? "" : SCOPE_NAMES[level]);
  },
  { align: "left", field: "level-name" },
);

/** The targets that bind somebody, under their numbers in the report. */
const boundTargets = (
  { composition }: TableContext,
  groupsOf: (printed: PrintedTarget) => readonly (readonly SheetPlace[])[],
): SheetTarget[] =>
  composition.targets
    .map((printed, index) => ({ printed, number: index + 1, groups: groupsOf(printed) }))
    .filter(({ groups }) => groups.some((places) => places.length > 0));

/**
 * Every agency under every target that binds its level, as one table: by level, district and target it can be filtered.
 *
 * @param isWhole whether these are all agencies of the province: their level's own row then comes before them
 */
export function unitSheet(
  context: TableContext,
  agencies: readonly Agency[],
  { about, isWhole }: { readonly about: string; readonly isWhole: boolean },
): TargetSheet {
  const { names } = context.composition;
  const levels = LEVELS.map((level) => {
    const total: SheetPlace = { scope: "level", code: level, name: SCOPE_NAMES[level], kind: "total" };
    const units = agencies
      .filter((agency) => agency.level === level)
      .map((agency): SheetPlace => ({ scope: "agency", code: agency.code, name: names.of(agency), kind: "body" }));
    return { level, places: units.length === 0 ? [] : isWhole ? [total, ...units] : units };
  });
  const districts = districtColumns<TargetLine>(context.composition, ({ judged: { scope, code } }) =>
    scope === "agency" ? code : "",
  );
  const asked: Asked = {
    name: SHEETS.units,
    title: "KẾT QUẢ CỦA TỪNG CƠ QUAN THEO TỪNG CHỈ TIÊU",
    about,
    subject: "Cơ quan",
    notes: [isWhole ? RANK_NOTE : RANK_GIVEN_NOTE],
    ranked: isWhole ? "formula" : "given",
    layout: [LEVEL, ...districts, TARGET],
  };
  return targetSheet(
    context,
    asked,
    boundTargets(context, ({ target }) =>
      levels.filter(({ level }) => bindsLevel(target, level)).map(({ places }) => places),
    ),
  );
}

/** Districts with their communes. */
export function areaSheet(context: TableContext, districts: readonly Agency[], about: string): TargetSheet {
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
    layout: [TARGET],
  };
  return targetSheet(
    context,
    asked,
    boundTargets(context, ({ target }) => (bindsAreas(target) ? [places] : [])),
  );
}
