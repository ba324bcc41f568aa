import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { diskFaultOf } from "../domain/disk.ts";
import { RequestInvalid, StoreDamaged } from "../domain/failure.ts";
import type { FigureRow } from "../domain/figures/figure.ts";
import { parseFiguresCsv } from "../render/csv.ts";

/** The rows of a `figures.csv` that somebody has. Throws RequestInvalid where it cannot be read or is none. */
export async function figuresIn(path: string): Promise<readonly FigureRow[]> {
  const name = basename(path);
  try {
    return parseFiguresCsv(await readFile(path, "utf8"), name);
  } catch (error) {
    const fault = diskFaultOf(error);
    if (fault !== null) throw new RequestInvalid(`Không đọc được tệp ${name}: ${fault.what}; sửa rồi chạy lại.`);
    if (!(error instanceof StoreDamaged)) throw error;
    throw new RequestInvalid(`Tệp ${name} không phải là figures.csv của một bản đã phát hành; chọn tệp khác.`);
  }
}
