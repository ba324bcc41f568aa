import { z } from "zod";
import { CountField, MeasureField } from "./counts.ts";
import { Procedure } from "./procedure.ts";
import { Threshold } from "./threshold.ts";

const text = z.string().trim().min(1, "không được để trống");
const flag = z.boolean().optional();

/** What a procedure must be to be counted; every property given must hold. */
export const ProcedureFilter = z.strictObject({
  service: z.array(Procedure.shape.service).min(1).optional(),
  eligible: z.array(Procedure.shape.eligible).min(1).optional(),
  published: flag,
  integrated: flag,
  internal: flag,
  fee: flag,
  payableOnline: flag,
  postalIntake: flag,
  postalReturn: flag,
  redesigned: flag,
});
export type ProcedureFilter = z.infer<typeof ProcedureFilter>;

/** The sum of these elementary counts; of the scope's procedures alone that pass any of the filters, where they are given. */
const SumTerm = z.strictObject({
  sum: z.array(CountField).min(1),
  of: z.array(ProcedureFilter).min(1).optional(),
});

/**
 * The number of distinct procedures of the scope that pass any of the filters and, where `active` is given, for which
 * the sum of those counts over the scope's agencies and the basis' months is greater than 0; where `reaching` is given,
 * those alone of which its counts are at least so many percent of theirs.
 */
const ProcedureTerm = z.strictObject({
  procedures: z.array(ProcedureFilter).min(1),
  active: z.array(CountField).min(1).optional(),
  reaching: z.strictObject({ counts: z.array(CountField).min(1), percent: Threshold }).optional(),
});

/** The sum of one measure over the scope's agencies that have a row. */
const MeasureTerm = z.strictObject({ measure: MeasureField });

export const Term = z.union([SumTerm, ProcedureTerm, MeasureTerm], {
  error: "phải có đúng một trong ba cách tính: sum, procedures (kèm active nếu cần) hoặc measure",
});
export type Term = z.infer<typeof Term>;
export type ProcedureTerm = z.infer<typeof ProcedureTerm>;
export type SumTerm = z.infer<typeof SumTerm>;

/** Under which khoản a report tells of an indicator, in the order of print. */
export const IndicatorGroup = z.enum(["provision", "filing", "payment", "postal", "digitisation", "other", "progress"]);
export type IndicatorGroup = z.infer<typeof IndicatorGroup>;

/**
 * A rate that reports print: numerator over denominator, in percent; of kind `average` so many for each.
 * `flow`, `distinct` and `average` have the bases period and year, `stock` the one basis as-of.
 */
export const Indicator = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối"),
  name: text,
  /** One sentence: numerator over denominator, their unit, what is left out. */
  definition: text,
  /** The khoản of a report that tells of it. */
  group: IndicatorGroup,
  kind: z.enum(["flow", "stock", "distinct", "average"]),
  numerator: Term,
  denominator: Term,
  numeratorName: text,
  denominatorName: text,
  /** What one that is missing to the whole is called, the thing first: "TTHC chưa công khai". Version 0.2 did not know it. */
  missing: text.regex(/\S chưa \S/, "phải viết như “TTHC chưa công khai”").optional(),
});
export type Indicator = z.infer<typeof Indicator>;

export function passes(procedure: Procedure, filter: ProcedureFilter): boolean {
  if (filter.service && !filter.service.includes(procedure.service)) return false;
  if (filter.eligible && !filter.eligible.includes(procedure.eligible)) return false;
  const flags = ["published", "integrated", "internal", "fee", "payableOnline"] as const;
  const postal = ["postalIntake", "postalReturn", "redesigned"] as const;
  return [...flags, ...postal].every((name) => filter[name] === undefined || procedure[name] === filter[name]);
}

/**
 * Without any of these counts no procedure can be active in a distinct indicator: of dossiers paid online those with a fee. Null
 * where nothing but dossiers themselves is needed: who has none has no result anyway.
 */
export const wholeOfActive = ({ numerator }: Pick<Indicator, "numerator">): readonly CountField[] | null =>
  "procedures" in numerator && numerator.active?.every((count) => count === "paidOnlineDossiers") === true
    ? ["feeDossiers"]
    : null;

/**
 * Whether a target may be set on the numerator alone (unit `count`): on procedures, services, users or websites that there
 * are. Dossiers and payments add up from January, so that only their share can be demanded for a day.
 */
export const isCounted = ({ kind }: Pick<Indicator, "kind">): boolean => kind === "stock" || kind === "distinct";

/** The counts of which the numbers of single procedures are asked, and not only their sum. */
export const countsByProcedure = ({ numerator, denominator }: Indicator): (readonly CountField[])[] =>
  [numerator, denominator].flatMap((term) => {
    if ("sum" in term) return term.of === undefined ? [] : [term.sum];
    if (!("procedures" in term) || term.reaching === undefined) return [];
    return [term.reaching.counts, term.active ?? []];
  });

/** The counts whose sums over dossiers an indicator divides: an agency's month is counted where all of them are known. */
export const countsOf = ({ numerator, denominator }: Indicator): (readonly CountField[])[] =>
  [numerator, denominator].flatMap((term) => ("sum" in term && term.of === undefined ? [term.sum] : []));

export const isMeasured = (indicator: Indicator): boolean =>
  "measure" in indicator.numerator || "measure" in indicator.denominator;

/** Indicators that reports print whether or not a target is set on them: filing, payments, postal service, results, time. */
export const ALWAYS_PRINTED: readonly string[] = [
  "online-filing",
  "remote-filing",
  "online-payments",
  "payable-procedures",
  "payable-services",
  "paid-procedures",
  "paid-online-dossiers",
  "postal-intake",
  "postal-return",
  "postal-procedures",
  "digitised-results",
  "on-time",
];
