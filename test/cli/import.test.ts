import { join } from "node:path";
import { expect, test } from "vitest";
import { importCommand } from "../../functions/cli/import/import.ts";
import { folder } from "../helpers/runs/command.ts";

const TEMPLATES = new URL("../../templates/", import.meta.url);
const importing = (...args: readonly string[]) => importCommand(args, TEMPLATES);

test("the help says what is stored and what is only shown", async () => {
  const { text } = await importing("--help");
  expect(text).toContain("xem trước rồi lưu số liệu");
  expect(text).toContain("chỉ xem trước, không lưu gì");
});

test.each<[readonly string[], RegExp]>([
  [[], /^Thiếu tệp cần nhập/],
  [["--month", "2023-06", "a.xlsx"], /^Thiếu --province/],
  [["--province", "dong-nai", "a.xlsx"], /^Thiếu --month/],
  [["--province", "dong-nai", "--reason", "nhầm", "a.xlsx"], /^Không dùng --reason cùng với việc lưu số liệu/],
  [["--list", "--province", "dong-nai", "a.xlsx"], /^Thừa "a.xlsx" bên cạnh --list/],
  [["--withdraw", "--province", "dong-nai", "--month", "2023-13"], /^Tháng "2023-13" không hợp lệ/],
  [["--preview", "--template"], /^Chọn một việc/],
  [["--preview", "--province", "dong-nai", "--out", "a.xlsx"], /^Không dùng --out cùng với --preview/],
  [["--preview", "--province", "dong-nai"], /^Thiếu tệp cần xem/],
  [["--preview", "--province", "dong-nai", "--month", "2023-Q1", "a.xlsx"], /^Tháng "2023-Q1" không hợp lệ/],
  [["--template", "--province", "dong-nai", "a.xlsx"], /^Thừa "a.xlsx" bên cạnh --template/],
])("%j is refused by a sentence", async (args, sentence) => {
  await expect(importing(...args)).rejects.toThrow(sentence);
});

test("a state folder that is not there, and one in which no run has asked for the agencies, are told apart", async () => {
  const dir = folder();
  const args = ["--template", "--province", "dong-nai", "--out", join(dir, "mau.xlsx"), "--state"];
  await expect(importing(...args, join(dir, "khong-co"))).rejects.toThrow(/^Không có thư mục /);
  await expect(importing(...args, dir)).rejects.toThrow(
    / chưa có danh sách cơ quan của .*Đồng Nai; chạy report cho tỉnh này một lần /,
  );
});
