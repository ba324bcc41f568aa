import { z } from "zod";
import { Day } from "../domain/period.ts";
import { Sha256 } from "./revision.ts";

/** Under which keys signed copies lie: beside what is published, kept as long, and never among its files. */
export const SIGNED = "signed/";

/** Under which keys files wait to be registered: storage keeps them for days, and what is registered is copied. */
export const UPLOADS = "uploads/";

/** Where a file waits, named by its SHA-256 (hex). */
export const uploadKey = (sha256: string): string => `${UPLOADS}${sha256}.pdf`;

/** Bytes of a signed copy at most: a scan of a whole report with its tables. */
export const MOST_BYTES = 50 * 1024 * 1024;

const nfc = z
  .string()
  .trim()
  .transform((text) => text.normalize("NFC"));

/** Letters that print: no line break, no control character, no half of a letter. */
const printable = (most: number) =>
  z
    .string()
    .min(1, "không được để trống")
    .max(most, `dài quá ${most} ký tự`)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, "không được có dấu xuống dòng hoặc ký tự không in được");

/** Số, ký hiệu văn bản (NĐ 30/2020/NĐ-CP, Phụ lục I): "123/BC-STTTT". */
const NUMBER = /^\d{1,6}\p{L}?\/[\p{Lu}\d][\p{L}\d]*([-.&][\p{L}\d]+)*$/u;

/** What whoever registers a signed copy says of it. */
export const SignedDetails = z.object({
  /** Số, ký hiệu. */
  number: nfc.pipe(
    z.string().max(50, "dài quá 50 ký tự").regex(NUMBER, 'phải gồm số và ký hiệu, viết như "123/BC-STTTT"'),
  ),
  /** Of the document (ngày ban hành), in Việt Nam. */
  date: z.string().trim().pipe(Day),
  /** Name and title of who signed: "Nguyễn Văn A, Giám đốc". */
  signer: nfc.pipe(printable(200)),
  /** Why an earlier registration is corrected (lý do đính chính); null for a first one. */
  reason: nfc.pipe(printable(500)).nullable(),
});
export type SignedDetails = z.infer<typeof SignedDetails>;

/**
 * What the signed file was made from: `system` where its first bytes are our PDF, all of it, so that a signature was at
 * most added behind them; `other` where it went through another program, and its text may differ from ours.
 */
export const SignedBasis = z.enum(["system", "other"]);
export type SignedBasis = z.infer<typeof SignedBasis>;

/** A registered signed copy (bản đã ký) of one report of a revision: written once, corrected only by another entry. */
export const SignedCopy = SignedDetails.extend({
  series: z.string().min(1),
  revision: z.int().min(1),
  /** "cntt", "don-vi/77-STC". */
  report: z.string().min(1),
  /** Counts the registrations of this report of this revision, from 1: the last one is in force. */
  entry: z.int().min(1),
  file: z.object({ size: z.int().min(1), sha256: Sha256 }),
  basis: SignedBasis,
  registeredAt: z.iso.datetime(),
  /** Who registered it, as the portal knows them; empty for a command. */
  by: z.string(),
});
export type SignedCopy = z.infer<typeof SignedCopy>;

type Place = Pick<SignedCopy, "series" | "revision" | "report">;

const placeOf = ({ series, revision, report }: Place): string => `${SIGNED}${series}/r${revision}/${report}`;

/** Where the signed file lies: named by its hash, so that the same file is kept once. */
export const signedFileKey = (copy: Place & Pick<SignedCopy, "file">): string =>
  `${placeOf(copy)}/${copy.file.sha256.slice(0, 32)}.pdf`;

/** Under which name a link gives a signed copy, beside the names of the revision's files. */
export const signedName = ({ report, entry }: Pick<SignedCopy, "report" | "entry">): string =>
  `ban-da-ky/${report}/${entry}.pdf`;

/** Where a registration is kept among the objects, too: it is known from there should the database be lost. */
export const signedRecordKey = (copy: Place & Pick<SignedCopy, "entry">): string =>
  `${placeOf(copy)}/${copy.entry}.json`;

/** What is kept there; the same registration gives the same bytes. */
export const signedRecord = (copy: SignedCopy): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(SignedCopy.parse(copy), null, 2)}\n`);

/** The report of which a file is the PDF, "cntt" of "bao-cao-cntt.pdf"; null for a file that nobody signs. */
function reportOfPdf(name: string): string | null {
  const [, whole] = /^bao-cao-([^/]+)\.pdf$/.exec(name) ?? [];
  if (whole !== undefined) return whole;
  const [, own, folder = ""] = /^(([^/]+)\/[^/]+)\.pdf$/.exec(name) ?? [];
  return own === undefined || folder.endsWith("-gop") ? null : own;
}

/** The PDF of each report among files, by the report: "cntt", "don-vi/77-STC". */
export const reportPdfs = <File extends { readonly name: string }>(files: readonly File[]): ReadonlyMap<string, File> =>
  new Map(
    files.flatMap((file) => {
      const report = reportOfPdf(file.name);
      return report === null ? [] : [[report, file] as const];
    }),
  );

/** The registrations in force: of each report of each revision the last one. */
export function inForceOf(copies: readonly SignedCopy[]): SignedCopy[] {
  const sorted = copies.toSorted((one, other) => one.entry - other.entry);
  return [...new Map(sorted.map((copy) => [placeOf(copy), copy])).values()];
}
