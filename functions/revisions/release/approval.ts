import { z } from "zod";
import { Period } from "../../domain/period.ts";

const instant = z.iso.datetime({ offset: true });
const count = z.int().min(0);

/** The published revision that a result is compared with. */
const Compared = z.object({ period: Period, revision: z.int().min(1) });

/** So many of so many. */
const Part = z.object({ part: count, of: count });

/** Why a draft waits for somebody to agree to its release (lý do phải có người đồng ý phát hành). */
export const Hold = z.discriminatedUnion("kind", [
  /** The province's setting asks for it every time. */
  z.object({ kind: z.literal("setting") }),
  /** A far smaller share of the agencies has figures than in what was published last: so many of so many. */
  z.object({ kind: z.literal("agencies"), than: Compared, before: Part, now: Part }),
  /** What a target is reckoned on has shrunk far below what was published last. */
  z.object({
    kind: z.literal("total"),
    than: Compared,
    /** The target's name. */
    target: z.string(),
    basis: z.enum(["period", "year", "as-of"]),
    before: count,
    now: count,
  }),
]);
export type Hold = z.infer<typeof Hold>;

/** What somebody has decided on a draft: đồng ý phát hành, or trả lại. It never changes. */
export const Decision = z.object({
  outcome: z.enum(["approved", "returned"]),
  /** Who decided: the subject of a token, or a name given to the command. */
  by: z.string().min(1),
  at: instant,
  /** Empty where an approval gives none. */
  reason: z.string(),
});
export type Decision = z.infer<typeof Decision>;
