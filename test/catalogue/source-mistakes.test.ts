import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { complaintOf, complaintOfSlip, copyOfTemplates, type Slip } from "../helpers/catalogue/templates.ts";

const OPENCPS: readonly Slip[] = [
  [
    "a name that no source gives",
    '"postal"',
    '"byPost"',
    'counts.byPost đang ghi "fromViaPostalCount"',
    "mục lạ, không có trong mẫu; được dùng: openingBacklog, onlineRemote, onlineAssisted, online, counter, postal, onPaper, received, resolvedEarly, resolvedOnTime, resolvedInTime, resolvedLate, resolved, resolvedOnline, withdrawn, pendingInTime, pendingOverdue, pending, returnedCounter, returnedPostal, returnedElectronic, digitisedResults, feeDossiers, paidOnlineDossiers, payments, onlinePayments",
  ],
  [
    "a constant for a count",
    '"fromViaPostalCount"',
    "0",
    "counts.postal đang ghi 0",
    'phải là tên mục của nguồn, hoặc nhóm mục { "plus": […], "minus": […] }',
  ],
  [
    "a placeholder that there is not",
    "{month}",
    "{thang}",
    'request.query.month đang ghi "{thang}"',
    "không có ô điền {thang}; được dùng: {from}, {from:dd/mm/yyyy}, {from:d/m/yyyy}, {from:yyyymmdd}, {to}, {to:dd/mm/yyyy}, {to:d/m/yyyy}, {to:yyyymmdd}, {month}, {month:mm}, {month:number}, {year}, {year:number}, {unit}",
  ],
  [
    "a bracket that is left open",
    '"{year}"',
    '"{year"',
    'request.query.year đang ghi "{year"',
    "dấu ngoặc nhọn { } không thành cặp",
  ],
  [
    "nothing of the window",
    '"{month}"',
    '"5"',
    "request",
    "phải hỏi theo thời gian: có {from} và {to}, hoặc {month} và {year}",
  ],
  [
    "nothing of the agency",
    '"{unit}"',
    '"20181"',
    "request",
    "phải có {unit} ở đây hoặc ở answer.where, để lấy số liệu của riêng từng cơ quan",
  ],
  [
    "a token in the file",
    '"groupId": "{unit}"',
    '"groupId": "{unit}", "Authorization": "x"',
    'request.headers.Authorization đang ghi "x"',
    "chương trình tự đặt tiêu đề này; tài khoản và mã truy cập không ghi vào tệp",
  ],
  [
    "an address in the path",
    '"o/rest/statistics/dossiers"',
    '"//may-khac/x"',
    'request.path đang ghi "//may-khac/x"',
    "viết phần sau địa chỉ, không bắt đầu bằng /, không có ? và #",
  ],
  [
    "a kind of access that there is not",
    '"kind": "header", "name": "Token"',
    '"kind": "basic"',
    'access.kind đang ghi "basic"',
    "phải có kind là một trong: none, oauth, bearer, header, body",
  ],
  [
    "two tests in one condition",
    '"isNull": false',
    '"isNull": false, "equals": "x"',
    'answer.where[0] đang ghi {"field":"domainCode","isNull":false,"equals":"x"}',
    "phải có đúng một phép so: equals, in, isNull, before, notAfter, on, notBefore, after",
  ],
  [
    "procedures without all counts",
    '"grain": "field"',
    '"grain": "procedure"',
    "counts",
    'grain "procedure" cần đủ các số đếm, còn thiếu: onlineRemote, onlineAssisted, resolvedOnline, returnedCounter, returnedPostal, returnedElectronic, digitisedResults, feeDossiers, paidOnlineDossiers, payments, onlinePayments; thiếu thì dùng "field" hoặc "unit"',
  ],
  [
    "fields without a name",
    '"subject": "domainName",',
    "",
    "subject",
    "thiếu mục bắt buộc này: mục của nguồn ghi mã TTHC hoặc tên lĩnh vực",
  ],
  [
    "withdrawn dossiers that are counted twice",
    '"onTimeHoldsWithdrawn": false',
    '"onTimeHoldsWithdrawn": true',
    "onTimeHoldsWithdrawn đang ghi true",
    "hồ sơ rút đã có ở withdrawn thì phải trừ khỏi số đúng hạn (minus) và ghi false",
  ],
  [
    "an example of a province",
    '"example": true',
    '"example": true, "province": "dong-nai"',
    'province đang ghi "dong-nai"',
    "ví dụ mẫu (example) không thuộc tỉnh nào",
  ],
  [
    "a province that there is not",
    '"example": true',
    '"province": "dong-nay"',
    'province đang ghi "dong-nay"',
    expect.stringContaining("không có tỉnh này trong provinces.json, provinces; được dùng: "),
  ],
  [
    "an id that is not its file's",
    '"id": "opencps"',
    '"id": "open-cps"',
    'id đang ghi "open-cps"',
    'phải trùng với tên tệp: "opencps"',
  ],
];

test.each(OPENCPS)("a mapping with %s is refused with file, field and reason", (_name, find, put, field, reason) => {
  const said = complaintOfSlip("sources/opencps.json", find, put);
  const [, place, why] = /^Tệp sources\/opencps\.json, mục (.*?): (.*); sửa tệp rồi chạy lại\.$/s.exec(said) ?? [said];
  expect([place, why]).toEqual([field, reason]);
});

test.each([
  ["a body without POST", '"POST"', '"GET"', "request.body", "chỉ dùng khi method là POST"],
  [
    "a placeholder in the body that there is not",
    "{from:d/m/yyyy}",
    "{from:m/d}",
    'request.body.fromDate đang ghi "{from:m/d}"',
    /^không có ô điền/,
  ],
  ["a moment that is none", '"notAfter": "{to}"', '"notAfter": "31/5"', "dossiers.counts.withdrawn", /./],
  ["too many rows a page", '"rows": 500', '"rows": 501', "paging.size.rows đang ghi 501", "phải từ 500 trở xuống"],
])("a list of dossiers with %s is refused", (_name, find, put, field, reason) => {
  const said = complaintOfSlip("sources/danh-sach-ho-so.json", find, put);
  const [, place, why] = /, mục (.*?): (.*); sửa tệp rồi chạy lại\.$/s.exec(said) ?? [said];
  expect(place).toContain(field);
  expect(why).toMatch(reason);
});

/** A copy of the templates whose Quảng Trị has these sources and scheme. */
function withSources(sources: unknown, scheme = "calendar"): string {
  const root = copyOfTemplates();
  const path = join(root, "provinces/quang-tri.json");
  const own = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({ ...own, sources, regime: { ...own.regime, scheme } }));
  return root;
}

const OF_PROVINCE = { mapping: "opencps", system: "province" };

test("a province may name sources, with an address or without", () => {
  const list = { mapping: "danh-sach-ho-so", system: "ministry", url: "https://bao-cao.quangtri.gov.vn/svc" };
  expect(complaintOf(withSources([OF_PROVINCE, list]))).toBe("no complaint");
});

test.each([
  [
    "that there is not",
    [{ ...OF_PROVINCE, mapping: "igate" }],
    "calendar",
    /sources\[0\]\.mapping .*không có tệp khai báo nguồn này trong thư mục sources; được dùng: danh-sach-ho-so, hop-dong, opencps/,
  ],
  [
    "twice",
    [OF_PROVINCE, OF_PROVINCE],
    "calendar",
    /sources\[1\]\.mapping .*nguồn này đã có ở trên, số liệu sẽ bị cộng hai lần/,
  ],
  [
    "that is asked by other months",
    [OF_PROVINCE],
    "nd09",
    /sources\[0\]\.mapping .*chỉ hỏi được theo tháng dương lịch, còn kỳ báo cáo của tỉnh là "nd09"/,
  ],
  [
    "with a password in its address",
    [{ ...OF_PROVINCE, url: "https://a:b@c.vn" }],
    "calendar",
    /sources\[0\]\.url .*không kèm tài khoản, tham số/,
  ],
  [
    "of a system that there is not",
    [{ ...OF_PROVINCE, system: "xa" }],
    "calendar",
    /sources\[0\]\.system .*phải là một trong: province, ministry/,
  ],
])("a province that names a source %s is refused", (_name, sources, scheme, said) => {
  expect(complaintOf(withSources(sources, scheme))).toMatch(said);
});

test("a province that the portal alone tells of has no other source, and months of the calendar", () => {
  const told = (own: object): string => {
    const root = copyOfTemplates();
    writeFileSync(
      join(root, "provinces/phu-tho.json"),
      JSON.stringify({ id: "phu-tho", fedBy: "national-portal", ...own }),
    );
    return complaintOf(root);
  };
  expect(told({ regime: { scheme: "calendar" } })).toBe("no complaint");
  expect(told({ regime: { scheme: "nd09" } })).toMatch(
    /fedBy .*Cổng chỉ có số liệu theo tháng dương lịch, còn kỳ báo cáo của tỉnh là "nd09"/,
  );
  const sources = [{ mapping: "opencps", system: "province" }];
  expect(told({ regime: { scheme: "calendar" }, sources })).toMatch(
    /fedBy .*tỉnh đã có nguồn số liệu ở mục sources; bỏ một trong hai/,
  );
});
