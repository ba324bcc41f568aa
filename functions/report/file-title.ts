import { withoutMarks } from "../domain/name.ts";
import type { Regime } from "../domain/regime.ts";
import type { PublishedRevision } from "../revisions/published.ts";
import type { RevisionFile } from "../revisions/revision.ts";
import type { SignedCopy } from "../revisions/signed-copy.ts";
import { dayText, periodText } from "./wording.ts";

const OPEN_DATA: Readonly<Record<string, string>> = {
  "figures.csv": "Số liệu mở",
  "quality.csv": "Chất lượng số liệu",
  "changes.csv": "Số liệu đã điều chỉnh",
  "cross-check.csv": "Đối chiếu với Cổng Dịch vụ công quốc gia",
  "phu-luc.pdf": "Phụ lục: toàn bộ biểu số liệu",
};

const stemOf = (name: string): string => name.slice(0, name.lastIndexOf("."));
const endingOf = (name: string): string => name.slice(name.lastIndexOf("."));

/** The report that a file is of: "cntt" of "bao-cao-cntt.pdf". */
const reportOf = (name: string): string =>
  stemOf(name)
    .replace(/^bao-cao-/, "")
    .replace(/(-gop)?\/.*$/, "");

/** The agency or district of a file in a folder, "77-STC" of "don-vi/77-STC.pdf"; empty for the others. */
const placeOf = (name: string): string => (name.includes("/") ? stemOf(name).slice(name.indexOf("/") + 1) : "");

const FORMATS: Readonly<Record<string, string>> = {
  ".pdf": "PDF",
  ".docx": "Word, dự thảo",
  ".xlsx": "Excel",
  ".csv": "CSV",
  ".png": "ảnh trang đầu",
};

/** What a file of a revision is, in words: its report's name as the regime gives it, and its format. */
export function fileTitle(name: string, regimes: readonly Pick<Regime, "report" | "name">[]): string {
  const title = OPEN_DATA[name] ?? regimes.find(({ report }) => report === reportOf(name))?.name ?? "Báo cáo";
  const place = placeOf(name);
  const whose = place === "" ? "" : `, ${name.includes("-gop/") ? "bản gộp " : ""}${place}`;
  return `${title}${whose} (${FORMATS[endingOf(name)] ?? endingOf(name)})`;
}

/** Letters that no file system of an office takes in a file's name. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}]/gu;

/** File systems take 255 bytes; the period, the revision and what the file is must have room. */
const LONGEST_NAME = 150;

/** "UBND xã Thanh Sơn, huyện Tân Phú" is "ubnd-xa-thanh-son-huyen-tan-phu". */
const slug = (text: string): string =>
  asciiName(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_NAME)
    .replace(/^-|-$/g, "");

/**
 * The ASCII name of an agency's document: "bao-cao-don-vi-so-cong-thuong-2023-06.xlsx" of "don-vi/77-SCT.xlsx".
 *
 * @param agency how it is named in print
 */
export function agencyFileName(name: string, agency: string, period: string): string {
  const folder = name.slice(0, name.indexOf("/"));
  return `bao-cao-${folder}-${slug(agency)}-${period.toLowerCase()}${endingOf(name)}`;
}

/**
 * The ASCII name under which a file is saved: "bao-cao-cntt-quang-tri-2023-q2-ban-3.pdf"; of a first revision without
 * its number.
 */
export function savedName(
  { name, savedAs }: Pick<RevisionFile, "name" | "savedAs">,
  { province, period, revision }: Pick<PublishedRevision, "province" | "period" | "revision">,
): string {
  const own = savedAs ?? `${slug(stemOf(name))}-${slug(province)}-${slug(period)}${endingOf(name)}`;
  return revision === 1 ? own : `${stemOf(own)}-ban-${revision}${endingOf(own)}`;
}

/** Where a file lies in the folder into which a revision is copied. */
export const copiedName = ({ name, savedAs }: Pick<RevisionFile, "name" | "savedAs">): string =>
  savedAs === undefined ? name : `${name.slice(0, name.lastIndexOf("/") + 1)}${savedAs}`;

/** The name under which a signed copy is saved: "Bản đã ký số 123-BC-STTTT, báo cáo tháng 6 năm 2023, tỉnh … (bản 1).pdf". */
export const savedSignedName = (
  number: string,
  { period, revision }: Pick<PublishedRevision, "period" | "revision">,
  province: string,
): string =>
  `Bản đã ký số ${number}, báo cáo ${periodText(period)}, ${province} (bản ${revision}).pdf`
    .replace(FORBIDDEN, "-")
    .normalize("NFC");

/** What a report is in words, as its regime names it, for an agency with its code: "Báo cáo …, 77-STC". */
export function reportTitle(report: string, regimes: readonly Pick<Regime, "report" | "name">[]): string {
  const [id = "", code] = report.split("/");
  const title = regimes.find((regime) => regime.report === id)?.name ?? "Báo cáo";
  return code === undefined ? title : `${title}, ${code}`;
}

/** The same name without marks, for programs that know ASCII only: "Bao cao CNTT thang 6 nam 2023 …". */
export const asciiName = (name: string): string => withoutMarks(name).replace(/[^\x20-\x7e]/g, "-");

/** Whether the signed file's bytes are ours, in the words of the register. */
export const BASIS_WORDS: Readonly<Record<SignedCopy["basis"], string>> = {
  system: "ký trên bản PDF của hệ thống",
  other: "khác tệp của hệ thống (đã qua soạn thảo)",
};

/** "số 123/BC-STTTT, ngày 20/6/2023, người ký: Nguyễn Văn A, Giám đốc". */
export const signedText = ({ number, date, signer }: Pick<SignedCopy, "number" | "date" | "signer">): string =>
  `số ${number}, ngày ${dayText(date)}, người ký: ${signer}`;
