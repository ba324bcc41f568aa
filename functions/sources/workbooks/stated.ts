import { asciiWords, wordsOf } from "../../domain/imports/folding.ts";
import { withoutMarks } from "../../domain/name.ts";
import { type Month, type Window, windowOfMonth } from "../../domain/period.ts";
import type { WorkbookRequest } from "../../ports/workbooks.ts";
import { type Findings, quoted } from "./table/findings.ts";
import { addressOf, type Grid } from "./table/grid.ts";

/** A text above a table, with its cell. */
export interface HeadLine {
  readonly text: string;
  readonly cell: string;
}

/** The texts above a table. */
export function linesAbove(grid: Grid, top: number): HeadLine[] {
  return Array.from({ length: Math.min(top, grid.rowCount) }, (_, row) =>
    grid.texts(row).map(({ column, text }) => ({ text, cell: addressOf(row, column) })),
  ).flat();
}

/** What a line says of the time: a month ("2023-06", "06" without its year), days, or another period in its words. */
type Stated =
  | { readonly kind: "month"; readonly month: Month }
  | { readonly kind: "days"; readonly window: Window }
  | { readonly kind: "other"; readonly words: string };

const DATE = String.raw`(?:ngay )?(\d{1,2})(?:[/.-]| thang )(\d{1,2})(?:(?:[/.-]| nam )(20\d{2}))?`;
const RANGE = new RegExp(`${DATE} ?(?:den|toi|[-–])(?: het)? ?${DATE}`);
const ANY_DATE = /(ngay *[\d.…]* *thang *[\d.…]* *nam *(20[\d.…]*)?)|\b\d{1,2}[/.-]\d{1,2}[/.-]20\d{2}/g;
const MONTH = /thang *(0?[1-9]|1[0-2])(?!\d)(?: *(?:[/.-]|,? *nam) *(20\d{2}))?/g;
const OTHER = /\b(quy (?:i{1,3}|iv|[1-4])\b|(?:sau|chin|ba|[369]) thang (?:dau|cuoi) nam)/;

const two = (text: string | undefined): string => (text ?? "").padStart(2, "0");

/** Words of names that are "tháng" without their marks: "xã Chiến Thắng 2" is no February. */
const NAMED_ALIKE = /th(?:ắ|ă)ng/giu;

function statedIn(text: string): Stated[] {
  const spelt = text.normalize("NFC").replace(NAMED_ALIKE, "-");
  const plain = withoutMarks(spelt).toLowerCase().replace(/\s+/gu, " ");
  const [, day, month, year, lastDay, lastMonth, lastYear] = RANGE.exec(plain) ?? [];
  if (lastYear !== undefined) {
    const from = `${year ?? lastYear}-${two(month)}-${two(day)}`;
    return [{ kind: "days", window: { from, to: `${lastYear}-${two(lastMonth)}-${two(lastDay)}` } }];
  }
  const other = OTHER.exec(plain)?.[1];
  if (other !== undefined) return [{ kind: "other", words: text }];
  const months = plain.replace(ANY_DATE, " ").matchAll(MONTH);
  return [...months].map(([, number, of]) => ({
    kind: "month",
    month: `${of === undefined ? "" : `${of}-`}${two(number)}`,
  }));
}

const isWindow = (one: Window, other: Window): boolean => one.from === other.from && one.to === other.to;

const shown = (day: string): string => day.split("-").reverse().join("/");

const monthWords = (month: Month): string =>
  `tháng ${Number(month.slice(-2))}${month.length > 2 ? `/${month.slice(0, 4)}` : ""}`;

function isAsked(stated: Stated, { month, window }: WorkbookRequest): boolean {
  switch (stated.kind) {
    case "month":
      return month.endsWith(stated.month);
    case "days":
      return [window, windowOfMonth(month, "calendar"), windowOfMonth(month, "nd09")].some((one) =>
        isWindow(one, stated.window),
      );
    case "other":
      return false;
  }
}

function wordsFor(stated: Stated): string {
  if (stated.kind === "month") return `tệp ghi ${monthWords(stated.month)}`;
  if (stated.kind === "other") return `tệp ghi kỳ ${quoted(stated.words)}, không phải một tháng`;
  return `tệp tính từ ngày ${shown(stated.window.from)} đến ngày ${shown(stated.window.to)}`;
}

/** Whether what is said above a table of its time is the month asked for; days of the other scheme are told. */
export function checkMonth(lines: readonly HeadLine[], request: WorkbookRequest, findings: Findings): void {
  const found = lines.flatMap(({ text, cell }) => statedIn(text).map((stated) => ({ stated, cell })));
  for (const { stated, cell } of found) {
    if (!isAsked(stated, request)) {
      const remedy = `chọn đúng tệp của ${monthWords(request.month)} hoặc chọn đúng tháng`;
      findings.problem(`ô ${cell}`, `${wordsFor(stated)}, khác ${monthWords(request.month)} cần nhập`, remedy);
    } else if (stated.kind === "days" && !isWindow(stated.window, request.window)) {
      const own = `từ ngày ${shown(request.window.from)} đến ngày ${shown(request.window.to)}`;
      findings.notice(`ô ${cell}`, `${wordsFor(stated)}, kỳ báo cáo của tỉnh tính ${own}`);
    }
  }
  if (found.length === 0) findings.notice("phần đầu", `tệp không ghi tháng, được đọc là ${monthWords(request.month)}`);
}

/** Whether the words of a line say a month, and it is the one asked for: tells sheets of one workbook apart. */
export const saysMonth = (lines: readonly HeadLine[], request: WorkbookRequest): boolean =>
  lines.flatMap(({ text }) => statedIn(text)).some((stated) => isAsked(stated, request));

const TYPE = new RegExp(`^(${wordsOf("tỉnh")}|${wordsOf("thành phố")}) `);

/** A province by either type: "tỉnh Đồng Nai" became a city under the same name. */
const spellingsOf = (name: string): string[] => {
  const proper = wordsOf(name).replace(TYPE, "");
  return [`tỉnh ${proper}`, `thành phố ${proper}`, `tp ${proper}`].map(wordsOf);
};

/** Refuses a workbook whose head names another province. */
export function checkProvince(lines: readonly HeadLine[], request: WorkbookRequest, findings: Findings): void {
  const own = new Set(request.provinceNames.flatMap(spellingsOf));
  const others = request.otherProvinceNames.map((name) => ({ name, spellings: spellingsOf(name) }));
  for (const { text, cell } of lines) {
    const words = ` ${wordsOf(text)} `;
    const other = others.find(({ spellings }) => spellings.some((one) => !own.has(one) && words.includes(` ${one} `)));
    if (other === undefined) continue;
    const asked = request.provinceNames.at(-1) ?? "";
    findings.problem(`ô ${cell}`, `tệp ghi ${other.name}, khác ${asked} cần nhập`, "chọn đúng tệp hoặc chọn đúng tỉnh");
    return;
  }
}

const WITHDRAWN =
  /(?<!khong (bao )?)(bao gom|gom|tinh|ke)( ca)? (cac )?(so )?ho so (xin )?(rut|tra lai)|dung han (bao gom|gom|ca|tinh ca).*(rut|tra lai)/;

/** Whether a workbook says that its dossiers resolved on time hold those withdrawn or given back. */
export const saysWithdrawn = (texts: readonly string[]): boolean =>
  texts.map(asciiWords).some((text) => WITHDRAWN.test(text));
