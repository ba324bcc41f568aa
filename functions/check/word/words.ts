import { DRAFT_MARK } from "../../report/draft-mark.ts";
import { type Appendix, type Block, type Column, hasNotesFirst, type Report, type Table } from "../../report/report.ts";
import { appendixNumber, isEmpty, MOTTO, marked, NATION, NOTHING, recipientLines } from "../reading/decree.ts";

const cellText = (table: Table, row: number, column: number): string => {
  const cell = table.rows[row]?.cells[column];
  if (cell === undefined) return "";
  return cell.type === "text" || Number.isFinite(cell.value) ? cell.text : "–";
};

/** The upper row of a table's head, then the lower one. */
function headWords(columns: readonly Column[]): string[] {
  const grouped = columns.some(({ group }) => group !== undefined);
  if (!grouped) return columns.map(({ title }) => title);
  const upper = columns.map(({ title, group }, at) => {
    if (group === undefined) return title;
    return columns[at - 1]?.group === group ? "" : group;
  });
  return [...upper, ...columns.map(({ title, group }) => (group === undefined ? "" : title))];
}

function tableWords(table: Table): string[] {
  if (isEmpty(table)) return [NOTHING];
  return [
    ...headWords(table.columns),
    ...table.rows.flatMap((_, row) => table.columns.map((__, column) => cellText(table, row, column))),
  ];
}

function blockWords(block: Block): string[] {
  switch (block.type) {
    case "heading":
    case "paragraph":
    case "note":
      return [block.text];
    case "list":
      return block.items.map((item) => `- ${item}`);
    case "table":
      return tableWords(block.table);
    case "chart":
      return [block.caption];
  }
}

function addresseeWords(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return names.length === 1 ? ["Kính gửi:", ...names] : ["Kính gửi:", ...marked(names).map((name) => `- ${name}`)];
}

function appendixWords({ letterhead }: Report, appendix: Appendix, number: string): string[] {
  const { title, table, notes } = appendix;
  const { symbol, year, name } = letterhead;
  const reference = `(Kèm theo Báo cáo số /BC-${symbol} ngày tháng năm ${year} của ${name})`;
  const words = hasNotesFirst(appendix) ? [...notes, ...tableWords(table)] : [...tableWords(table), ...notes];
  return [number, title, reference, ...words];
}

/** Above the words about the data. */
const BOX_TITLE = "Thông tin về số liệu và kiểm chứng";

/** What is printed on every page, and in the body above the title. */
export const labelsOf = ({ labels }: Report): string[] =>
  [DRAFT_MARK, ...labels.filter((label) => label !== DRAFT_MARK)].map((label) => label.toUpperCase());

/** Every word of a report in the order of its Word file. */
export function wordsOf(report: Report): string[] {
  const { letterhead, kind, subject, addressees, basis, body, signer, provenance, appendices } = report;
  const { superior, issuer, symbol, place, year } = letterhead;
  return [
    ...[superior?.toUpperCase() ?? "", issuer.toUpperCase()],
    ...[NATION, MOTTO],
    ...[`Số: /BC-${symbol}`, `${place}, ngày tháng năm ${year}`],
    ...[...labelsOf(report), kind, subject, ...addresseeWords(addressees), ...marked(basis)],
    ...body.flatMap(blockWords),
    ...["Nơi nhận:", ...recipientLines(report), signer, report.signerName],
    ...appendices.flatMap((one, at) => appendixWords(report, one, appendixNumber(at, report))),
    ...(provenance.lines.length === 0 ? [] : [BOX_TITLE, ...provenance.lines]),
  ];
}
