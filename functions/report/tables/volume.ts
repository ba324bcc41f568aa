import { type CountField, ONLINE, PENDING, RECEIVED, RESOLVED } from "../../domain/counts.ts";
import type { PairSums } from "../../domain/sums/pair-sums.ts";
import { type PrintedRate, percentOf } from "../printed-rate.ts";
import type { Table } from "../report.ts";
import { countText, rateNumber } from "../wording.ts";
import { type ColumnSpec, column, printedTable, type TableRow } from "./spec.ts";
import { count, NONE, text, type Value } from "./value.ts";

/** The sums of one scope; null where there are none to tell of. */
export interface VolumeSums {
  readonly period: PairSums;
  readonly previous: PairSums | null;
  readonly year: PairSums | null;
  /** Whether these counts of every agency are there for the period's last month: only they know what is still open. */
  readonly isOpenKnown: (counts: readonly CountField[]) => boolean;
  readonly wasOpenKnown: (counts: readonly CountField[]) => boolean;
}

interface Line {
  readonly name: string;
  readonly total: boolean;
  readonly counts: readonly CountField[];
  /** Added as far as the source tells them apart. */
  readonly apart?: CountField;
  /** What is open on a day, which no months add up to. */
  readonly open?: true;
}

/** Withdrawn dossiers are told apart, as in Biểu II.06a's notes. */
export const VOLUME_LINES: readonly Line[] = [
  { name: "Tiếp nhận trong kỳ", total: true, counts: RECEIVED },
  { name: "- Trực tuyến", total: false, counts: ONLINE },
  { name: "- Trực tiếp", total: false, counts: ["counter"] },
  { name: "- Qua dịch vụ bưu chính công ích", total: false, counts: ["postal"] },
  { name: "Đã giải quyết", total: true, counts: RESOLVED, apart: "withdrawn" },
  { name: "- Trước hạn", total: false, counts: ["resolvedEarly"] },
  { name: "- Đúng hạn", total: false, counts: ["resolvedOnTime"] },
  { name: "- Quá hạn", total: false, counts: ["resolvedLate"] },
  { name: "- Rút, trả lại", total: false, counts: ["withdrawn"] },
  { name: "Đang giải quyết cuối kỳ", total: true, counts: PENDING, open: true },
  { name: "- Trong hạn", total: false, counts: ["pendingInTime"], open: true },
  { name: "- Quá hạn", total: false, counts: ["pendingOverdue"], open: true },
];

/** What a line comes to; null where no source of the scope tells it. */
function numberOf({ counts, apart }: Line, sums: PairSums): number | null {
  const number = sums.sum(counts);
  return number === null || apart === undefined ? number : number + (sums.sum([apart]) ?? 0);
}

const signed = (units: bigint, digits: string): string =>
  units === 0n ? digits : `${units > 0n ? "+" : "-"}${digits}`;

const signedRate = (rate: PrintedRate): string => signed(rate.units, rateNumber(rate));

/** A line with the counts of its sums. */
interface VolumeLine {
  readonly line: Line;
  readonly now: number | null;
  readonly before: number | null;
  readonly year: number | null;
}

const difference = ({ now, before }: VolumeLine): Value => {
  if (now === null || before === null) return text(NONE);
  return text(signed(BigInt(now - before), countText(Math.abs(now - before))));
};

const growth = ({ now, before }: VolumeLine): Value => {
  const rate = now === null || before === null ? null : percentOf(now - before, before);
  return text(rate === null ? NONE : signedRate(rate));
};

const VERSUS = "So với kỳ trước";

const COLUMNS: readonly ColumnSpec<VolumeLine>[] = [
  column("name", "Hồ sơ thủ tục hành chính", [46, 0], ({ line }) => text(line.name), { align: "left" }),
  column("now", "Trong kỳ", [18, 0], ({ now }) => count(now)),
  column("difference", "± hồ sơ", [18, 0], difference, { group: VERSUS }),
  column("growth", "± (%)", [16, 0], growth, { group: VERSUS }),
  column("year", "Lũy kế từ đầu năm", [22, 0], ({ year }) => count(year)),
];

/** Without what has nothing to be compared with, and without a sum since January that is the period's own. */
function columnsOver(rows: readonly TableRow<VolumeLine>[]): readonly ColumnSpec<VolumeLine>[] {
  const lines = rows.flatMap((row) => (row.kind === "group" ? [] : [row.line]));
  const isCompared = lines.some(({ before }) => before !== null);
  const isLonger = lines.some(({ year, now }) => year !== null && year !== now);
  return COLUMNS.filter(({ key }) => {
    if (key === "difference" || key === "growth") return isCompared;
    return key !== "year" || isLonger;
  });
}

/** Tiếp nhận, giải quyết hồ sơ: received by channel, resolved, still open, against the period before and since January. */
export function volumeTable({ period, previous, year, isOpenKnown, wasOpenKnown }: VolumeSums): Table {
  const rows = VOLUME_LINES.map((line): TableRow<VolumeLine> => {
    const isKnown = line.open === undefined || isOpenKnown(line.counts);
    const wasKnown = line.open === undefined || wasOpenKnown(line.counts);
    return {
      kind: line.total ? "total" : "body",
      line: {
        line,
        now: isKnown ? numberOf(line, period) : null,
        before: previous === null || !wasKnown ? null : numberOf(line, previous),
        year: year === null || line.open ? null : numberOf(line, year),
      },
    };
  });
  return printedTable(columnsOver(rows), rows);
}
