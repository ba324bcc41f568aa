import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { complaintOf, complaintOfSlip, copyOfTemplates, type Slip } from "../helpers/catalogue/templates.ts";

const SLIPS: readonly Slip[] = [
  [
    "a document that there is not",
    '"national-qd126-2025"',
    '"national-qd127-2025"',
    'targets[0].programme đang ghi "national-qd127-2025"',
    expect.stringMatching(/^không có văn bản này; được dùng: .*national-qd126-2025/),
  ],
  [
    "a target that the document has not",
    '"paid-online-dossiers"',
    '"paid-online"',
    'targets[1].target đang ghi "paid-online"',
    'văn bản "national-qd766-2022" không có chỉ tiêu này; được dùng: online-filing, paid-procedures, paid-online-dossiers',
  ],
  [
    "a basis that the target has no figures of",
    '"basis": "period"',
    '"basis": "as-of"',
    'targets[0].basis đang ghi "as-of"',
    'chỉ tiêu "online-filing" không có số liệu như vậy; được dùng: period, year',
  ],
  [
    "two targets of one code",
    '"DH02010102"',
    '"DH02010101"',
    'targets[1].code đang ghi "DH02010101"',
    'mã chỉ tiêu "DH02010101" đã dùng cho mục ở trên',
  ],
  ["a target without a code", '"code": "DH02010101",', "", "targets[0].code", "thiếu mục bắt buộc này"],
  [
    "two agencies of one code",
    '"agencies": {}',
    '"agencies": { "77-STC": "H1", "77-SYT": "H1" }',
    'offices.agencies.77-SYT đang ghi "H1"',
    'mã đơn vị "H1" đã dùng cho cơ quan 77-STC',
  ],
  [
    "an agency with the province's code",
    '"agencies": {}',
    '"agencies": { "77-STC": "000-00-00-H00" }',
    'offices.agencies.77-STC đang ghi "000-00-00-H00"',
    'mã đơn vị "000-00-00-H00" đã dùng cho toàn tỉnh',
  ],
  [
    "a body without the value",
    '"value": "{value:number}",\n      "textValue": "{value:comma}"',
    '"x": 1',
    "request.body",
    "thiếu ô điền {value}: giá trị",
  ],
  ["a body without the agency", '"{office}"', '"000"', "request.body", "thiếu ô điền {office}: mã đơn vị"],
  [
    "a body without the year",
    '"{year:number}"',
    "2026",
    "request.body",
    "thiếu ô điền cho biết năm: {year}, {from}, {to} hoặc {period}",
  ],
  [
    "a period that the body does not tell",
    '"{month:number}"',
    "6",
    'periods[0] đang ghi "month"',
    "body không cho biết kỳ nào; cần một trong các ô điền {month}, {from}, {to}, {period}",
  ],
  [
    "a placeholder of sources",
    '"{office}"',
    '"{unit}"',
    'request.body.officeCode đang ghi "{unit}"',
    expect.stringMatching(/^không có ô điền \{unit\}; được dùng: .*\{indicator\}, \{office\}, \{value\}/),
  ],
  [
    "a placeholder in the path",
    '"dwservice.svc/CapNhatChiTieuDonVi"',
    '"dwservice.svc/{office}"',
    'request.path đang ghi "dwservice.svc/{office}"',
    "không dùng ô điền ở đây; kỳ, đơn vị, chỉ tiêu, giá trị đặt trong body",
  ],
  [
    "the token's entry in the body",
    '"dataTypeId": 3,',
    '"token": "x",',
    'request.body.token đang ghi "x"',
    "chương trình tự đặt mục này bằng mã truy cập",
  ],
  [
    "an example of a province",
    '"example": true',
    '"example": true, "province": "dong-nai"',
    'province đang ghi "dong-nai"',
    "ví dụ mẫu (example) không thuộc tỉnh nào",
  ],
  ["another province's document", '"example": true', '"province": "dong-nai"', "no complaint", "no complaint"],
  [
    "the id of a source",
    '"id": "cap-nhat-chi-tieu"',
    '"id": "opencps"',
    'id đang ghi "opencps"',
    'phải trùng với tên tệp: "cap-nhat-chi-tieu"',
  ],
];

test.each(SLIPS)("a push mapping with %s is refused with file, field and reason", (_name, find, put, field, reason) => {
  const said = complaintOfSlip("pushes/cap-nhat-chi-tieu.json", find, put);
  const pattern = /^Tệp pushes\/cap-nhat-chi-tieu\.json, mục (.*?): (.*); sửa tệp rồi chạy lại\.$/s;
  const [, place, why] = pattern.exec(said) ?? [said, said, said];
  expect([place, why]).toEqual([field, reason]);
});

const example = JSON.parse(
  readFileSync(new URL("../../templates/pushes/cap-nhat-chi-tieu.json", import.meta.url), "utf8"),
);

test("a mapping of one province names no document of another one", () => {
  const root = copyOfTemplates();
  const targets = [{ ...example.targets[0], programme: "brvt-qd-2023" }];
  const file = { ...example, id: "rieng", example: undefined, province: "dong-nai", targets };
  writeFileSync(join(root, "pushes/rieng.json"), JSON.stringify(file));
  expect(complaintOf(root)).toMatch(/targets\[0\]\.programme .*không có văn bản này; được dùng: dongnai-kh109-2022/);
});

test("a mapping does not share the name of a source, whose settings it would have", () => {
  const root = copyOfTemplates();
  writeFileSync(join(root, "pushes/opencps.json"), JSON.stringify({ ...example, id: "opencps" }));
  expect(complaintOf(root)).toMatch(/mục id .*mã này đã dùng ở tệp sources\/opencps\.json/);
});

test.each([
  ["that is there", { mapping: "cap-nhat-chi-tieu", url: "https://bao-cao.quangtri.gov.vn" }, /^no complaint$/],
  [
    "that there is not",
    { mapping: "ioc" },
    /push\.mapping đang ghi "ioc": tỉnh "quang-tri" không có tệp khai báo này trong thư mục pushes; được dùng: cap-nhat-chi-tieu/,
  ],
  [
    "with a password in its address",
    { mapping: "cap-nhat-chi-tieu", url: "https://a:b@c.vn" },
    /push\.url .*không kèm tài khoản, tham số/,
  ],
])("a province that switches on a push %s", (_name, push, said) => {
  const root = copyOfTemplates();
  const path = join(root, "provinces/quang-tri.json");
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), push }));
  expect(complaintOf(root)).toMatch(said);
});
