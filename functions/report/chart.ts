import { z } from "zod";

const texts = z.array(z.string()).readonly();

/** Rates in percent, one for each month; null where the month gives none: a gap in the line, never a zero. */
const Values = z.array(z.number().nullable()).readonly();

/** A threshold in percent; `name` is what is printed beside its line. */
const Threshold = z.object({ name: z.string(), value: z.number() }).readonly();
export type Threshold = z.infer<typeof Threshold>;

/** `text` is what is printed at the end of the line: the newest rate, and what was demanded. */
const Series = z.object({ name: z.string(), values: Values, text: z.string() }).readonly();
export type Series = z.infer<typeof Series>;

/** The verdict that a bar stands for: đạt, chưa đạt, chưa đến hạn, không phát sinh, chưa có số liệu, không đánh giá. */
export const Mark = z.enum(["met", "not-met", "not-due", "no-activity", "no-data", "not-assessed"]);
export type Mark = z.infer<typeof Mark>;

/** A rate in percent; where there is none, `text` says why. */
const Bar = z.object({ name: z.string(), value: z.number().nullable(), mark: Mark, text: z.string() }).readonly();

/** How many agencies have a rate from `from` to below `to` percent, by verdict. */
const Band = z
  .object({
    from: z.number(),
    to: z.number(),
    parts: z.array(z.object({ mark: Mark, count: z.int().positive() }).readonly()).readonly(),
    /** The number of all of them; empty where there are none. */
    text: z.string(),
  })
  .readonly();

/** What a pattern or colour of the picture stands for, in words. */
const Key = z.object({ mark: Mark, text: z.string() }).readonly();

/**
 * A picture as plain data: every word and number that is printed, and the numbers that it is drawn from. `title` stands
 * above the picture and says what is measured and in which unit.
 */
export const Chart = z
  .discriminatedUnion("type", [
    /** Rates month after month; at most four lines, so that they can be told apart on a black and white copy. */
    z.object({
      type: z.literal("trend"),
      title: z.string(),
      /** "7/2022", first to last. */
      months: texts,
      series: z.array(Series).max(4).readonly(),
      thresholds: z.array(Threshold).readonly(),
    }),
    /** One bar for each agency, in the order of print. */
    z.object({
      type: z.literal("bars"),
      title: z.string(),
      threshold: Threshold.nullable(),
      key: z.array(Key).readonly(),
      bars: z.array(Bar).readonly(),
    }),
    /** How many agencies lie where between 0 and 100 %; `note` counts those that have no rate. */
    z.object({
      type: z.literal("distribution"),
      title: z.string(),
      threshold: Threshold.nullable(),
      key: z.array(Key).readonly(),
      bands: z.array(Band).readonly(),
      note: z.string(),
    }),
    /** One small trend for each district, all on one scale. */
    z.object({
      type: z.literal("multiples"),
      title: z.string(),
      months: texts,
      threshold: Threshold.nullable(),
      panels: z.array(Series).readonly(),
    }),
  ])
  .readonly();
export type Chart = z.infer<typeof Chart>;

/** One kind of chart. */
export type ChartOf<Type extends Chart["type"]> = Extract<Chart, { type: Type }>;
