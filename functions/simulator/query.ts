/** What a request may ask for. The simulator is strict, so that a client which strays from the contract is told. */

import { z } from "zod";
import { Refusal } from "./problems.ts";
import { isDay } from "./province/calendar.ts";

const LARGEST_PAGE = 500;
const DEFAULT_PAGE = 200;

const day = z.string().refine(isDay, "phải là ngày có thật, dạng YYYY-MM-DD");
const name = z.string().min(1, "không được để trống");
const page = {
  cursor: name.optional(),
  limit: z
    .string()
    .regex(/^\d{1,6}$/, "phải là số nguyên")
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= LARGEST_PAGE, `phải từ 1 đến ${LARGEST_PAGE}`)
    .default(DEFAULT_PAGE),
};

/** GET /v1/agencies, /v1/procedures, /v1/measures. */
export const dayQuery = z.strictObject({ asOf: day, ...page });

/** GET /v1/counts. */
export const countsQuery = z.strictObject({ agency: name, from: day, to: day, ...page });

/** GET /v1/tasks. */
export const tasksQuery = z.strictObject({ programme: name, asOf: day, ...page });

/**
 * The parameters of a request, checked. Refused with 400: a parameter that is missing, malformed, out of range,
 * given twice or not in the contract.
 */
export function parseQuery<Output>(schema: z.ZodType<Output>, given: Record<string, string[]>): Output {
  const flat: Record<string, string | undefined> = {};
  for (const [key, values] of Object.entries(given)) {
    if (values.length !== 1) throw new Refusal(400, `Tham số "${key}" được gửi nhiều lần.`);
    flat[key] = values[0];
  }
  const parsed = schema.safeParse(flat);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) => `${issue.path.join(".") || "tham số"}: ${issue.message}`);
  throw new Refusal(400, `Tham số không hợp lệ: ${reasons.join("; ")}.`);
}
