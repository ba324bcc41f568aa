import type { Appendix, Block, Column, Report, Table } from "../../report/report.ts";

const NOTHING = "Không có.";
const ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"] as const;

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

export const isEmpty = ({ columns, rows }: Table): boolean => columns.length === 0 || rows.length === 0;

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

/** ";" after each and "." after the last. */
const listed = (texts: readonly string[]): string[] =>
  texts.map((text, at) => `${text.trim().replace(/\s*[;.]$/, "")}${at === texts.length - 1 ? "." : ";"}`);

function addresseeWords(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return names.length === 1 ? ["Kính gửi:", ...names] : ["Kính gửi:", ...listed(names).map((name) => `- ${name}`)];
}

function recipientWords({ recipients }: Report): string[] {
  const isFiled = recipients.at(-1)?.trim().startsWith("Lưu");
  return listed(isFiled ? recipients : [...recipients, "Lưu: VT"]).map((name) => `- ${name}`);
}

const numberOf = (at: number, of: number): string =>
  of === 1 ? "Phụ lục" : `Phụ lục ${"X".repeat(Math.floor((at + 1) / 10))}${ROMAN[(at + 1) % 10] ?? ""}`;

function appendixWords({ letterhead }: Report, { title, table, notes }: Appendix, number: string): string[] {
  const { symbol, year, name } = letterhead;
  const reference = `(Kèm theo Báo cáo số /BC-${symbol} ngày tháng năm ${year} của ${name})`;
  return [number, title, reference, ...tableWords(table), ...notes];
}

/** What is printed on every page, and in the body above the title. */
export const labelsOf = ({ labels }: Report): string[] =>
  ["DỰ THẢO", ...labels.filter((label) => label !== "DỰ THẢO")].map((label) => label.toUpperCase());

/** Every word of a report in the order of its Word file. */
export function wordsOf(report: Report): string[] {
  const { letterhead, kind, subject, addressees, basis, body, signer, provenance, appendices } = report;
  const { superior, issuer, symbol, place, year } = letterhead;
  return [
    ...[superior?.toUpperCase() ?? "", issuer.toUpperCase()],
    ...["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
    ...[`Số: /BC-${symbol}`, `${place}, ngày tháng năm ${year}`],
    ...[...labelsOf(report), kind, subject, ...addresseeWords(addressees), ...listed(basis)],
    ...body.flatMap(blockWords),
    ...["Nơi nhận:", ...recipientWords(report), signer, report.signerName],
    ...appendices.flatMap((one, at) => appendixWords(report, one, numberOf(at, appendices.length))),
    ...(provenance.lines.length === 0 ? [] : ["Thông tin về số liệu và kiểm chứng", ...provenance.lines]),
  ];
}
