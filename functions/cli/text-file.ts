import { readFile, stat, writeFile } from "node:fs/promises";
import { codeOf, diskFaultOf } from "../domain/disk.ts";
import { RequestInvalid } from "../domain/failure.ts";
import { textIn } from "../pipeline/support/recipients/text.ts";

/** How large a file may be, in bytes, and what is said of a larger one. */
interface SizeLimit {
  readonly most: number;
  readonly tooLargeText: (size: number) => string;
}

/** The bytes of a file that somebody names. Throws RequestInvalid with its path where it cannot be read, or is too large. */
export async function bytesOfFile(path: string, limit?: SizeLimit): Promise<Uint8Array> {
  try {
    const { size } = limit === undefined ? { size: 0 } : await stat(path);
    if (limit !== undefined && size > limit.most) throw new RequestInvalid(limit.tooLargeText(size));
    return await readFile(path);
  } catch (error) {
    if (error instanceof RequestInvalid) throw error;
    const { what, remedy } = diskFaultOf(error) ?? { what: "hệ điều hành từ chối", remedy: "kiểm tra đường dẫn" };
    throw new RequestInvalid(`Không đọc được tệp ${path}: ${what}; ${remedy} rồi chạy lại.`, { cause: error });
  }
}

/** The text of a file that somebody wrote. Throws RequestInvalid where it cannot be read as text of Unicode. */
export async function textOfFile(path: string): Promise<string> {
  return textIn(await bytesOfFile(path), path);
}

/** Writes a new file. Throws RequestInvalid where it cannot be written, or is there: somebody may have written in it. */
export async function newTextFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    if (codeOf(error) === "EEXIST") {
      throw new RequestInvalid(`Tệp ${path} đã có và không bị ghi đè; chọn tên khác hoặc dời tệp đó đi rồi chạy lại.`);
    }
    const { what, remedy } = diskFaultOf(error) ?? { what: "hệ điều hành từ chối", remedy: "kiểm tra đường dẫn" };
    throw new RequestInvalid(`Không ghi được tệp ${path}: ${what}; ${remedy} rồi chạy lại.`, { cause: error });
  }
}
