import { readFile } from "node:fs/promises";
import { RequestInvalid } from "../domain/failure.ts";

/** The text of a file that somebody wrote. Throws RequestInvalid where it cannot be read or is not UTF-8. */
export async function textOfFile(path: string): Promise<string> {
  const bytes = await readFile(path).catch(() => {
    throw new RequestInvalid(`Không đọc được tệp ${path}; kiểm tra đường dẫn rồi chạy lại.`);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new RequestInvalid(`Tệp ${path} không phải văn bản mã UTF-8; lưu lại theo UTF-8 rồi chạy lại.`);
  }
}
