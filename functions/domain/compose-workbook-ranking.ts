import { type Agency, LEVELS, type Level } from "./agency.ts";
import {
  column,
  count,
  EMPTY,
  formula,
  LEGEND,
  NONE,
  type NotedColumn,
  quoted,
  SHEETS,
  sheetOf,
  text,
} from "./compose-workbook-cells.ts";
import { placeKey, type SheetGround, type TargetSheet } from "./compose-workbook-levels.ts";
import { AT } from "./compose-workbook-targets.ts";
import { figureOf, judgedRow, type PrintedTarget } from "./composition.ts";
import { SCOPE_NAMES } from "./figure.ts";
import { bindsLevel } from "./programme.ts";
import { decimalsOf } from "./wording.ts";
import type { WorkbookCell, WorkbookRow, WorkbookSheet } from "./workbook.ts";

interface Numbered {
  readonly printed: PrintedTarget;
  readonly number: number;
}

const columnsFor = (targets: readonly Numbered[]): NotedColumn[] => [
  column("TT", 6, "center"),
  column("Cơ quan", 44, "left"),
  ...targets.flatMap(({ printed, number }) => {
    const group = `(${number}) ${printed.target.name}`;
    const own = [column("Hạng", 8, "right", group), column("Tỷ lệ (%)", 10, "right", group)];
    return own.map((one) => ({ ...one, figure: figureOf(printed) }));
  }),
];

/** Rank and rate of an agency under one target: what the sheet of its level says. */
function cellsOf({ printed, number }: Numbered, { code, level }: Agency, { rowOf }: TargetSheet): WorkbookCell[] {
  const row = judgedRow(printed, "agency", code);
  const at = rowOf.get(placeKey(number, code));
  if (row === undefined || at === undefined) return [text(NONE), text(NONE)];
  const of = (letters: string): string => `${quoted(SHEETS[level])}!${letters}${at}`;
  const { numerator, denominator, rank } = row;
  const share = numerator === null ? "CCSL" : denominator ? (numerator * 100) / denominator : "KPS";
  return [
    formula(of(AT.rank), rank ?? NONE, "count"),
    formula(of(AT.judgedRate), share, "rate", typeof share === "number" ? decimalsOf(row) : 2),
  ];
}

/** By the rank in the first target, then by code; those without one at the end. */
function ordered(agencies: readonly Agency[], first: PrintedTarget): Agency[] {
  const rankOf = ({ code }: Agency): number => judgedRow(first, "agency", code)?.rank ?? Number.POSITIVE_INFINITY;
  return agencies
    .map((agency) => ({ agency, rank: rankOf(agency) }))
    .sort((left, right) => (left.rank === right.rank ? 0 : left.rank - right.rank))
    .map(({ agency }) => agency);
}

function levelRows(
  level: Level,
  agencies: readonly Agency[],
  targets: readonly Numbered[],
  sheet: TargetSheet,
): WorkbookRow[] {
  const own = agencies.filter((agency) => agency.level === level);
  const first = targets.find(({ printed }) => bindsLevel(printed.target, level));
  if (first === undefined || own.length === 0) return [];
  const blank = targets.flatMap(() => [EMPTY, EMPTY]);
  const rows = ordered(own, first.printed).map(
    (agency, index): WorkbookRow => ({
      kind: "body",
      cells: [count(index + 1), text(agency.name), ...targets.flatMap((one) => cellsOf(one, agency, sheet))],
      figure: { scope: "agency", code: agency.code },
    }),
  );
  return [{ kind: "group", cells: [text(""), text(SCOPE_NAMES[level]), ...blank] }, ...rows];
}

/** The agencies of each level by their rank in the first target that binds it; ranks and rates of all targets. */
export function rankingSheet(
  { targets, about }: SheetGround,
  agencies: readonly Agency[],
  sheets: ReadonlyMap<Level, TargetSheet>,
): WorkbookSheet {
  const ranked = targets
    .map((printed, index) => ({ printed, number: index + 1 }))
    .filter(
      ({ printed }) => printed.target.unit === "percent" && LEVELS.some((one) => bindsLevel(printed.target, one)),
    );
  const rows = LEVELS.flatMap((level) => {
    const sheet = sheets.get(level);
    return sheet === undefined ? [] : levelRows(level, agencies, ranked, sheet);
  });
  const given = {
    ...{ name: SHEETS.ranking, about, rows, columns: columnsFor(ranked) },
    title: "XẾP HẠNG CÁC CƠ QUAN THEO CẤP",
    notes: [
      ...(rows.length === 0 ? ["Không có."] : []),
      "Trong từng cấp, xếp theo hạng của chỉ tiêu đầu tiên giao cho cấp đó, sau đó theo mã cơ quan; các cơ quan có tỷ lệ bằng nhau đồng hạng, hạng kế tiếp bỏ trống. Tỷ lệ tính lũy kế từ đầu năm hoặc tại ngày chốt số liệu.",
      LEGEND,
    ],
  };
  return sheetOf(given);
}
