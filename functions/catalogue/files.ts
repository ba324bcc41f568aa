import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { byCode } from "../domain/agency.ts";
import { TemplateInvalid } from "../domain/failure.ts";
import { faultOf, reasonOf, WHOLE_FILE } from "./reasons.ts";

/** One file of templates/, read and parsed. */
export interface TemplateFile<T> {
  /** Its path under templates/, with "/" on every system. */
  readonly file: string;
  readonly value: T;
  /** The file's JSON on one line: layout and line endings of a checkout must not look like a change of content. */
  readonly canonical: string;
}

/** UTF-8 without BOM, in NFC: an editor on macOS may leave letters and tones apart. Throws on bytes that are no UTF-8. */
function textOf(root: string, file: string): string {
  const path = join(root, file);
  if (!existsSync(path)) throw new TemplateInvalid(file, WHOLE_FILE, "không có tệp này");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)).normalize("NFC");
  } catch {
    throw new TemplateInvalid(file, WHOLE_FILE, "không đọc được, tệp phải là văn bản mã UTF-8");
  }
}

/** The line of a JSON error, where the engine tells the position; its own words are English. */
function placeOf(error: unknown, text: string): string {
  const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  if (position === undefined) return "";
  return ` (ở dòng ${text.slice(0, Number(position)).split("\n").length})`;
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TemplateInvalid(file, WHOLE_FILE, `không đúng cú pháp JSON${placeOf(error, text)}`);
  }
}

/**
 * Reads one file under the root and parses it.
 *
 * Throws TemplateInvalid with the first mistake: no such file, no UTF-8, no JSON, or an entry that breaks the schema.
 */
export function readTemplate<T>(root: string, file: string, schema: z.ZodType<T>): TemplateFile<T> {
  const json = jsonOf(file, textOf(root, file));
  const parsed = schema.safeParse(json, { error: reasonOf });
  if (parsed.success) return { file, value: parsed.data, canonical: JSON.stringify(json) };
  const [issue] = parsed.error.issues;
  const fault = issue === undefined ? { field: WHOLE_FILE, reason: "giá trị không hợp lệ" } : faultOf(issue);
  throw new TemplateInvalid(file, fault.field, fault.reason);
}

/** Every `.json` file of one folder, by name; other files there are not templates. Throws TemplateInvalid. */
export function readTemplates<T>(root: string, folder: string, schema: z.ZodType<T>): TemplateFile<T>[] {
  const path = join(root, folder);
  if (!existsSync(path)) throw new TemplateInvalid(folder, WHOLE_FILE, "không có thư mục này");
  const names = readdirSync(path).filter((name) => name.endsWith(".json"));
  return names.sort(byCode).map((name) => readTemplate(root, `${folder}/${name}`, schema));
}
