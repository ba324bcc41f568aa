import { describe, expect, test } from "vitest";
import { windowOfMonth } from "../../../functions/domain/period.ts";
import { type Finding, severityOf } from "../../../functions/domain/quality/finding.ts";
import { earlyFindings } from "../../../functions/domain/quality/readings.ts";
import { qualityAppendix } from "../../../functions/report/tables/quality.ts";
import { findingWords, ruleText } from "../../../functions/report/text/quality.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, sectionsOf, textsOf, under } from "../../helpers/data/composed.ts";

test("counts read before their window was over are told in Vietnamese, with day and hour", () => {
  const window = { from: "2023-05-15", to: "2023-06-14" };
  const told = earlyFindings([{ agency: "A", window, dataAsOf: "2023-06-10T01:30:00Z" }], { on: () => undefined }).map(
    (finding) => [severityOf(finding), ruleText(finding), findingWords(finding.expected), findingWords(finding.actual)],
  );
  expect(told).toEqual([
    [
      "notice",
      "Số liệu được lấy khi kỳ số liệu chưa kết thúc",
      "lấy sau ngày 14/6/2023",
      "lấy lúc 08 giờ 30 phút ngày 10/6/2023",
    ],
  ]);
});

const { composition: plain, targets } = composed(workedExample(), "2023-06", ["brvt-qd-2023"]);

const misplaced = (agency: string, procedure: string, month: string): Finding => ({
  rule: "procedure-misplaced",
  agency,
  procedure,
  window: windowOfMonth(month, "nd09"),
  expected: "level xa",
  actual: "level so",
});

/** What the report says of these findings, and the rows and notes of its appendix. */
function told(findings: readonly Finding[]) {
  const composition = { ...plain, findings };
  const { sections } = sectionsOf({ composition, targets }, "cntt");
  const [text = ""] = under(sections, "SỐ LIỆU VÀ CHẤT LƯỢNG SỐ LIỆU");
  const [appendix] = qualityAppendix(composition, 30);
  return { text, rows: appendix?.table.rows.map(textsOf) ?? [], notes: appendix?.notes ?? [] };
}

describe("procedures that a catalogue gives to whoever took an agency's work over", () => {
  // Z1.X09 ended on 31/3/2023, within the window 15/3 - 14/4/2023.
  const handed = [misplaced("Z1.X09", "1.101002", "2023-04"), misplaced("Z1.X09", "1.101005", "2023-04")];
  const SAID =
    "Có 2 dòng số liệu của 01 cơ quan đã sáp nhập, kết thúc hoạt động giữa tháng số liệu thuộc thủ tục mà danh mục cuối tháng đó đã chuyển sang cơ quan mới; không phải sai sót của cơ quan báo cáo (tệp quality.csv).";

  test("are told as what they are, and are no rows of the appendix", () => {
    const { text, rows } = told(handed);
    expect(text).toContain(`Không phát hiện sai lệch trong số liệu. ${SAID}`);
    expect(rows).toEqual([]);
  });

  test("are not counted among what is wrong", () => {
    const { text, rows, notes } = told([...handed, misplaced("Z1.X01", "1.101003", "2023-04")]);
    expect(text).toMatch(/^Kiểm tra số liệu phát hiện 01 trường hợp: thủ tục không thuộc cấp hoặc cơ quan báo cáo\. /);
    expect(text).toContain(SAID);
    expect(rows.map(([, , agency]) => agency)).toEqual(["UBND xã Nghĩa Thắng 1"]);
    expect(notes).toContain(SAID);
  });

  test("are wrong of an agency that was there all the window, or goes on", () => {
    const { text, rows } = told([
      misplaced("Z1.X09", "1.101002", "2023-03"),
      misplaced("Z1.X11", "1.101002", "2023-04"),
    ]);
    expect(text).toContain("phát hiện 02 trường hợp");
    expect(rows).toHaveLength(2);
  });
});

test("what is wrong alike with one agency is one row, with how often and from when to when", () => {
  const cases = [
    { ...misplaced("Z1.X01", "1.101002", "2023-02"), actual: "level huyen" },
    misplaced("Z1.X01", "1.101003", "2023-04"),
    misplaced("Z1.X02", "1.101003", "2023-05"),
  ];
  expect(told(cases).rows).toEqual([
    [
      ...["1", "Thủ tục không thuộc cấp hoặc cơ quan báo cáo", "UBND xã Nghĩa Thắng 1", "2", "2 TTHC"],
      ...["15/01/2023", "14/4/2023", "cấp xã", "–"],
    ],
    [
      ...["2", "Thủ tục không thuộc cấp hoặc cơ quan báo cáo", "UBND xã Nghĩa Thắng 2", "1", "1.101003"],
      ...["15/4/2023", "14/5/2023", "cấp xã", "cấp sở"],
    ],
  ]);
});
