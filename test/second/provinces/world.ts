/** Names of the counts of contract/province-api.yaml, in its order. */
export const countNames = [
  "openingBacklog",
  "onlineRemote",
  "onlineAssisted",
  "counter",
  "postal",
  "resolvedEarly",
  "resolvedOnTime",
  "resolvedLate",
  "resolvedOnline",
  "withdrawn",
  "pendingInTime",
  "pendingOverdue",
  "returnedCounter",
  "returnedPostal",
  "returnedElectronic",
  "digitisedResults",
  "feeDossiers",
  "paidOnlineDossiers",
  "payments",
  "onlinePayments",
] as const;
export type CountName = (typeof countNames)[number];

/** Sums that a source may give beside their counts, or instead of them (sources.md 1). */
export const sumsOf = {
  received: ["onlineRemote", "onlineAssisted", "counter", "postal"],
  online: ["onlineRemote", "onlineAssisted"],
  onPaper: ["counter", "postal"],
  resolved: ["resolvedEarly", "resolvedOnTime", "resolvedLate"],
  resolvedInTime: ["resolvedEarly", "resolvedOnTime"],
  pending: ["pendingInTime", "pendingOverdue"],
} as const satisfies Readonly<Record<string, readonly CountName[]>>;
export type SumName = keyof typeof sumsOf;

export type LevelName = "so" | "huyen" | "xa";
export const levelNames: readonly LevelName[] = ["so", "huyen", "xa"];

export interface AgencyRecord {
  readonly code: string;
  readonly name: string;
  readonly level: LevelName;
  readonly parentCode: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly successors: readonly string[];
}

export interface ProcedureRecord {
  readonly code: string;
  readonly name: string;
  readonly field: string;
  readonly level: LevelName;
  readonly owner: string | null;
  readonly service: "full" | "partial" | "information";
  readonly eligible: "full" | "partial" | "none";
  readonly published: boolean;
  readonly integrated: boolean;
  readonly internal: boolean;
  readonly fee: boolean;
  readonly payableOnline: boolean;
  readonly postalIntake: boolean;
  readonly postalReturn: boolean;
  readonly redesigned: boolean;
}

/** When every run asks. */
export const askedAt = "2026-01-05T03:00:00Z";

/** When an answer was read where nothing else is said: after every window that is asked for. */
export const ordinaryReading = "2026-01-01T00:00:00Z";

/** A row as the province writes it: a count may be negative or not there. */
export interface RawRow {
  readonly procedure: string;
  readonly counts: Readonly<Partial<Record<CountName, number>>>;
}

/** A row of a whole field, or of the agency where the field is empty: what is not told is not known. */
export interface CoarseRow {
  readonly field: string;
  readonly told: Readonly<Partial<Record<CountName | SumName, number>>>;
}

/** What the province answers when asked for the counts of one agency and window. */
export type CountsAnswer =
  | {
      readonly kind: "rows";
      readonly rows: readonly RawRow[];
      readonly provisional: boolean;
      /** `dataAsOf`, an RFC 3339 instant. */
      readonly readAt: string;
    }
  | {
      readonly kind: "coarse";
      readonly rows: readonly CoarseRow[];
      readonly provisional: boolean;
      readonly readAt: string;
    }
  | { readonly kind: "absent" }
  | { readonly kind: "down"; readonly reason: string };

export interface MeasureRow {
  readonly agency: string;
  readonly portalUsers: number;
  readonly identifiedUsers: number;
  readonly websites: number;
  readonly websitesWithSection: number;
}

/** What an agency tells of a task of the programme that is asked for. */
export interface TaskRow {
  readonly task: string;
  readonly agency: string;
  readonly status: "not-started" | "in-progress" | "done";
  readonly completedOn: string | null;
  readonly note: string;
}

/** A procedure as it is from a day on; `null` when it left the catalogue that day. */
export interface CatalogueChange {
  readonly from: string;
  readonly code: string;
  readonly now: ProcedureRecord | null;
}

/** Everything that the API of a province says at one time. */
export interface Says {
  /** All records; on a day it lists those in force. A code may stand twice, in terms that do not overlap. */
  readonly agencies: readonly AgencyRecord[];
  readonly catalogue: readonly ProcedureRecord[];
  readonly changes: readonly CatalogueChange[];
  /** By `agency|month`; a pair that is not there answers an empty list. */
  readonly counts: Readonly<Record<string, CountsAnswer>>;
  /** By day; a day that is not there, or null: the list fails. */
  readonly measures: Readonly<Record<string, readonly MeasureRow[] | null>>;
  /** Likewise, of the one programme that is asked for. */
  readonly tasks: Readonly<Record<string, readonly TaskRow[] | null>>;
}

/** A province's history: what had been asked before, oldest first, and what the API says now. */
export interface World {
  readonly before: readonly { readonly period: string; readonly says: Says }[];
  readonly says: Says;
}

/** Which figures are wanted. */
export interface Question {
  readonly province: string;
  readonly programme: string;
  readonly period: string;
  readonly scheme: "nd09" | "calendar";
  /** Ask again also for pairs whose stored answer is final. */
  readonly refresh: boolean;
}

/** The agencies that the API lists on a day. */
export const listedOn = (says: Says, day: string): AgencyRecord[] =>
  says.agencies.filter((one) => one.validFrom <= day && (one.validTo === null || day <= one.validTo));

/** The catalogue that the API gives for a day. */
export function catalogueOn(says: Says, day: string): ProcedureRecord[] {
  const entries = new Map(says.catalogue.map((one) => [one.code, one]));
  for (const change of says.changes) {
    if (change.from > day) continue;
    if (change.now === null) entries.delete(change.code);
    else entries.set(change.code, change.now);
  }
  return [...entries.values()];
}

/** The first fault of an answer (figures.md 7, `answer-invalid`), or null. */
export function faultOf(rows: readonly RawRow[]): { procedure: string; expected: string; actual: string } | null {
  for (const row of rows) {
    for (const name of countNames) {
      const count = row.counts[name];
      if (count === undefined) return { procedure: row.procedure, expected: "integer >= 0", actual: `${name} missing` };
      if (count < 0) return { procedure: row.procedure, expected: "integer >= 0", actual: `${name}=${count}` };
    }
  }
  const alike = new Map<string, RawRow[]>();
  for (const row of rows) alike.set(row.procedure, [...(alike.get(row.procedure) ?? []), row]);
  for (const [procedure, [first, ...more]] of alike) {
    if (more.some((other) => countNames.some((name) => other.counts[name] !== first?.counts[name]))) {
      return { procedure, expected: "1 row", actual: `${more.length + 1} rows with different counts` };
    }
  }
  return null;
}
