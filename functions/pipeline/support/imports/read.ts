import type { Agency } from "../../../domain/agency.ts";
import { RequestInvalid, StoreDamaged } from "../../../domain/failure.ts";
import { type ImportPreview, previewOf } from "../../../domain/imports/preview.ts";
import {
  type ImportedUnit,
  isRefused,
  type WorkbookReading,
  type WorkbookResult,
} from "../../../domain/imports/reading.ts";
import { type Month, monthBefore, type Window, windowOfMonth } from "../../../domain/period.ts";
import type { Province } from "../../../domain/province.ts";
import type { Ports } from "../../../ports/ports.ts";
import type { WorkbookImport, WorkbookRequest } from "../../../ports/workbooks.ts";
import { type Imported, importedOf } from "./imported.ts";

/** A file as somebody gives it: its name without folders, and its bytes. */
export interface WorkbookFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What somebody wants to import. */
export interface ImportRequest {
  readonly province: Province;
  readonly month: Month;
  /** Every agency that is known of the province, of all times (`storedAgencies`). */
  readonly known: readonly Agency[];
  /** Names of all other provinces, with their type. */
  readonly otherProvinceNames: readonly string[];
  /** Code of the agency whose fields the rows are, where somebody says so. */
  readonly office: string | null;
  readonly files: readonly WorkbookFile[];
  /** A workbook of the month before, to hold the new ones against; null for what is stored of that month. */
  readonly before: WorkbookFile | null;
}

/** A file that was read. */
interface ReadFile {
  readonly file: WorkbookFile;
  readonly result: WorkbookResult;
  readonly preview: ImportPreview;
}

/** A file that can be taken, and what it says. */
interface TakenFile {
  readonly file: WorkbookFile;
  readonly reading: WorkbookReading;
}

/** What the files of an import say. */
export interface ImportReading {
  readonly month: Month;
  /** Those in force in the month. */
  readonly agencies: readonly Agency[];
  readonly files: readonly ReadFile[];
  /** What is wrong with the files together, a sentence each. */
  readonly faults: readonly string[];
  /** Every file; null where something of one of them cannot be taken. */
  readonly taken: readonly TakenFile[] | null;
}

const isOf = ({ validFrom, validTo }: Agency, { from, to }: Window): boolean =>
  validFrom <= to && (validTo === null || validTo >= from);

/** The agencies that are in force on a day of a window. */
export const agenciesIn = (known: readonly Agency[], window: Window): Agency[] =>
  known.filter((agency) => isOf(agency, window));

/** A province's names of all times, with their type. */
const provinceNamesOf = ({ name, names }: Province): string[] => [...new Set([...names.map((one) => one.name), name])];

/** The names of all provinces but one, of all times. */
export const otherProvinceNames = (catalogue: Ports["catalogue"], { id }: Province): string[] =>
  catalogue
    .provinces()
    .filter((other) => other !== id)
    .flatMap((other) => provinceNamesOf(catalogue.province(other)));

/** Agencies that two files hold for one system: only one of the files could be stored. */
function repeatedIn(taken: readonly TakenFile[], agencies: readonly Agency[]): string[] {
  const units = taken.flatMap(({ file, reading }) =>
    reading.units.map(({ agency, system }) => ({ file: file.name, agency, system })),
  );
  const groups = Map.groupBy(units, ({ agency, system }) => `${system} ${agency}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return [];
    const name = agencies.find(({ code }) => code === first.agency)?.name ?? first.agency;
    return [`${name} có trong nhiều tệp: ${group.map(({ file }) => file).join(", ")}; chỉ giữ một tệp rồi chạy lại.`];
  });
}

/** What is stored of a window; nothing where it cannot be read: it is only looked at. */
async function storedBefore(ports: Pick<Ports, "snapshots">, province: Province, window: Window): Promise<Imported[]> {
  try {
    return await importedOf(ports, province.id, window);
  } catch (error) {
    if (error instanceof StoreDamaged) return [];
    throw error;
  }
}

/** What is known of the month before that the new one is held against; null where nothing is. */
async function unitsBefore(
  ports: Pick<Ports, "snapshots">,
  workbooks: Pick<WorkbookImport, "read">,
  { province, month, before }: ImportRequest,
  request: WorkbookRequest,
): Promise<{ readonly units: readonly ImportedUnit[] } | null> {
  const earlier = monthBefore(month);
  if (earlier === null) return null;
  const window = windowOfMonth(earlier, province.regime.scheme);
  if (before === null) {
    const stored = await storedBefore(ports, province, window);
    return { units: stored.map(({ agency, system, stored: of }) => ({ ...of, agency, system })) };
  }
  const result = workbooks.read(before.bytes, { ...request, month: earlier, window });
  if (!isRefused(result)) return result;
  throw new RequestInvalid(`Tệp ${before.name} của tháng trước không đọc được: ${result.problems[0] ?? ""}`);
}

/**
 * Reads the files of an import and shows what they would bring; nothing is stored. Throws RequestInvalid for an office
 * that there is not, and a file of the month before that cannot be read.
 */
export async function readImport(
  ports: Pick<Ports, "snapshots">,
  workbooks: Pick<WorkbookImport, "read">,
  request: ImportRequest,
): Promise<ImportReading> {
  const { province, month, known, otherProvinceNames, office } = request;
  const window = windowOfMonth(month, province.regime.scheme);
  const agencies = agenciesIn(known, window);
  if (office !== null && !agencies.some(({ code }) => code === office)) {
    throw new RequestInvalid(`Không có cơ quan nào mã "${office}" trong tháng này; kiểm tra mã rồi chạy lại.`);
  }
  const names = { provinceNames: provinceNamesOf(province), otherProvinceNames };
  const asked: WorkbookRequest = { month, window, agencies, office, ...names };
  const before = await unitsBefore(ports, workbooks, request, asked);
  const files = request.files.map((file): ReadFile => {
    const result = workbooks.read(file.bytes, asked);
    return { file, result, preview: previewOf(result, agencies, before) };
  });
  const taken = files.flatMap(({ file, result }) => (isRefused(result) ? [] : [{ file, reading: result }]));
  const faults = repeatedIn(taken, agencies);
  const isTaken = faults.length === 0 && taken.length === files.length;
  return { month, agencies, files, faults, taken: isTaken ? taken : null };
}
