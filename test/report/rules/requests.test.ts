import { describe, expect, test } from "vitest";
import type { FigureRow } from "../../../functions/domain/figures/figure.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, recomposed, sectionsOf, under } from "../../helpers/data/composed.ts";

const DECISION = "brvt-qd-2023";

/** The report on the worked example in which some rows are judged otherwise. */
const changed = (change: (row: FigureRow) => FigureRow) =>
  sectionsOf(recomposed(composed(workedExample(), "2023-06", [DECISION]), change), "cntt").sections;

const isOwn = ({ scope, basis, goal }: FigureRow): boolean =>
  scope === "agency" && basis !== "period" && goal === "min";

// Issue 15: what has fallen due is to be corrected, what has not is to be reached in time.
describe("where one minimum has fallen due and others have not", () => {
  const sections = changed((row) =>
    row.target === "remote-filing" && row.verdict === "not-due" ? { ...row, verdict: "not-met" } : row,
  );

  test("the summary asks for each of them, by number", () => {
    const [, behind, asked] = under(sections, "TÓM TẮT KẾT QUẢ");

    expect(behind).toMatch(/^Chưa đạt 0\d\/05 chỉ tiêu tối thiểu \(đến hạn: số 1; chưa đến hạn: số [\d, và]+\)/);
    expect(asked).toMatch(
      /chỉ đạo 02 sở, ban, ngành \(chỉ tiêu số 1\), 03 UBND cấp huyện \(chỉ tiêu số 1\) và 09 UBND cấp xã \(chỉ tiêu số 1\) chưa đạt mức tối thiểu khẩn trương khắc phục; 02 sở/,
    );
    expect(asked).toMatch(
      /04 UBND cấp xã \(chỉ tiêu số 3: 0\d, số 6: 0\d đơn vị\) còn dưới mức tối thiểu chưa đến hạn có giải pháp/,
    );
  });

  test("the requests are two, each with the targets that it is about", () => {
    const asked = under(sections, "KIẾN NGHỊ, ĐỀ XUẤT");
    const late = asked.findIndex((text) => text.includes("khẩn trương khắc phục, cụ thể:"));
    const open = asked.findIndex((text) => text.includes("có giải pháp để đạt đúng thời hạn, cụ thể:"));

    expect(late).toBe(0);
    expect(open).toBeGreaterThan(late);
    expect(asked.slice(late, open).join(" ")).not.toMatch(/chỉ tiêu số [2-6]/);
    expect(asked.slice(open).join(" ")).not.toMatch(/chỉ tiêu số 1[ ,)]/);
  });
});

// Issue 15: the strive is no minimum, in whatever section they are counted.
test("the minimums that are not reached are one number of one whole in summary and assessment", () => {
  const sections = changed((row) => row);
  const [, behind = ""] = under(sections, "TÓM TẮT KẾT QUẢ");
  const [counted = ""] = /\d\d\/05 chỉ tiêu tối thiểu/.exec(behind) ?? [];

  expect(counted).not.toBe("");
  expect(under(sections, ". Tồn tại, hạn chế")[0]).toContain(`Còn ${counted} chưa đạt`);
});

describe("an agency of which most rates stand on fewer things than the regime's smallest", () => {
  const sections = changed((row) =>
    isOwn(row) && row.code === "Z1.X03"
      ? { ...row, numerator: 0, denominator: 29, rate: 0n, rank: 9, verdict: "not-due" }
      : row,
  );
  const name = composed(workedExample(), "2023-06", [DECISION]).composition.tree.newest("Z1.X03")?.name ?? "?";

  test("is at neither end of its level, and is not said to reach none", () => {
    const texts = sections.flatMap((one) => one.texts).join("\n");

    expect(texts).not.toMatch(new RegExp(`thấp nhất: ${name} \\(`));
    expect(texts).toMatch(/; trong 0\d đơn vị có từ 30 hồ sơ trở lên, cao nhất, lũy kế: /);
    expect(under(sections, ". Tồn tại, hạn chế").join()).not.toContain(name);
  });

  test("is asked like the others, and not named as the weakest, which is said", () => {
    const asked = under(sections, "KIẾN NGHỊ, ĐỀ XUẤT").find((text) => text.startsWith("UBND cấp xã: "));

    expect(asked).toContain("09 đơn vị, thấp nhất là ");
    expect(asked).toContain("không xét 01 đơn vị có phần lớn tỷ lệ được tính với mẫu số dưới 30");
    expect(asked).not.toContain(name);
  });
});

test("the same agency with one thing more is named for reaching none", () => {
  const sections = changed((row) =>
    isOwn(row) && row.code === "Z1.X03"
      ? { ...row, numerator: 0, denominator: 30, rate: 0n, rank: 9, verdict: "not-due" }
      : row,
  );

  expect(under(sections, ". Tồn tại, hạn chế").join()).toMatch(
    /UBND cấp xã: 01\/09 đơn vị chưa đạt mức tối thiểu nào được giao là UBND xã/,
  );
});
