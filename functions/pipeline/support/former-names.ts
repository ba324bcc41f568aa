import { z } from "zod";
import { Day } from "../../domain/period.ts";

const Stored = z.record(z.string(), z.unknown());

/**
 * A schema that also reads what an earlier version of the program has stored under another name.
 *
 * @param names the present name of a field by its former one
 */
export const withFormerNames = <Schema extends z.ZodType>(schema: Schema, names: Readonly<Record<string, string>>) =>
  z.preprocess((value) => {
    const stored = Stored.safeParse(value);
    if (!stored.success) return value;
    return Object.fromEntries(Object.entries(stored.data).map(([name, one]) => [names[name] ?? name, one]));
  }, schema);

/** Up to version 0.2 a programme named the calendar years in which it is in force. */
const Years = z.looseObject({ issued: Day, inForce: z.object({ from: z.int(), to: z.int() }) });

/** A schema of programmes that also reads those of which an earlier version has stored years in place of days. */
export const withFormerYears = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => {
    const stored = Years.safeParse(value);
    if (!stored.success) return value;
    const { issued, inForce } = stored.data;
    const from = `${inForce.from}-01-01`;
    return { ...stored.data, inForce: { ...(from > issued ? { from } : {}), to: `${inForce.to}-12-31` } };
  }, schema);
