import type { Agency, Level } from "./agency.ts";
import { demandSentence } from "./compose-sentences.ts";
import { LEGEND, quoted, SHEETS, sheetOf } from "./compose-workbook-cells.ts";
import {
  AT,
  type Place,
  RATE_COLUMNS,
  type Ranking,
  type TargetRows,
  targetColumns,
  VERDICT_COLUMN,
} from "./compose-workbook-targets.ts";
import { type Composition, judgedRow, type PrintedTarget } from "./composition.ts";
import { SCOPE_NAMES } from "./figure.ts";
import { bindsAreas, bindsLevel } from "./programme.ts";
import { FIRST_ROW, type WorkbookChart, type WorkbookRow, type WorkbookSheet } from "./workbook.ts";

/** Rows that a chart of the workbook covers, with the gap below it. */
const CHART_ROWS = 30;

/** More bars than these cannot be read. */
const MOST_BARS = 40;

const NOTHING = "Không có.";

/** A table of targets with the places of each, and where each stands. */
export interface TargetSheet {
  readonly sheet: WorkbookSheet;
  /** Row of a scope's line by "number of the target, code". */
  readonly rowOf: ReadonlyMap<string, number>;
}

export const placeKey = (number: number, code: string): string => `${number} ${code}`;

interface Asked {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly what: string;
  readonly notes: readonly string[];
  readonly ranked: boolean;
  /** Ranks as the whole province has them: a formula over a part of the agencies would say something else. */
  readonly rankGiven: boolean;
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
function barsOf({ name, what }: Asked, { printed, from, to, demanded }: Bars, at: number): WorkbookChart {
  const range = (letters: string): string => `${quoted(name)}!$${letters}$${from}:$${letters}$${to}`;
  return {
    kind: "bar",
    title: `${printed.target.name} (${what.toLocaleLowerCase("vi")}; %)`,
    categories: range("B"),
    series: [
      { name: "Tỷ lệ", values: range(AT.judgedRate), dashed: false },
      ...(demanded ? [{ name: "Mức giao", values: range(AT.threshold), dashed: true }] : []),
    ],
    at: `A${at}`,
  };
}

/** Totals, then what has a rate, then what has none: a chart would draw a text as zero, so it ends before them. */
function sorted(printed: PrintedTarget, places: readonly Place[]) {
  const hasRate = ({ scope, code }: Place): boolean => (judgedRow(printed, scope, code)?.rate ?? null) !== null;
  const bodies = places.filter(({ kind }) => kind === "body");
  return {
    totals: places.filter(({ kind }) => kind === "total"),
    rated: bodies.filter(hasRate),
    others: bodies.filter((place) => !hasRate(place)),
  };
}

/** A sheet of targets: a heading for each, then its rows, whose formulas name each other's cells. */
export function targetSheet(
  asked: Asked,
  rows: TargetRows,
  targets: readonly { readonly printed: PrintedTarget; readonly number: number; readonly places: readonly Place[] }[],
): TargetSheet {
  const written: WorkbookRow[] = [];
  const rowOf = new Map<string, number>();
  const bars: Bars[] = [];
  for (const { printed, number, places } of targets) {
    written.push(rows.heading(printed, number, asked.ranked));
    const { totals, rated, others } = sorted(printed, places);
    const from = FIRST_ROW + written.length + totals.length;
    const to = from + rated.length + others.length - 1;
    const ranking: Ranking = asked.ranked ? (asked.rankGiven ? "given" : { from, to }) : null;
    for (const place of [...totals, ...rated, ...others]) {
      const at = FIRST_ROW + written.length;
      rowOf.set(placeKey(number, place.code), at);
      written.push(...rows.row(at, printed, number, place, ranking));
    }
    const [first] = rated;
    // One bar compares nothing.
    if (first === undefined || rated.length < 2 || rated.length > MOST_BARS) continue;
    const demanded = (judgedRow(printed, first.scope, first.code)?.threshold ?? null) !== null;
    bars.push({ printed, from, to: from + rated.length - 1, demanded });
  }
  const demands = targets.map(
    ({ printed, number }) => `(${number}) ${printed.target.name}. ${demandSentence(printed)}`,
  );
  const notes = written.length === 0 ? [NOTHING] : [LEGEND, ...asked.notes, ...demands];
  const { name, title, about, what, ranked } = asked;
  const given = { name, title, about, columns: targetColumns(what, ranked), rows: written, notes };
  const sheet = sheetOf(given, { verdicts: [VERDICT_COLUMN], bars: [...RATE_COLUMNS] });
  const below = FIRST_ROW + written.length + sheet.notes.length + 2;
  const charts = asked.charted ? bars.map((one, index) => barsOf(asked, one, below + index * CHART_ROWS)) : [];
  return { sheet: { ...sheet, charts }, rowOf };
}

const LEVEL_TITLES: Readonly<Record<Level, string>> = {
  so: "KẾT QUẢ CỦA CÁC SỞ, BAN, NGÀNH",
  huyen: "KẾT QUẢ CỦA UBND CẤP HUYỆN",
  xa: "KẾT QUẢ CỦA UBND CẤP XÃ",
};

const RANK_NOTE =
  "Hạng trong các cơ quan cùng cấp theo tỷ lệ lũy kế (tại ngày chốt); các cơ quan có tỷ lệ bằng nhau đồng hạng, hạng kế tiếp bỏ trống; cơ quan không đánh giá không xếp hạng.";
const RANK_GIVEN_NOTE =
  "Hạng trong các cơ quan cùng cấp của toàn tỉnh: là giá trị, vì tệp này chỉ có số liệu của một phần các cơ quan.";

const numbered = (targets: readonly PrintedTarget[]) =>
  targets.map((printed, index) => ({ printed, number: index + 1 }));

/** Every agency of a level under every target that binds it, the level's own row first. */
export function levelSheet(
  { targets, rows, about }: SheetGround,
  level: Level,
  agencies: readonly Agency[],
  isWhole: boolean,
): TargetSheet {
  const total: Place = { scope: "level", code: level, name: SCOPE_NAMES[level], kind: "total" };
  const units = agencies.map(({ code, name }): Place => ({ scope: "agency", code, name, kind: "body" }));
  const bound = numbered(targets).filter(({ printed }) => units.length > 0 && bindsLevel(printed.target, level));
  const asked: Asked = {
    ...{ name: SHEETS[level], title: LEVEL_TITLES[level], about, what: "Cơ quan", ranked: true },
    ...{ notes: [isWhole ? RANK_NOTE : RANK_GIVEN_NOTE], rankGiven: !isWhole, charted: level !== "xa" || !isWhole },
  };
  const places = isWhole ? [total, ...units] : units;
  return targetSheet(
    asked,
    rows,
    bound.map((one) => ({ ...one, places })),
  );
}

/** What the sheets of one workbook are written from. */
export interface SheetGround {
  readonly composition: Composition;
  readonly targets: readonly PrintedTarget[];
  readonly rows: TargetRows;
  readonly about: string;
}

/** Districts with their communes. */
export function areaSheet({ targets, rows, about }: SheetGround, districts: readonly Agency[]): TargetSheet {
  const places = districts.map(({ code, name }): Place => ({ scope: "area", code, name, kind: "body" }));
  const bound = numbered(targets).filter(({ printed }) => places.length > 0 && bindsAreas(printed.target));
  const asked: Asked = {
    ...{ name: SHEETS.areas, about, what: "Địa bàn cấp huyện", ranked: false, rankGiven: false, charted: true },
    title: "KẾT QUẢ THEO ĐỊA BÀN CẤP HUYỆN (GỒM UBND CẤP HUYỆN VÀ CÁC UBND CẤP XÃ TRÊN ĐỊA BÀN)",
    notes: [],
  };
  return targetSheet(
    asked,
    rows,
    bound.map((one) => ({ ...one, places })),
  );
}
