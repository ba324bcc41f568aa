import { expect, it } from "vitest";
import { agencyFileName, fileTitle, savedName } from "../../functions/report/file-title.ts";

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

const ISSUE = { province: "quang-tri", period: "2023-Q2" };

it.each([
  [{ name: "bao-cao-cntt.pdf" }, 1, "bao-cao-cntt-quang-tri-2023-q2.pdf"],
  [{ name: "changes.csv" }, 3, "changes-quang-tri-2023-q2-ban-3.csv"],
  [{ name: "don-vi/45-SCT.xlsx", savedAs: "bao-cao-don-vi-a-2023-q2.xlsx" }, 2, "bao-cao-don-vi-a-2023-q2-ban-2.xlsx"],
  // Published before files of agencies had names of their own.
  [{ name: "don-vi/45-SCT.xlsx" }, 1, "don-vi-45-sct-quang-tri-2023-q2.xlsx"],
])("%o of revision %i is saved as %s", (file, revision, saved) => {
  expect(savedName(file, { ...ISSUE, revision })).toBe(saved);
});

it.each([
  ["don-vi/77-SCT.xlsx", "Sở Công Thương", "2023-06", "bao-cao-don-vi-so-cong-thuong-2023-06.xlsx"],
  [
    "don-vi/1.pdf",
    "UBND xã Thanh Sơn, huyện Tân Phú",
    "2023-Q2",
    "bao-cao-don-vi-ubnd-xa-thanh-son-huyen-tan-phu-2023-q2.pdf",
  ],
  ["don-vi-gop/77.pdf", "UBND huyện Đất Đỏ", "2023", "bao-cao-don-vi-gop-ubnd-huyen-dat-do-2023.pdf"],
  ["don-vi/1.pdf", '../"A"\r\nSet-Cookie: a', "2023", "bao-cao-don-vi-a-set-cookie-a-2023.pdf"],
])("%s of %s is kept under a name that says so, in ASCII", (name, agency, period, kept) => {
  expect(agencyFileName(name, agency, period)).toBe(kept);
});

it("keeps a name of any length within what file systems take", () => {
  expect(agencyFileName("don-vi/1.xlsx", "Sở ".repeat(200), "2023-06").length).toBeLessThan(200);
});
