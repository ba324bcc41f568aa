import {
  type CoarseCounts,
  type CountRows,
  coarseRows,
  PENDING,
  procedureRows,
  RECEIVED,
  RESOLVED,
} from "../counts.ts";
import { PARTS } from "../quality/coarse.ts";
import { closedCounts, type KnownCounts, knownOf, type SumMismatch, sumKnown } from "../sums/known-counts.ts";

/** A row of whatever grain by its name, with all that follows from what is given. */
interface NamedCounts {
  readonly name: string;
  readonly known: KnownCounts;
  readonly mismatches: readonly SumMismatch[];
}

/** What became of one identity in the rows of an answer. */
export interface IdentityReading {
  readonly words: string;
  /** Rows in which it holds, and in which a count that it needs is not given. */
  readonly held: number;
  readonly unknown: number;
  readonly failed: readonly { readonly name: string; readonly left: number; readonly right: number }[];
}

type Sides = (known: KnownCounts) => readonly [left: number | null, right: number | null];

const PART_WORDS: Readonly<Record<string, string>> = {
  "resolvedOnline > resolved": "đã giải quyết trực tuyến ≤ đã giải quyết",
  "digitisedResults > resolved": "kết quả đã số hóa ≤ đã giải quyết",
  "returned > resolved": "đã trả kết quả ≤ đã giải quyết",
  "paidOnlineDossiers > feeDossiers": "hồ sơ thanh toán trực tuyến ≤ hồ sơ phải nộp phí",
  "feeDossiers > received": "hồ sơ phải nộp phí ≤ tiếp nhận",
  "onlinePayments > payments": "giao dịch trực tuyến ≤ giao dịch",
};

function reading(rows: readonly NamedCounts[], words: string, sides: Sides, holds: (l: number, r: number) => boolean) {
  const found = rows.map(({ name, known }) => ({ name, sides: sides(known) }));
  const whole = found.flatMap(({ name, sides: [left, right] }) =>
    left === null || right === null ? [] : [{ name, left, right }],
  );
  const failed = whole.filter(({ left, right }) => !holds(left, right));
  return { words, held: whole.length - failed.length, unknown: found.length - whole.length, failed };
}

function sumReading(rows: readonly NamedCounts[]): IdentityReading {
  const failed = rows.flatMap(({ name, mismatches }) =>
    mismatches.map(({ sum, parts, given }) => ({ name: `${name} ${sum}`.trim(), left: given, right: parts })),
  );
  const held = rows.filter(({ mismatches }) => mismatches.length === 0).length;
  return { words: "tổng = cộng các phần, ở nơi nguồn cho cả hai", held, unknown: 0, failed };
}

const closed = ({ field: name, ...given }: CoarseCounts): NamedCounts => ({ name, ...closedCounts(given) });

/**
 * Which identities of sound counts hold in an answer.
 *
 * @param onTimeHoldsWithdrawn where what is resolved on time holds withdrawn dossiers, they are not added again
 */
export function identitiesOf(all: CountRows, onTimeHoldsWithdrawn: boolean): IdentityReading[] {
  const ofProcedures = (procedureRows(all) ?? []).map(({ procedure, ...counts }) => ({
    ...{ name: procedure, known: knownOf(counts), mismatches: [] },
  }));
  const rows = [...ofProcedures, ...coarseRows(all).map(closed)];
  const withdrawn = onTimeHoldsWithdrawn ? [] : (["withdrawn"] as const);
  const flow = `kỳ trước + tiếp nhận = đã giải quyết${onTimeHoldsWithdrawn ? "" : " + rút, trả lại"} + đang giải quyết`;
  return [
    sumReading(rows),
    reading(
      rows,
      flow,
      (known) => [
        sumKnown(known, ["openingBacklog", ...RECEIVED]),
        sumKnown(known, [...RESOLVED, ...withdrawn, ...PENDING]),
      ],
      (left, right) => left === right,
    ),
    ...PARTS.map(([relation, part, whole]) =>
      reading(
        rows,
        PART_WORDS[relation] ?? relation,
        (known) => [sumKnown(known, part), sumKnown(known, whole)],
        (left, right) => left <= right,
      ),
    ),
  ];
}
