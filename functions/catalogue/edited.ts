import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TemplateCatalogue } from "../ports/ports.ts";
import { loadCatalogue } from "./catalogue.ts";

/** The id that a document gives itself; that of none where its text has none. */
function idIn(text: string): string {
  const id = /"id"\s*:\s*"([a-z0-9]+(?:-[a-z0-9]+)*)"/.exec(text)?.[1];
  return id === undefined || id.length > 80 ? "van-ban" : id;
}

/**
 * The templates with one directing document that is not among them, or another text of one that is: checked like all.
 * Throws TemplateInvalid with the file, line, column and reason.
 *
 * @param root the folder of the templates
 * @param text of the document's file
 */
export function catalogueWith(root: string | URL, text: string): TemplateCatalogue {
  const folder = mkdtempSync(join(tmpdir(), "van-ban-"));
  try {
    cpSync(root instanceof URL ? fileURLToPath(root) : root, folder, { recursive: true });
    writeFileSync(join(folder, "programmes", `${idIn(text)}.json`), text);
    return loadCatalogue(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
