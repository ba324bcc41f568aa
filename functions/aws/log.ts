import { Logger } from "@aws-lambda-powertools/logger";
import { z } from "zod";

/** Every mail address in a text without the name before the "@". */
const masked = (text: string): string => text.replace(/[^\s@<>"'(),:;[\]\\]+@(?=[\w-]+\.)/g, "***@");

/** Lines of JSON, without mail addresses wherever they stand: in a message, a name, a stack. */
export const log = new Logger({
  serviceName: "online-service-reports",
  jsonReplacerFn: (_, value) => (typeof value === "string" ? masked(value) : value),
});

/** What the steps are about, as far as their events say it. */
const About = z.object({
  run: z.string().optional().catch(undefined),
  province: z.string().optional().catch(undefined),
  agency: z.string().optional().catch(undefined),
  document: z.string().optional().catch(undefined),
});

/** From now on every line names the step and what its event is about: a process works on one event at a time. */
export function logAbout(step: string, event: unknown): void {
  log.resetKeys();
  log.appendKeys({ step, ...About.safeParse(event).data });
}
