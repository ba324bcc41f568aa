import type { Agency, Level } from "./agency.ts";
import { CELL_LEGEND, column, count, NONE, rateCell, text } from "./compose-cells.ts";
import { type Composition, figureOf, judgedRow, type PrintedTarget } from "./composition.ts";
import type { FigureRow, Verdict } from "./figure.ts";
import { bindsLevel } from "./programme.ts";
import type { Appendix, Column, Row } from "./report.ts";

const TABLES: readonly { level: Level; title: string; sheet: string }[] = [
  { level: "so", title: "XẾP HẠNG CÁC SỞ, BAN, NGÀNH", sheet: "Xep hang so" },
  { level: "huyen", title: "XẾP HẠNG UBND CẤP HUYỆN", sheet: "Xep hang huyen" },
  { level: "xa", title: "XẾP HẠNG UBND CẤP XÃ", sheet: "Xep hang xa" },
];

/** At most so many targets beside each other, so that the page holds them. */
const TARGETS_A_TABLE = 6;

const columnsFor = (targets: readonly PrintedTarget[]): Column[] => [
  column("TT", 9, "center"),
  column("Cơ quan", 52, "left"),
  ...targets.flatMap((printed, index) => {
    const group = `(${index + 1}) ${printed.target.name}`;
    const own = [column("Hạng", 10, "right", group), column("Tỷ lệ (%)", 14, "right", group)];
    return own.map((one) => ({ ...one, figure: figureOf(printed) }));
  }),
  column("Không xếp hạng", 34, "left"),
];

const REASONS: readonly (readonly [Verdict, string])[] = [
  ["no-activity", "không phát sinh"],
  ["no-data", "chưa có số liệu"],
  ["not-assessed", "không đánh giá"],
];

/** "(1), (3) không phát sinh; (2) chưa có số liệu". */
function reasonsText(rows: readonly (FigureRow | undefined)[]): string {
  const parts = REASONS.flatMap(([verdict, words]) => {
    const at = rows.flatMap((row, index) => ((row?.verdict ?? "not-assessed") === verdict ? [`(${index + 1})`] : []));
    return at.length === 0 ? [] : [at.length === rows.length ? words : `${at.join(", ")} ${words}`];
  });
  return parts.join("; ");
}

interface Ranked {
  readonly agency: Agency;
  /** The judged row of each target. */
  readonly rows: readonly (FigureRow | undefined)[];
}

function agencyRow({ agency, rows }: Ranked, number: number): Row {
  const cells = rows.flatMap((row) => [row === undefined ? NONE : count(row.rank), rateCell(row)]);
  return {
    bold: false,
    cells: [count(number), text(agency.name), ...cells, text(reasonsText(rows))],
    figure: { scope: "agency", code: agency.code },
  };
}

/** By the rank in the first target, then by code; those that have none in it at the end, under a line that says so. */
function rowsOf(targets: readonly PrintedTarget[], agencies: readonly Agency[], first: PrintedTarget): Row[] {
  const rankIn = ({ code }: Agency): number | null => judgedRow(first, "agency", code)?.rank ?? null;
  const ordered = agencies
    .flatMap((agency) => {
      const rank = rankIn(agency);
      return rank === null ? [] : [{ agency, rank }];
    })
    .sort((left, right) => left.rank - right.rank)
    .map(({ agency }) => agency);
  const unranked = agencies.filter((agency) => rankIn(agency) === null);
  const rows = [...ordered, ...unranked].map((agency, index) =>
    agencyRow({ agency, rows: targets.map((one) => judgedRow(one, "agency", agency.code)) }, index + 1),
  );
  if (unranked.length === 0) return rows;
  const words = ["", `Không xếp hạng theo ${first.target.name}`];
  const heading: Row = { bold: true, cells: columnsFor(targets).map((_, index) => text(words[index] ?? "")) };
  return rows.toSpliced(ordered.length, 0, heading);
}

/** The agencies of each level by their rank in the targets that bind it. */
export function rankingAppendix({ tree }: Composition, targets: readonly PrintedTarget[]): Appendix[] {
  return TABLES.flatMap(({ level, title, sheet }) => {
    const agencies = tree.inForce.filter((agency) => agency.level === level);
    const ranked = targets.filter(({ target }) => target.unit === "percent" && bindsLevel(target, level));
    const [first] = ranked;
    if (first === undefined || agencies.length === 0) return [];
    const parts = Math.ceil(ranked.length / TARGETS_A_TABLE);
    const size = Math.ceil(ranked.length / parts);
    return Array.from({ length: parts }, (_, index): Appendix => {
      const own = ranked.slice(index * size, (index + 1) * size);
      const part = parts === 1 ? "" : `phần ${index + 1}`;
      return {
        title: part === "" ? title : `${title} (${part})`,
        sheet: part === "" ? sheet : `${sheet} phan ${index + 1}`,
        landscape: true,
        table: { columns: columnsFor(own), rows: rowsOf(own, agencies, first) },
        notes: [
          `Xếp theo hạng của chỉ tiêu “${first.target.name}”, sau đó theo mã cơ quan; các cơ quan có tỷ lệ bằng nhau đồng hạng, hạng kế tiếp bỏ trống. Tỷ lệ tính lũy kế từ đầu năm hoặc tại ngày chốt số liệu. ${CELL_LEGEND}`,
        ],
      };
    });
  });
}
