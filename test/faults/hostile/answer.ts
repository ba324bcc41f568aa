import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { WildQuestion } from "../../helpers/runs/example-province.ts";

/** What has to come of an answer that nobody should give. */
export type Outcome =
  /** The run fails by name (exit 1), nothing is published. */
  | "refused"
  /** The agency's month is missing, the report is provisional and names it. */
  | "gap"
  /** Without consequence beside a finding. */
  | "taken";

export interface HostileAnswer {
  readonly name: string;
  /** Path, and query where it needs one, that is answered so. */
  readonly at: string;
  readonly reply: (question: WildQuestion) => void;
  readonly outcome: Outcome;
}

const Page = z.record(z.string(), z.unknown());
const Rows = z.array(z.record(z.string(), z.unknown()));

type Row = Record<string, unknown>;
type Reply = HostileAnswer["reply"];

/** A text as it stands, with any head. */
export const text =
  (body: string | Buffer, headers: Readonly<Record<string, string>> = {}, status = 200): Reply =>
  ({ response }) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
  };

export const status = (code: number, headers: Readonly<Record<string, string>> = {}): Reply =>
  text(JSON.stringify({ title: "Lỗi", status: code }), headers, code);

/** The usual object with something changed. */
export const changed =
  (change: (page: Row, question: WildQuestion) => object): Reply =>
  (question) => {
    const page = Page.parse(JSON.parse(question.usual.body));
    question.response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify(change({ ...page }, question)));
  };

/** The usual list with other rows. */
export const rows = (change: (rows: Row[]) => readonly unknown[]): Reply =>
  changed((page) => ({ ...page, items: change(Rows.parse(page["items"])) }));

/** The usual list whose first row has other fields. */
export const first = (fields: Readonly<Row>): Reply => rows(([one, ...rest]) => [{ ...one, ...fields }, ...rest]);

/** The usual text, rewritten as text: for numbers and keys that JSON.stringify would not write. */
export const rewritten =
  (pattern: RegExp, replacement: string): Reply =>
  ({ response, usual }) => {
    // An answer that stays as it was would prove nothing; it ends the connection, and so the outcome is another.
    const body = pattern.test(usual.body) ? usual.body.replace(pattern, replacement) : "";
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  };

/** Bytes without HTTP around them, then the end of the connection. */
export const raw =
  (bytes: string): Reply =>
  ({ response }) => {
    response.socket?.end(bytes);
  };

/** A piece every so many milliseconds, for as long as somebody listens. */
export function trickle(response: ServerResponse, piece: string, everyMs: number): void {
  const timer = setInterval(() => response.write(piece), everyMs);
  response.once("close", () => clearInterval(timer));
}

/** For how long a number of answers is wrong before the usual one is given. */
export function times(count: number, reply: Reply): Reply {
  let given = 0;
  return (question) => {
    given += 1;
    if (given <= count) return reply(question);
    question.response.writeHead(question.usual.status, { "content-type": "application/json" }).end(question.usual.body);
  };
}
