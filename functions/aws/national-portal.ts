import type { NationalPortal } from "../ports/national-portal.ts";
import { readNationalPortal } from "../settings/national-portal.ts";
import type { Environment } from "../settings/values.ts";
import type { NationalPortalOptions } from "../sources/national-portal.ts";
import { VERSION } from "../version.ts";

/**
 * The national portal, whose client is loaded when it is first asked: most steps never do. Null where it is not to be asked.
 * Throws SettingInvalid naming a variable that is missing or malformed.
 */
export function lazyPortal(
  env: Environment,
  moments: Pick<NationalPortalOptions, "now" | "deadline">,
): NationalPortal | null {
  const settings = readNationalPortal(env);
  if (settings === null) return null;
  let opened: Promise<NationalPortal> | undefined;
  return {
    async read(question, province) {
      opened ??= import("../sources/national-portal.ts").then(({ nationalPortal }) =>
        nationalPortal({ ...settings, ...moments, code: VERSION }),
      );
      return (await opened).read(question, province);
    },
  };
}
