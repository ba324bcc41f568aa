import type { Agency } from "../../domain/agency.ts";
import { RequestInvalid } from "../../domain/failure.ts";
import type { Month } from "../../domain/period.ts";
import type { Province } from "../../domain/province.ts";
import { storedAgencies } from "../../pipeline/support/agencies.ts";
import { sha256 } from "../../pipeline/support/draft.ts";
import {
  type KeptUnit,
  keepImport,
  type Withdrawal,
  type WithdrawalRequest,
  withdrawImport,
} from "../../pipeline/support/imports/keep.ts";
import { type ListedImport, listImports } from "../../pipeline/support/imports/list.ts";
import {
  type ImportReading,
  otherProvinceNames,
  readImport,
  type WorkbookFile,
} from "../../pipeline/support/imports/read.ts";
import { templateRequest } from "../../pipeline/support/imports/template.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import { importUploadKey } from "../../revisions/import-file.ts";

/** Bytes of a workbook at most: what a request to AWS carries, and many times a province's month. */
export const MOST_WORKBOOK_BYTES = 4_000_000;

/** Of which province and month workbooks are. */
export interface ImportPlace {
  readonly province: Province;
  readonly month: Month;
}

/** A workbook that waits to be stored. */
export interface WaitingFile {
  readonly name: string;
  readonly sha256: string;
}

/** Every agency of a province. Throws RequestInvalid where no run has asked for them. */
async function agenciesOf(ports: PortalPorts, { id, name }: Province): Promise<Agency[]> {
  const known = await storedAgencies(ports, id);
  if (known !== null) return known;
  throw new RequestInvalid(
    `Chưa có danh sách cơ quan của ${name} nên chưa đối chiếu được; chạy một kỳ của tỉnh này trước, rồi làm lại.`,
  );
}

async function read(ports: PortalPorts, { province, month }: ImportPlace, files: readonly WorkbookFile[]) {
  const known = await agenciesOf(ports, province);
  const names = otherProvinceNames(ports.catalogue, province);
  const workbooks = await ports.workbooks();
  return readImport(ports, workbooks, {
    province,
    month,
    known,
    otherProvinceNames: names,
    office: null,
    files,
    before: null,
  });
}

/** What workbooks would bring; their bytes wait to be stored. Throws RequestInvalid where that cannot be told. */
export async function previewImport(
  ports: PortalPorts,
  place: ImportPlace,
  files: readonly WorkbookFile[],
): Promise<{ readonly reading: ImportReading; readonly waiting: readonly WaitingFile[] }> {
  const reading = await read(ports, place, files);
  const waiting = files.map(({ name, bytes }) => ({ name, sha256: sha256(bytes) }));
  if (reading.taken === null) return { reading, waiting: [] };
  for (const { bytes } of files) {
    await ports.objects.put(importUploadKey(sha256(bytes)), bytes, "application/octet-stream");
  }
  return { reading, waiting };
}

/** Stores workbooks that wait. Safe to repeat. Throws RequestInvalid where one of them waits no more. */
export async function storeImport(
  ports: PortalPorts,
  place: ImportPlace,
  waiting: readonly WaitingFile[],
  by: string,
): Promise<readonly KeptUnit[]> {
  const files = await Promise.all(
    waiting.map(async ({ name, sha256: hash }) => ({ name, bytes: await ports.objects.get(importUploadKey(hash)) })),
  );
  const found = files.flatMap(({ name, bytes }) => (bytes === null ? [] : [{ name, bytes }]));
  if (found.length < files.length || found.length === 0) {
    throw new RequestInvalid("Tệp đã xem trước không còn được giữ; chọn lại tệp rồi xem trước lần nữa.");
  }
  return keepImport(ports, place.province, await read(ports, place, found), by);
}

/** What was imported for a month, withdrawn imports too. */
export const importsOf = (ports: PortalPorts, { province, month }: ImportPlace): Promise<readonly ListedImport[]> =>
  listImports(ports, province, month);

/** Our own template with the agencies of a month (.xlsx). Throws RequestInvalid where it would be empty. */
export async function importTemplate(ports: PortalPorts, { province, month }: ImportPlace): Promise<Uint8Array> {
  const request = templateRequest(await agenciesOf(ports, province), province, month);
  return (await ports.workbooks()).template(request);
}

/** Withdraws an import. Throws RequestInvalid as `withdrawImport` does. */
export const withdraw = (ports: PortalPorts, request: WithdrawalRequest): Promise<Withdrawal> =>
  withdrawImport(ports, request);
