import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { complaint, complaintOf, complaintOfSlip, copyOfTemplates, unplaced } from "../helpers/catalogue/templates.ts";

const QD = "programmes/brvt-qd-2023.json";
const CV = "programmes/quangtri-cv90-2021.json";
const KH = "programmes/dongnai-kh109-2022.json";
const INDICATORS = "indicators.json";

describe("a mistake in the files themselves is refused", () => {
  test.each(["brvt-qd-2024", "a-copy"])("two programmes of one id: the copy %s is blamed", (name) => {
    const root = copyOfTemplates();
    copyFileSync(join(root, QD), join(root, `programmes/${name}.json`));
    expect(unplaced(root, complaintOf(root))).toBe(
      complaint(`programmes/${name}.json`, 'id đang ghi "brvt-qd-2023"', `mã này đã dùng ở tệp ${QD}`),
    );
  });

  test("a renamed file", () => {
    const root = copyOfTemplates();
    renameSync(join(root, QD), join(root, "programmes/quyet-dinh.json"));
    expect(unplaced(root, complaintOf(root))).toBe(
      complaint("programmes/quyet-dinh.json", 'id đang ghi "brvt-qd-2023"', 'phải trùng với tên tệp: "quyet-dinh"'),
    );
  });

  test("bytes that are no UTF-8", () => {
    const root = copyOfTemplates();
    writeFileSync(join(root, QD), Uint8Array.of(0x7b, 0xff, 0x7d));
    expect(complaintOf(root)).toBe(complaint(QD, "(toàn tệp)", "không đọc được, tệp phải là văn bản mã UTF-8"));
  });

  test("an empty file", () => {
    const root = copyOfTemplates();
    writeFileSync(join(root, QD), "");
    expect(complaintOf(root).replace(", dòng 1, cột 1,", ",")).toBe(
      complaint(QD, "(toàn tệp)", "không đúng cú pháp JSON: tệp kết thúc giữa chừng"),
    );
  });

  test("a folder in a file's place", () => {
    const root = copyOfTemplates();
    mkdirSync(join(root, "programmes/new.json"));
    expect(complaintOf(root)).toContain("Tệp programmes/new.json, mục (toàn tệp): không đọc được");
  });

  test.each([
    [INDICATORS, "không có tệp này"],
    ["provinces", "không có thư mục này"],
    ["programmes", "không có thư mục này"],
  ])("%s is not there", (name, reason) => {
    const root = copyOfTemplates();
    rmSync(join(root, name), { recursive: true });
    expect(complaintOf(root)).toBe(complaint(name, "(toàn tệp)", reason));
  });
});

describe("a letter that the documents' font lacks is refused where it stands", () => {
  test.each([
    ["as it is", "✅", "2705", "✅"],
    ["escaped", "\\u2705", "2705", "✅"],
    ["a bullet within a text", "a \uF0E0", "F0E0", "a \uF0E0"],
  ])("%s", (_, put, code, shown) => {
    const letter = String.fromCodePoint(Number.parseInt(code, 16));
    const reason = `ký tự “${letter}” (U+${code}) không có trong phông chữ của báo cáo, thay bằng ký tự khác`;
    const name = "UBND các huyện, thị xã, thành phố";
    const complained = complaintOfSlip("provinces/quang-tri.json", `"${name}"`, `"${put} ${name}"`);
    const field = `bodies[0].names[0].name đang ghi "${shown} ${name}"`;
    expect(complained).toBe(complaint("provinces/quang-tri.json", field, reason));
  });
});

describe("what only looks like a mistake is let through", () => {
  test.each([
    ["a bullet of a word processor", QD, /"title": "/, '"title": "\uF0B7 '],
    ["a count over 100", CV, '"province": 268', '"province": 900'],
    ["an unbound level", KH, '{ "so": 60, "huyen": 50, "xa": 30 }', '{ "so": 60 }'],
    ["a byte order mark", QD, /^/, "\uFEFF"],
  ])("%s", (_, file, find, put) => {
    expect(complaintOfSlip(file, find, put)).toBe("no complaint");
  });

  test("a deadline before the issue: one document asks for it, and its file says so", () => {
    expect(complaintOf(copyOfTemplates())).toBe("no complaint");
    const said = complaintOfSlip(CV, /\n\s*"deadlineNote": "[^"]*",/, "");
    expect(said).toContain(
      'mục targets[3].deadline đang ghi "2020-12-31": thời hạn 31/12/2020 trước ngày ban hành 11/01/2021',
    );
  });
});
