import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { folder } from "./command.ts";

/** Opens everything of the period; made by version 0.2 with `links add`. */
export const FORMER_LINK = "5AEJfU2rJt0k6awOiTGVFA";

/** Shortly after the state folder was made: its links are alive then. */
export const AFTERWARDS = "2026-12-01T01:00:00.000Z";

/**
 * A place with the state folder that version 0.2.0 (commit 454e46d) has made of the worked example's June 2023: one
 * recipient with his mail, a text for slot "ton-tai", revision 1, a run for a draft, a link. As after 90 days, its drafts
 * are gone.
 */
export function formerState(): string {
  const place = folder();
  const archive = new URL("../../fixtures/state-0.2.tgz", import.meta.url).pathname;
  execFileSync("tar", ["-xzf", archive, "-C", place]);
  return place;
}

export const stateOf = (place: string): string => join(place, "state");
