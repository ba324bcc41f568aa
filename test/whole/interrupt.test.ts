import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLI, command, folder } from "../helpers/runs/command.ts";
import { CREDENTIALS, exampleProvince } from "../helpers/runs/example-province.ts";

test("Ctrl+C says what was stopped, what is kept and how to go on, and the same command goes on", async () => {
  const province = await exampleProvince();
  const place = folder();
  const [out, state] = [join(place, "out"), join(place, "state")];
  const asked = ["--province", "ba-ria-vung-tau", "--period", "2023-06", "--api", province.url];
  const args = [...asked, "--out", out, "--state", state];
  const child = spawn(process.execPath, [CLI, "report", ...args], { env: { PATH: "", ...CREDENTIALS } });
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    told += text;
    if (text.includes("Thu thập số liệu")) child.kill("SIGINT");
  });

  expect(await once(child, "close")).toEqual([130, null]);
  expect(told.split("\n")[0]).toBe("Đang chuẩn bị lập báo cáo kỳ 2023-06 của ba-ria-vung-tau …");
  expect(told.trimEnd().split("\n").at(-1)).toBe(
    `Đã dừng việc lập báo cáo kỳ 2023-06 của ba-ria-vung-tau theo yêu cầu; số liệu đã lấy và các bản đã phát hành vẫn còn trong thư mục ${state}; chạy lại lệnh này để làm tiếp.`,
  );
  expect(existsSync(out)).toBe(false);

  const again = await command(args, CREDENTIALS);
  await province.close();
  expect(again.code).toBe(0);
  expect(again.stdout).toMatch(/^Báo cáo tháng 6 năm 2023 của tỉnh Bà Rịa - Vũng Tàu: đã phát hành bản 1 /);
  expect(again.stdout.trimEnd().split("\n").at(-1)).toBe(
    `Mở tệp ${out}/ba-ria-vung-tau/2023-06/r1/bao-cao-cntt.pdf để xem.`,
  );
});
