import { join } from "node:path";
import { StoreDamaged } from "../../domain/failure.ts";
import { namesIn } from "../disk.ts";
import { objectsIn } from "../state-folder.ts";

/**
 * LevelDB begins anew where its file CURRENT is not there, and deletes what it then does not know. Throws StoreDamaged
 * where it would do so beside tables of an earlier life, or beside objects that only a database could have led to.
 */
export async function checkRemains(folder: string): Promise<void> {
  const path = join(folder, "db");
  const files = await namesIn(path);
  if (files.includes("CURRENT")) return;
  const remedy = "không ghi gì vào thư mục này; khôi phục cả thư mục dữ liệu từ bản sao lưu rồi chạy lại";
  // A database that is just being made has neither yet.
  if (files.some((name) => /\.(ldb|log)$/.test(name))) {
    throw new StoreDamaged(`cơ sở dữ liệu ${path} mất tệp CURRENT, các tệp khác còn đó`, remedy);
  }
  const objects = await namesIn(objectsIn(folder));
  if (files.length === 0 && objects.some((name) => !name.startsWith("."))) {
    throw new StoreDamaged(`không còn cơ sở dữ liệu ${path}, trong khi ${objectsIn(folder)} có tệp đã lưu`, remedy);
  }
}
