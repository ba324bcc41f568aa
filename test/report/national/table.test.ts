import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PORTAL_ANSWERS } from "../../../functions/domain/national/answers.ts";
import { type CrossCheck, crossCheckOf } from "../../../functions/domain/national/cross-check.ts";
import { portalAnswers } from "../../../functions/domain/national/kept.ts";
import { crossCheckAppendices, crossCheckSheet } from "../../../functions/report/national/table.ts";
import { titleText } from "../../../functions/report/wording.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, onSheet, rowNamed } from "../../helpers/data/composed.ts";

const { composition: plain } = composed(workedExample(), "2023-06", ["brvt-qd-2023"]);
const [first] = plain.tree.inForce;

/** The recorded answers of Phú Thọ, its department of industry and trade as the first agency. */
function crossCheck(
  names: readonly string[] = PORTAL_ANSWERS,
  missed: string | null = null,
  earlier: readonly string[] = [],
): CrossCheck {
  const body = (name: string): string =>
    readFileSync(new URL(`../../fixtures/national-portal/${name}.json`, import.meta.url), "utf8").replaceAll(
      "Sở Công Thương",
      first?.name ?? "",
    );
  const answered = (all: readonly string[]) =>
    portalAnswers(all.map((name) => ({ name, capturedAt: "2023-07-03T03:00:00.000Z", body: body(name) })));
  return crossCheckOf({
    province: "tỉnh Bà Rịa - Vũng Tàu",
    agencies: plain.tree.inForce,
    ownOf: (code) => ({
      onTime: { numerator: 300, denominator: code === null ? 400 : 310 },
      paid: { numerator: 0, denominator: 0 },
      missing: 0,
    }),
    answers: answered(names),
    earlier: answered(earlier),
    period: "2023-06",
    ownWindow: { from: "2023-05-15", to: "2023-06-14" },
    portalWindow: { from: "2023-06-01", to: "2023-06-30" },
    synthetic: false,
    missed,
  });
}

const withCheck = (check: CrossCheck) => ({ ...plain, crossCheck: check });

test("nothing is printed where the portal was not to be asked", () => {
  expect(crossCheckAppendices(plain, 300)).toEqual([]);
  expect(crossCheckSheet(plain, "")).toEqual([]);
});

test("the shares of both sides stand beside each other, with what the portal's is above or below", () => {
  const appendix = onSheet(crossCheckAppendices(withCheck(crossCheck()), 300), "Doi chieu");

  // 144625/184513 = 78.382011 %, 300/400 = 75 %.
  expect(rowNamed(appendix, "Tỉnh Bà Rịa - Vũng Tàu")).toMatchObject({
    "Đúng hạn, số của địa phương|Đúng hạn": "300",
    "Đúng hạn, số của địa phương|Đã giải quyết": "400",
    "Đúng hạn, số của địa phương|Tỷ lệ (%)": "75,00",
    "Đúng hạn, số của Cổng|Đúng hạn": "144.625",
    "Đúng hạn, số của Cổng|Tiếp nhận": "184.513",
    "Đúng hạn, số của Cổng|Quá hạn": "–",
    "Đúng hạn, số của Cổng|Tỷ lệ (%)": "78,38",
    "Thanh toán, số của địa phương|Tỷ lệ (%)": "KPS",
    "Thanh toán, số của Cổng|Trực tuyến": "82.913",
  });
  expect(appendix.table.rows[0]?.cells.map((cell) => cell.text)).toContain("+3,38");
  const [, agency] = appendix.table.rows;
  expect(agency?.cells.map((cell) => cell.text)).toEqual(
    expect.arrayContaining(["332", "482", "150", "68,88", "-27,89"]),
  );
});

test("both definitions, both windows and the moment are said below it", () => {
  const { notes } = onSheet(crossCheckAppendices(withCheck(crossCheck()), 300), "Doi chieu");
  expect(notes.join("\n")).toMatch(/^Hồ sơ đúng hạn: Cổng chia .*\nThanh toán trực tuyến: Cổng chia /);
  expect(notes).toContain(
    "Cổng tính kỳ dương lịch từ ngày 01/6/2023 đến hết ngày 30/6/2023, địa phương tính từ ngày 15/5/2023 đến hết ngày 14/6/2023.",
  );
  expect(notes).toContain("Số liệu của Cổng lấy lúc 10 giờ 00 phút ngày 03/7/2023; Cổng có thể đổi số của kỳ đã qua.");
});

test("official scores and places are printed as the portal has them, with what they are of", () => {
  const appendix = onSheet(crossCheckAppendices(withCheck(crossCheck()), 300), "Diem cua Cong");
  expect(rowNamed(appendix, "Tỉnh Bà Rịa - Vũng Tàu")).toMatchObject({
    "Tiến độ giải quyết (tối đa 20)|Điểm": "15,68",
    "Tổng điểm (tối đa 100)|Điểm": "62,60",
    "Tổng điểm (tối đa 100)|Thứ hạng": "14",
  });
  expect(rowNamed(appendix, "Văn phòng UBND Tỉnh - Tỉnh Phú Thọ (chỉ có trên Cổng)")).toMatchObject({
    "Tiến độ giải quyết (tối đa 20)|Điểm": "KPS",
    "Mức độ hài lòng (tối đa 18)|Điểm": "12,00",
  });
  expect(appendix.notes).toContain("Mức độ hài lòng: không có phản ánh, kiến nghị vẫn được tính điểm.");
  expect(appendix.notes.join(" ")).toMatch(/xếp thứ 14 trong 34 tỉnh, thành phố, tăng 8 bậc/);
  expect(appendix.notes.join(" ")).toMatch(/được Cổng cho theo năm/);
});

test("places moved are printed of the groups of which the evaluation before is stored, and what they are held against", () => {
  const check = withCheck(crossCheck(PORTAL_ANSWERS, null, ["dvc-progress-tree"]));
  const appendix = onSheet(crossCheckAppendices(check, 300), "Diem cua Cong");

  const moved = appendix.table.columns.filter(({ title }) => title === "± bậc");
  expect(moved.map(({ group }) => group)).toEqual(["Tiến độ giải quyết (tối đa 20)"]);
  expect(rowNamed(appendix, first?.name ?? "")).toMatchObject({ "Tiến độ giải quyết (tối đa 20)|± bậc": "0" });
  expect(appendix.notes).toContain(
    "± bậc: số bậc tăng (+) hoặc giảm (-) so với thứ hạng của đơn vị theo điểm của Cổng trong tháng trước, như đã lưu.",
  );
  const [sheet] = crossCheckSheet(check, "Về");
  expect(sheet?.columns.filter(({ title }) => title === "± bậc")).toHaveLength(1);
  const without = onSheet(crossCheckAppendices(withCheck(crossCheck()), 300), "Diem cua Cong");
  expect(without.table.columns.some(({ title }) => title === "± bậc")).toBe(false);
});

test("without any answer our side is printed, with why the portal's is not there", () => {
  const missed = "Không lấy được đủ số liệu của Cổng Dịch vụ công quốc gia: quá thời hạn trả lời.";
  const appendices = crossCheckAppendices(withCheck(crossCheck([], missed)), 300);
  expect(appendices.map(({ sheet }) => sheet)).toEqual(["Doi chieu"]);
  expect(appendices[0]?.notes).toContain(missed);
});

test("the sheet holds every line and every measure", () => {
  const [sheet] = crossCheckSheet(withCheck(crossCheck()), "Về");
  expect(sheet?.name).toBe("Đối chiếu");
  expect(sheet?.rows).toHaveLength(1 + plain.tree.inForce.length + 4);
  expect(sheet?.columns.map(({ title }) => title)).toEqual(
    expect.arrayContaining(["Mã", "Mã trên Cổng", "Quá hạn", "Thứ hạng"]),
  );
});

test("where the portal said nothing at all, the reason stands in the place of the table", () => {
  const missed = "Không lấy được đủ số liệu của Cổng Dịch vụ công quốc gia: máy chủ từ chối kết nối.";
  const check = withCheck(crossCheck([], missed));
  const [appendix, ...others] = crossCheckAppendices(check, 300);
  const [sheet] = crossCheckSheet(check, "");

  expect(others).toEqual([]);
  expect([appendix?.table.rows, appendix?.notes]).toEqual([[], [missed]]);
  expect([sheet?.rows, sheet?.notes]).toEqual([[], [missed]]);
});

test("the portal keeps its capitals where its table is named in a sentence", () => {
  const [appendix] = crossCheckAppendices(withCheck(crossCheck()), 300);

  expect(titleText(appendix?.title ?? "")).toBe("Đối chiếu với Cổng Dịch vụ công quốc gia");
});
