import type { AnswerStatus } from "../domain/counts.ts";
import { AnswerInvalid, ProvinceUnavailable } from "../domain/failure.ts";
import { futureFault } from "../domain/instant.ts";
import { type Page, type Question, type Reader, readPage } from "./page.ts";

/** A whole list, its rows not yet checked. */
interface List {
  readonly items: readonly unknown[];
  /** Provisional if any page says so. */
  readonly status: AnswerStatus;
  readonly dataAsOf: string;
  readonly synthetic: boolean;
}

/** A source that is reloaded more often than this while one list is read gives no list of one instant. */
const MOST_READINGS = 4;

/**
 * Reads a list to its last page, from the first again when `dataAsOf` changes in between.
 *
 * Throws what `readPage` throws; AnswerInvalid for a list without an end or read in the future; ProvinceUnavailable when `dataAsOf` changes
 * in every reading.
 */
export async function readList(question: Question, reader: Reader, maxPages: number): Promise<List> {
  for (let reading = 1; reading <= MOST_READINGS; reading++) {
    const pages = await pagesOf(question, reader, maxPages);
    if (pages !== null) return joined(pages);
    const readings = `lần đọc ${reading}/${MOST_READINGS}`;
    reader.policy.log(`Số liệu nguồn thay đổi trong khi đọc ${question.what} (${readings}); đọc lại từ đầu.`);
  }
  throw new ProvinceUnavailable(question.what, "dataAsOf keeps changing");
}

/** Null when the pages are not of one `dataAsOf`. */
async function pagesOf(question: Question, reader: Reader, maxPages: number): Promise<[Page, ...Page[]] | null> {
  const first = await readPage(question, null, reader);
  const future = futureFault(first.dataAsOf, reader.policy.now());
  if (future !== null) throw new AnswerInvalid(question.what, future);
  const pages: [Page, ...Page[]] = [first];
  const seen = new Set<string>();
  for (let cursor = first.nextCursor; cursor !== null; ) {
    if (seen.has(cursor)) throw endless(question.what, "cursor repeated");
    if (pages.length === maxPages) throw endless(question.what, `more than ${maxPages} pages`);
    seen.add(cursor);
    const page = await readPage(question, cursor, reader);
    if (page.dataAsOf !== first.dataAsOf) return null;
    pages.push(page);
    cursor = page.nextCursor;
  }
  return pages;
}

function endless(what: string, actual: string): AnswerInvalid {
  return new AnswerInvalid(what, { procedure: "", expected: "a last page", actual });
}

function joined(pages: readonly [Page, ...Page[]]): List {
  return {
    items: pages.flatMap((page) => page.items),
    status: pages.some((page) => page.status === "provisional") ? "provisional" : "final",
    dataAsOf: pages[0].dataAsOf,
    synthetic: pages.some((page) => page.synthetic),
  };
}
