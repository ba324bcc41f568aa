import { describe, expect, test } from "vitest";
import {
  II06A_MERGES,
  ii06a,
  ii06aHead,
  problemsOf,
  ROW,
  type Rows,
  taken,
  withPart,
  xls,
  xlsx,
} from "../../helpers/workbooks/import-files.ts";

const codesIn = ({ units }: ReturnType<typeof taken>): string[] => units.map(({ agency }) => agency);
const UNIT: Rows = [[1, "Sở Nội vụ", ...ROW]];
const at = (cell: string): string => `Trang tính "Sheet1", ô ${cell}: `;

describe("heads", () => {
  test("of eight rows, merged over many columns, are read", async () => {
    const [names = [], leaves = [], numbers = []] = ii06aHead().slice(4);
    const groups = names.map((text, column) => (column < 2 ? null : text));
    const rows: Rows = [
      ...ii06aHead().slice(0, 4),
      names.map((text, column) => (column < 2 ? text : column === 2 ? "KẾT QUẢ THỰC HIỆN" : null)),
      groups,
      ...Array.from({ length: 4 }, () => []),
      leaves,
      [],
      numbers,
      ...UNIT,
    ];
    const merges = [
      "A5:A12",
      "B5:B12",
      "C5:M5",
      "C6:F10",
      "G6:J10",
      "K6:M10",
      ..."CDEFGHIJKLM".split("").map((c) => `${c}11:${c}12`),
    ];
    expect(taken(await xlsx({ rows, merges })).units[0]?.rows[0]).toMatchObject({
      online: 10,
      resolvedLate: 1,
      pendingOverdue: 1,
    });
  });

  test("without any merged cell are read: a group reaches over the empty cells beside it", async () => {
    expect(taken(await xlsx({ rows: [...ii06aHead(), ...UNIT] })).units[0]?.rows[0]).toMatchObject({
      resolved: 15,
      pending: 3,
    });
  });

  test("are read by their words where the columns stand otherwise", async () => {
    const order = [0, 1, 10, 11, 12, 2, 3, 4, 5, 6, 7, 8, 9];
    const rows = [
      ...ii06aHead().slice(0, 4),
      ...[...ii06aHead().slice(4, 6), ...UNIT].map((row) => order.map((column) => row[column] ?? null)),
    ];
    const merges = ["A5:A6", "B5:B6", "C5:E5", "F5:I5", "J5:M5"];
    expect(taken(await xlsx({ rows, merges })).units[0]?.rows[0]).toMatchObject({
      pending: 3,
      online: 10,
      resolved: 15,
    });
  });

  test("behind an empty column are read", async () => {
    const rows = [...ii06aHead(), ...UNIT].map((row) => [null, ...row]);
    const merges = ["B5:B6", "C5:C6", "D5:G5", "H5:K5", "L5:N5"];
    expect(taken(await xlsx({ rows, merges })).units).toMatchObject([{ agency: "01", cell: "C8" }]);
  });

  test("with a merge down the whole sheet neither hang nor are mistaken", async () => {
    const bytes = await xlsx({ rows: [...ii06aHead(), ...UNIT], merges: [...II06A_MERGES, "O20:P21"] });
    const huge = withPart(bytes, "xl/worksheets/sheet1.xml", (text) => text.replaceAll("O20:P21", "A20:XFD1048576"));
    expect(codesIn(taken(huge))).toEqual(["01"]);
  });

  test("with a column that nobody knows, twice one meaning, or without a count are refused", async () => {
    const head = ii06aHead();
    const changed = (row: number, column: number, text: string | null): Rows =>
      [...head, ...UNIT].map((cells, index) =>
        index === row ? cells.map((one, i) => (i === column ? text : one)) : cells,
      );

    expect(problemsOf(await xlsx({ rows: changed(5, 3, "Chuyển phát"), merges: II06A_MERGES }))).toEqual([
      `${at("D6")}không hiểu tiêu đề cột "Số hồ sơ nhận giải quyết – Chuyển phát"; sửa tiêu đề theo biểu mẫu hoặc xóa cột này rồi nhập lại.`,
      'Trang tính "Sheet1", dòng 5: không thấy cột trực tuyến trong tiêu đề bảng; sửa tiêu đề theo biểu mẫu rồi nhập lại.',
    ]);
    expect(problemsOf(await xlsx({ rows: changed(5, 8, "Trước hạn"), merges: II06A_MERGES }))).toEqual([
      expect.stringContaining("ô I6: cột"),
    ]);
  });
});

describe("rows that are never counted:", () => {
  test("totals, groups, 'Trong đó' and accounts that are not used, whatever they hold", async () => {
    const reading = taken(
      await xlsx(
        ii06a(
          ["A", "Sở, ban, ngành", ...ROW.map(() => ({ formula: "1+1" }))],
          [1, "Sở Nội vụ", ...ROW],
          [null, "Trong đó: Chi nhánh số 1", ...ROW.map(() => ({ formula: "1+1" }))],
          [null, "- Chi nhánh số 2", "x", ...ROW.slice(1)],
          ["B", "Cấp xã"],
          [2, "UBND phường Long Bình", ...ROW],
          [3, "account không dùng", ...ROW],
          ["TỔNG CỘNG", null, ...ROW.map(() => ({ formula: "SUM(C9:C12)" }))],
          [null, "Tổng số", ...ROW],
          [null, "Người lập biểu"],
        ),
      ),
    );
    expect(codesIn(reading)).toEqual(["01", "22"]);
    expect(reading.notices).toEqual([
      `${at("B14")}dòng "account không dùng" là tài khoản không dùng, không được tính.`,
    ]);
  });

  test("a unit whose row is empty is told, and is not zero", async () => {
    const reading = taken(await xlsx(ii06a(...UNIT, [2, "Sở Tài chính"])));
    expect(codesIn(reading)).toEqual(["01"]);
    expect(reading.notices).toEqual([`${at("B9")}"Sở Tài chính" không có số nào, được coi là chưa có số liệu.`]);
  });
});

describe("numbers", () => {
  const withCounts = (...counts: Rows[number]): Rows => [[1, "Sở Nội vụ", ...counts, ...ROW.slice(counts.length)]];

  test.each([
    ["1.234", 1234],
    ["1,234", 1234],
    ["1 234 567", 1_234_567],
    ["12", 12],
    [" 7 ", 7],
  ])("as the text '%s' are %d", async (text, value) => {
    expect(taken(await xlsx(ii06a(...withCounts(18, text)))).units[0]?.rows[0]?.online).toBe(value);
  });

  test("grouped by points and by commas in one column are refused, in two columns are not", async () => {
    const second = [2, "Sở Tài chính", 18, "2,345", ...ROW.slice(2)];
    expect(problemsOf(await xlsx(ii06a(...withCounts(18, "1.234"), second)))).toEqual([
      'Trang tính "Sheet1", cột D: ô D8 ngăn hàng nghìn bằng dấu chấm, ô D9 bằng dấu phẩy; ghi lại các ô này thành số không có dấu ngăn rồi nhập lại.',
    ]);
    expect(taken(await xlsx(ii06a(...withCounts(18, "1.234", "2,345")))).units).toHaveLength(1);
  });

  test.each([
    ["12,5", '"12,5" không phải số hồ sơ'],
    [1.234, "số 1.234 không phải số nguyên"],
    [-3, "số -3 nhỏ hơn 0"],
    [5e9, "số 5000000000 quá lớn"],
    ["-", '"-" không phải số hồ sơ'],
    ["không có", '"không có" không phải số hồ sơ'],
  ])("such as %s are refused by their cell", async (value, what) => {
    expect(problemsOf(await xlsx(ii06a(...withCounts(18, value))))).toEqual([
      expect.stringContaining(`${at("D8")}${what}; `),
    ]);
  });

  test("of formulas are their kept results", async () => {
    expect(taken(await xlsx(ii06a(...withCounts({ formula: "D8+E8+F8", result: 18 })))).identityFaults).toEqual([]);
  });

  test("of a formula whose result is not kept are refused where the row is counted", async () => {
    expect(problemsOf(await xlsx(ii06a(...withCounts({ formula: "D8+E8+F8" }))))).toEqual([
      `${at("C8")}công thức chưa có kết quả trong tệp; mở tệp bằng Excel, lưu lại để công thức được tính rồi nhập lại.`,
    ]);
  });

  test("that are not there are null, never zero", async () => {
    expect(taken(await xlsx(ii06a(...withCounts(18, null)))).units[0]?.rows[0]).toMatchObject({
      online: null,
      received: 15,
      onPaper: 5,
    });
  });

  test("in cells merged over two rows are refused", async () => {
    const { rows } = ii06a(...UNIT, [2, "Sở Tài chính", ...ROW]);
    expect(problemsOf(await xlsx({ rows, merges: [...II06A_MERGES, "D8:D9"] }))[0]).toContain(
      "ô D8:D9: ô số liệu bị gộp",
    );
  });
});

test("an .xls is read as an .xlsx is", async () => {
  const sheet = ii06a(...UNIT, [2, "UBND phường Long Bình", "1.018", ...ROW.slice(1)]);
  expect(taken(xls(sheet)).units).toEqual(taken(await xlsx(sheet)).units);
});

describe("names of units", () => {
  test.each([
    ["SỞ NỘI VỤ", "01"],
    ["Sở Nội vụ tỉnh Đồng Nai", "01"],
    ["1. Sở nội  vụ", "01"],
    ["So Noi vu", "01"],
    ["phường Long Bình", "22"],
    ["Ủy ban nhân dân phường Long Bình", "22"],
    ["Uỷ ban nhân dân P. Long Bình, thành phố Đồng Nai", "22"],
    ["UBND xã Thanh Sơn, huyện Định Quán", "21"],
    ["Sở Tài chính (Sở Kế hoạch và Đầu tư cũ)", "02"],
  ])("'%s' is agency %s", async (name, code) => {
    expect(codesIn(taken(await xlsx(ii06a([1, name, ...ROW]))))).toEqual([code]);
  });

  test.each([
    [
      "Sở Y tế",
      'không có cơ quan nào tên "Sở Y tế" trong danh sách cơ quan của tỉnh; sửa tên theo danh sách hoặc xóa dòng này',
    ],
    [
      "UBND xã Thanh Sơn",
      'tên "UBND xã Thanh Sơn" là của nhiều cơ quan: UBND xã Thanh Sơn (mã 20), UBND xã Thanh Sơn (mã 21); ghi thêm tên huyện sau tên xã, hoặc dùng mẫu nhập của chương trình (có mã cơ quan)',
    ],
    [
      "Sở Tài chính, Sở Xây dựng",
      'dòng "Sở Tài chính, Sở Xây dựng" gộp nhiều cơ quan: Sở Tài chính (mã 02), Sở Xây dựng (mã 03); tách thành mỗi cơ quan một dòng',
    ],
    [
      "Sở Tài chính\nSở Xây dựng",
      'dòng "Sở Tài chính Sở Xây dựng" gộp nhiều cơ quan: Sở Tài chính (mã 02), Sở Xây dựng (mã 03); tách thành mỗi cơ quan một dòng',
    ],
    [
      "Sở Tài chính và Sở Xây dựng",
      'dòng "Sở Tài chính và Sở Xây dựng" gộp nhiều cơ quan: Sở Tài chính (mã 02), Sở Xây dựng (mã 03); tách thành mỗi cơ quan một dòng',
    ],
    [null, "dòng có số liệu nhưng không có tên; ghi tên hoặc xóa dòng này"],
  ])("'%s' is refused by its cell", async (name, sentence) => {
    expect(problemsOf(await xlsx(ii06a([1, name, ...ROW], ...UNIT)))).toEqual([`${at("B8")}${sentence} rồi nhập lại.`]);
  });

  test("an agency with two rows is refused by both cells", async () => {
    expect(problemsOf(await xlsx(ii06a([1, "Sở Nội vụ", ...ROW], [2, "Sở Nội vụ (cũ)", ...ROW])))).toEqual([
      `${at("B9")}Sở Nội vụ có hai dòng (ô B8 và ô này); giữ lại một dòng hoặc cộng hai dòng làm một rồi nhập lại.`,
    ]);
  });
});

describe("month and province", () => {
  const ofPeriod = (period: string) => xlsx({ rows: [...ii06aHead("Đơn vị", period), ...UNIT], merges: II06A_MERGES });

  test.each([
    "Tháng 06/2023",
    "tháng 6",
    "Kỳ báo cáo: từ ngày 15/05/2023 đến ngày 14/06/2023",
    "từ ngày 15 tháng 5 năm 2023 đến ngày 14 tháng 6 năm 2023",
    "THÁNG 6 NĂM 2023 – Biên Hòa, ngày 05 tháng 7 năm 2023",
  ])("'%s' is the month asked for", async (period) => {
    expect(taken(await ofPeriod(period)).notices).toEqual([]);
  });

  test.each([
    ["Tháng 5 năm 2023", "tệp ghi tháng 5/2023"],
    ["Tháng 6 năm 2022", "tệp ghi tháng 6/2022"],
    ["Từ 01/01/2023 đến 30/06/2023", "tệp tính từ ngày 01/01/2023 đến ngày 30/06/2023"],
    ["Quý II năm 2023", 'tệp ghi kỳ "Quý II năm 2023", không phải một tháng'],
    ["6 tháng đầu năm 2023", 'tệp ghi kỳ "6 tháng đầu năm 2023", không phải một tháng'],
  ])("'%s' is another period and refused", async (period, what) => {
    expect(problemsOf(await ofPeriod(period))).toEqual([
      `${at("A3")}${what}, khác tháng 6/2023 cần nhập; chọn đúng tệp của tháng 6/2023 hoặc chọn đúng tháng rồi nhập lại.`,
    ]);
  });

  test("days of the calendar month are told where the province counts from the 15th", async () => {
    expect(taken(await ofPeriod("Từ 1/6/2023 đến 30/6/2023")).notices).toEqual([
      `${at("A3")}tệp tính từ ngày 01/06/2023 đến ngày 30/06/2023, kỳ báo cáo của tỉnh tính từ ngày 15/05/2023 đến ngày 14/06/2023.`,
    ]);
  });

  test("a workbook that says no month is told", async () => {
    expect(taken(await ofPeriod("")).notices).toEqual([
      'Trang tính "Sheet1", phần đầu: tệp không ghi tháng, được đọc là tháng 6/2023.',
    ]);
  });

  test("another province is refused, the own by its former type is not", async () => {
    expect(problemsOf(await ofPeriod("UBND THÀNH PHỐ HÀ NỘI - tháng 6/2023"))).toEqual([
      `${at("A3")}tệp ghi thành phố Hà Nội, khác tỉnh Đồng Nai cần nhập; chọn đúng tệp hoặc chọn đúng tỉnh rồi nhập lại.`,
    ]);
    expect(taken(await ofPeriod("UBND thành phố Đồng Nai, tháng 6/2023")).units).toHaveLength(1);
  });
});

describe("identities", () => {
  test("that fail are told with their cell and both numbers, and refuse nothing", async () => {
    const { units, identityFaults } = taken(await xlsx(ii06a([1, "Sở Nội vụ", 18, 10, 5, 3, 14, 9, 5, 1, 4, 2, 1])));
    expect(units).toHaveLength(1);
    expect(identityFaults).toEqual([
      {
        cell: "G8",
        name: "Sở Nội vụ",
        identity: "(7) đã giải quyết = (8) trước hạn + (9) đúng hạn + (10) quá hạn",
        left: 14,
        right: 15,
      },
      {
        cell: "K8",
        name: "Sở Nội vụ",
        identity: "(11) đang giải quyết = (12) trong hạn + (13) quá hạn",
        left: 4,
        right: 3,
      },
    ]);
    const other = taken(await xlsx(ii06a([1, "Sở Nội vụ", 19, ...ROW.slice(1)])));
    expect(other.identityFaults.map(({ cell, identity, left, right }) => [cell, identity, left, right])).toEqual([
      ["C8", "(3) tổng số nhận giải quyết = (4) trực tuyến + (5) trực tiếp, bưu chính + (6) từ kỳ trước", 19, 18],
      ["C8", "(3) tổng số nhận giải quyết = (7) đã giải quyết + (11) đang giải quyết", 19, 18],
    ]);
  });

  test("a workbook that says that (9) holds withdrawn dossiers keeps that note", async () => {
    const note = [null, "Ghi chú: cột (9) gồm cả hồ sơ rút, trả lại"];
    expect(taken(await xlsx(ii06a(...UNIT, note)))).toMatchObject({ onTimeHoldsWithdrawn: true });
    expect(taken(await xlsx(ii06a(...UNIT, [null, "Ghi chú: không bao gồm hồ sơ rút"])))).toMatchObject({
      onTimeHoldsWithdrawn: false,
    });
  });
});
