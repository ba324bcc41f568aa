import type { Agency } from "../../../functions/domain/agency.ts";
import type { Month } from "../../../functions/domain/period.ts";
import { type ImportPorts, type KeptUnit, keepImport } from "../../../functions/pipeline/support/imports/keep.ts";
import { type ImportReading, readImport, type WorkbookFile } from "../../../functions/pipeline/support/imports/read.ts";
import type { TemplateCatalogue } from "../../../functions/ports/ports.ts";
import type { WorkbookImport } from "../../../functions/ports/workbooks.ts";
import { readWorkbook } from "../../../functions/sources/workbooks/read.ts";
import { II06A_MERGES, ii06a, ii06aHead, type Rows, xlsx } from "./import-files.ts";

/** What an import is made for. */
export interface Importer {
  readonly ports: ImportPorts & { readonly catalogue: TemplateCatalogue };
  readonly province: string;
  readonly agencies: readonly Agency[];
}

const workbooks: WorkbookImport = {
  read: readWorkbook,
  template: async () => {
    throw new Error("no template is made here");
  },
};

/** "tháng 6 năm 2023" of "2023-06". */
const monthWords = (month: Month): string => `Kỳ báo cáo: tháng ${Number(month.slice(5))} năm ${month.slice(0, 4)}`;

/** Biểu II.06a of a month, a row for each unit: its name and the eleven numbers from (3) on; a note has none. */
export const formOf = async (
  month: Month,
  ...units: readonly (readonly [name: string, counts: readonly number[]])[]
) => {
  const rows: Rows = units.map(([name, counts], index) => [counts.length === 0 ? null : index + 1, name, ...counts]);
  const sheet = ii06a();
  return xlsx({ ...sheet, rows: [...ii06aHead("Đơn vị", monthWords(month)), ...rows], merges: II06A_MERGES });
};

/** Reads files as they would be imported for a month. */
export function readFor(
  { ports, province, agencies }: Importer,
  month: Month,
  ...files: readonly WorkbookFile[]
): Promise<ImportReading> {
  const about = { otherProvinceNames: ["tỉnh An Giang"], office: null, before: null };
  return readImport(ports, workbooks, {
    ...about,
    ...{ province: ports.catalogue.province(province), month, known: agencies, files },
  });
}

/** Imports files for a month. */
export async function importFiles(
  importer: Importer,
  month: Month,
  ...files: readonly WorkbookFile[]
): Promise<KeptUnit[]> {
  const { ports, province } = importer;
  const reading = await readFor(importer, month, ...files);
  return keepImport(ports, ports.catalogue.province(province), reading, "Nguyễn Thị An");
}
