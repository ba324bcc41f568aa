import { join } from "node:path";
import { expect, test } from "vitest";
import { folder, run, toldIn } from "../helpers/runs/command.ts";
import { CREDENTIALS, exampleProvince } from "../helpers/runs/example-province.ts";

test("a template has the agencies of its month; an empty one is refused without naming everybody, a month without agencies by one sentence", async () => {
  const place = folder();
  const of = ["--province", "ba-ria-vung-tau", "--state", join(place, "state")];
  const importing = (...args: readonly string[]) => run(["import", ...args, ...of]);
  const template = join(place, "mau.xlsx");
  const province = await exampleProvince();
  const asked = ["--period", "2023-06", "--report", "cntt", "--api", province.url, "--out", join(place, "out")];
  expect(await run(["report", ...of, ...asked], CREDENTIALS)).toMatchObject({ code: 0 });
  await province.close();

  // Agencies of spec/example that are in force on a day from 15/5 to 14/6/2023.
  const made = await importing("--template", "--month", "2023-06", "--out", template);
  expect(made.stdout).toMatch(/^Đã tạo mẫu nhập .* của 15 cơ quan; /);

  const shown = await importing("--preview", "--month", "2023-06", template);
  expect(shown.code).toBe(1);
  expect(shown.stdout).toContain("bảng không có dòng số liệu nào; điền số liệu rồi nhập lại.");
  expect(shown.stdout).not.toContain("Cơ quan không có trong tệp");

  const refused = await importing("--template", "--month", "2005-06", "--out", join(place, "rong.xlsx"));
  expect(refused.code).toBe(2);
  expect(toldIn(refused.stderr)).toEqual([
    "Tỉnh Bà Rịa - Vũng Tàu không có cơ quan nào trong tháng 6 năm 2005; chọn tháng khác bằng --month rồi chạy lại.",
  ]);
});
