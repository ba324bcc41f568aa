/** Everything that a simulated province answers about a year, asked over plain HTTP and summed without the project's code. */

import { z } from "zod";
import { type Client, connect } from "../simulator/client.ts";
import { decreeWindow } from "../simulator/windows.ts";

const agency = z.object({
  code: z.string(),
  name: z.string(),
  level: z.string(),
  parentCode: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  successors: z.array(z.string()),
});
export type AgencyRow = z.infer<typeof agency>;

const row = z.object({ procedure: z.string() }).catchall(z.int().min(0));
export type CountsRow = z.infer<typeof row>;

export const get = (counts: CountsRow, field: string): number => Number(counts[field]);
export const online = (counts: CountsRow): number => get(counts, "onlineRemote") + get(counts, "onlineAssisted");
export const received = (counts: CountsRow): number => online(counts) + get(counts, "counter") + get(counts, "postal");
export const pending = (counts: CountsRow): number => get(counts, "pendingInTime") + get(counts, "pendingOverdue");

/** All answers of one agency in one month. */
export interface Answer {
  readonly agency: string;
  readonly month: number;
  readonly rows: readonly CountsRow[];
}

export interface Year {
  /** Lists by day: the first and the last of every window, in the order of the days. */
  readonly lists: ReadonlyMap<string, readonly AgencyRow[]>;
  readonly answers: readonly Answer[];
  /** The oldest and the newest record of every code. */
  readonly oldest: ReadonlyMap<string, AgencyRow>;
  readonly newest: ReadonlyMap<string, AgencyRow>;
  /** Codes in force on the last day. */
  readonly inForce: ReadonlySet<string>;
  answer(agency: string, month: number): Answer | undefined;
}

const daysOf = (month: number): string[] => [...decreeWindow(month).matchAll(/\d{4}-\d{2}-\d{2}/g)].map(([day]) => day);

async function monthOf(client: Client, month: number) {
  const lists = new Map<string, AgencyRow[]>();
  for (const day of daysOf(month)) {
    lists.set(day, z.array(agency).parse(await client.all(`/v1/agencies?asOf=${day}`)));
  }
  const codes = new Set([...lists.values()].flat().map(({ code }) => code));
  const answers: Answer[] = [];
  for (const code of codes) {
    const rows = z.array(row).parse(await client.all(`/v1/counts?agency=${code}&${decreeWindow(month)}`));
    answers.push({ agency: code, month, rows });
  }
  return { lists, answers };
}

/** Asks for these months, counted from 2020-12 as 0. */
export async function answersOf(options: Parameters<typeof connect>[0], months: readonly number[]): Promise<Year> {
  const client = await connect(options);
  const parts = [];
  for (const month of months) parts.push(await monthOf(client, month));
  await client.close();
  const lists = new Map(parts.flatMap((part) => [...part.lists]).sort(([a], [b]) => (a < b ? -1 : 1)));
  const records = [...lists.values()].flat().map((record) => [record.code, record] as const);
  const oldest = new Map(records.toReversed());
  const newest = new Map(records);
  const answers = parts.flatMap((part) => part.answers);
  const byKey = new Map(answers.map((answer) => [`${answer.agency} ${answer.month}`, answer]));
  const inForce = new Set([...lists.values()].at(-1)?.map(({ code }) => code));
  return { lists, answers, oldest, newest, inForce, answer: (code, month) => byKey.get(`${code} ${month}`) };
}

/** The heir of a code by the rule of the reports: itself while in force, else along single successors; or null. */
export function heirOf({ newest, inForce }: Year, code: string): string | null {
  let current = code;
  for (let steps = 0; steps < newest.size; steps += 1) {
    if (inForce.has(current)) return current;
    const successors: readonly string[] = newest.get(current)?.successors ?? [];
    const [only] = successors;
    if (only === undefined || successors.length > 1) return null;
    current = only;
  }
  return null;
}

/** A sum over the rows of these answers. */
export function sumOf(answers: readonly Answer[], of: (counts: CountsRow) => number): number {
  return answers.reduce((total, { rows }) => total + rows.reduce((sum, counts) => sum + of(counts), 0), 0);
}
