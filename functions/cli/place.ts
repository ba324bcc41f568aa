import { mkdtemp, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { codeOf, diskFaultOf } from "../domain/disk.ts";
import { RequestInvalid } from "../domain/failure.ts";

/** The folder itself, or the nearest above it that is there. Throws what the operating system says of it. */
async function standing(folder: string): Promise<string> {
  try {
    const found = await stat(folder);
    if (found.isDirectory()) return folder;
  } catch (error) {
    const parent = dirname(folder);
    if (codeOf(error) === "ENOENT" && parent !== folder) return standing(parent);
    throw error;
  }
  throw Object.assign(new Error(`not a folder: ${folder}`), { code: "ENOTDIR" });
}

/**
 * Makes sure, before anything is asked of a province or published, that a folder can be made and written.
 *
 * @param option the option that names the folder, such as "--out"
 * @throws RequestInvalid with what is in the way; what was made to find out is removed again
 */
export async function checkPlace(folder: string, option: string): Promise<void> {
  try {
    const probe = await mkdtemp(join(await standing(resolve(folder)), ".thu-ghi-"));
    await rm(probe, { recursive: true });
  } catch (error) {
    const fault = diskFaultOf(error);
    if (fault === null) throw error;
    throw new RequestInvalid(
      `Không ghi được vào thư mục ${folder} (${option}): ${fault.what}; ${fault.remedy} hoặc chọn ${option} khác rồi chạy lại, chưa làm gì cả.`,
      { cause: error },
    );
  }
}

/** Throws RequestInvalid where a folder is not there from which something is to be read: it is not made. */
export async function checkThere(folder: string, option: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  if (found === null) throw new RequestInvalid(`Không có thư mục ${folder}; kiểm tra ${option} rồi chạy lại.`);
}
