import { expect, it } from "vitest";
import { asciiName, fileTitle, savedName } from "../../functions/report/file-title.ts";

const REGIMES = [
  { report: "cntt", name: "Báo cáo công nghệ thông tin" },
  { report: "don-vi", name: "Báo cáo của cơ quan" },
];

it.each([
  ["bao-cao-cntt.pdf", "Báo cáo công nghệ thông tin (PDF)"],
  ["bao-cao-cntt.xlsx", "Báo cáo công nghệ thông tin (Excel)"],
  ["bao-cao-cntt.docx", "Báo cáo công nghệ thông tin (Word, dự thảo)"],
  ["bao-cao-khac.pdf", "Báo cáo (PDF)"],
  ["don-vi/77-STC.pdf", "Báo cáo của cơ quan, 77-STC (PDF)"],
  ["don-vi-gop/77-VT.pdf", "Báo cáo của cơ quan, bản gộp 77-VT (PDF)"],
  ["figures.csv", "Số liệu mở (CSV)"],
])("%s is %s to a reader", (name, title) => {
  expect(fileTitle(name, REGIMES)).toBe(title);
});

const ISSUE = { period: "2023-Q2", revision: 3 };

it.each([
  ["bao-cao-cntt.pdf", "Báo cáo CNTT quý II năm 2023, tỉnh Quảng Trị (bản 3).pdf"],
  ["don-vi/77-STC.xlsx", "Báo cáo DON VI 77-STC quý II năm 2023, tỉnh Quảng Trị (bản 3).xlsx"],
  ["changes.csv", "Số liệu đã điều chỉnh quý II năm 2023, tỉnh Quảng Trị (bản 3).csv"],
])("%s is saved as %s", (name, saved) => {
  expect(savedName(name, ISSUE, "tỉnh Quảng Trị")).toBe(saved);
});

it("leaves nothing in a name that a file system or a header could take for something else", () => {
  const saved = savedName("bao-cao-cntt.pdf", ISSUE, 'tỉnh "A/B"\\C:*?<>|\r\nSet-Cookie: a');
  expect(saved).not.toMatch(/[\\/:*?"<>|\p{Cc}]/u);
  expect(asciiName(saved)).toMatch(/^[\x20-\x7e]+$/);
  expect(asciiName("Đồng Nai – quý")).toBe("Dong Nai - quy");
});
