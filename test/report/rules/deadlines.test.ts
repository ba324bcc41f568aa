import { describe, expect, test } from "vitest";
import type { TaskProgress } from "../../../functions/domain/task.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, recomposed, sectionsOf, under } from "../../helpers/data/composed.ts";

const PROGRAMME = "brvt-qd-2023";
/** "Trước ngày 30/6/2023", UBND cấp huyện, cấp xã: the data of 2023-06 reach to 14/6, its nominal last day is 30/6. */
const GUIDES = "VT23-T-E1";

const started = (agency: string): TaskProgress => ({
  task: GUIDES,
  agency,
  status: "in-progress",
  completedOn: null,
  note: "",
});

const sections = (report: string, rows: readonly TaskProgress[]) =>
  sectionsOf(composed(workedExample(), "2023-06", [PROGRAMME], new Map([[PROGRAMME, rows]])), report).sections;

// documents.md 3: "A deadline decides once: … tasks of that deadline are then 'đến hạn', not 'tháng 10'".
describe("a deadline between the data's last day and the period's nominal last day", () => {
  test("is one that has come: who was not done with it is told among the tasks, with the day to which the data reach", () => {
    const texts = under(sections("cntt", [started("Z1.H01")]), "KẾT QUẢ THỰC HIỆN NHIỆM VỤ, GIẢI PHÁP");

    expect(texts[0]).toMatch(/ Không có nhiệm vụ quá hạn\.$/);
    expect(texts).toContain(
      "Có 01 nhiệm vụ đến hạn trong tháng 6 năm 2023 mà đến ngày 14/6/2023 còn cơ quan chưa hoàn thành là:",
    );
    expect(texts.at(-1)).toMatch(
      /^Kiện toàn Tổ hướng dẫn DVCTT .* \(gạch đầu dòng thứ nhất điểm e Điều 2; thời hạn: trước ngày 30\/6\/2023\): còn 01\/12 cơ quan chưa hoàn thành là UBND huyện Đảo Khỉ 1; ngoài ra 11 cơ quan chưa báo cáo\.$/,
    );
  });

  test("is no work of the next period: its agencies are asked to finish it, and what falls due after the nominal last day is announced", () => {
    const texts = under(sections("cntt", [started("Z1.H01")]), "THÁNG 7 NĂM 2023").join("\n");

    expect(texts).not.toContain("tháng 6 năm 2023");
    expect(under(sections("cntt", [started("Z1.H01")]), "KIẾN NGHỊ, ĐỀ XUẤT").join()).toContain(
      "hoàn thành 01 nhiệm vụ đến hạn trong tháng 6 năm 2023",
    );
    expect(texts).toContain("thời hạn: trước ngày 15/7/2023");
    expect(texts).not.toContain("30/6/2023");
    expect(under(sections("cntt", [started("Z1.H01")]), ". Tồn tại, hạn chế").join()).toContain(
      "Còn 01 nhiệm vụ đến hạn trong tháng 6 năm 2023 chưa hoàn thành, trong đó 1 lượt đang thực hiện (tính đến ngày 14/6/2023)",
    );
  });

  test("is told so in an agency's own report", () => {
    const own = sections("don-vi/Z1.H01", [started("Z1.H01")]);
    const isTask = (text: string): boolean => text.includes("điểm e Điều 2; thời hạn: trước ngày 30/6/2023)");

    expect(own.flatMap(({ texts }) => texts)).toContain(
      "Có 01 nhiệm vụ đến hạn trong tháng 6 năm 2023, chưa hoàn thành tính đến ngày 14/6/2023 là:",
    );
    expect(own.flatMap(({ texts }) => texts).filter(isTask)).toHaveLength(1);
  });

  test("is not said to have been missed by those of whom nothing is known", () => {
    const texts = under(sections("cntt", []), "KẾT QUẢ THỰC HIỆN NHIỆM VỤ, GIẢI PHÁP").join();

    expect(texts).not.toContain("đến hạn trong tháng");
  });
});

// documents.md 3: deadlines are printed as the clause says, not recalculated ("đến hết ngày 29/6/2023").
test("no deadline is printed as a day that the clause does not name", () => {
  const words = sections("cntt", [started("Z1.H01")])
    .flatMap(({ texts }) => texts)
    .join("\n");

  expect(words).toContain("thời hạn: lộ trình đến tháng 11/2023 (khoản 1 Điều 1)");
  expect(words).not.toMatch(/30\/11\/2023|29\/6\/2023|14\/7\/2023|31\/7\/2023/);
});

test("up to which day the data reach, of a target due after it, is said once under the target", () => {
  const due = recomposed(composed(workedExample(), "2023-06", [PROGRAMME]), (row) =>
    row.verdict === "not-due" ? { ...row, verdict: "not-met", deadline: "2023-06-30" } : row,
  );
  const told = under(sectionsOf(due, "cntt").sections, "thực hiện trực tuyến từ xa");

  expect(told[0]).toContain("chưa đạt (đến hạn trong tháng 06/2023, số liệu đến ngày 14/6/2023)");
  expect(told.slice(1).join(" ")).toContain("chưa đạt");
  expect(told.slice(1).join(" ")).not.toContain("đến hạn trong tháng");
});
