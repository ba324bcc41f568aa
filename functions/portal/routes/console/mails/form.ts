import type { Context } from "hono";
import { z } from "zod";

const Sent = z.object({
  tinh: z.string().optional().catch(undefined),
  ky: z.string().optional().catch(undefined),
  ban: z.coerce.number().int().min(1).catch(0),
  nguoi: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional()
    // Nobody's: a name that cannot be read must not come to mean everybody.
    .catch("-"),
  "da-xem": z.string().max(100_000).catch(""),
});

/** What the button sends that has mails be sent again: to one person, or to everybody where nobody is named. */
export async function mailsForm(context: Context) {
  const { tinh, ky, ban: revision, nguoi, "da-xem": seen } = Sent.parse(await context.req.parseBody());
  return { tinh, ky, revision, ids: nguoi === undefined ? null : [nguoi], seen };
}

/** The run that a page was led to after somebody had mails be sent; null where there is none. */
export const sentRun = (context: Context): string | null =>
  /^[0-9a-f]{32}$/.exec(context.req.query("da-gui") ?? "")?.[0] ?? null;
