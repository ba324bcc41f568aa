import { z } from "zod";
import { AnswerStatus } from "../domain/counts.ts";
import { faultOf } from "./fault.ts";
import type { Paging } from "./page.ts";

/** What the contract's Page schema asks of every list, beside its rows. */
const ContractPage = z.object({
  nextCursor: z.string().nullable(),
  /** RFC 3339 instant; all pages of one list share it. */
  dataAsOf: z.iso.datetime({ offset: true }),
  status: AnswerStatus,
  items: z.array(z.unknown()),
});

/** Rows that the contract lets a client ask for at once. */
const ROWS_A_PAGE = 500;

/**
 * How the contract's lists are asked for, and what their pages are.
 *
 * @param list where it is, its own parameters included
 */
export const contractPaging = (list: URL): Paging => ({
  mostRows: ROWS_A_PAGE,
  statuses: [200],
  request(cursor, token) {
    const url = new URL(list);
    url.searchParams.set("limit", String(ROWS_A_PAGE));
    if (cursor !== null) url.searchParams.set("cursor", cursor);
    const headers = { accept: "application/json, application/problem+json", authorization: `Bearer ${token ?? ""}` };
    return { method: "GET", url, headers };
  },
  read(json) {
    const { data, error } = ContractPage.safeParse(json);
    if (data !== undefined) return { ...data, total: null };
    return { fault: { expected: "JSON of the contract", actual: faultOf(error, json).actual } };
  },
});
