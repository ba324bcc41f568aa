import { z } from "zod";

/**
 * How far a figure is at the report system: `sending` while a call sends it, `open` surely not taken, `accepted` taken,
 * `unknown` where a call ended before it heard.
 */
const PushState = z.enum(["sending", "open", "accepted", "unknown"]);
export type PushState = z.infer<typeof PushState>;

/** What is known of one figure of one period at the report system, as its last revision that was sent left it. */
export const PushRecord = z.object({
  state: PushState,
  revision: z.int().min(1),
  /** As it was sent. */
  value: z.string(),
  /** Instant (RFC 3339) until which a call is taken to be sending it. */
  until: z.string(),
  /** Of this record, from 1. */
  version: z.int().min(1),
});
export type PushRecord = z.infer<typeof PushRecord>;

/**
 * What is to be done with a figure: send it; nothing, since it is there (`standing`); wait for the call that sends it
 * (`busy`); or tell that nobody knows whether it was taken (`unknown`).
 */
export type PushStep = "send" | "standing" | "busy" | "unknown";

/**
 * What becomes of a figure of a revision. The same figure of the same revision is never sent twice: one whose sender has
 * died is unknown, whether or not it went out.
 *
 * @param known null where it was never sent
 * @param all whether a later revision sends what the system has taken already, too
 */
export function pushStep(
  known: PushRecord | null,
  { revision, value }: Pick<PushRecord, "revision" | "value">,
  now: Date,
  all: boolean,
): PushStep {
  if (known === null) return "send";
  // What a newer revision has sent is never put back.
  if (known.revision > revision) return "standing";
  const isSame = known.revision === revision;
  switch (known.state) {
    case "open":
      return "send";
    case "accepted":
      return isSame || (known.value === value && !all) ? "standing" : "send";
    case "sending":
      // Another value may still be on its way, and come after ours.
      if (now < new Date(known.until)) return "busy";
      return isSame ? "unknown" : "send";
    case "unknown":
      return isSame ? "unknown" : "send";
  }
}
