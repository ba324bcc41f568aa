import { describe, expect, test } from "vitest";
import type { FigureRow } from "../../../functions/domain/figures/figure.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, recomposed, sectionsOf, under } from "../../helpers/data/composed.ts";

const DECISION = "brvt-qd-2023";
const PLAN = "dongnai-kh109-2022";

const made = (programme: string, period = "2023-06") => composed(workedExample(), period, [programme]);

/** The same report in which one row is judged otherwise. */
const changed = (programme: string, change: (row: FigureRow) => FigureRow, period?: string) =>
  sectionsOf(recomposed(made(programme, period), change), "cntt");

const judged = (row: FigureRow): boolean => row.basis !== "period";

// documents.md 3: a target without a province threshold is judged per level and never left out.
describe("the targets that are counted", () => {
  test("are all of the plan's ten, those of levels as pairs of target and level", () => {
    const { sections } = changed(PLAN, (row) => row);
    const [lead] = under(sections, ". Kết quả nổi bật");

    expect(lead).toContain(
      "10 chỉ tiêu, trong đó 06 chỉ tiêu của toàn tỉnh và 04 chỉ tiêu của từng cấp (08 mức giao theo cấp)",
    );
  });

  test("of a level are named with it", () => {
    const { sections } = changed(PLAN, (row) =>
      row.target === "active-services" && judged(row) ? { ...row, verdict: "met" } : row,
    );

    expect(under(sections, ". Kết quả nổi bật").join("\n")).toContain(
      "8 (sở, ban, ngành, UBND cấp huyện và UBND cấp xã)",
    );
  });
});

// documents.md 3: a section that has nothing to say is left out.
test("nothing reached, no heading of results; the shortcomings count all of them", () => {
  const { sections } = changed(PLAN, (row) => (judged(row) ? { ...row, verdict: "not-due" } : row));

  expect(sections.filter(({ heading }) => heading.includes("Kết quả nổi bật"))).toEqual([]);
  expect(under(sections, "1. Tồn tại, hạn chế")[0]).toMatch(
    /^Kết quả đánh giá gồm 10 chỉ tiêu, trong đó .*\. Còn 06\/06 chỉ tiêu tối thiểu của toàn tỉnh và 08\/08 mức tối thiểu theo cấp chưa đạt \(chưa đến hạn: số 1, .* và 10\)\.$/,
  );
});

// documents.md 3: `min` and `strive` are two things.
describe("what is only striven for", () => {
  const requests = (period: string, change: (row: FigureRow) => FigureRow = (row) => row): readonly string[] =>
    under(changed(DECISION, change, period).sections, "KIẾN NGHỊ, ĐỀ XUẤT");

  test("is one sentence without blame, never to be corrected, also when its deadline is over", () => {
    const texts = requests("2023-11");

    expect(texts.filter((text) => text.includes("phấn đấu"))).toEqual([
      "Đồng thời, đề nghị chỉ đạo các cơ quan, địa phương tiếp tục nâng cao kết quả thực hiện chỉ tiêu số 2 (phấn đấu 100%).",
    ]);
    expect(under(changed(DECISION, (row) => row, "2023-11").sections, "THÁNG 12 NĂM 2023").join(" ")).toContain(
      "Tiếp tục nâng cao kết quả thực hiện chỉ tiêu số 2, hướng tới mức phấn đấu",
    );
  });

  test("a minimum whose deadline has not come is asked for in time, one whose deadline has come is to be corrected", () => {
    expect(requests("2023-06").join("\n")).toContain(
      "còn dưới mức tối thiểu chưa đến hạn có giải pháp để đạt đúng thời hạn, cụ thể:",
    );
    expect(requests("2023-06").join("\n")).not.toContain("khắc phục");
    expect(requests("2023-11").join("\n")).toContain("chưa đạt mức tối thiểu khẩn trương khắc phục, cụ thể:");
  });

  test("of more than five of a level the three that lack most of what is asked are named with what they are below, the others by number and appendix", () => {
    const { composition } = made(DECISION);
    // Of each minimum that is below, the part that is lacking: 1 − rate ÷ threshold.
    const lack = new Map<string, number>();
    for (const { code, level, scope, goal, verdict, rate, threshold } of composition.figures.rows) {
      if (level !== "xa" || scope !== "agency" || goal !== "min" || verdict !== "not-due" || threshold === null)
        continue;
      lack.set(code, (lack.get(code) ?? 0) + 1 - Number(rate) / 1e6 / threshold);
    }
    const most = [...lack].sort(([, left], [, right]) => right - left).slice(0, 3);
    const weakest = most.map(([code]) => composition.tree.newest(code)?.name);
    const communes = requests("2023-06").find((text) => text.startsWith("UBND cấp xã: ")) ?? "";
    const [, number, named = ""] =
      /^UBND cấp xã: (\d\d) đơn vị, thấp nhất là (.*) \(Phụ lục IV\);$/.exec(communes) ?? [];

    expect(number).toBe("09");
    expect(named.match(/UBND [^(]*(?= \(chỉ tiêu số )/g)?.map((name) => name.trim())).toEqual(weakest);
  });

  test("nobody is called the weakest beside an equal: equals are counted together", () => {
    const texts = requests("2023-06", (row) =>
      row.level === "xa" && row.scope === "agency" && judged(row) && row.goal === "min"
        ? { ...row, numerator: 1, denominator: 40, rate: 2_500_000n, verdict: "not-due" }
        : row,
    );

    expect(texts.find((text) => text.startsWith("UBND cấp xã: "))).toBe("UBND cấp xã: 09 đơn vị (Phụ lục IV);");
  });
});

// documents.md 3: the issuing office is not asked through its superior to correct itself.
describe("the office that writes the report", () => {
  const asIssuer = () => {
    const answers = workedExample();
    const agencies = answers.agencies.map((agency) =>
      agency.code === "Z1.S01" ? { ...agency, name: "Sở Thông tin và Truyền thông" } : agency,
    );
    return sectionsOf(composed({ ...answers, agencies }, "2023-06", [DECISION]), "cntt").sections;
  };

  test("is in none of its own requests, and tells its shortfall as its own", () => {
    const sections = asIssuer();

    expect(under(sections, "KIẾN NGHỊ, ĐỀ XUẤT").join()).not.toContain("Sở Thông tin và Truyền thông");
    expect(under(sections, ". Tồn tại, hạn chế").at(-1)).toMatch(
      /^Sở Thông tin và Truyền thông còn \d\d chỉ tiêu của cơ quan chưa đạt mức tối thiểu: chỉ tiêu số 1 đạt 10,36%, thấp hơn 39,64 điểm phần trăm/,
    );
    expect(under(sections, "THÁNG 7 NĂM 2023").at(-1)).toMatch(/^Sở Thông tin và Truyền thông sẽ …+\.$/);
  });

  test("has no such line where it is not among those that are judged", () => {
    const sections = sectionsOf(made(DECISION), "cntt").sections;

    expect(under(sections, "THÁNG 7 NĂM 2023").join()).not.toContain("Sở Thông tin và Truyền thông sẽ");
  });
});
