import { createHash } from "node:crypto";
import { z } from "zod";
import { byCode } from "../domain/agency.ts";
import type { AnswerStatus } from "../domain/counts.ts";

const Coded = z.object({
  code: z.string().optional(),
  procedure: z.string().optional(),
  agency: z.string().optional(),
});

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => byCode(left, right));
  return Object.fromEntries(entries.map(([key, member]) => [key, withSortedKeys(member)]));
}

function codeOf(row: unknown): string {
  const coded = Coded.safeParse(row).data;
  return coded?.code ?? coded?.procedure ?? coded?.agency ?? "";
}

/**
 * One text for equal rows: keys sorted at every depth, rows by code point of their `code`, `procedure` or `agency`,
 * then by their text. Equal rows stay as often as they came.
 */
export function canonicalRows(rows: readonly unknown[]): string {
  const texts = rows.map((row) => ({ code: codeOf(row), text: JSON.stringify(withSortedKeys(row)) }));
  texts.sort((left, right) => byCode(left.code, right.code) || byCode(left.text, right.text));
  return `[${texts.map((row) => row.text).join(",")}]`;
}

/** Lower-case hex. */
export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

/** What makes a vintage: status and canonical rows, so that provisional → final is one even with equal rows. */
export function snapshotSha256(status: AnswerStatus, canonical: string): string {
  return sha256(status, "\n", canonical);
}
