import { z } from "zod";
import { AnswerStatus } from "../../domain/counts.ts";
import type { SourceMapping } from "../../domain/mapping/mapping.ts";
import { type Filling, filledEntries, filledJson, filledText } from "../../domain/mapping/placeholders.ts";
import type { Connection } from "../connection.ts";
import { type Fault, faultOf, shown, valueAt } from "../fault.ts";
import type { Envelope, PageRequest, Paging } from "../page.ts";

/** Rows of an answer that is asked for as a whole. */
const WHOLE_ANSWER = 10_000;

type Entries = Readonly<Record<string, string | number>>;

const filledAll = (texts: Readonly<Record<string, string>>, filling: Filling): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, filledText(text, filling)]));

/** The parameters of a page; the first page of a cursor has none of its own. */
function pageEntries({ paging }: SourceMapping, cursor: string | null): Entries {
  if (paging.kind === "none") return {};
  const { parameter, size } = paging;
  const sized = { [size.parameter]: size.rows };
  if (paging.kind === "page") return { ...sized, [parameter]: cursor === null ? paging.first : Number(cursor) };
  return cursor === null ? sized : { ...sized, [parameter]: cursor };
}

/** The header that shows who asks. */
export function accessHeaders({ access }: Pick<SourceMapping, "access">, token: string | null): Record<string, string> {
  if (token === null || access.kind === "none" || access.kind === "body") return {};
  return access.kind === "header" ? { [access.name]: token } : { authorization: `Bearer ${token}` };
}

function requestOf(
  mapping: SourceMapping,
  at: Connection["at"],
  filling: Filling,
  cursor: string | null,
  token: string | null,
): PageRequest {
  const { access, request } = mapping;
  const page = pageEntries(mapping, cursor);
  const path = filledText(request.path, filling, encodeURIComponent);
  const headers = {
    accept: "application/json",
    ...filledAll(request.headers, filling),
    ...accessHeaders(mapping, token),
  };
  const query = filledAll(request.query, filling);
  if (request.method === "GET") {
    const texts = Object.fromEntries(Object.entries(page).map(([name, value]) => [name, String(value)]));
    return { method: "GET", url: at(path, { ...query, ...texts }), headers };
  }
  const shownIn = access.kind === "body" && token !== null ? { [access.field]: token } : {};
  const filled = filledEntries(request.body ?? {}, (text) => filledJson(text, filling));
  const body = JSON.stringify({ ...filled, ...page, ...shownIn });
  return { method: "POST", url: at(path, query), headers: { ...headers, "content-type": "application/json" }, body };
}

type Read<Value> = { readonly value: Value } | { readonly fault: Fault };

function read<Value>(json: unknown, path: readonly string[], schema: z.ZodType<Value>): Read<Value> {
  const given = valueAt(json, path);
  const parsed = schema.safeParse(given);
  if (parsed.success) return { value: parsed.data };
  const { expected } = faultOf(parsed.error, given);
  return { fault: { expected, actual: `${path.join(".")}=${shown(given)}` } };
}

function rowsIn(json: unknown, { answer }: SourceMapping): Read<readonly unknown[]> {
  const found = valueAt(json, answer.rows);
  if (Array.isArray(found)) return { value: found };
  if (typeof found === "object" && found !== null) return { value: [found] };
  const place = answer.rows.join(".") || "answer";
  return { fault: { expected: "list of rows", actual: `${place}=${shown(found)}` } };
}

const Instant = z.iso.datetime({ offset: true });

function statusIn(json: unknown, { answer: { status } }: SourceMapping): Read<AnswerStatus> {
  return typeof status === "string" ? { value: status } : read(json, status.field, AnswerStatus);
}

function instantIn(json: unknown, { answer: { dataAsOf } }: SourceMapping): Read<string | null> {
  return dataAsOf === undefined ? { value: null } : read(json, dataAsOf, Instant);
}

function totalIn(json: unknown, { paging }: SourceMapping): Read<number | null> {
  return paging.kind !== "page" || paging.total === undefined
    ? { value: null }
    : read(json, paging.total, z.int().min(0));
}

/** What asks for the page after this one; null where it is the last. */
function nextIn(json: unknown, { paging }: SourceMapping, rows: number, cursor: string | null, total: number | null) {
  if (paging.kind === "none") return { value: null };
  if (paging.kind === "cursor") {
    const next = read(json, paging.next, z.union([z.string(), z.number().transform(String)]).nullable());
    return "value" in next && next.value === "" ? { value: null } : next;
  }
  const number = cursor === null ? paging.first : Number(cursor);
  const pages = number - paging.first + 1;
  const isLast = total === null ? rows < paging.size.rows : rows === 0 || pages * paging.size.rows >= total;
  return { value: isLast ? null : String(number + 1) };
}

function envelopeOf(
  json: unknown,
  mapping: SourceMapping,
  cursor: string | null,
): Envelope | { readonly fault: Fault } {
  const [rows, status, instant] = [rowsIn(json, mapping), statusIn(json, mapping), instantIn(json, mapping)];
  const total = totalIn(json, mapping);
  if ("fault" in rows) return rows;
  if ("fault" in status) return status;
  if ("fault" in instant) return instant;
  if ("fault" in total) return total;
  const next = nextIn(json, mapping, rows.value.length, cursor, total.value);
  if ("fault" in next) return next;
  return {
    items: rows.value,
    nextCursor: next.value,
    dataAsOf: instant.value,
    status: status.value,
    total: total.value,
  };
}

/** A source's list as a mapping asks for it: what is sent for a page, and what of an answer is one. */
export const mappedPaging = (mapping: SourceMapping, at: Connection["at"], filling: Filling): Paging => ({
  mostRows: mapping.paging.kind === "none" ? WHOLE_ANSWER : mapping.paging.size.rows,
  statuses: [200, 201],
  request: (cursor, token) => requestOf(mapping, at, filling, cursor, token),
  read: (json, cursor) => envelopeOf(json, mapping, cursor),
});
