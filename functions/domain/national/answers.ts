import { z } from "zod";

/** The answers that the portal is asked for, by the end of their path, in the order in which they are asked. */
export const PORTAL_ANSWERS = [
  "dvc-progress-tree",
  "formality-online-payment-tree",
  "provide-online-tree",
  "transparency",
  "dossier-digitized",
  "handling-satisfaction",
  "service-results",
] as const;
export type PortalAnswerName = (typeof PORTAL_ANSWERS)[number];

/** Groups of the index (Bộ chỉ số 766), by the portal's own codes. */
export const PORTAL_GROUPS = ["CKMB", "TDGQ", "CLGQ", "TTTT", "MDSH", "MDHL"] as const;
export type PortalGroup = (typeof PORTAL_GROUPS)[number];

/** What is invisible, or no letter at all, would break the files that names are written into. */
const text = z
  .string()
  .max(500)
  .transform((given) =>
    given
      .toWellFormed()
      .normalize("NFC")
      .replaceAll(/[\p{Cc}\p{Cf}]/gv, "")
      .trim(),
  );
const count = z.int().min(0).max(1_000_000_000);
const score = z.number().min(0).max(1_000);

/** A unit in one of the answers: the province itself, or one of its agencies. */
export interface PortalUnit {
  readonly id: string;
  readonly name: string;
  /** "H44.07"; two of the answers have no codes. */
  readonly code: string | null;
  /** "PROVINCE" for departments, "COMMUNE" for communes, as the portal has it. */
  readonly level: string | null;
  /** Counts of dossiers; null where this answer has none. */
  readonly share: { readonly numerator: number; readonly denominator: number } | null;
  /** Finished late, or open and late; the portal does not tell it of the province. */
  readonly overdue: number | null;
  readonly score: number;
  readonly max: number | null;
  /** Petitions (phản ánh, kiến nghị) of the period; null where this answer does not say. */
  readonly petitions: number | null;
  /** What the portal says itself of the quality of these data. */
  readonly remarks: readonly string[];
}

/** One group's answer. */
export interface PortalTree {
  readonly parent: PortalUnit;
  readonly units: readonly PortalUnit[];
  /** Units that there are on all pages together; null where the answer has no pages. */
  readonly total: number | null;
}

const unitFields = {
  departmentId: text,
  departmentName: text,
  departmentCode: text.nullish(),
  level: text.nullish(),
  departmentLevel: text.nullish(),
};

type UnitFields = z.infer<z.ZodObject<typeof unitFields>>;

const unitOf = (fields: UnitFields, more: Partial<PortalUnit> & Pick<PortalUnit, "score" | "max">): PortalUnit => ({
  id: fields.departmentId,
  name: fields.departmentName,
  code: fields.departmentCode ?? null,
  level: fields.level ?? fields.departmentLevel ?? null,
  share: null,
  overdue: null,
  petitions: null,
  remarks: [],
  ...more,
});

const progressCounts = { ...unitFields, totalReceived: count, totalOnTime: count };
const progressShare = ({ totalOnTime, totalReceived }: { totalOnTime: number; totalReceived: number }) => ({
  share: { numerator: totalOnTime, denominator: totalReceived },
});

const ProgressParent = z
  .object({ ...progressCounts, totalScore: score, totalMaxScore: score.nullish() })
  .transform((one) => unitOf(one, { ...progressShare(one), score: one.totalScore, max: one.totalMaxScore ?? null }));

const ProgressUnit = z
  .object({ ...progressCounts, totalOverdue: count.nullish(), score, maxScore: score.nullish() })
  .transform((one) =>
    unitOf(one, {
      ...progressShare(one),
      overdue: one.totalOverdue ?? null,
      score: one.score,
      max: one.maxScore ?? null,
    }),
  );

const scored = { ...unitFields, totalScore: score, totalMaxScore: score.nullish() };

const ScoredUnit = z
  .object(scored)
  .transform((one) => unitOf(one, { score: one.totalScore, max: one.totalMaxScore ?? null }));

const PaymentUnit = z
  .object({ ...scored, totalDossierOnlinePaymentSuccess: count, totalDossierFinancialObligation: count })
  .transform((one) =>
    unitOf(one, {
      share: {
        numerator: one.totalDossierOnlinePaymentSuccess,
        denominator: one.totalDossierFinancialObligation,
      },
      score: one.totalScore,
      max: one.totalMaxScore ?? null,
    }),
  );

const EvaluatedUnit = z
  .object({
    ...scored,
    totalPetitions: count.nullish(),
    metrics: z.array(z.object({ dataQualityMessage: text.nullish() })).default([]),
  })
  .transform((one) =>
    unitOf(one, {
      score: one.totalScore,
      max: one.totalMaxScore ?? null,
      petitions: one.totalPetitions ?? null,
      remarks: one.metrics.flatMap(({ dataQualityMessage }) => dataQualityMessage || []),
    }),
  );

const pagination = z.object({ total: count.nullish() }).nullish();

const treeOf = (parent: z.ZodType<PortalUnit>, unit: z.ZodType<PortalUnit>) =>
  z
    .object({ data: z.object({ parent, children: z.array(unit), pagination }) })
    .transform(
      ({ data }): PortalTree => ({ parent: data.parent, units: data.children, total: data.pagination?.total ?? null }),
    );

const Evaluation = z
  .object({ data: z.object({ overview: EvaluatedUnit, evaluation: z.array(EvaluatedUnit), pagination }) })
  .transform(
    ({ data }): PortalTree => ({
      parent: data.overview,
      units: data.evaluation,
      total: data.pagination?.total ?? null,
    }),
  );

/** The portal's comparison of all provinces. Only that of a year is known. */
export interface PortalNational {
  readonly max: number | null;
  readonly provinces: readonly {
    readonly id: string;
    readonly code: string | null;
    readonly score: number;
    /** Points gained since the portal's evaluation before; null where it does not say. */
    readonly gained: number | null;
  }[];
}

export const National = z
  .object({
    data: z.object({
      overview: z.object({ totalMaxScore: score.nullish() }).nullish(),
      evaluation: z.array(
        z.object({
          departmentId: text,
          departmentCode: text.nullish(),
          totalScore: score,
          scoreDelta: z.number().min(-1_000).max(1_000).nullish(),
        }),
      ),
    }),
  })
  .transform(
    ({ data }): PortalNational => ({
      max: data.overview?.totalMaxScore ?? null,
      provinces: data.evaluation.map(({ departmentId, departmentCode, totalScore, scoreDelta }) => ({
        id: departmentId,
        code: departmentCode ?? null,
        score: totalScore,
        gained: scoreDelta ?? null,
      })),
    }),
  );

export const TREES: Readonly<Record<Exclude<PortalAnswerName, "service-results">, z.ZodType<PortalTree>>> = {
  "dvc-progress-tree": treeOf(ProgressParent, ProgressUnit),
  "formality-online-payment-tree": treeOf(PaymentUnit, PaymentUnit),
  "provide-online-tree": treeOf(ScoredUnit, ScoredUnit),
  transparency: Evaluation,
  "dossier-digitized": Evaluation,
  "handling-satisfaction": Evaluation,
};

/** How an answer is read: only the fields that are used are asked of it. */
export const answerSchema = (name: PortalAnswerName): z.ZodType<PortalTree | PortalNational> =>
  name === "service-results" ? National : TREES[name];
