import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder, run, toldIn } from "../helpers/runs/command.ts";
import { CREDENTIALS, exampleProvince } from "../helpers/runs/example-province.ts";
import { ROW } from "../helpers/workbooks/import-files.ts";
import { formOf } from "../helpers/workbooks/imports.ts";

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

test("a month that the API does not give is imported, published, proven, listed and withdrawn", async () => {
  const place = folder();
  const province = await exampleProvince();
  const { answers } = province.behaviour;
  const isMissing = ({ agency, from }: { agency: string; from: string }) =>
    agency === "Z1.X07" && from === "2023-05-15";
  province.behaviour.answers = { ...answers, counts: answers.counts.filter((one) => !isMissing(one)) };
  const of = ["--province", "ba-ria-vung-tau", "--state", join(place, "state")];
  const reported = () =>
    run(["report", ...of, "--period", "2023-06", "--api", province.url, "--out", join(place, "out")], CREDENTIALS);
  const importing = (...args: readonly string[]) => run(["import", ...args, ...of, "--month", "2023-06"]);
  const file = join(place, "thang-6.xlsx");
  const strange = join(place, "la.xlsx");
  writeFileSync(file, await formOf("2023-06", ["UBND xã Nghĩa Thắng 7", ROW]));
  writeFileSync(strange, await formOf("2023-06", ["Sở Không Có", ROW]));
  expect(await reported()).toMatchObject({ code: 0 });

  const refused = await importing(file, strange);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain("Chưa lưu gì, kể cả số liệu của tệp không có lỗi");
  expect((await importing("--list")).stdout).toBe("Chưa nhập số liệu nào từ sổ tính.\n");

  const stored = await importing("--by", "Nguyễn Thị An", file);
  expect(stored).toMatchObject({ code: 0, stdout: expect.stringContaining("Đã lưu 1 phần số liệu") });
  expect((await importing(file)).stdout).toContain("không lưu thêm");
  const listed = (await importing("--list")).stdout;
  expect(listed).toContain("2023-06, Z1.X07 UBND xã Nghĩa Thắng 7, hệ thống của tỉnh, thành phố, lần 1");
  expect(listed).toMatch(/tệp thang-6\.xlsx, Biểu số II\.06a.*ô B8.*nhập lúc .* \(Nguyễn Thị An\)/);

  expect(await reported()).toMatchObject({ code: 0 });
  const manifest = JSON.parse(readFileSync(join(place, "out/ba-ria-vung-tau/2023-06/r2/manifest.json"), "utf8"));
  expect(manifest).toMatchObject({ revision: 2, state: "final", gaps: [] });
  expect(await run(["verify", ...of, "--period", "2023-06"])).toMatchObject({ code: 0 });

  const withdrawn = await importing("--withdraw", "--agency", "Z1.X07", "--reason", "nhập nhầm");
  expect(withdrawn.stdout).toMatch(/^Đã rút số liệu nhập của cơ quan mã Z1\.X07/);
  expect((await importing("--list")).stdout).toContain("ĐÃ RÚT");
  await province.close();
});
