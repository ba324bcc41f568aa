import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkPlace } from "../../functions/cli/place.ts";
import { newTextFile, textOfFile } from "../../functions/cli/text-file.ts";
import { RequestInvalid } from "../../functions/domain/failure.ts";
import { folder, run } from "../helpers/runs/command.ts";

test("a folder that can be made passes, and nothing is left of the check", async () => {
  const place = folder();
  await checkPlace(join(place, "out/dong-nai/2023-06"), "--out");
  await checkPlace(place, "--out");
  expect(readdirSync(place)).toEqual([]);
});

test.each([
  ["a file", "tep"],
  ["a folder below a file", "tep/out/dong-nai"],
])("%s is refused by its option before anything is done", async (_, name) => {
  const place = folder();
  writeFileSync(join(place, "tep"), "");
  const refused = checkPlace(join(place, name), "--out");
  await expect(refused).rejects.toThrow(RequestInvalid);
  await expect(refused).rejects.toThrow(
    `Không ghi được vào thư mục ${join(place, name)} (--out): một phần của đường dẫn không phải là thư mục; sửa đường dẫn hoặc chọn --out khác rồi chạy lại, chưa làm gì cả.`,
  );
});

test("a mistyped folder of data is refused by what only reads, and not made", async () => {
  const place = folder();
  const state = join(place, "sate");
  const asked = ["--province", "dong-nai", "--period", "2025-11", "--state", state];
  expect(await run(["verify", ...asked])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`Không có thư mục ${state}; kiểm tra --state rồi chạy lại.\n`),
  });
  expect(readdirSync(place)).toEqual([]);
});

test("a folder whose link leads in a circle is refused", async () => {
  const place = folder();
  symlinkSync(join(place, "b"), join(place, "a"));
  symlinkSync(join(place, "a"), join(place, "b"));
  await expect(checkPlace(join(place, "a"), "--state")).rejects.toThrow(
    /\(--state\): đường dẫn có liên kết quay vòng;/,
  );
});

test("a file that cannot be read is named with what is in the way", async () => {
  const place = folder();
  mkdirSync(join(place, "thu-muc"));
  writeFileSync(join(place, "latin"), Buffer.from([0x54, 0xe9]));
  const refusals = ["khong-co", "thu-muc", "latin"].map((name) =>
    textOfFile(join(place, name)).catch((error: Error) => error.message),
  );
  expect(await Promise.all(refusals)).toEqual([
    `Không đọc được tệp ${place}/khong-co: không có tệp hoặc thư mục này; kiểm tra đường dẫn rồi chạy lại.`,
    `Không đọc được tệp ${place}/thu-muc: đó là thư mục, không phải là tệp; sửa đường dẫn rồi chạy lại.`,
    `Tệp ${place}/latin không phải văn bản mã UTF-8; lưu lại theo UTF-8 rồi nhập lại.`,
  ]);
});

test("a file that somebody may have written in is not written over", async () => {
  const path = join(folder(), "noi-dung.txt");
  await newTextFile(path, "một\n");
  await expect(newTextFile(path, "hai\n")).rejects.toThrow(`Tệp ${path} đã có và không bị ghi đè;`);
  expect(await textOfFile(path)).toBe("một\n");
  await expect(newTextFile(join(path, "x"), "")).rejects.toThrow(/một phần của đường dẫn không phải là thư mục/);
});
