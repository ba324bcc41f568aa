import { AccessDenied, AnswerInvalid, NotReported } from "../../domain/failure.ts";
import { isBeforeEndOf } from "../../domain/instant.ts";
import { isMonthly } from "../../domain/mapping/faults.ts";
import type { SourceMapping } from "../../domain/mapping/mapping.ts";
import type { Filling } from "../../domain/mapping/placeholders.ts";
import { unitsOf } from "../../domain/mapping/systems.ts";
import { daysLater, type Window } from "../../domain/period.ts";
import type { CountsAnswer } from "../../ports/province-api.ts";
import { accessOf, type SourceAccount } from "../access.ts";
import { whoseCounts } from "../client.ts";
import { type ConnectionOptions, openConnection } from "../connection.ts";
import { readList } from "../list.ts";
import type { Wire, WireAnswer, WireRequest } from "../wire.ts";
import { secretsOf, withoutSecrets } from "./account.ts";
import { addedAnswers, answerOf } from "./added.ts";
import { mappedPaging } from "./question.ts";
import { countRows } from "./rows.ts";

/** What was sent and what came back. */
interface Exchange {
  readonly method: string;
  /** Without what shows who asks. */
  readonly url: string;
  readonly status: number;
  readonly body: Uint8Array;
}

export interface MappedSourceOptions extends ConnectionOptions {
  readonly mapping: SourceMapping;
  readonly account: SourceAccount;
  /** Sees every answer as it came, those to requests for a token left out. */
  readonly watch?: (exchange: Exchange) => void;
}

/** A source of counts beside the contract. */
export interface MappedSource {
  /** Of its mapping. */
  readonly id: string;
  /** Throws what ProvinceApi's `counts` throws. */
  counts(agency: string, window: Window): Promise<CountsAnswer>;
  /** Ends what is under way, which then fails. */
  close(): Promise<void>;
}

function watched(wire: Wire, watch: MappedSourceOptions["watch"]): Wire {
  if (watch === undefined) return wire;
  const send = async (request: WireRequest): Promise<WireAnswer> => {
    const answer = await wire(request);
    watch({ method: request.method, url: request.url.href, status: answer.status, body: answer.body });
    return answer;
  };
  return Object.assign(send, { close: () => wire.close() });
}

/** Throws AnswerInvalid for a window that a source which is asked by months cannot tell of. */
function requireMonth(mapping: SourceMapping, { from, to }: Window, what: string): void {
  const isWhole = from.endsWith("-01") && daysLater(to, 1).endsWith("-01") && from.slice(0, 7) === to.slice(0, 7);
  if (!isMonthly(mapping) || isWhole) return;
  throw new AnswerInvalid(what, { procedure: "", expected: "calendar month", actual: `${from} - ${to}` });
}

/** The failure with the mapping's name in it: what is to be done is done there. */
function named(error: unknown, { id }: SourceMapping): unknown {
  if (error instanceof AccessDenied) return new AccessDenied(error.what, id);
  if (!(error instanceof AnswerInvalid)) return error;
  const { what, procedure, actual } = error;
  const expected = error.expected === "JSON of the contract" ? "JSON" : error.expected;
  return new AnswerInvalid(what, { procedure, expected, actual }, id);
}

/**
 * A source that is asked, and whose answers are read and handed on as they came, as a mapping file says. It opens nothing
 * before it is asked.
 *
 * Throws RequestInvalid for an address that cannot be used, SettingInvalid where the account that the mapping needs is not
 * set. No failure or log line holds a secret or an answer.
 */
export function mappedSource(options: MappedSourceOptions): MappedSource {
  const { mapping, watch } = options;
  const connection = openConnection(options);
  const { at, policy, maxPages, warn, inTurn } = connection;
  const access = accessOf(mapping, options.account, connection, "nguồn số liệu");
  const wire = watched(connection.wire, watch);
  const { answer } = mapping;
  const secrets = secretsOf(options.account);
  const ask = async (filling: Filling, whose: string): Promise<CountsAnswer> => {
    const what = `số liệu ${whose}`;
    requireMonth(mapping, filling.window, what);
    const missing = answer.notFound === "not-reported" ? { notReported: whose } : {};
    const question = { what, ...missing, ...mappedPaging(mapping, at, filling) };
    const { items, raw, ...list } = await readList(question, { wire, access, policy: policy() }, maxPages);
    const rows = countRows(items, { mapping, filling, what, warn });
    const isEmpty = mapping.dossiers === undefined ? rows.length === 0 : items.length === 0;
    if (isEmpty && answer.empty === "not-reported") throw new NotReported(whose);
    // What is said of all counts holds of those of a window that is over.
    const isEarly = typeof answer.status === "string" && isBeforeEndOf(list.dataAsOf, filling.window.to);
    const about = { ...list, raw: raw.map((page) => withoutSecrets(page, secrets)) };
    return answerOf(rows, isEarly ? { ...about, status: "provisional" } : about);
  };
  return {
    id: mapping.id,
    async counts(agency, window) {
      const whose = whoseCounts(agency, window);
      const [first, ...others] = unitsOf(mapping, agency);
      if (first === undefined) throw new NotReported(whose);
      const of = (unit: string) => inTurn(() => ask({ unit, window }, whose));
      try {
        return addedAnswers([await of(first), ...(await Promise.all(others.map(of)))]);
      } catch (error) {
        throw named(error, mapping);
      }
    },
    close: connection.close,
  };
}
