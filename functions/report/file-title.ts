import type { Regime } from "../domain/regime.ts";
import type { PublishedRevision } from "../revisions/published.ts";
import type { SignedCopy } from "../revisions/signed-copy.ts";
import { dayText, periodText, sentence } from "./wording.ts";

const OPEN_DATA: Readonly<Record<string, string>> = {
  "figures.csv": "Số liệu mở",
  "quality.csv": "Chất lượng số liệu",
  "changes.csv": "Số liệu đã điều chỉnh",
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

/**
 * The Vietnamese name under which a file is saved: "Báo cáo CNTT tháng 6 năm 2023, tỉnh Bà Rịa - Vũng Tàu (bản 1).pdf".
 *
 * @param province with its type, as sentences print it
 */
export function savedName(
  name: string,
  { period, revision }: Pick<PublishedRevision, "period" | "revision">,
  province: string,
): string {
  const place = placeOf(name);
  const report = `báo cáo ${reportOf(name).replaceAll("-", " ").toUpperCase()}${place === "" ? "" : ` ${place}`}`;
  const what = sentence(OPEN_DATA[name]?.toLowerCase() ?? report);
  return `${what} ${periodText(period)}, ${province} (bản ${revision})${endingOf(name)}`
    .replace(FORBIDDEN, "-")
    .normalize("NFC");
}

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
export const asciiName = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("đ", "d")
    .replaceAll("Đ", "D")
    .replace(/[^\x20-\x7e]/g, "-");

/** Whether the signed file's bytes are ours, in the words of the register. */
export const BASIS_WORDS: Readonly<Record<SignedCopy["basis"], string>> = {
  system: "ký trên bản PDF của hệ thống",
  other: "khác tệp của hệ thống (đã qua soạn thảo)",
};

/** "số 123/BC-STTTT, ngày 20/6/2023, người ký: Nguyễn Văn A, Giám đốc". */
export const signedText = ({ number, date, signer }: Pick<SignedCopy, "number" | "date" | "signer">): string =>
  `số ${number}, ngày ${dayText(date)}, người ký: ${signer}`;
