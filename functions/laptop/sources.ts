import { AccessDenied, AnswerInvalid, type Failure, NotReported, ProvinceUnavailable } from "../domain/failure.ts";
import type { SourceMapping } from "../domain/mapping/mapping.ts";
import type { Window } from "../domain/period.ts";
import type { CountsAnswer } from "../ports/province-api.ts";
import type { ProxySettings } from "../settings/proxies.ts";
import type { SourceSettings } from "../settings/sources.ts";
import { masked, secretsOf } from "../sources/mapped/account.ts";
import { mappedSource } from "../sources/mapped/source.ts";

/** Somebody waits for it. */
const PATIENCE_MS = 50_000;

/** A source to be tried, and what it is asked. */
export interface SourceTrial {
  readonly mapping: SourceMapping;
  readonly url: string;
  readonly account: Omit<SourceSettings, "url">;
  readonly proxies: ProxySettings | null;
  readonly agency: string;
  readonly window: Window;
  readonly now: () => Date;
  /** Takes a Vietnamese sentence: what is waited for. */
  readonly warn: (message: string) => void;
}

/** What was asked and came back, with whatever shows who asks made unreadable. */
export interface TrialExchange {
  readonly asked: string;
  readonly status: number;
  readonly text: string;
}

/** What a source said, and what became of it. */
export interface TrialOutcome {
  readonly exchanges: readonly TrialExchange[];
  readonly result: { readonly answer: CountsAnswer } | { readonly refused: Failure };
}

const REFUSALS = [AnswerInvalid, NotReported, ProvinceUnavailable, AccessDenied];

const refusalOf = (error: unknown): Failure | null =>
  REFUSALS.flatMap((refusal) => (error instanceof refusal ? [error] : []))[0] ?? null;

/** Asks a source once for one agency's window; nothing is stored. Throws SettingInvalid and RequestInvalid. */
export async function trySource({ url, agency, window, warn, ...trial }: SourceTrial): Promise<TrialOutcome> {
  const exchanges: TrialExchange[] = [];
  const { token, clientId, clientSecret } = trial.account;
  const secrets = [...secretsOf({ token, clientSecret }), ...(clientId ? [clientId] : [])];
  const until = new Date(trial.now().getTime() + PATIENCE_MS);
  const source = mappedSource({
    ...trial,
    ...{ baseUrl: url, log: warn, warn, deadline: () => until, impatient: true },
    watch: ({ method, url: asked, status, body }) =>
      exchanges.push({
        asked: masked(`${method} ${asked}`, secrets),
        status,
        text: masked(new TextDecoder().decode(body), secrets),
      }),
  });
  try {
    return { exchanges, result: { answer: await source.counts(agency, window) } };
  } catch (error) {
    const refused = refusalOf(error);
    if (refused === null) throw error;
    return { exchanges, result: { refused } };
  } finally {
    await source.close();
  }
}
