import { chmod, mkdtemp, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { codeOf } from "../../domain/disk.ts";
import { RequestInvalid, StoreUnavailable } from "../../domain/failure.ts";
import { ANSWER_MS } from "../database/client.ts";
import { isAlive, makeFolder, namesIn, onDisk, syncFolder } from "../disk.ts";
import { requestPass } from "../pass.ts";
import { checkOldVersion, readOwner } from "../state-folder.ts";

/** Throws RequestInvalid for a folder that is none, or holds nothing of a state folder. */
async function checkOld(dir: string): Promise<string> {
  const names = await onDisk(dir, () => namesIn(dir));
  if (!names.includes("db") && !names.includes("objects")) {
    throw new RequestInvalid(`${dir} không phải là thư mục dữ liệu (không có db, objects); kiểm tra --state.`);
  }
  return realpath(dir);
}

/** Throws StoreUnavailable where a process has a folder open: what it writes meanwhile would be lost. */
async function checkFree(folder: string): Promise<void> {
  const owner = await readOwner(folder);
  const pass = owner === null ? null : await requestPass(owner, { use: "command", answerMs: ANSWER_MS });
  if (owner === null || pass === null) return;
  pass.end();
  throw new StoreUnavailable(
    `Thư mục dữ liệu ${folder} đang được tiến trình ${owner.pid} sử dụng; dừng tiến trình đó rồi chạy lại.`,
  );
}

/** The path of a folder that may not be there, with no link above it. */
async function withoutLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    return join(await withoutLinks(dirname(path)), basename(path));
  }
}

/** Throws RequestInvalid for a folder that is not new. */
async function checkNew(from: string, into: string): Promise<void> {
  const other = `chọn một thư mục mới (--into) rồi chạy lại, chưa làm gì cả`;
  if (`${into}${sep}`.startsWith(`${from}${sep}`)) {
    throw new RequestInvalid(`Thư mục ${into} nằm trong thư mục dữ liệu cũ; ${other}.`);
  }
  const isFolder = await stat(into).then(
    (found) => found.isDirectory(),
    (error) => {
      if (codeOf(error) === "ENOENT") return true;
      throw error;
    },
  );
  if (!isFolder || (await namesIn(into)).length > 0) {
    throw new RequestInvalid(`${into} đã có nội dung; ${other}.`);
  }
}

/** Removes what of this folder was begun by processes that have ended. */
async function sweep(into: string): Promise<void> {
  const parent = dirname(into);
  const begun = `.${basename(into)}-`;
  for (const name of await namesIn(parent)) {
    const pid = name.startsWith(begun) ? /^(\d+)-\w+$/.exec(name.slice(begun.length))?.[1] : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(parent, name), { recursive: true, force: true });
  }
}

/**
 * Makes a new folder out of an old state folder: whole or not at all. What was begun and not ended is removed by the
 * next call. Throws RequestInvalid or StoreUnavailable where it cannot be begun; nothing is written to the old folder.
 */
export async function makeAnew<Result>(
  old: string,
  anew: string,
  make: (from: string, draft: string) => Promise<Result>,
): Promise<Result> {
  const from = await checkOld(old);
  await checkFree(from);
  await checkOldVersion(from);
  return onDisk(anew, async () => {
    const into = await withoutLinks(resolve(anew));
    const parent = dirname(into);
    await checkNew(from, into);
    await makeFolder(parent);
    await sweep(into);
    const draft = await mkdtemp(join(parent, `.${basename(into)}-${process.pid}-`));
    try {
      await chmod(draft, (await stat(from)).mode);
      const made = await make(from, draft);
      await rename(draft, into);
      await syncFolder(parent);
      return made;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  });
}
