import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { RequestInvalid, StoreDamaged } from "../../../domain/failure.ts";
import { type ImportSubject, importName } from "../../../domain/imports/import-name.ts";
import { type ImportedUnit, SYSTEM_NAMES, type WorkbookReading } from "../../../domain/imports/reading.ts";
import type { ImportedFile, ImportInForce, StoredImport } from "../../../domain/imports/stored.ts";
import { type Month, windowOfMonth } from "../../../domain/period.ts";
import type { Province } from "../../../domain/province.ts";
import type { Ports } from "../../../ports/ports.ts";
import { periodText } from "../../../report/wording.ts";
import { dayAt } from "../../../revisions/cadence.ts";
import { importFileKey } from "../../../revisions/import-file.ts";
import type { SnapshotRef } from "../../../revisions/revision.ts";
import { sha256 } from "../draft.ts";
import { importIn, importsKey } from "./imported.ts";
import type { ImportReading, WorkbookFile } from "./read.ts";

/** What importing reaches. */
export type ImportPorts = Pick<Ports, "snapshots" | "objects" | "now">;

/** Of which province and month. */
interface ImportPlace {
  readonly province: Province;
  readonly month: Month;
}

/** What became of an agency's counts: a new vintage, or they are what is stored. */
export interface KeptUnit extends ImportSubject {
  readonly outcome: "stored" | "repeated";
  readonly ref: SnapshotRef;
  /** The file that the stored counts are of. */
  readonly file: ImportedFile;
}

/** Months before this many years ago are no longer imported. */
export const MOST_YEARS = 10;

const Words = z
  .string()
  .trim()
  .max(300)
  .refine((text) => !/\p{Cc}/u.test(text));

function wordsOf(text: string, what: string): string {
  const words = Words.safeParse(text).data;
  if (words !== undefined) return words;
  throw new RequestInvalid(`${what} dài quá 300 ký tự hoặc có ký tự điều khiển; viết lại rồi chạy lại.`);
}

/** Throws RequestInvalid for a month that has not begun, or is too long ago. */
function checkMonth({ now }: ImportPorts, { province, month }: ImportPlace): void {
  const today = dayAt(now());
  if (windowOfMonth(month, province.regime.scheme).from > today) {
    throw new RequestInvalid(`Số liệu ${periodText(month)} chưa bắt đầu phát sinh; kiểm tra tháng rồi chạy lại.`);
  }
  const first = Number(today.slice(0, 4)) - MOST_YEARS;
  if (Number(month.slice(0, 4)) >= first) return;
  throw new RequestInvalid(`Chỉ nhập được số liệu từ năm ${first}; kiểm tra tháng rồi chạy lại.`);
}

const MEDIA_TYPES: Readonly<Record<ImportedFile["ending"], string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xls: "application/vnd.ms-excel",
};

/** What is noted of a file. Workbooks since 2007 are ZIP files. */
function fileOf({ name, bytes }: WorkbookFile): ImportedFile {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return { name: wordsOf(name, "Tên tệp"), sha256: sha256(bytes), ending: isZip ? "xlsx" : "xls" };
}

function importFrom(
  { rows, printedName, cell }: ImportedUnit,
  { family, sheet, grain, onTimeHoldsWithdrawn }: WorkbookReading,
  by: string,
  file: ImportedFile,
): ImportInForce {
  const about = { family, sheet, printedName, cell, grain, onTimeHoldsWithdrawn };
  return { state: "in-force", by, file, ...about, rows: [...rows] };
}

const countsOf = ({ rows, grain, onTimeHoldsWithdrawn }: ImportInForce) => ({ rows, grain, onTimeHoldsWithdrawn });

/** The newest vintage of an import, and what it says: null where that cannot be read any more. */
async function standingOf(ports: ImportPorts, { province, month }: ImportPlace, subject: ImportSubject) {
  const window = windowOfMonth(month, province.regime.scheme);
  const refs = await ports.snapshots.latestOfWindow(importsKey(province.id, window));
  const ref = refs.find(({ agency }) => agency === importName(subject));
  if (ref === undefined) return null;
  try {
    return { ref, stored: await importIn(ports, ref) };
  } catch (error) {
    if (error instanceof StoreDamaged) return { ref, stored: null };
    throw error;
  }
}

async function save(
  { snapshots, now }: ImportPorts,
  { province, month }: ImportPlace,
  subject: ImportSubject,
  stored: StoredImport,
  standing: SnapshotRef | null,
): Promise<SnapshotRef> {
  const window = windowOfMonth(month, province.regime.scheme);
  // What somebody does now goes on top of what was done before, even if the clock has been put back since.
  const instants = [now().toISOString(), standing?.dataAsOf ?? ""].sort();
  const at = instants.at(-1) ?? "";
  const content = { status: "final" as const, dataAsOf: at, askedAt: at, rows: [stored] };
  return snapshots.save({ ...importsKey(province.id, window), agency: importName(subject) }, content);
}

function notTaken({ files, faults }: ImportReading): RequestInvalid {
  const problems = [...files.flatMap(({ preview }) => preview.problems), ...faults];
  return new RequestInvalid(`Có tệp không nhận được nên chưa lưu gì. ${problems[0] ?? ""}`.trim());
}

/**
 * Keeps the files of an import and the counts of every agency in them, each as a vintage; what is stored alike already is
 * left as it is. Safe to repeat. Throws RequestInvalid where something of a file cannot be taken: then nothing is kept.
 *
 * @param by who does it; empty where nobody says so
 */
export async function keepImport(
  ports: ImportPorts,
  province: Province,
  reading: ImportReading,
  by: string,
): Promise<KeptUnit[]> {
  const { month, taken } = reading;
  const place = { province, month };
  checkMonth(ports, place);
  if (taken === null) throw notTaken(reading);
  const who = wordsOf(by, "Tên người nhập");
  const files = taken.map((one) => ({ ...one, about: fileOf(one.file) }));
  for (const { file, about } of files) {
    await ports.objects.put(importFileKey(about), file.bytes, MEDIA_TYPES[about.ending]);
  }
  const kept: KeptUnit[] = [];
  for (const { reading: workbook, about: file } of files) {
    for (const unit of workbook.units) {
      const subject = { agency: unit.agency, system: unit.system };
      const fresh = importFrom(unit, workbook, who, file);
      const standing = await standingOf(ports, place, subject);
      const known = standing?.stored?.state === "in-force" ? standing.stored : null;
      if (standing !== null && known !== null && isDeepStrictEqual(countsOf(known), countsOf(fresh))) {
        kept.push({ ...subject, outcome: "repeated", ref: standing.ref, file: known.file });
        continue;
      }
      const ref = await save(ports, place, subject, fresh, standing?.ref ?? null);
      kept.push({ ...subject, outcome: "stored", ref, file });
    }
  }
  return kept;
}

/** What is to be withdrawn, and why. */
export interface WithdrawalRequest extends ImportPlace {
  /** The agency's code. */
  readonly agency: string;
  /** Null where the agency has one import only. */
  readonly system: ImportSubject["system"] | null;
  readonly reason: string;
  readonly by: string;
  /** The vintage that whoever asks has seen; absent for whichever is the newest. */
  readonly vintage?: number | undefined;
}

/** What was withdrawn; `repeated` where that was done before by the same request. */
export interface Withdrawal extends ImportSubject {
  readonly outcome: "withdrawn" | "repeated";
}

/** Whether what stands is the withdrawal of this very vintage. */
const isWithdrawnAfter = (standing: Awaited<ReturnType<typeof standingOf>>, vintage: number | undefined): boolean =>
  vintage !== undefined && standing?.stored?.state === "withdrawn" && standing.ref.vintage === vintage + 1;

/**
 * Withdraws an import: its counts are no longer used until they are imported again. Safe to repeat where the vintage is
 * named. Throws RequestInvalid where there is none in force, two and it is not said which, or another than was seen.
 */
export async function withdrawImport(ports: ImportPorts, request: WithdrawalRequest): Promise<Withdrawal> {
  const { agency, system, month } = request;
  const [reason, by] = [wordsOf(request.reason, "Lý do"), wordsOf(request.by, "Tên người rút")];
  if (reason === "") throw new RequestInvalid("Thiếu lý do rút số liệu; viết lý do rồi chạy lại.");
  const systems = system === null ? (["province", "ministry"] as const) : [system];
  const found = await Promise.all(
    systems.map(async (one) => ({ system: one, standing: await standingOf(ports, request, { agency, system: one }) })),
  );
  const [repeated] = found.filter(({ standing }) => isWithdrawnAfter(standing, request.vintage));
  if (repeated !== undefined) return { agency, system: repeated.system, outcome: "repeated" };
  const inForce = found.flatMap(({ standing, ...one }) =>
    standing === null || standing.stored?.state === "withdrawn" ? [] : [{ ...one, ...standing }],
  );
  const [first, ...others] = inForce;
  if (first === undefined) {
    const which = system === null ? "" : `, ${SYSTEM_NAMES[system]}`;
    throw new RequestInvalid(
      `Không có số liệu nhập nào đang dùng của cơ quan mã "${agency}"${which}, ${periodText(month)}; xem danh sách số liệu đã nhập rồi chạy lại.`,
    );
  }
  if (others.length > 0) {
    throw new RequestInvalid(
      `Cơ quan mã "${agency}" có số liệu nhập của cả hai hệ thống; nêu hệ thống cần rút (province hoặc ministry) rồi chạy lại.`,
    );
  }
  if (request.vintage !== undefined && request.vintage !== first.ref.vintage) {
    throw new RequestInvalid("Số liệu này đã được nhập lại sau khi bạn xem, nên chưa rút; xem lại rồi rút.");
  }
  const subject = { agency, system: first.system };
  const file = first.stored?.file ?? null;
  await save(ports, request, subject, { state: "withdrawn", by, reason, file }, first.ref);
  return { ...subject, outcome: "withdrawn" };
}
