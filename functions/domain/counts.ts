import { z } from "zod";
import { byCode } from "./agency.ts";
import { Code, Count } from "./quality/bounds.ts";

/**
 * Counts of one procedure at one agency in one window (số hồ sơ, giao dịch), all whole numbers from 0.
 * `openingBacklog` is as of the window's first morning, `pending*` as of its last evening, the rest flows.
 */
export const ProcedureCounts = z.object({
  procedure: Code,
  openingBacklog: Count,
  onlineRemote: Count,
  onlineAssisted: Count,
  counter: Count,
  postal: Count,
  resolvedEarly: Count,
  resolvedOnTime: Count,
  resolvedLate: Count,
  resolvedOnline: Count,
  withdrawn: Count,
  pendingInTime: Count,
  pendingOverdue: Count,
  returnedCounter: Count,
  returnedPostal: Count,
  returnedElectronic: Count,
  digitisedResults: Count,
  feeDossiers: Count,
  paidOnlineDossiers: Count,
  payments: Count,
  onlinePayments: Count,
});
export type ProcedureCounts = z.infer<typeof ProcedureCounts>;

/** An elementary count's name, as the contract gives it. */
export const CountField = ProcedureCounts.omit({ procedure: true }).keyof();
export type CountField = z.infer<typeof CountField>;

/** Every elementary count, in the contract's order. */
export const COUNT_FIELDS: readonly CountField[] = CountField.options;

/** How fine the rows of a source are: one for each procedure, for each field (lĩnh vực), or one for the agency. */
export const Grain = z.enum(["procedure", "field", "unit"]);
export type Grain = z.infer<typeof Grain>;

/** Sums that a source may give instead of their parts, or beside them. */
export const SUM_PARTS = {
  online: ["onlineRemote", "onlineAssisted"],
  onPaper: ["counter", "postal"],
  received: ["online", "onPaper"],
  resolvedInTime: ["resolvedEarly", "resolvedOnTime"],
  resolved: ["resolvedInTime", "resolvedLate"],
  pending: ["pendingInTime", "pendingOverdue"],
} as const;

export type SumField = keyof typeof SUM_PARTS;
/** Every sum, parts after the sums that they are in where they are sums themselves. */
export const SUM_FIELDS: readonly SumField[] = [
  "received",
  "online",
  "onPaper",
  "resolved",
  "resolvedInTime",
  "pending",
];

/**
 * Counts of grain field or unit: the elementary counts of the contract and the sums of them; null where the source does not
 * give it, which is never 0. `field` is the field's name as the source writes it, empty in a row of grain unit.
 */
export const CoarseCounts = z.object({
  field: z.string(),
  openingBacklog: Count.nullable(),
  onlineRemote: Count.nullable(),
  onlineAssisted: Count.nullable(),
  online: Count.nullable(),
  counter: Count.nullable(),
  postal: Count.nullable(),
  onPaper: Count.nullable(),
  received: Count.nullable(),
  resolvedEarly: Count.nullable(),
  resolvedOnTime: Count.nullable(),
  resolvedInTime: Count.nullable(),
  resolvedLate: Count.nullable(),
  resolved: Count.nullable(),
  resolvedOnline: Count.nullable(),
  withdrawn: Count.nullable(),
  pendingInTime: Count.nullable(),
  pendingOverdue: Count.nullable(),
  pending: Count.nullable(),
  returnedCounter: Count.nullable(),
  returnedPostal: Count.nullable(),
  returnedElectronic: Count.nullable(),
  digitisedResults: Count.nullable(),
  feeDossiers: Count.nullable(),
  paidOnlineDossiers: Count.nullable(),
  payments: Count.nullable(),
  onlinePayments: Count.nullable(),
});
export type CoarseCounts = z.infer<typeof CoarseCounts>;

/** The rows of one answer, of one grain. */
export const CountRows = z.union([z.array(ProcedureCounts), z.array(CoarseCounts)]);
export type CountRows = readonly ProcedureCounts[] | readonly CoarseCounts[];

/** Rows of procedures; an empty list is one of them. Null for rows of another grain. */
export function procedureRows(rows: CountRows): readonly ProcedureCounts[] | null {
  const found = rows.filter((row) => "procedure" in row);
  return found.length === rows.length ? found : null;
}

/** Rows of grain field or unit; none where the rows are of procedures. */
export const coarseRows = (rows: CountRows): readonly CoarseCounts[] => rows.filter((row) => "field" in row);

/** An elementary count or a sum of them. */
export const CoarseField = CoarseCounts.omit({ field: true }).keyof();
export type CoarseField = z.infer<typeof CoarseField>;

/** Every count and sum as one that the source does not give. */
export const UNKNOWN_COUNTS: Readonly<Record<string, null>> = Object.fromEntries(
  CoarseField.options.map((field) => [field, null]),
);

/** Figures of an agency that no dossier carries, on one day. */
export const Measures = z.object({
  agency: Code,
  /** Người dân, doanh nghiệp sử dụng DVCTT. */
  portalUsers: Count,
  /** Those of them who are identified and authenticated (được định danh và xác thực). */
  identifiedUsers: Count,
  websites: Count,
  /** Web sites with a section on online services (chuyên trang tuyên truyền). */
  websitesWithSection: Count,
});
export type Measures = z.infer<typeof Measures>;

export const MeasureField = Measures.omit({ agency: true }).keyof();
export type MeasureField = z.infer<typeof MeasureField>;

/** `provisional` figures may still change, `final` ones are closed by the province. */
export const AnswerStatus = z.enum(["provisional", "final"]);
export type AnswerStatus = z.infer<typeof AnswerStatus>;

/** The counts of a row, or sums of many. */
export type Counts = Readonly<Omit<ProcedureCounts, "procedure">>;

/** Elementary sums, by count. */
export type Sums = Record<CountField, number>;

export function noSums(): Sums {
  const zero = 0;
  return {
    openingBacklog: zero,
    onlineRemote: zero,
    onlineAssisted: zero,
    counter: zero,
    postal: zero,
    resolvedEarly: zero,
    resolvedOnTime: zero,
    resolvedLate: zero,
    resolvedOnline: zero,
    withdrawn: zero,
    pendingInTime: zero,
    pendingOverdue: zero,
    returnedCounter: zero,
    returnedPostal: zero,
    returnedElectronic: zero,
    digitisedResults: zero,
    feeDossiers: zero,
    paidOnlineDossiers: zero,
    payments: zero,
    onlinePayments: zero,
  };
}

/** The counts that these sums are of, for whom they are asked of many rows. */
export const ONLINE = ["onlineRemote", "onlineAssisted"] as const satisfies readonly CountField[];
export const RECEIVED = [...ONLINE, "counter", "postal"] as const satisfies readonly CountField[];
export const RESOLVED = ["resolvedEarly", "resolvedOnTime", "resolvedLate"] as const satisfies readonly CountField[];
export const PENDING = ["pendingInTime", "pendingOverdue"] as const satisfies readonly CountField[];

const online = (counts: Counts): number => counts.onlineRemote + counts.onlineAssisted;
export const received = (counts: Counts): number => online(counts) + counts.counter + counts.postal;
export const resolved = (counts: Counts): number => counts.resolvedEarly + counts.resolvedOnTime + counts.resolvedLate;
export const pending = (counts: Counts): number => counts.pendingInTime + counts.pendingOverdue;
export const returned = (counts: Counts): number =>
  counts.returnedCounter + counts.returnedPostal + counts.returnedElectronic;

/** Each procedure once, by code. Repeats are equal by then: an answer with unequal ones is refused on entry. */
export function distinctRows(rows: readonly ProcedureCounts[]): ProcedureCounts[] {
  const byProcedure = new Map(rows.map((row) => [row.procedure, row]));
  return [...byProcedure.values()].sort((left, right) => byCode(left.procedure, right.procedure));
}
