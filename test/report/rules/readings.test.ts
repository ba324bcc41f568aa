import { describe, expect, test } from "vitest";
import type { FigureRow } from "../../../functions/domain/figures/figure.ts";
import { targetNameOn } from "../../../functions/report/service-levels.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, onSheet, recomposed, rowNamed, sectionsOf, under, volumeOf } from "../../helpers/data/composed.ts";

const DECISION = "brvt-qd-2023";
const LETTER = "quangtri-cv90-2021";

const made = (programme: string, period = "2023-06") => composed(workedExample(), period, [programme]);

/** The same report in which one row is judged otherwise. */
const changed = (programme: string, change: (row: FigureRow) => FigureRow, period?: string) =>
  sectionsOf(recomposed(made(programme, period), change), "cntt");

const judged = (row: FigureRow): boolean => row.basis !== "period";

const texts = (sections: ReturnType<typeof sectionsOf>["sections"]): string =>
  sections.flatMap((section) => section.texts).join("\n");

// documents.md 3: "còn 21 TTHC chưa công khai", never "còn thiếu 21 TTHC đã công khai".
test("what is missing is said of what is missing", () => {
  const words = texts(sectionsOf(made("dongnai-kh109-2022"), "cntt").sections);

  expect(words).toMatch(/còn \d+ TTHC đủ điều kiện chưa được cung cấp DVCTT/);
  expect(texts(sectionsOf(made(LETTER), "cntt").sections)).toMatch(/còn thiếu \d+ TTHC để đạt 80%/);
  expect(words).not.toMatch(/còn thiếu [\d.]+ [^;.]* đã /);
});

// documents.md 3: no deadline is "không quy định thời hạn" and "chưa đạt", also where figures.csv says `not-due`.
test("a target without a deadline that is not reached is called so, in the text and in the tables", () => {
  const { sections, report } = sectionsOf(made(LETTER), "cntt");
  const [told] = under(sections, "Tỷ lệ DVCTT mức độ cao được tích hợp lên Cổng Dịch vụ công quốc gia");

  expect(told).toContain("không quy định thời hạn");
  expect(told).toMatch(/, chưa đạt, còn \d+ DVCTT chưa được tích hợp\.$/);
  const summary = onSheet(report.appendices, "Chi tieu").table;
  const verdict = summary.columns.findIndex(({ field }) => field === "verdict");
  const row = summary.rows.find(
    ({ figure }) => figure?.target === "integrated-services" && figure.scope === "province",
  );
  expect(row?.cells[verdict]?.text).toBe("Chưa đạt");
});

// documents.md 3: few dossiers are no result.
describe("an agency with few dossiers", () => {
  const few = () => {
    const known = made(DECISION);
    const { composition } = known;
    return {
      composition: { ...composition, small: new Set(["Z1.X02", "Z1.S01"]), scores: new Map() },
      targets: known.targets,
    };
  };

  test("is neither highest nor lowest, is not blamed, and stands in a note of the table", () => {
    const { sections, report } = sectionsOf(few(), "cntt");
    const words = texts(sections);

    expect(words).not.toMatch(/(cao nhất|thấp nhất)[^;.]*UBND xã Nghĩa Thắng 2 \(/);
    expect(under(sections, "KIẾN NGHỊ, ĐỀ XUẤT").join()).not.toMatch(/Nghĩa Thắng 2|Sở Thử nghiệm 1/);
    expect(onSheet(report.appendices, "Cap xa").notes.join()).toContain(
      "Tiếp nhận dưới 30 hồ sơ từ đầu năm, không nêu trong đánh giá: UBND xã Nghĩa Thắng 2.",
    );
  });

  test("is told in its own report that its rates are no result", () => {
    const { sections } = sectionsOf(few(), "don-vi/Z1.S01");

    expect(under(sections, "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN")[0]).toBe(
      "Từ đầu năm cơ quan tiếp nhận dưới 30 hồ sơ nên các tỷ lệ chỉ để tham khảo, không dùng để xếp hạng, đánh giá.",
    );
    expect(texts(sections)).not.toContain("Xếp hạng");
    expect(texts(sections)).not.toContain("/100 điểm");
  });

  test("is one that has received fewer since January than the regime says", () => {
    const known = made(DECISION).composition;
    const province = { ...known.province, regime: { ...known.province.regime, smallest: 1_900 } };
    const again = recomposed({ composition: { ...known, province }, targets: [] }, (row) => row).composition;

    expect(known.small.size).toBe(0);
    expect(again.small.size).toBeGreaterThan(0);
    for (const row of known.figures.rows) {
      if (row.scope !== "agency" || row.basis !== "year" || row.indicator !== "online-filing") continue;
      expect([row.code, again.small.has(row.code)]).toEqual([row.code, (row.denominator ?? 1_900) < 1_900]);
    }
  });
});

// documents.md 3: excepted agencies are explained where "19/20" is read.
test("an excepted agency is named with its clause where the others are counted", () => {
  const [, first] = under(sectionsOf(made(DECISION), "cntt").sections, "thực hiện trực tuyến từ xa");

  expect(first).toMatch(/chưa có đơn vị nào trong 02 đơn vị đạt \(trừ Thanh tra tỉnh, Điều 1\); cao nhất/);
});

// documents.md 3: basis is said where extremes are named.
describe("the two ends of a level", () => {
  test("say on which basis", () => {
    const words = texts(sectionsOf(made(DECISION), "cntt").sections);

    expect(words).toContain("cao nhất, lũy kế: Sở Thử nghiệm 2 (17,78%); thấp nhất: Sở Thử nghiệm 1 (10,36%)");
    expect(words).not.toMatch(/cao nhất [^,:]/);
  });

  test("are told together where several are equal", () => {
    const { sections } = changed(DECISION, (row) =>
      row.target === "remote-filing" && row.level === "xa" && row.scope === "agency" && judged(row)
        ? { ...row, rank: row.code === "Z1.X01" ? 9 : 1 }
        : row,
    );

    expect(texts(sections)).toMatch(
      /cao nhất, lũy kế: 08 đơn vị cùng tỷ lệ [\d,]+%; thấp nhất: UBND xã Nghĩa Thắng 1 \(/,
    );
  });
});

// documents.md 3: few are no result, of whatever a rate is.
test("an agency with a handful of payments is at neither end, however many dossiers it has", () => {
  const told = (denominator: number) =>
    texts(
      changed(DECISION, (row) =>
        row.target === "paid-online-dossiers" && row.name.endsWith("Đảo Khỉ 1") && row.scope === "agency"
          ? { ...row, numerator: 9, denominator }
          : row,
      ).sections,
    );

  expect(told(30)).toMatch(/cao nhất, lũy kế: UBND huyện Đảo Khỉ 1 \(30,00%\)/);
  expect(told(29)).not.toContain("cao nhất, lũy kế: UBND huyện Đảo Khỉ 1 (");
});

// documents.md 3: distinct counts.
test("where a level's distinct count lies beyond all its agencies', it is said why", () => {
  const { sections } = changed(DECISION, (row) =>
    row.target === "paid-procedures" && row.level === "xa" && row.scope === "agency" ? { ...row, rate: 1n } : row,
  );
  const told = under(sections, "TTHC có phát sinh giao dịch thanh toán trực tuyến").join(" ");

  expect(told).toMatch(/UBND cấp xã \(lũy kế [\d,]+%, mỗi thủ tục đếm một lần cho cả cấp\)/);
  expect(under(sections, "thực hiện trực tuyến từ xa").join()).not.toContain("đếm một lần)");
});

// documents.md 4: "chưa có số liệu cùng kỳ" once per document.
test("that there is nothing to compare with is said once", () => {
  const words = texts(sectionsOf(made(DECISION), "cntt").sections);

  expect(words.match(/cùng kỳ/g)).toHaveLength(1);
  expect(words).toContain("Chưa có số liệu cùng kỳ năm trước để so sánh.");
});

// documents.md 4: levels of service as the year's law names them.
test.each([
  ["2022-07", "dịch vụ công trực tuyến mức độ 4 trên", /toàn trình/],
  ["2022-09", "dịch vụ công trực tuyến toàn trình trên", /dịch vụ công trực tuyến mức độ 4/],
])("in %s an indicator speaks of %s", (period, words, others) => {
  const definitions = under(sectionsOf(made(LETTER, period), "phu-luc").sections, "GHI CHÚ VỀ SỐ LIỆU");
  const [named = "", told = ""] =
    definitions.find((text) => /mức độ 4 .*đến năm 2025\. Chỉ tiêu/.test(text))?.split("Cách tính: ") ?? [];

  expect(named).toContain(
    period < "2022-08"
      ? "trực tuyến mức độ 4 đến năm 2025."
      : "trực tuyến mức độ 4 (nay là dịch vụ công trực tuyến toàn trình) đến năm 2025.",
  );
  expect(told).toContain(words);
  expect(told).not.toMatch(others);
});

test.each([
  ["Tỷ lệ DVCTT mức độ 3, 4 được tích hợp", "mức độ 3, 4 (nay là dịch vụ công trực tuyến một phần, toàn trình) được"],
  ["Tỷ lệ dịch vụ công mức độ 3", "mức độ 3 (nay là dịch vụ công trực tuyến một phần)"],
  ["Tỷ lệ DVCTT mức độ cao", "Tỷ lệ DVCTT mức độ cao"],
])("%s is named by what the law called it, and calls it now", (name, words) => {
  expect(targetNameOn(name, "2022-08-15")).toContain(words);
  expect(targetNameOn(name, "2022-08-14")).toBe(name);
});

test("a target that is judged by its number is not explained by the method of a rate", () => {
  const told = under(sectionsOf(made(LETTER), "phu-luc").sections, "GHI CHÚ VỀ SỐ LIỆU");

  expect(told.find((text) => text.includes("Số DVCTT mức độ cao được tích hợp"))).toMatch(
    /Cách tính: Số DVCTT đã tích hợp tại ngày cuối của kỳ báo cáo; chỉ tiêu giao theo số lượng, không theo tỷ lệ\.$/,
  );
});

test("the appendix of a level prints what the text calls its rate", () => {
  const { report } = sectionsOf(made(DECISION), "cntt");

  expect(rowNamed(onSheet(report.appendices, "Cap xa"), "UBND xã Nghĩa Thắng 2")["CT 1|Tỷ lệ (%)"]).toBe("12,52");
});

// documents.md 3: the needed rate, not the pace. 3.737 of 21.074 in 6 months, 50% asked for in 5 more: 88,720698…
test("of what months are left for it is said what these must reach on average, not how much each must bring", () => {
  const { sections } = sectionsOf(made(DECISION), "cntt");

  expect(under(sections, "thực hiện trực tuyến từ xa")[0]).toMatch(
    /\), trong kỳ 21,64%, chưa đạt \(chưa đến hạn\), các tháng còn lại phải đạt bình quân 88,72%\.$/,
  );
  expect(under(sections, ". Tồn tại, hạn chế").join(" ")).toContain(
    "Chỉ tiêu số 1: 17,73%, thấp hơn 32,27 điểm phần trăm so với mức tối thiểu 50%, các tháng còn lại phải đạt bình quân 88,72%;",
  );
  expect(texts(sections)).not.toMatch(/mỗi tháng (cần|tăng) thêm/);
});

test("of a threshold of 100% no such rate is told", () => {
  const told = under(sectionsOf(made(DECISION), "cntt").sections, "doanh nghiệp thực hiện trực tuyến").join("\n");

  expect(told).not.toContain("phải đạt");
  expect(told).not.toContain("không thể đạt");
});

// documents.md 3: the sum of resolved is one number in text and appendix.
test("the sum of resolved in the text is that of the appendix, and withdrawn are told apart in it", () => {
  const number = (text = ""): number => Number(text.replaceAll(".", ""));
  const volume = volumeOf(sectionsOf(made(DECISION), "cntt").report);
  const told = (name: string): number => number(volume.get(name)?.[1]);
  const form = sectionsOf(made(DECISION), "phu-luc").report.appendices.find(({ sheet }) => sheet === "Bieu 06a");
  const sums = form?.table.rows.flatMap(({ cells }) => cells.map(({ text }) => number(text))) ?? [];
  const all = told("Đã giải quyết");

  expect(all).toBeGreaterThan(0);
  expect(told("- Trước hạn") + told("- Đúng hạn") + told("- Quá hạn") + told("- Rút, trả lại")).toBe(all);
  expect(sums).toContain(all);
});
