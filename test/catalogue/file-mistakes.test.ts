import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { complaint, complaintOf, complaintOfSlip, copyOfTemplates } from "./templates.ts";

const QD = "programmes/brvt-qd-2023.json";
const CV = "programmes/quangtri-cv90-2021.json";
const KH = "programmes/dongnai-kh109-2022.json";
const INDICATORS = "indicators.json";

describe("a mistake in the files themselves is refused", () => {
  test.each(["brvt-qd-2024", "a-copy"])("two programmes of one id: the copy %s is blamed", (name) => {
    const root = copyOfTemplates();
    copyFileSync(join(root, QD), join(root, `programmes/${name}.json`));
    expect(complaintOf(root)).toBe(complaint(`programmes/${name}.json`, "id", `mã "brvt-qd-2023" đã dùng ở tệp ${QD}`));
  });

  test("a renamed file", () => {
    const root = copyOfTemplates();
    renameSync(join(root, QD), join(root, "programmes/quyet-dinh.json"));
    expect(complaintOf(root)).toBe(
      complaint("programmes/quyet-dinh.json", "id", 'mã "brvt-qd-2023" phải trùng với tên tệp'),
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
    expect(complaintOf(root)).toBe(complaint(QD, "(toàn tệp)", "không đúng cú pháp JSON"));
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

describe("what only looks like a mistake is let through", () => {
  test.each([
    ["a count over 100", CV, '"province": 268', '"province": 900'],
    ["a count of a flow", KH, /"unit": "percent"(?=,\s*"thresholds": \{ "so": 20 \})/, '"unit": "count"'],
    ["an unbound level", KH, '{ "so": 60, "huyen": 50, "xa": 30 }', '{ "so": 60 }'],
    ["a byte order mark", QD, /^/, "\uFEFF"],
  ])("%s", (_, file, find, put) => {
    expect(complaintOfSlip(file, find, put)).toBe("no complaint");
  });

  test("a deadline before the issue: one document asks for it", () => {
    expect(complaintOf(copyOfTemplates())).toBe("no complaint");
  });
});
