import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { verify } from "../../../functions/pipeline/verify.ts";
import { prefixOf } from "../../../functions/revisions/revision.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { dense, readPdf, textOf } from "../../helpers/documents/read-pdf.ts";
import { folder, run, toldIn } from "../../helpers/runs/command.ts";
import { CREDENTIALS, exampleProvince } from "../../helpers/runs/example-province.ts";
import { runSteps, world } from "../../helpers/runs/world.ts";
import { ROW } from "../../helpers/workbooks/import-files.ts";
import { formOf, importFiles } from "../../helpers/workbooks/imports.ts";

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
    "Tỉnh Bà Rịa - Vũng Tàu không có cơ quan nào trong tháng 6 năm 2005; chọn tháng khác.",
  ]);
});

const WARD = { code: "Z1.X07", name: "UBND xã Nghĩa Thắng 7" };

/** The province of the worked example, which has nothing of the ward's June. */
async function withoutJune() {
  const province = await exampleProvince();
  onTestFinished(() => province.close());
  const { answers } = province.behaviour;
  const counts = answers.counts.filter(({ agency, from }) => agency !== WARD.code || from !== "2023-05-15");
  province.behaviour.answers = { ...answers, counts };
  return province;
}

test("files are stored all or none, listed, and withdrawn", async () => {
  const place = folder();
  const province = await withoutJune();
  const of = ["--province", "ba-ria-vung-tau", "--state", join(place, "state")];
  const importing = (...args: readonly string[]) => run(["import", ...args, ...of, "--month", "2023-06"]);
  const [file, strange] = [join(place, "thang-6.xlsx"), join(place, "la.xlsx")];
  writeFileSync(file, await formOf("2023-06", [WARD.name, ROW]));
  writeFileSync(strange, await formOf("2023-06", ["Sở Không Có", ROW]));
  const asked = ["--period", "2023-06", "--report", "cntt", "--api", province.url, "--out", join(place, "out")];
  expect(await run(["report", ...of, ...asked], CREDENTIALS)).toMatchObject({ code: 0 });

  const refused = await importing(file, strange);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain("Chưa lưu gì, kể cả số liệu của tệp không có lỗi");
  expect((await importing("--list")).stdout).toBe("Chưa nhập số liệu nào từ sổ tính.\n");

  const stored = await importing("--by", "Nguyễn Thị An", file);
  expect(stored).toMatchObject({ code: 0, stdout: expect.stringContaining("Đã lưu 1 phần số liệu") });
  expect((await importing(file)).stdout).toContain("không lưu thêm");
  const listed = (await importing("--list")).stdout;
  expect(listed).toContain(`2023-06, ${WARD.code} ${WARD.name}, hệ thống của tỉnh, thành phố, lần 1`);
  expect(listed).toMatch(/tệp thang-6\.xlsx, Biểu số II\.06a.*ô B8.*nhập lúc .* \(Nguyễn Thị An\)/);

  const withdrawn = await importing("--withdraw", "--agency", WARD.code, "--reason", "nhập nhầm");
  expect(withdrawn.stdout).toMatch(/^Đã rút số liệu nhập của cơ quan mã Z1\.X07/);
  expect((await importing("--list")).stdout).toContain("ĐÃ RÚT");
});

test("a report with an imported month says so in documents that are read back, and is proven byte by byte", async () => {
  const { ports } = await world(await withoutJune(), folder());
  const { agencies } = workedExample();
  const bytes = await formOf("2023-06", [WARD.name, ROW], ["Ghi chú: cột (9) gồm cả hồ sơ rút, trả lại", []]);
  await importFiles({ ports, province: "ba-ria-vung-tau", agencies }, "2023-06", { name: "thang-6.xlsx", bytes });

  expect(await runSteps(ports, "one")).toBe("new");

  const proof = await verify(ports, "ba-ria-vung-tau/2023-06", null);
  expect(proof).toMatchObject({ damaged: [], lost: [], differing: [] });
  const pointer = await ports.revisions.current("ba-ria-vung-tau/2023-06");
  if (pointer === null) throw new Error("nothing is published");
  const printed = await ports.objects.get(`${prefixOf(pointer)}/bao-cao-cntt.pdf`);
  const { pages } = await readPdf(printed ?? new Uint8Array());
  const text = pages.map(textOf).join("");
  for (const sentence of [
    "Số liệu nhập từ sổ tính, thay số liệu hệ thống chưa cung cấp: UBND xã Nghĩa Thắng 7 (tháng 6/2023).",
    "Theo sổ tính, hồ sơ giải quyết đúng hạn gồm cả hồ sơ rút, trả lại: UBND xã Nghĩa Thắng 7.",
  ]) {
    expect(text).toContain(dense(sentence));
  }
});
