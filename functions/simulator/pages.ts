/** Lists in pages. The cursor is opaque to the client and belongs to the query that returned it. */

import { Refusal } from "./problems.ts";
import { hashText, mix } from "./random.ts";

/** Which part of a list is asked for: `list` names the list with all that decides what is in it. */
interface PageRequest {
  list: string;
  cursor?: string | undefined;
  limit: number;
}

interface Page<Item> {
  items: readonly Item[];
  nextCursor: string | null;
}

// The seal keeps a cursor from being used with another list or another offset.
function seal(list: string, offset: number): string {
  return mix(hashText(list), offset).toString(36);
}

function encode(list: string, offset: number): string {
  return Buffer.from(`${offset}.${seal(list, offset)}`).toString("base64url");
}

function decode(list: string, cursor: string): number {
  const text = Buffer.from(cursor, "base64url").toString("latin1");
  const digits = /^\d{1,9}(?=\.)/.exec(text)?.[0];
  const offset = Number(digits);
  if (digits === undefined || encode(list, offset) !== cursor)
    throw new Refusal(400, "cursor không thuộc về truy vấn này.");
  return offset;
}

/** One page of `all`, in the order given. A cursor of another query, or a made-up one, is refused with 400. */
export function pageOf<Item>(all: readonly Item[], request: PageRequest): Page<Item> {
  const start = request.cursor === undefined ? 0 : decode(request.list, request.cursor);
  const end = start + request.limit;
  return { items: all.slice(start, end), nextCursor: end < all.length ? encode(request.list, end) : null };
}
