import { Count } from "../../../domain/quality/bounds.ts";
import { quoted } from "./findings.ts";
import type { GridCell } from "./grid.ts";

/** What a cell of counts says: a count, nothing, or what is wrong with it. */
export type CellCount =
  | { readonly kind: "count"; readonly value: number; readonly grouping: "." | "," | null }
  | { readonly kind: "none" }
  | { readonly kind: "wrong"; readonly what: string; readonly remedy: string };

const wrong = (what: string, remedy: string): CellCount => ({ kind: "wrong", what, remedy });

function count(value: number, grouping: "." | "," | null): CellCount {
  if (Count.safeParse(value).success) return { kind: "count", value, grouping };
  if (value < 0) return wrong(`số ${value} nhỏ hơn 0`, "ghi số nguyên từ 0");
  if (!Number.isInteger(value)) return wrong(`số ${value} không phải số nguyên`, "ghi số hồ sơ là số nguyên");
  return wrong(`số ${value} quá lớn`, "kiểm tra, ghi lại số hồ sơ");
}

const PLAIN = /^\d+$/;
const GROUPED = /^\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*$/u;

/** A whole number of dossiers; numbers may be text whose thousands are grouped by points, commas or blanks. */
export function countIn(cell: GridCell): CellCount {
  if (cell.error !== null) return wrong(`công thức báo lỗi ${cell.error}`, "sửa công thức hoặc ghi số");
  if (cell.isUncalculated)
    return wrong("công thức chưa có kết quả trong tệp", "mở tệp bằng Excel, lưu lại để công thức được tính");
  if (cell.number !== null) return count(cell.number, null);
  const text = cell.text.replace(/[\u00a0\u202f\u200b]/gu, " ").trim();
  if (text === "") return { kind: "none" };
  if (PLAIN.test(text)) return count(Number(text), null);
  const sign = GROUPED.exec(text)?.[1];
  if (sign === undefined)
    return wrong(
      `${quoted(text)} không phải số hồ sơ`,
      "ghi số nguyên, ghi 0 nếu không phát sinh, để trống nếu không có số liệu",
    );
  return count(Number(text.replace(/\D/g, "")), sign === "." || sign === "," ? sign : null);
}
