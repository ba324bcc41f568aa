import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { TemplateInvalid } from "../../../functions/domain/failure.ts";

/** The project's own templates/. */
export const TEMPLATES = fileURLToPath(new URL("../../../templates", import.meta.url));

/** A good copy of templates/ that a test may spoil; it is gone when the test is over. */
export function copyOfTemplates(): string {
  const root = mkdtempSync(join(tmpdir(), "templates-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  cpSync(TEMPLATES, root, { recursive: true });
  return root;
}

/** Replaces the first occurrence in one file; a test that finds nothing to replace tests nothing, so it fails. */
export function rewrite(root: string, file: string, find: string | RegExp, replacement: string): void {
  const path = join(root, file);
  const before = readFileSync(path, "utf8");
  const after = before.replace(find, () => replacement);
  if (after === before) throw new Error(`${file} holds no ${find}`);
  writeFileSync(path, after);
}

/** What the catalogue says of a folder: its one complaint, or "no complaint". */
export function complaintOf(root: string): string {
  try {
    loadCatalogue(root);
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateInvalid);
    return error instanceof TemplateInvalid ? error.atTerminal : "";
  }
  return "no complaint";
}

/** The complaint's sentence, without the place. */
export const complaint = (file: string, field: string, reason: string): string =>
  `Tệp ${file}, mục ${field}: ${reason}; sửa tệp rồi chạy lại.`;

/** One slip in a good file, the field that must be blamed and the reason that must be given. */
export type Slip = readonly [name: string, find: string | RegExp, put: string, field: string, reason: string];

const PLACED = /^Tệp ([^,]+), dòng (\d+), cột (\d+), mục (\S+)/;

/** A complaint without its place, which must be that of the entry, of its name, or of the group that lacks it. */
export function unplaced(root: string, said: string): string {
  const [, file = "", line, column, field = ""] = PLACED.exec(said.replace("(toàn tệp)", "")) ?? [];
  const written = readFileSync(join(root, file), "utf8").split("\n")[Number(line) - 1] ?? "";
  const [before, at] = [written.slice(0, Number(column) - 1), written.slice(Number(column) - 1)];
  const name = /[^.]+$/.exec(field.replace(/:$/, ""))?.[0] ?? "";
  const isItem = name.endsWith("]") && /[[\s{"]$|^$/.test(before);
  expect(isItem || before.endsWith(`"${name}": `) || at.startsWith(`"${name}"`) || at.startsWith("{"), said).toBe(true);
  return said.replace(/, dòng \d+, cột \d+/, "");
}

/** Spoils one file of a good copy by one slip and returns what the catalogue says, without the place. */
export function complaintOfSlip(file: string, find: string | RegExp, put: string): string {
  const root = copyOfTemplates();
  rewrite(root, file, find, put);
  const said = complaintOf(root);
  return said === "no complaint" ? said : unplaced(root, said);
}
