import { describe, expect, test } from "vitest";
import {
  given,
  II06A_COUNTS,
  II06A_MERGES,
  ii06a,
  ii06aHead,
  problemsOf,
  ROW,
  type Rows,
  taken,
  xlsx,
} from "../../helpers/workbooks/import-files.ts";

describe("Biểu II.06a", () => {
  test("with a row for each unit gives each agency's counts, and null for what it does not give", async () => {
    const reading = taken(
      await xlsx(ii06a([1, "Sở Nội vụ", ...ROW], [2, "Sở Tài chính", ...ROW.map((one) => one * 2)])),
    );

    expect(reading).toMatchObject({ family: "form-ii06a", grain: "unit", month: "2023-06", sheet: "Sheet1" });
    expect(reading.units.map(({ agency, printedName, cell, system }) => [agency, printedName, cell, system])).toEqual([
      ["01", "Sở Nội vụ", "B8", "province"],
      ["02", "Sở Tài chính", "B9", "province"],
    ]);
    const [row] = reading.units[0]?.rows ?? [];
    expect(given(row ?? {})).toEqual(II06A_COUNTS);
    expect(row).toMatchObject({ field: "", received: null, withdrawn: null, counter: null, payments: null });
    expect(reading.identityFaults).toEqual([]);
  });

  test("of one office gives a row for each field", async () => {
    const [title, ...rest] = ii06aHead("Lĩnh vực, công việc giải quyết theo cấp");
    const rows: Rows = [title ?? [], ...rest, [1, "Đất đai", ...ROW], [2, "Hộ tịch", ...ROW]];
    const named = rows.map((row, index) => (index === 3 ? ["Đơn vị báo cáo: UBND phường Long Bình"] : row));
    const reading = taken(await xlsx({ rows: named, merges: II06A_MERGES }));

    expect(reading.grain).toBe("field");
    expect(reading.units).toHaveLength(1);
    expect(reading.units[0]).toMatchObject({ agency: "22", cell: "A4", system: "province" });
    expect(reading.units[0]?.rows.map(({ field, online }) => [field, online])).toEqual([
      ["Đất đai", 10],
      ["Hộ tịch", 10],
    ]);
  });

  test("of fields that names no office is refused unless somebody says whose it is", async () => {
    const bytes = await xlsx({ rows: [...ii06aHead("Lĩnh vực"), [1, "Đất đai", ...ROW]], merges: II06A_MERGES });

    expect(problemsOf(bytes)).toEqual([
      'Trang tính "Sheet1", ô A5: bảng theo lĩnh vực nhưng phần đầu không ghi tên cơ quan nào của tỉnh; ghi một dòng "Đơn vị báo cáo: tên cơ quan" phía trên bảng rồi nhập lại.',
    ]);
    expect(taken(bytes, { office: "03" }).units[0]).toMatchObject({ agency: "03" });
  });
});

test("the table of twelve columns gives what was resolved early and on time as one sum", async () => {
  const rows: Rows = [
    ["TỔNG HỢP KẾT QUẢ GIẢI QUYẾT TTHC THEO ĐƠN VỊ"],
    ["Tháng 6/2023"],
    ["STT", "Đơn vị", "Tiếp nhận", null, null, null, "Đã giải quyết", null, null, "Đang giải quyết", null, null],
    [
      null,
      null,
      "Tổng",
      "Trực tiếp",
      "Trực tuyến",
      "BCCI",
      "Tổng",
      "Đúng và trước hạn",
      "Quá hạn",
      "Tổng",
      "Trong hạn",
      "Quá hạn",
    ],
    [1, "Sở Nội vụ", 20, 4, 15, 1, 18, 17, 1, 5, 5, 0],
  ];
  const reading = taken(await xlsx({ rows, merges: ["C3:F3", "G3:I3", "J3:L3", "A3:A4", "B3:B4"] }));

  expect(reading.family).toBe("by-unit");
  expect(given(reading.units[0]?.rows[0] ?? {})).toEqual({
    received: 20,
    counter: 4,
    online: 15,
    postal: 1,
    resolved: 18,
    resolvedInTime: 17,
    resolvedLate: 1,
    pending: 5,
    pendingInTime: 5,
    pendingOverdue: 0,
  });
  expect(reading.identityFaults).toEqual([]);
});

describe("a ward's workbook", () => {
  const rows = (office: string): Rows => [
    [office],
    ["TỔNG HỢP TÌNH HÌNH TIẾP NHẬN VÀ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"],
    ["(Từ ngày 15/5/2023 đến ngày 14/6/2023)"],
    ...ii06aHead("Lĩnh vực").slice(4),
    ["I", "Trên Hệ thống các Bộ", ...ROW],
    [1, "Hộ tịch", ...ROW],
    ["II", "Trên Hệ thống thành phố", ...ROW.map((one) => 2 * one)],
    [1, "Hộ tịch", ...ROW],
    [2, "Đất đai", ...ROW],
    [null, "Tổng cộng", ...ROW.map((one) => 3 * one)],
  ];

  test("gives two systems of one office, whose sections and totals are not counted", async () => {
    const reading = taken(await xlsx({ rows: rows("ỦY BAN NHÂN DÂN PHƯỜNG LONG BÌNH") }));

    expect(reading).toMatchObject({ family: "ward", grain: "field", notices: [] });
    expect(reading.units.map(({ agency, system, rows }) => [agency, system, rows.map(({ field }) => field)])).toEqual([
      ["22", "ministry", ["Hộ tịch"]],
      ["22", "province", ["Hộ tịch", "Đất đai"]],
    ]);
    expect(reading.units[0]?.rows[0]).toMatchObject({ online: 10, resolvedOnTime: 5 });
  });

  test("whose name sounds like a month without its marks is of the month that it says", async () => {
    const agencies = [{ code: "30", name: "UBND xã Quyết Thắng 7", level: "xa", parentCode: null } as const];
    expect(taken(await xlsx({ rows: rows("UBND XÃ QUYẾT THẮNG 7") }), { agencies }).month).toBe("2023-06");
  });

  test("whose name two communes have is refused by both codes", async () => {
    expect(problemsOf(await xlsx({ rows: rows("UBND XÃ THANH SƠN") }))).toEqual([
      'Trang tính "Sheet1", ô A4: phần đầu ghi tên nhiều cơ quan: UBND xã Thanh Sơn (mã 20), UBND xã Thanh Sơn (mã 21); ghi một dòng "Đơn vị báo cáo: tên cơ quan" phía trên bảng rồi nhập lại.',
    ]);
  });

  test("of which no row says the system is refused", async () => {
    const without = rows("UBND phường Long Bình").filter((row) => !String(row[1]).startsWith("Trên Hệ thống"));
    const problems = problemsOf(await xlsx({ rows: without.slice(0, 7) }));
    expect(problems).toEqual([expect.stringContaining('ô B7: không rõ lĩnh vực "Hộ tịch" thuộc hệ thống nào')]);
  });
});

describe("the table of three rows for each unit", () => {
  const head: Rows = [
    ["Tình hình tiếp nhận hồ sơ trực tuyến mức toàn trình, một phần"],
    ["Tháng 6 năm 2023"],
    [
      "STT",
      "Đơn vị",
      "Mức độ",
      "Tổng số hồ sơ",
      "Trực tuyến",
      "Trực tiếp",
      "BCCI",
      "Tỷ lệ trực tuyến",
      "TTHC đạt chỉ tiêu",
      "TTHC không đạt chỉ tiêu",
      "TTHC không phát sinh hồ sơ",
    ],
  ];

  test("counts the total of each unit, and neither of its levels", async () => {
    const rows: Rows = [
      ...head,
      [1, "Sở Nội vụ", "Tổng", 20, 15, 4, 1, 0.79, 3, 1, 0],
      [null, null, "Một phần", 8, 5, 2, 1, 0.71, 1, 1, 0],
      [null, null, "Toàn trình", 12, 10, 2, 0, 0.83, 2, 0, 0],
      ["TỔNG CỘNG", null, "Tổng", 20, 15, 4, 1, 0.79, 3, 1, 0],
      [null, null, "Một phần", 8, 5, 2, 1, 0.71, 1, 1, 0],
      [null, null, "Toàn trình", 12, 10, 2, 0, 0.83, 2, 0, 0],
    ];
    const reading = taken(await xlsx({ rows, merges: ["A4:A6", "B4:B6", "A7:B9"] }));

    expect(reading.family).toBe("service-levels");
    expect(reading.units.map(({ agency }) => agency)).toEqual(["01"]);
    expect(given(reading.units[0]?.rows[0] ?? {})).toEqual({ received: 20, online: 15, counter: 4, postal: 1 });
    expect(reading.identityFaults).toEqual([]);
  });

  test("whose levels stand in the column of names is read alike, and tells a total that is not their sum", async () => {
    const rows: Rows = [
      ...head.map((row) => row.filter((_, column) => column !== 2)),
      [1, "Sở Nội vụ", 21, 15, 4, 1, 0.79, 3, 1, 0],
      [null, "- Một phần", 8, 5, 2, 1, 0.71, 1, 1, 0],
      [null, "- Toàn trình", 12, 10, 2, 0, 0.83, 2, 0, 0],
      [2, "Sở Tài chính", 2, 1, 1, 0, 0.5, 1, 0, 0],
      [null, "- Một phần", 1, 1, 0, 0, 1, 1, 0, 0],
      [null, "- Toàn trình", 1, 0, 1, 0, 0, 0, 0, 0],
      [null, "TỔNG CỘNG", 23, 16, 5, 1, 0.76, 4, 1, 0],
      [null, "- Một phần", 9, 6, 2, 1, 0.75, 2, 1, 0],
    ];
    const reading = taken(await xlsx({ rows }));

    expect(reading.units.map(({ agency, rows: [row] }) => [agency, row?.received])).toEqual([
      ["01", 21],
      ["02", 2],
    ]);
    expect(reading.identityFaults.map(({ cell, left, right }) => [cell, left, right])).toEqual([
      ["C4", 21, 20],
      ["C4", 21, 20],
    ]);
  });

  test("that lacks a unit's total is refused", async () => {
    const rows: Rows = [...head, [1, "Sở Nội vụ", "Một phần", 8, 5, 2, 1, 0.7, 1, 1, 0]];
    expect(problemsOf(await xlsx({ rows }))).toEqual([
      'Trang tính "Sheet1", ô B4: "Sở Nội vụ" không có dòng tổng; ghi đủ ba dòng: tổng, một phần, toàn trình rồi nhập lại.',
    ]);
  });
});

test("a workbook of no known family is refused with the names of those that are", async () => {
  const [problem, ...others] = problemsOf(
    await xlsx({ rows: [["Danh sách"], ["STT", "Đơn vị", "Số người"], [1, "Sở Nội vụ", 3]] }),
  );
  expect(problem).toMatch(
    /^Không trang tính nào của tệp theo một biểu đã biết \(Biểu số II\.06a\/VPCP\/KSTT; .*rồi nhập lại\.$/,
  );
  expect(others).toEqual([]);
});

describe("of several sheets with tables", () => {
  const sheet = (name: string, month: number) => ({
    name,
    rows: [...ii06aHead("Đơn vị", `Tháng ${month} năm 2023`), [1, "Sở Nội vụ", ...ROW]],
    merges: II06A_MERGES,
  });

  test("the one of the month is read", async () => {
    expect(taken(await xlsx(sheet("Tháng 5", 5), sheet("Tháng 6", 6)))).toMatchObject({ sheet: "Tháng 6" });
  });

  test("two of the month are refused by name", async () => {
    expect(problemsOf(await xlsx(sheet("A", 6), sheet("B", 6)))).toEqual([
      'Các trang tính "A", "B" đều có bảng số liệu nên không rõ đọc trang nào; giữ lại một trang tính của tháng cần nhập rồi nhập lại.',
    ]);
  });
});
