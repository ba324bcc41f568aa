import {
  type Compared,
  type CrossCheck,
  type CrossCheckLine,
  MEASURES,
  type Portion,
} from "../../domain/national/cross-check.ts";
import type { Composition } from "../composition.ts";
import { type HeldShare, printedShare } from "../printed-rate.ts";
import type { Appendix } from "../report.ts";
import { type ColumnSpec, column, printedTable, SHEETS, sheetOf, type TableRow } from "../tables/spec.ts";
import { count, known, NO_ACTIVITY, NONE, points, share, text, UNKNOWN, type Value } from "../tables/value.ts";
import { momentText, sentence } from "../wording.ts";
import type { WorkbookSheet } from "../workbook.ts";
import { hasScores, scoreColumns, scoreNotes } from "./scores.ts";
import { definitionTexts, windowText } from "./words.ts";

const TITLE = "ĐỐI CHIẾU VỚI CỔNG DỊCH VỤ CÔNG QUỐC GIA";
const SCORES_TITLE = "ĐIỂM ĐÁNH GIÁ CỦA CỔNG DỊCH VỤ CÔNG QUỐC GIA";

/** A line of the cross-check as it is printed. */
interface Line {
  readonly number: number | null;
  readonly name: string;
  readonly line: CrossCheckLine;
}

type ShareMeasure = "on-time" | "online-payment";
type Side = "ours" | "portal";

/** Why one side of a share has no number. */
function without({ remarks }: Compared, side: Side): string {
  if (side === "portal") return remarks.includes("no-portal-activity") ? NO_ACTIVITY : NONE;
  if (remarks.includes("not-ours")) return NONE;
  return remarks.includes("no-own-activity") ? NO_ACTIVITY : UNKNOWN;
}

const held = (portion: Portion): HeldShare => ({ ...portion, limits: [] });

const rateOf = (compared: Compared, side: Side) => {
  const portion = compared[side];
  return portion === null ? null : printedShare(held(portion));
};

function rateValue(compared: Compared, side: Side): Value {
  const portion = compared[side];
  return portion === null ? text(without(compared, side)) : share(held(portion));
}

function countValue(compared: Compared, side: Side, at: keyof Portion): Value {
  const portion = compared[side];
  return portion === null ? text(without(compared, side)) : known(portion[at]);
}

const NAMES: readonly ColumnSpec<Line>[] = [
  column("number", "TT", [9, 6], ({ number }) => count(number), { align: "center" }),
  column("name", "Đơn vị", [52, 46], ({ name }) => text(name), { align: "left" }),
];
const CODES: readonly ColumnSpec<Line>[] = [
  column("code", "Mã", [0, 14], ({ line }) => text(line.code), { align: "left" }),
  column("portal-code", "Mã trên Cổng", [0, 14], ({ line }) => text(line.portalCode ?? ""), { align: "left" }),
];

/** One share, both sides and their difference in points. */
function shareColumns(
  measure: ShareMeasure,
  words: { readonly group: string; readonly part: string; readonly ours: string; readonly portal: string },
): ColumnSpec<Line>[] {
  const of = ({ line }: Line): Compared => line.measures[measure];
  const side = (which: Side, whole: string): ColumnSpec<Line>[] => {
    const group = `${words.group}, ${which === "ours" ? "số của địa phương" : "số của Cổng"}`;
    const key = `${measure}-${which}`;
    return [
      column(`${key}-part`, words.part, [15, 11], (line) => countValue(of(line), which, "numerator"), { group }),
      column(`${key}-whole`, whole, [15, 11], (line) => countValue(of(line), which, "denominator"), { group }),
      ...(which === "portal" && measure === "on-time"
        ? [column<Line>(`${key}-late`, "Quá hạn", [14, 11], (line) => count(of(line).overdue), { group })]
        : []),
      column(`${key}-rate`, "Tỷ lệ (%)", [14, 10], (line) => rateValue(of(line), which), { group }),
    ];
  };
  const difference = (line: Line): Value => points(rateOf(of(line), "portal"), rateOf(of(line), "ours"));
  return [
    ...side("ours", words.ours),
    ...side("portal", words.portal),
    column(`${measure}-difference`, "Cổng so với địa phương (điểm phần trăm)", [16, 12], difference),
  ];
}

const SHARES: readonly ColumnSpec<Line>[] = [
  ...shareColumns("on-time", { group: "Đúng hạn", part: "Đúng hạn", ours: "Đã giải quyết", portal: "Tiếp nhận" }),
  ...shareColumns("online-payment", {
    group: "Thanh toán",
    part: "Trực tuyến",
    ours: "Có nghĩa vụ tài chính",
    portal: "Có nghĩa vụ tài chính",
  }),
];

function rowsOf({ names, tree, province }: Composition, lines: readonly CrossCheckLine[]): TableRow<Line>[] {
  const agencies = new Map(tree.inForce.map((agency) => [agency.code, names.of(agency)]));
  return lines.map((line, index): TableRow<Line> => {
    if (line.of === "province") return { kind: "total", line: { number: null, name: sentence(province.name), line } };
    const name = agencies.get(line.code) ?? (line.of === "portal" ? `${line.name} (chỉ có trên Cổng)` : line.name);
    return { kind: "body", line: { number: index, name, line } };
  });
}

/** When the answers were first seen: the oldest, which says how old the comparison is. */
function capturedText({ lines }: CrossCheck): string | null {
  const moments = lines.flatMap(({ measures }) => MEASURES.flatMap((measure) => measures[measure].capturedAt ?? []));
  const [oldest] = moments.sort();
  return oldest === undefined
    ? null
    : `Số liệu của Cổng lấy lúc ${momentText(oldest)}; Cổng có thể đổi số của kỳ đã qua.`;
}

const SYNTHETIC = "Số của địa phương là dữ liệu mô phỏng.";

const shareNotes = (crossCheck: CrossCheck): string[] =>
  [
    ...definitionTexts(),
    windowText(crossCheck),
    capturedText(crossCheck),
    crossCheck.synthetic ? SYNTHETIC : null,
    crossCheck.missed,
    `${UNKNOWN}: chưa có số liệu; ${NO_ACTIVITY}: không phát sinh; “${NONE}”: Cổng hoặc địa phương không có đơn vị này. Toàn bộ đối chiếu có trong tệp cross-check.csv.`,
  ].filter((one) => one !== null);

/** Whether the portal has said anything: without it a table would be dashes beside our own figures. */
const isAnswered = ({ lines }: CrossCheck): boolean =>
  lines.some(({ measures }) => MEASURES.some((measure) => measures[measure].capturedAt !== null));

/** What stands in the place of a comparison of which there is nothing. */
const missedNotes = ({ missed }: CrossCheck): string[] => (missed === null ? [] : [missed]);

/**
 * The province's shares beside the portal's, and its official scores as far as there are any; so many lines each. Nothing
 * where the portal was not to be asked.
 */
export function crossCheckAppendices(composition: Composition, most: number): Appendix[] {
  const { crossCheck } = composition;
  if (crossCheck == null) return [];
  const answered = isAnswered(crossCheck);
  const rows = answered ? rowsOf(composition, crossCheck.lines.slice(0, most)) : [];
  const scores = [...NAMES, ...scoreColumns(crossCheck)];
  return [
    {
      title: TITLE,
      sheet: "Doi chieu",
      landscape: true,
      table: printedTable([...NAMES, ...SHARES], rows),
      notes: answered ? shareNotes(crossCheck) : missedNotes(crossCheck),
    },
    ...(hasScores(crossCheck)
      ? [
          {
            title: SCORES_TITLE,
            sheet: "Diem cua Cong",
            landscape: true,
            table: printedTable(scores, rows),
            notes: scoreNotes(crossCheck),
          },
        ]
      : []),
  ];
}

/** The whole cross-check as a sheet of the province's workbook. */
export function crossCheckSheet(composition: Composition, about: string): WorkbookSheet[] {
  const { crossCheck } = composition;
  if (crossCheck == null) return [];
  const columns = [...NAMES, ...CODES, ...SHARES, ...scoreColumns(crossCheck)];
  const answered = isAnswered(crossCheck);
  const said = [...shareNotes(crossCheck), ...(hasScores(crossCheck) ? scoreNotes(crossCheck) : [])];
  const notes = answered ? said : missedNotes(crossCheck);
  const given = { name: SHEETS.crossCheck, title: TITLE, about, notes: [...new Set(notes)] };
  return [sheetOf(given, columns, answered ? rowsOf(composition, crossCheck.lines) : [])];
}
