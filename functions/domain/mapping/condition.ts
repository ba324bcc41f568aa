import { z } from "zod";
import { placeholderFault } from "./placeholders.ts";

/** A text that is not empty. */
export const Text = z.string().trim().min(1, "không được để trống");

/**
 * A text with placeholders.
 *
 * @param faultOf what is wrong with those of a text, in Vietnamese; null where nothing is
 */
export const templateWith = (faultOf: (text: string) => string | null) =>
  z.string().check(({ value, issues }) => {
    const fault = faultOf(value);
    if (fault !== null) issues.push({ code: "custom", input: value, message: fault });
  });

/** A text with placeholders such as {from}. */
export const Template = templateWith(placeholderFault);

/** The way to a field of a row or of an answer: its name, or the names from the outermost on. */
export const FieldPath = z
  .union([Text, z.array(Text).min(1)], { error: "phải là tên mục, hoặc danh sách tên mục từ ngoài vào trong" })
  .transform((path): readonly string[] => (typeof path === "string" ? [path] : path));
export type FieldPath = z.infer<typeof FieldPath>;

/** A day that another one is held against: an end of the window, or a field of the same row. */
const Moment = z.union([z.enum(["{from}", "{to}"]), z.strictObject({ field: FieldPath })], {
  error: 'phải là "{from}", "{to}" hoặc nhóm mục { "field": … }',
});
export type Moment = z.infer<typeof Moment>;

const Value = z.union([Template, z.number(), z.boolean()], { error: "phải là chuỗi ký tự, số, true hoặc false" });

/** The tests of days: whether a field's day is so against a moment. A field without a day passes none of them. */
export const DAY_TESTS = ["before", "notAfter", "on", "notBefore", "after"] as const;

const TESTS = ["equals", "in", "isNull", ...DAY_TESTS] as const;

/**
 * One test of one field of a row. Numbers and texts are compared as texts; null and an empty text are no value: they equal
 * nothing.
 */
export const Condition = z
  .strictObject({
    field: FieldPath,
    equals: Value.optional(),
    in: z.array(Value).min(1).optional(),
    isNull: z.boolean().optional(),
    before: Moment.optional(),
    notAfter: Moment.optional(),
    on: Moment.optional(),
    notBefore: Moment.optional(),
    after: Moment.optional(),
  })
  .check(({ value, issues }) => {
    if (TESTS.filter((test) => value[test] !== undefined).length === 1) return;
    issues.push({ code: "custom", input: value, message: `phải có đúng một phép so: ${TESTS.join(", ")}` });
  });
export type Condition = z.infer<typeof Condition>;

/** Conditions that all hold, or groups of them one of which does. No condition at all holds of every dossier. */
export const Rule = z
  .union([z.array(Condition), z.strictObject({ anyOf: z.array(z.array(Condition)).min(1) })])
  .transform((rule): readonly (readonly Condition[])[] => (Array.isArray(rule) ? [rule] : rule.anyOf));
export type Rule = z.infer<typeof Rule>;
