import { z } from "zod";

const texts = z.array(z.string()).readonly();

/** Rates in percent, one for each month; null where the month gives none: a gap in the line, never a zero. */
const Values = z.array(z.number().nullable()).readonly();

/** A threshold in percent; `name` is what is printed beside its line. */
const Threshold = z.object({ name: z.string(), value: z.number() }).readonly();
export type Threshold = z.infer<typeof Threshold>;

/** One small picture among several; `text` is what is printed with the last month: its rate, or why there is none. */
const Panel = z
  .object({ name: z.string(), values: Values, text: z.string(), threshold: Threshold.nullable() })
  .readonly();
export type Panel = z.infer<typeof Panel>;

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
    /** One bar for each agency, in the order of print. */
    z.object({
      type: z.literal("bars"),
      title: z.string(),
      threshold: Threshold.nullable(),
      key: z.array(Key).readonly(),
      bars: z.array(Bar).readonly(),
    }),
    /** How many agencies lie in each band; `note` counts those that reach the threshold and those in no band. */
    z.object({
      type: z.literal("distribution"),
      title: z.string(),
      threshold: Threshold.nullable(),
      key: z.array(Key).readonly(),
      bands: z.array(Band).readonly(),
      note: z.string(),
    }),
    /** One small picture of the months for each rate, each on a scale of its own; more than nine are too many to read. */
    z.object({
      type: z.literal("multiples"),
      title: z.string(),
      /** "01/2023", first to last. */
      months: texts,
      panels: z.array(Panel).max(9).readonly(),
    }),
  ])
  .readonly();
export type Chart = z.infer<typeof Chart>;

/** One kind of chart. */
export type ChartOf<Type extends Chart["type"]> = Extract<Chart, { type: Type }>;
