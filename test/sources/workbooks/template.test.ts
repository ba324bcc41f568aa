import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { templateFile } from "../../../functions/sources/workbooks/template-file.ts";
import { AGENCIES, given, II06A_COUNTS, problemsOf, ROW, taken } from "../../helpers/workbooks/import-files.ts";

const ABOUT = { provinceName: "tỉnh Đồng Nai", month: "2023-06", agencies: AGENCIES };

/** The template with cells of its first sheet filled in. */
async function filled(cells: Readonly<Record<string, string | number>>): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const bytes = await templateFile(ABOUT);
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  for (const [address, value] of Object.entries(cells)) {
    const sheet = workbook.getWorksheet("Số liệu");
    if (sheet === undefined) throw new Error("the template has no sheet of counts");
    sheet.getCell(address).value = value;
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const lettersAt = (number: number): string =>
  number > 26 ? `A${String.fromCharCode(64 + number - 26)}` : String.fromCharCode(64 + number);

/** Counts from column C on in a row. */
const inRow = (row: number, counts: readonly number[]): Record<string, number> =>
  Object.fromEntries(counts.map((count, index) => [`${lettersAt(index + 3)}${row}`, count]));
test("the template is read back, two agencies of one name by their codes, empty rows as nothing", async () => {
  const beyond = [7, 3, 4, 1, 6, 0, 5, 1, 9, 8, 12, 11, 13, 10];
  const reading = taken(await filled({ ...inRow(9, [...ROW, ...beyond]), ...inRow(15, [0]) }));

  expect(reading).toMatchObject({ family: "template", grain: "unit", identityFaults: [] });
  expect(reading.units.map(({ agency, cell }) => [agency, cell])).toEqual([
    ["01", "B9"],
    ["21", "B15"],
  ]);
  expect(given(reading.units[0]?.rows[0] ?? {})).toEqual({
    ...II06A_COUNTS,
    onlineRemote: 7,
    onlineAssisted: 3,
    counter: 4,
    postal: 1,
    resolvedOnline: 6,
    withdrawn: 0,
    returnedCounter: 5,
    returnedPostal: 1,
    returnedElectronic: 9,
    digitisedResults: 8,
    feeDossiers: 12,
    paidOnlineDossiers: 11,
    payments: 13,
    onlinePayments: 10,
  });
  expect(reading.notices).toEqual([]);
});

test("a code that is another agency's than the name, and one that nobody has, are refused", async () => {
  expect(problemsOf(await filled({ ...inRow(9, ROW), A9: "02", ...inRow(10, ROW), A10: "99" }))).toEqual([
    'Trang tính "Số liệu", ô B9: mã "02" là của Sở Tài chính nhưng dòng này ghi tên "Sở Nội vụ"; sửa mã hoặc tên cho đúng một cơ quan rồi nhập lại.',
    'Trang tính "Số liệu", ô B10: không có cơ quan nào mã "99"; sửa mã theo mẫu mới tạo hoặc xóa dòng này rồi nhập lại.',
  ]);
});

test("a template that nobody has filled in is refused", async () => {
  expect(problemsOf(await filled({}))).toEqual([
    'Trang tính "Số liệu", dòng 8: bảng không có dòng số liệu nào; điền số liệu rồi nhập lại.',
  ]);
});

test("the template of another month is refused", async () => {
  expect(problemsOf(await filled(inRow(9, ROW)), { month: "2023-07" })).toEqual([
    expect.stringContaining("tệp ghi tháng 6/2023"),
  ]);
});
