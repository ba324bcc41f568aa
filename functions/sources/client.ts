import type { ProcedureCounts } from "../domain/counts.ts";
import type { Day, Window } from "../domain/period.ts";
import type { Answer, ProvinceApi } from "../ports/province-api.ts";
import { type ConnectionOptions, openConnection, printedDay } from "./connection.ts";
import { contractPaging } from "./contract-page.ts";
import { readList } from "./list.ts";
import type { Question, Reader } from "./page.ts";
import { AGENCY_ROWS, COUNTS_ROWS, checkRows, MEASURES_ROWS, PROCEDURE_ROWS, type RowRule, TASK_ROWS } from "./rows.ts";
import { Tokens } from "./tokens.ts";

/** Where a province's API is, how to get in, and how hard to lean on it. Times are milliseconds. */
export interface ProvinceApiOptions extends ConnectionOptions {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The province's API as one client of it has it open. */
export interface ProvinceClient extends ProvinceApi {
  counts(agency: string, window: Window): Promise<Answer<ProcedureCounts>>;
  /** Ends what is under way, which then fails. */
  close(): Promise<void>;
  /** Takes a token, so that an address or an account that is of no use is known before anything is asked. */
  signIn(): Promise<void>;
}

/**
 * The province's statistics API over HTTP (templates/contract/province-api.yaml).
 *
 * Throws RequestInvalid for a base address that cannot be used. No failure or log line holds a secret or an answer.
 */
export function provinceApi(options: ProvinceApiOptions): ProvinceClient {
  const { at, wire, policy, maxPages, warn, inTurn, close } = openConnection(options);
  const tokens = new Tokens(at("oauth2/token"), options, wire, policy);
  const ask = <Row extends object>(
    url: URL,
    question: Pick<Question, "what" | "notReported">,
    rule: RowRule<Row>,
  ): Promise<Answer<Row>> =>
    inTurn(async () => {
      const reader: Reader = { wire, access: tokens, policy: policy() };
      const { items, raw: _, ...list } = await readList({ ...question, ...contractPaging(url) }, reader, maxPages);
      return { ...list, rows: checkRows(items, rule, question.what, warn) };
    });
  const asOf = <Row extends object>(path: string, noun: string, day: Day, rule: RowRule<Row>): Promise<Answer<Row>> =>
    ask(at(path, { asOf: day }), { what: `${noun} ngày ${printedDay(day)}` }, rule);
  return {
    agencies: (day) => asOf("v1/agencies", "danh sách cơ quan", day, AGENCY_ROWS),
    procedures: (day) => asOf("v1/procedures", "danh mục TTHC", day, PROCEDURE_ROWS),
    measures: (day) => asOf("v1/measures", "số liệu người dùng và trang thông tin điện tử", day, MEASURES_ROWS),
    counts: (agency, { from, to }) => {
      const whose = whoseCounts(agency, { from, to });
      return ask(at("v1/counts", { agency, from, to }), { what: `số liệu ${whose}`, notReported: whose }, COUNTS_ROWS);
    },
    systems: () => [],
    tasks: (programme, day) =>
      ask(
        at("v1/tasks", { programme, asOf: day }),
        { what: `tiến độ nhiệm vụ của ${programme} ngày ${printedDay(day)}` },
        TASK_ROWS,
      ),
    signIn: async () => void (await tokens.current()),
    close,
  };
}

/** `của 77-STTTT từ ngày 15/5/2023 đến ngày 14/6/2023`. */
export const whoseCounts = (agency: string, { from, to }: Window): string =>
  `của ${agency} từ ngày ${printedDay(from)} đến ngày ${printedDay(to)}`;
