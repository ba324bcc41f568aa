import { DocumentInvalid, FiguresDiffer } from "../domain/failure.ts";
import type { ReportCheckInput } from "../ports/checks.ts";
import type { Report, Table } from "../report/report.ts";
import { numbersDiffering } from "./figures/figures.ts";
import type { ReadText } from "./figures/sentence-text.ts";
import type { NamedTable } from "./figures/tables.ts";
import { RULES } from "./layout/rule.ts";
import { isEmpty } from "./reading/decree.ts";
import { type DocxFile, type DocxParagraph, type DocxTable, readDocx } from "./reading/docx.ts";
import { dense } from "./reading/lines.ts";
import { labelsOf, wordsOf } from "./word/words.ts";

const invalid = (
  document: string,
  rule: "readable" | "text-complete" | "labels-on-every-page",
  what: string,
  options?: ErrorOptions,
) => new DocumentInvalid(document, { rule, page: 1, what: `${RULES[rule]}${what}` }, 0, options);

function fileOf(bytes: Uint8Array, document: string): DocxFile {
  try {
    return readDocx(bytes);
  } catch (error) {
    throw invalid(document, "readable", "", { cause: error });
  }
}

const lettersOf = ({ body }: DocxFile): string =>
  dense(
    body.map((one) => ("rows" in one ? one.rows.map(({ cells }) => cells.join(" ")).join(" ") : one.text)).join(" "),
  );

/** So many letters are cited of a place where words differ. */
const CITED = 40;

/** Throws with the first place at which the letters of the file are not the report's. */
function holdWords(file: DocxFile, report: Report, document: string): void {
  const [found, wanted] = [lettersOf(file), dense(wordsOf(report).join(" "))];
  if (found === wanted) return;
  let at = 0;
  while (at < wanted.length && found[at] === wanted[at]) at += 1;
  const cited = (text: string): string => text.slice(Math.max(0, at - CITED / 2), at + CITED);
  throw invalid(document, "text-complete", `; cần "${cited(wanted)}", có "${cited(found)}"`);
}

function holdLabels({ headers, footers }: DocxFile, report: Report, document: string): void {
  const label = dense(labelsOf(report).join(" - "));
  const foot = dense(report.provenance.footer);
  const isWhole = headers.length > 0 && headers.every((one) => dense(one).includes(label));
  if (!isWhole || footers.some((one) => dense(one) !== foot)) throw invalid(document, "labels-on-every-page", "");
}

const isData = (one: DocxParagraph | DocxTable): one is DocxTable =>
  "rows" in one && one.rows.some(({ isHead }) => isHead);

/** The tables of the report, each with the rows that the file has of it. */
function tablesOf({ body }: DocxFile, report: Report): NamedTable[] {
  const parts: { readonly part: string; readonly table: Table }[] = [
    ...report.body.flatMap((block) =>
      block.type === "table" ? [{ part: "bảng trong nội dung", table: block.table }] : [],
    ),
    ...report.appendices.map(({ title, table }) => ({ part: title, table })),
  ];
  const read = body.filter(isData);
  return parts
    .filter(({ table }) => !isEmpty(table))
    .map(({ part, table }, at) => {
      const cells = (read[at]?.rows ?? []).filter(({ isHead }) => !isHead).map((row) => row.cells);
      const rows = table.rows.map((row, index) => ({ row, page: 0, cells: cells[index] ?? [] }));
      return { part, placed: { table, parts: [], rows, firstPage: 0, firstRowPage: 0, breaches: [] } };
    });
}

const textsOf = ({ body }: DocxFile): ReadText[] =>
  body.flatMap((one): ReadText[] => {
    if ("rows" in one) return [];
    return [
      { part: one.level === 0 ? "paragraph" : "heading", level: one.level, lines: [{ page: 0, text: one.text }] },
    ];
  });

/**
 * Reads a Word file back: its words are the report's in their order, it is called a draft on every page, and every
 * number of its tables and of the sentences about targets is figures.csv's.
 *
 * @throws DocumentInvalid where the file cannot be read, or has other words than the report
 * @throws FiguresDiffer with the first number that differs and how many more there are
 */
export async function checkDocx(
  bytes: Uint8Array,
  { document, report, ...published }: ReportCheckInput,
): Promise<void> {
  const file = fileOf(bytes, document);
  const [difference, ...others] = numbersDiffering(tablesOf(file, report), textsOf(file), published);
  if (difference !== undefined) {
    const { part, row, column, printed, expected } = difference;
    const where = `${part}, dòng "${row}", cột "${column}"`;
    throw new FiguresDiffer(document, { page: null, where, printed, expected }, others.length);
  }
  holdWords(file, report, document);
  holdLabels(file, report, document);
}
