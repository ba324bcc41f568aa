import { Logger } from "@aws-lambda-powertools/logger";
import { z } from "zod";

/** Every mail address in a text without the name before the "@", which has 64 characters at most (RFC 5321). */
const masked = (text: string): string =>
  text.includes("@") ? text.replace(/[^\s@<>"'(),:;[\]\\]{1,64}@(?=[\w-]+\.)/g, "***@") : text;

/** Lines of JSON, without mail addresses wherever they stand: in a message, a name, a stack. */
export const log = new Logger({
  serviceName: "online-service-reports",
  jsonReplacerFn: (_, value) => (typeof value === "string" ? masked(value) : value),
});

/** Part of every line; what is longer than any name is none. */
const name = z.string().max(200).optional().catch(undefined);

/** What the steps are about, as far as their events say it. */
const About = z.object({ run: name, province: name, agency: name, document: name });

/** From now on every line names the step and what its event is about: a process works on one event at a time. */
export function logAbout(step: string, event: unknown): void {
  log.resetKeys();
  log.appendKeys({ step, ...About.safeParse(event).data });
}
