import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf } from "../../domain/disk.ts";
import { StoreDamaged } from "../../domain/failure.ts";
import { namesIn } from "../disk.ts";
import { objectsIn } from "../state-folder.ts";
import { readClosed } from "./closed.ts";
import { faultIn } from "./files/faults.ts";

/** The failure of a database that is damaged, with what mends it. */
export function databaseDamaged(path: string, what: string, options?: ErrorOptions): StoreDamaged {
  const backup = "hoặc khôi phục cả thư mục dữ liệu từ bản sao lưu";
  const anew = "dựng lại sang thư mục mới từ những gì còn đọc được";
  return new StoreDamaged(`cơ sở dữ liệu ${path}: ${what}`, `${anew} (lệnh rescue trong hướng dẫn sử dụng) ${backup}`, {
    ...options,
    atTerminal: `${anew} bằng npm run rescue -- --state "${dirname(path)}" --into "thư mục mới" ${backup}`,
  });
}

/** The files of a folder as they are at a moment, but for what their bytes are; null where they just change. */
async function lookAt(path: string): Promise<string | null> {
  const files = (await namesIn(path)).sort().map(async (name) => {
    const { ino, size, mtimeNs } = await stat(join(path, name), { bigint: true });
    return `${name} ${ino} ${size} ${mtimeNs}`;
  });
  try {
    return (await Promise.all(files)).join("\n");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/**
 * LevelDB begins anew where its file CURRENT is not there, and deletes what it then does not know: what is wrong where
 * it would do so beside files of an earlier life, or beside objects that only a database could have led to.
 */
async function beginningFault(folder: string, files: readonly string[]): Promise<string | null> {
  if (files.includes("CURRENT")) return null;
  // A database that is just being made has neither yet.
  if (files.some((name) => /\.(ldb|log)$/.test(name))) return "mất tệp CURRENT, các tệp khác còn đó";
  const objects = await namesIn(objectsIn(folder));
  if (!objects.some((name) => !name.startsWith("."))) return null;
  return `không còn, trong khi ${objectsIn(folder)} có tệp đã lưu`;
}

/**
 * Makes sure that a database is sound before LevelDB opens it. Throws StoreDamaged.
 *
 * @returns false where another process changes the database meanwhile, so that nothing can be said
 */
export async function checkRemains(folder: string): Promise<boolean> {
  const path = join(folder, "db");
  const before = await lookAt(path);
  const names = await namesIn(path);
  const isBegun = names.includes("CURRENT");
  const fault = isBegun ? await faultIn(path, await readClosed(folder)) : await beginningFault(folder, names);
  if (fault === null) return true;
  if (before === null || (await lookAt(path)) !== before) return false;
  throw databaseDamaged(path, fault);
}
