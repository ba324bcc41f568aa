import { type Recipient, reportsOf } from "../../../mail/recipient.ts";
import { isOfEveryReport, type LinkScope, opensFile } from "../../../revisions/link.ts";
import type { Manifest } from "../../../revisions/revision.ts";

/** What somebody is given of a revision: everything, or the reports that they get and that are in it. */
export function scopesOf(
  recipient: Pick<Recipient, "roles">,
  { series, files }: Pick<Manifest, "series" | "files">,
): LinkScope[] {
  const reports = reportsOf(recipient);
  if (reports === null) return [{ kind: "series", series }];
  const scopes = [...reports].map((report): LinkScope => ({ kind: "report", series, report }));
  return scopes.filter((scope) => files.some(({ name }) => !isOfEveryReport(name) && opensFile(scope, name)));
}
