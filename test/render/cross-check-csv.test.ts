import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { PORTAL_ANSWERS } from "../../functions/domain/national/answers.ts";
import { crossCheckOf } from "../../functions/domain/national/cross-check.ts";
import { portalAnswers } from "../../functions/domain/national/kept.ts";
import { crossCheckCsv } from "../../functions/render/csv.ts";
import { recorded } from "../helpers/sources/national-portal.ts";

const HEADER =
  "agency,code,measure,ours_numerator,ours_denominator,portal_numerator,portal_denominator,portal_score,portal_max,portal_rank,captured_at,note";

const CAPTURED = "2026-09-26T18:14:41.000Z";

const answered = (names: readonly string[]) =>
  portalAnswers(
    PORTAL_ANSWERS.filter((name) => names.includes(name)).map((name) => ({
      ...{ name, capturedAt: CAPTURED },
      body: recorded(name),
    })),
  );

const csv = (
  names: readonly string[] = PORTAL_ANSWERS,
  missed: string | null = null,
  agency = "Sở Công Thương",
  earlier: readonly string[] = [],
): string =>
  crossCheckCsv(
    crossCheckOf({
      province: "tỉnh Phú Thọ",
      agencies: [{ code: "H44.07", name: agency }],
      ownOf: () => ({
        onTime: { numerator: 900, denominator: 1_000 },
        paid: { numerator: 0, denominator: 0 },
        missing: 2,
      }),
      answers: answered(names),
      earlier: answered(earlier),
      period: "2026-08",
      ownWindow: { from: "2026-07-15", to: "2026-08-14" },
      portalWindow: { from: "2026-08-01", to: "2026-08-31" },
      synthetic: false,
      missed,
    }),
  );

const rowsOf = (text: string): string[][] => parse(text, { bom: true });

/** The fields before the note. */
const facts = (text: string, at: number): string => (rowsOf(text)[at] ?? []).slice(0, -1).join(",");
const note = (text: string, at: number): string => rowsOf(text)[at]?.at(-1) ?? "";

test("the file has a BOM, the columns in their order and nine lines for each", () => {
  const text = csv();
  expect(text.startsWith(`\u{FEFF}${HEADER}\r\n`)).toBe(true);
  // The province, one agency, and the four recorded units that are no agency of it.
  expect(rowsOf(text)).toHaveLength(1 + 6 * 9);
  expect(
    rowsOf(text)
      .slice(1, 10)
      .map((row) => row[2]),
  ).toEqual("on-time,online-payment,CKMB,TDGQ,CLGQ,TTTT,MDSH,MDHL,total".split(","));
});

test("the province's lines of August 2026", () => {
  const text = csv();
  expect([1, 2, 4, 9].map((at) => facts(text, at))).toEqual([
    `tỉnh Phú Thọ,,on-time,900,1000,144625,184513,,,,${CAPTURED}`,
    `tỉnh Phú Thọ,,online-payment,,,82913,98459,,,,${CAPTURED}`,
    `tỉnh Phú Thọ,,TDGQ,,,,,15.68,20,,${CAPTURED}`,
    `tỉnh Phú Thọ,,total,,,,,62.6,100,14,${CAPTURED}`,
  ]);
});

test("the notes say both definitions, both windows and what is missing", () => {
  const text = csv();
  expect(note(text, 1)).toBe(
    "Cổng chia hồ sơ đúng hạn (đã giải quyết đúng hạn và đang giải quyết còn trong hạn) cho toàn bộ hồ sơ tiếp nhận, xử lý trong kỳ; địa phương chia hồ sơ giải quyết trước hạn và đúng hạn cho hồ sơ đã giải quyết trong kỳ. Cổng tính kỳ dương lịch từ ngày 01/8/2026 đến hết ngày 31/8/2026, địa phương tính từ ngày 15/7/2026 đến hết ngày 14/8/2026. Số của địa phương còn thiếu 2 lượt (cơ quan, tháng).",
  );
  expect(note(text, 2)).toMatch(/Tỉnh không phát sinh hồ sơ\.$/);
  expect(note(text, 9)).toMatch(/chỉ cho theo năm.*xếp thứ 14 trong 34 tỉnh, thành phố, tăng 8 bậc/);
  expect(note(text, 17)).toMatch(/^Không có phản ánh, kiến nghị vẫn được tính điểm\./);
  expect(note(text, 3)).toMatch(/Cổng ghi: “Mẫu số BCQG\/GRIS đang dùng số tạm/);
});

test("an agency's places moved are told in its note, and in no column", () => {
  const text = csv(PORTAL_ANSWERS, null, "Sở Công Thương", ["dvc-progress-tree"]);
  expect(text.startsWith(`\u{FEFF}${HEADER}\r\n`)).toBe(true);
  expect(note(text, 13)).toMatch(/trong các đơn vị cùng cấp trên Cổng, giữ nguyên thứ hạng so với tháng trước\.$/);
  expect(note(csv(), 13)).toMatch(/trong các đơn vị cùng cấp trên Cổng\.$/);
});

test("what could not be had is empty, and the note says why", () => {
  const text = csv(["dvc-progress-tree"], "Không lấy được đủ số liệu của Cổng: máy chủ không nhận câu hỏi (403).");
  expect(facts(text, 2)).toBe("tỉnh Phú Thọ,,online-payment,,,,,,,,");
  expect(note(text, 2)).toMatch(/Chưa có câu trả lời của Cổng cho mục này\. Không lấy được .*\(403\)\.$/);
  expect(note(text, 1)).not.toMatch(/403/);
});

test("a name that a spreadsheet would take for a formula is kept from being one", () => {
  expect(facts(csv(PORTAL_ANSWERS, null, "=1+1"), 10)).toMatch(/^'=1\+1,H44\.07,on-time/);
});
