import { expect, test } from "vitest";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import type { Programme } from "../../../functions/domain/programme.ts";
import { uncountedNotes } from "../../../functions/report/text/notes/uncounted.ts";
import { TEMPLATES } from "../../helpers/catalogue/templates.ts";
import { composed } from "../../helpers/documents/reports.ts";

const why = { reason: "số liệu của tỉnh không có kết quả đánh giá mức độ hài lòng", source: "https://example.vn" };

/** The decision of 2023 that asks for more than can be counted: on its days, later, and for full marks alone. */
const asking = (programme: Programme): Programme => ({
  ...programme,
  uncounted: [
    { ...why, name: "95% người dân hài lòng" },
    { ...why, name: "100% giấy tờ chỉ phải cung cấp một lần" },
    { ...why, name: "99% người dân hài lòng (2028-2030)", from: "2028-01-01" },
    { ...why, name: "Hài lòng, điểm tối đa từ 90%", goal: "benchmark" },
  ],
});

const textsOf = (change: (programme: Programme) => Programme, report = "cntt"): string[] =>
  composed({ change, report }).report.body.flatMap((block) => {
    if (block.type === "list") return block.items;
    return "text" in block ? [block.text] : [];
  });

const MORE =
  "02 chỉ tiêu khác của Quyết định giao chỉ tiêu DVCTT năm 2023 đang có hiệu lực chưa tính được từ nguồn số liệu hiện có";

test("the summary tells, beside what is reached of what can be counted, how many targets in force cannot be", () => {
  const texts = textsOf(asking);

  expect(texts.filter((text) => text.startsWith("Đã đạt "))).toEqual([
    `Đã đạt 02/05 chỉ tiêu tối thiểu tính được (số 4 và 5 của bảng trên); ${MORE};`,
  ]);
  expect(texts.join("\n")).toMatch(/^Toàn tỉnh đạt 02\/05 chỉ tiêu tối thiểu tính được/mu);
  expect(texts.join("\n")).toMatch(/^Còn 03\/05 chỉ tiêu tối thiểu tính được chưa đạt/mu);
});

test("where only levels for full marks can be counted the summary still tells of the targets that cannot be", () => {
  const texts = textsOf((one) => ({
    ...asking(one),
    targets: one.targets.map((target) => ({ ...target, goal: "benchmark" as const, deadline: null })),
  }));

  expect(texts).toContain(`${MORE};`);
});

test("where all can be counted nothing is said of others, and every number of targets says which it counts", () => {
  const texts = textsOf((one) => one);

  expect(texts.filter((text) => /tính được/u.test(text))).toEqual([]);
  expect(texts.filter((text) => text.startsWith("Đã đạt "))).toEqual([
    "Đã đạt 02/05 chỉ tiêu tối thiểu (số 4 và 5 của bảng trên);",
  ]);
});

test("what full marks are given for is called so, and what is not demanded yet is not told", () => {
  const base = loadCatalogue(TEMPLATES).national()[0];
  if (base === undefined) throw new Error("no programme");
  const notes = uncountedNotes([{ ...asking(base), shortName: "Quyết định số 1" }], "2026-10-31");

  expect(notes.map((note) => note.replace(/, báo cáo.*$/u, ""))).toEqual([
    "Quyết định số 1 còn có mục tiêu “95% người dân hài lòng”",
    "Quyết định số 1 còn có mục tiêu “100% giấy tờ chỉ phải cung cấp một lần”",
    "Quyết định số 1 còn cho điểm về “hài lòng, điểm tối đa từ 90%”",
  ]);
});

// domain-2026.md: clause numbers are missing where the text could not be read.
test("of the national pack no clause is cited with what cannot be counted: nobody has read it there", () => {
  const notes = uncountedNotes(loadCatalogue(TEMPLATES).national(), "2026-10-31");

  expect(notes.length).toBeGreaterThan(5);
  expect(notes.filter((note) => /(Điều|khoản|điểm|mục) [\dIVX]/u.test(note))).toEqual([]);
});

test("the targets of the province and the levels of its agencies are counted apart, each by the goals that it has", () => {
  const texts = textsOf((one) => ({
    ...one,
    targets: one.targets.map((target) =>
      target.goal === "strive" ? { ...target, thresholds: { so: 100, xa: 100 } } : target,
    ),
  }));

  expect(texts.filter((text) => text.startsWith("Đã đạt "))).toEqual([
    "Đã đạt 02/05 chỉ tiêu tối thiểu (số 4 và 5 của bảng trên);",
  ]);
});
