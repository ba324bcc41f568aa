import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { slotsCommand } from "../../functions/cli/slots.ts";
import { folder } from "../helpers/runs/command.ts";

const TEMPLATES = new URL("../../templates/", import.meta.url);

test("a file that leaves a box empty which had words says that they are gone", async () => {
  const dir = folder();
  const file = join(dir, "chu.txt");
  const place = ["--province", "ba-ria-vung-tau", "--period", "2023-06", "--state", join(dir, "state")];
  const save = async (words: string): Promise<string> => {
    await writeFile(file, words);
    return slotsCommand([...place, "--file", file], TEMPLATES);
  };

  expect(await save("[chi-dao]\nĐã ban hành kế hoạch.\n")).toBe(
    "Đã lưu 1 ô chữ của báo cáo cntt, tháng 6 năm 2023; chạy lại report để in vào báo cáo.",
  );
  expect(await save("")).toBe(
    "Đã lưu 0 ô chữ của báo cáo cntt, tháng 6 năm 2023; đã bỏ 1 ô có chữ từ trước mà tệp để trống: chi-dao; chạy lại report để in vào báo cáo.",
  );
});

test("a file of a mistyped box keeps the words that are there", async () => {
  const dir = folder();
  const file = join(dir, "chu.txt");
  const place = ["--province", "ba-ria-vung-tau", "--period", "2023-06", "--state", join(dir, "state")];
  await writeFile(file, "[chi-dao]\nĐã ban hành kế hoạch.\n");
  await slotsCommand([...place, "--file", file], TEMPLATES);
  await writeFile(file, "[chi-daoo]\nkhác\n");

  await expect(slotsCommand([...place, "--file", file], TEMPLATES)).rejects.toThrow(/chi-daoo/);
  expect(await slotsCommand(place, TEMPLATES)).toContain("Đã ban hành kế hoạch.");
});
