import { expect, test } from "vitest";
import { severityOf } from "../../../functions/domain/quality/finding.ts";
import { earlyFindings } from "../../../functions/domain/quality/readings.ts";
import { findingWords, ruleText } from "../../../functions/report/text/quality.ts";

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
