import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { byCode } from "../domain/agency.ts";
import { diskFaultOf } from "../domain/disk.ts";
import { TemplateInvalid } from "../domain/failure.ts";
import { unseenIn } from "../domain/quality/bounds.ts";
import { lackingLetter, lackingText } from "../report/letters.ts";
import { type Fault, faultOf, fieldOf, reasonOf, WHOLE_FILE } from "./reasons.ts";
import { breakIn, nameAt, type Path, placeAt, repeatedKey } from "./source.ts";

/** One file of templates/ as it was read. */
export interface Source {
  /** Its path under templates/, with "/" on every system. */
  readonly file: string;
  /** As it is on the disk: what editors count lines and columns in. */
  readonly text: string;
  /** What it says, before it is held against a schema. */
  readonly json: unknown;
}

/** One file of templates/, read and parsed. */
export interface TemplateFile<T> extends Pick<Source, "file"> {
  readonly value: T;
  readonly source: Source;
}

function textOf(root: string, file: string): string {
  const path = join(root, file);
  if (!existsSync(path)) throw new TemplateInvalid({ file, field: WHOLE_FILE }, "không có tệp này");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const fault = diskFaultOf(error);
    const reason = fault === null ? "không đọc được, tệp phải là văn bản mã UTF-8" : `không đọc được: ${fault.what}`;
    throw new TemplateInvalid({ file, field: WHOLE_FILE }, reason);
  }
}

/** The bullets of word processors at the beginning of a text or of a line in it. */
const PASTED = /(?<="|\\n)(?:[\uF020-\uF0FF]|\\u[fF]0[2-9a-fA-F][0-9a-fA-F])[ \t]*/gu;

/** Letters and tones that an editor on macOS has left apart are put together, and pasted bullets become dashes. */
const mended = (text: string): string => text.normalize("NFC").replace(PASTED, "- ");

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(mended(text));
  } catch {
    const { what = "", ...place } = breakIn(text) ?? {};
    throw new TemplateInvalid({ file, field: WHOLE_FILE, ...place }, `không đúng cú pháp JSON${what && `: ${what}`}`);
  }
}

function entryAt(json: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return json;
  if (typeof json !== "object" || json === null) return undefined;
  const [, value] = Object.entries(json).find(([key]) => key === String(step)) ?? [];
  return entryAt(value, rest);
}

/** So much of what an entry holds is repeated to whoever has to mend it. */
const SHOWN = 60;

/** What an entry holds, as the file writes it: a long text is cut, a long list or group left out. */
function givenAt(json: unknown, path: Path): string | undefined {
  const value = entryAt(json, path);
  const written = value === undefined ? "" : JSON.stringify(value);
  if (written.length <= SHOWN) return written === "" ? undefined : written;
  return typeof value === "string" ? `${written.slice(0, SHOWN)}…"` : undefined;
}

/** What a mistake is refused with: line, column, entry and what it holds. */
function refusal({ file, text, json }: Source, { path, reason, named }: Fault): TemplateInvalid {
  const place = named ? nameAt(text, path) : placeAt(text, path);
  return new TemplateInvalid({ file, field: fieldOf(path), ...place, given: givenAt(json, path) }, reason);
}

/** Throws TemplateInvalid for the first mistake, if there is one. */
export function refuse(source: Source, faults: Iterable<Fault>): void {
  for (const fault of faults) throw refusal(source, fault);
}

/** The way to the first text with a letter that the documents' font lacks, or that nobody sees. */
function* unprintable(json: unknown, path: Path): Generator<Fault> {
  if (typeof json === "string") {
    const [letter, unseen] = [lackingLetter(json), unseenIn(json)];
    if (letter !== null) yield { path, reason: lackingText(letter) };
    if (unseen !== null) yield { path, reason: `có ký tự ẩn ${unseen} làm sai cách hiển thị, xóa đi` };
  } else if (typeof json === "object" && json !== null) {
    const isList = Array.isArray(json);
    for (const [key, value] of Object.entries(json)) yield* unprintable(value, [...path, isList ? Number(key) : key]);
  }
}

function refuseRepeated({ file, text, json }: Source): void {
  const repeated = repeatedKey(text, json);
  if (repeated === null) return;
  const { path, place } = repeated;
  throw new TemplateInvalid({ file, field: fieldOf(path), ...place }, "mục này có hai lần, chỉ giữ một");
}

/**
 * Reads one file under the root and parses it.
 *
 * Throws TemplateInvalid with the first mistake: no such file, no UTF-8, no JSON, an entry written twice, a letter that
 * the documents' font lacks, or an entry that breaks the schema.
 */
export function readTemplate<T>(root: string, file: string, schema: z.ZodType<T>): TemplateFile<T> {
  const text = textOf(root, file);
  const source = { file, text, json: jsonOf(file, text) };
  refuseRepeated(source);
  refuse(source, unprintable(source.json, []));
  const parsed = schema.safeParse(source.json, { error: reasonOf });
  if (parsed.success) return { file, value: parsed.data, source };
  throw refusal(source, faultOf(parsed.error.issues));
}

/** Every `.json` file of one folder, by name; other files there are not templates. Throws TemplateInvalid. */
export function readTemplates<T>(root: string, folder: string, schema: z.ZodType<T>): TemplateFile<T>[] {
  const path = join(root, folder);
  if (!existsSync(path)) throw new TemplateInvalid({ file: folder, field: WHOLE_FILE }, "không có thư mục này");
  const names = readdirSync(path).filter((name) => name.endsWith(".json"));
  return names.sort(byCode).map((name) => readTemplate(root, `${folder}/${name}`, schema));
}
