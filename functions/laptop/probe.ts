import type { ApiSettings } from "../settings.ts";
import { provinceApi } from "../sources/client.ts";

/** Somebody waits for it: with starting and ending, such a run is over within a minute. */
const PATIENCE_MS = 50_000;

/**
 * Signs in at a province's API before a run begins, so that an address that is of no use is named at once and nothing is
 * begun. Says on `warn` what it waits for. Throws ProvinceUnavailable, AccessDenied, AnswerInvalid or RequestInvalid.
 */
export async function probeProvince(
  { url, ...settings }: ApiSettings,
  now: () => Date,
  warn: (message: string) => void,
): Promise<void> {
  const until = new Date(now().getTime() + PATIENCE_MS);
  const api = provinceApi({ ...settings, baseUrl: url, now, log: warn, deadline: () => until, impatient: true });
  try {
    await api.signIn();
  } finally {
    await api.close();
  }
}
