import type { WorkbookImport } from "../ports/workbooks.ts";
import { readWorkbook } from "../sources/workbooks/read.ts";
import { templateFile } from "../sources/workbooks/template-file.ts";

/** Workbooks read on this machine. */
export const workbookImport: WorkbookImport = { read: readWorkbook, template: templateFile };
