import { zipSync } from "fflate";
import { aboutBiff, cellsOnly } from "./biff.ts";
import { compoundStreams } from "./compound-file.ts";
import { zipEntries, zipParts } from "./zip-parts.ts";

/** Bytes of a file. */
const MOST_BYTES = 20 * 1024 * 1024;
/** Bytes that a file's parts may unpack to in the whole; a workbook of 500 units has less than one hundredth of it. */
const MOST_UNPACKED = 64 * 1024 * 1024;
const MOST_PARTS = 2_000;

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`;

const DAMAGED =
  "Tệp bị hỏng hoặc tải về chưa hết nên không đọc được; tải lại hoặc mở bằng Excel, lưu lại dạng .xlsx rồi nhập lại.";
const ENCRYPTED =
  "Tệp được đặt mật khẩu nên không đọc được; bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ tính) rồi nhập lại.";
const MACROS = "Tệp có macro nên không được nhận; lưu lại dạng Excel Workbook (.xlsx), không kèm macro, rồi nhập lại.";
const LINKS = "Tệp có liên kết đến tệp khác nên không được nhận; ngắt liên kết (Dữ liệu, Sửa liên kết) rồi nhập lại.";
const TOO_MANY_PARTS = `Tệp có quá ${MOST_PARTS} thành phần bên trong nên không được nhận; chép bảng số liệu sang một tệp mới rồi nhập lại.`;
const NOT_A_WORKBOOK = "Tệp không phải là sổ tính Excel (.xlsx, .xls); mở bằng Excel, lưu lại dạng .xlsx rồi nhập lại.";
const WEB_PAGE =
  "Tệp là trang web hoặc văn bản XML mang đuôi của Excel, không phải sổ tính; mở bằng Excel, lưu lại dạng .xlsx rồi nhập lại.";
const BINARY =
  "Tệp là sổ tính dạng nhị phân (.xlsb) nên không đọc được; mở bằng Excel, lưu lại dạng .xlsx rồi nhập lại.";
const OLD_FORMAT =
  "Tệp do Excel 95 trở về trước lưu nên không đọc được; mở bằng Excel, lưu lại dạng .xlsx rồi nhập lại.";

/** Bytes that the workbook library may read, or one sentence why it may not. */
export type Contained = { readonly bytes: Uint8Array } | { readonly problem: string };

const refused = (problem: string): Contained => ({ problem });

const begins = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** An `.xlsx`: what it declares is looked at first, then its parts are unpacked within that and checked. */
function zipped(bytes: Uint8Array): Contained {
  const entries = zipEntries(bytes);
  if (entries === null) return refused(DAMAGED);
  if (entries.length > MOST_PARTS) return refused(TOO_MANY_PARTS);
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (size > MOST_UNPACKED) {
    return refused(
      `Tệp giải nén ra ${megabytes(size)}, quá ${megabytes(MOST_UNPACKED)}; xóa hình ảnh, trang tính thừa hoặc chép bảng số liệu sang một tệp mới rồi nhập lại.`,
    );
  }
  if (entries.some(({ isEncrypted }) => isEncrypted)) return refused(ENCRYPTED);
  const names = entries.map(({ name }) => name.toLowerCase());
  if (names.some((name) => name.includes("vbaproject") || name.includes("/macrosheets/"))) return refused(MACROS);
  if (names.some((name) => name.includes("externallinks/"))) return refused(LINKS);
  if (names.includes("xl/workbook.bin")) return refused(BINARY);
  if (!names.includes("xl/workbook.xml")) return refused(NOT_A_WORKBOOK);
  const parts = zipParts(bytes, entries);
  if (parts === null) return refused(DAMAGED);
  // Packed anew without compression: what the library reads is what was checked, whatever it makes of the old archive.
  return { bytes: zipSync(parts, { level: 0, mtime: new Date(1980, 0, 1) }) };
}

/** An `.xls`, or an encrypted workbook in the same container: only the stream of the workbook is read on. */
function compound(bytes: Uint8Array): Contained {
  const streams = compoundStreams(bytes);
  if (streams === null) return refused(DAMAGED);
  if (streams.has("EncryptedPackage") || streams.has("EncryptionInfo")) return refused(ENCRYPTED);
  if ([...streams.keys()].some((name) => /^_?VBA(_PROJECT)?/i.test(name))) return refused(MACROS);
  const stream = streams.get("Workbook");
  if (stream === undefined) return refused(streams.has("Book") ? OLD_FORMAT : NOT_A_WORKBOOK);
  const about = aboutBiff(stream);
  if (about.isEncrypted) return refused(ENCRYPTED);
  if (about.hasMacroSheets) return refused(MACROS);
  if (about.hasExternalLinks) return refused(LINKS);
  return about.isWhole ? { bytes: cellsOnly(stream) } : refused(DAMAGED);
}

/** Looks at what a file is before anything of it is read as a workbook. */
export function contained(bytes: Uint8Array): Contained {
  if (bytes.length > MOST_BYTES) {
    return refused(
      `Tệp có ${megabytes(bytes.length)}, quá ${megabytes(MOST_BYTES)}; xóa hình ảnh, trang tính thừa rồi nhập lại.`,
    );
  }
  if (begins(bytes, [0x50, 0x4b])) return zipped(bytes);
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return compound(bytes);
  const head = new TextDecoder().decode(bytes.subarray(0, 512)).trimStart();
  return refused(head.startsWith("<") ? WEB_PAGE : NOT_A_WORKBOOK);
}
