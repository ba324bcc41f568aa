import { z } from "zod";

/** What somebody did by the console's pages. */
const JournalAction = z.enum([
  "signed-in",
  "run-requested",
  "run-cancelled",
  "draft-approved",
  "draft-returned",
  "import-stored",
  "texts-kept",
  "link-revoked",
  "reminded",
  "mail-resent",
  "recipient-kept",
  "recipient-removed",
  "recipients-imported",
  "import-withdrawn",
]);
export type JournalAction = z.infer<typeof JournalAction>;

/** One line of the journal (nhật ký): who did what, when, about what. It is never changed. */
export const JournalEntry = z.object({
  /** RFC 3339 in UTC, so that its text sorts as time does. */
  at: z.iso.datetime(),
  /** The issuer and its subject, as bearer tokens name the same person. */
  by: z.string().min(1),
  /** How pages call the person. */
  label: z.string(),
  action: JournalAction,
  /** A run's id, a link's, a report and its period; empty where there is nothing to name. */
  about: z.string().max(500),
});
export type JournalEntry = z.infer<typeof JournalEntry>;
