import { expect, test } from "vitest";
import { compareFindings, type Finding, severityOf } from "../../functions/domain/quality/finding.ts";
import { type LayoutWarning, layoutFinding } from "../../functions/domain/quality/layout.ts";

const window = { from: "2023-05-15", to: "2023-06-14" };
const warning: LayoutWarning = {
  ...{ document: "bao-cao-cntt.pdf", rule: "justified", demand: "nội dung canh đều hai lề", page: 3 },
  ...{ found: '"Toàn tỉnh": cần hết dòng ở 195 mm, in ra 180,0 mm', others: 0 },
};

test("a warning is a notice of the report that names document, page and rule", () => {
  const finding = layoutFinding(warning, window);
  expect(severityOf(finding)).toBe("notice");
  expect(finding).toEqual({
    ...{ rule: "layout", agency: "", procedure: "", window },
    expected: "justified: nội dung canh đều hai lề",
    actual: 'bao-cao-cntt.pdf, trang 3: "Toàn tỉnh": cần hết dòng ở 195 mm, in ra 180,0 mm',
  });
  expect(layoutFinding({ ...warning, others: 2 }, window).actual).toMatch(/ và 2 chỗ khác$/);
});

test("warnings come behind everything that is wrong with the data, before what is provisional, in their order", () => {
  const finding: Finding = { ...layoutFinding(warning, window), rule: "agency-missing" };
  const layout = ["b.pdf", "a.pdf"].map((document) => layoutFinding({ ...warning, document }, window));
  const others = [
    { ...finding, rule: "provisional" as const },
    { ...finding, rule: "exception-unmatched" as const },
  ];
  expect(
    [...others, ...layout].sort(compareFindings).map(({ rule, actual }) => `${rule} ${actual.slice(0, 5)}`),
  ).toEqual(["exception-unmatched bao-c", "layout b.pdf", "layout a.pdf", "provisional bao-c"]);
});
