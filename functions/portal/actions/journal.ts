import type { PortalPorts } from "../../ports/ports.ts";
import type { JournalAction } from "../../revisions/console/journal.ts";
import type { Visitor } from "../sign-in/authorization.ts";

/** Writes down what somebody has done. */
export const noteDone = (
  { journal, now }: Pick<PortalPorts, "journal" | "now">,
  { name, label }: Pick<Visitor, "name" | "label">,
  action: JournalAction,
  about: string,
): Promise<void> => journal.note({ at: now().toISOString(), by: name, label, action, about });
