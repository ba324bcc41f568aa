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
  /** Its pages as they came. */
  readonly raw: readonly Uint8Array[];
}

/** A source that is reloaded more often than this while one list is read gives no list of one instant. */
const MOST_READINGS = 4;

/**
 * Reads a list to its last page, from the first again when `dataAsOf`, or the total of rows, changes in between.
 *
 * Throws what `readPage` throws; AnswerInvalid for a list without an end, of another length than its source says, or
 * read in the future; ProvinceUnavailable when `dataAsOf` changes in every reading.
 */
export async function readList(question: Question, reader: Reader, maxPages: number): Promise<List> {
  for (let reading = 1; reading <= MOST_READINGS; reading++) {
    const askedAt = reader.policy.now().toISOString();
    const pages = await pagesOf(question, reader, maxPages);
    if (pages !== null) return joined(pages, askedAt);
    const readings = `lần đọc ${reading}/${MOST_READINGS}`;
    reader.policy.log(`Số liệu nguồn thay đổi trong khi đọc ${question.what} (${readings}); đọc lại từ đầu.`);
  }
  throw new ProvinceUnavailable(question.what, "dataAsOf keeps changing");
}

/** Rows that lack, or are there twice, where the source says how many there are. */
function refuseOtherTotal(what: string, pages: readonly [Page, ...Page[]]): void {
  const rows = pages.reduce((sum, { items }) => sum + items.length, 0);
  const [{ total }] = pages;
  if (total === null || total === rows) return;
  throw new AnswerInvalid(what, { procedure: "", expected: `${total} rows`, actual: `${rows} rows` });
}

/** Null when the pages are not of one `dataAsOf`, or not of one total. */
async function pagesOf(question: Question, reader: Reader, maxPages: number): Promise<[Page, ...Page[]] | null> {
  const first = await readPage(question, null, reader);
  const future = first.dataAsOf === null ? null : futureFault(first.dataAsOf, reader.policy.now());
  if (future !== null) throw new AnswerInvalid(question.what, future);
  const pages: [Page, ...Page[]] = [first];
  const seen = new Set<string>();
  for (let cursor = first.nextCursor; cursor !== null; ) {
    if (seen.has(cursor)) throw endless(question.what, "cursor repeated");
    if (pages.length === maxPages) throw endless(question.what, `more than ${maxPages} pages`);
    seen.add(cursor);
    const page = await readPage(question, cursor, reader);
    if (page.dataAsOf !== first.dataAsOf || page.total !== first.total) return null;
    pages.push(page);
    cursor = page.nextCursor;
  }
  refuseOtherTotal(question.what, pages);
  return pages;
}

function endless(what: string, actual: string): AnswerInvalid {
  return new AnswerInvalid(what, { procedure: "", expected: "a last page", actual });
}

/** @param askedAt stands for the instant that a source does not tell: what it says is not older */
function joined(pages: readonly [Page, ...Page[]], askedAt: string): List {
  return {
    items: pages.flatMap((page) => page.items),
    status: pages.some((page) => page.status === "provisional") ? "provisional" : "final",
    dataAsOf: pages[0].dataAsOf ?? askedAt,
    synthetic: pages.some((page) => page.synthetic),
    raw: pages.map(({ raw }) => raw),
  };
}
