import type { Block } from "../report.ts";

/** In the order in which they are explained. */
const MEANINGS: readonly (readonly [string, string])[] = [
  ["UBND", "Ủy ban nhân dân"],
  ["TTHC", "thủ tục hành chính"],
  ["DVCTT", "dịch vụ công trực tuyến"],
  ["BCCI", "bưu chính công ích"],
  ["CNTT", "công nghệ thông tin"],
  ["CCHC", "cải cách hành chính"],
];

/** "Chữ viết tắt: TTHC: thủ tục hành chính; …" of those that a report uses; nothing where it uses none (documents.md 4). */
export function abbreviationNotes(blocks: readonly Block[]): Block[] {
  const words = new Set(JSON.stringify(blocks).match(/\p{Lu}{4,}/gu));
  const used = MEANINGS.filter(([short]) => words.has(short));
  if (used.length === 0) return [];
  const said = used.map(([short, meaning]) => `${short}: ${meaning}`).join("; ");
  return [{ type: "note", text: `Chữ viết tắt: ${said}.` }];
}
