import { expect, test } from "vitest";
import type { Table } from "../../../functions/report/report.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, recomposed, sectionsOf, textsOf, under } from "../../helpers/data/composed.ts";

const DECISION = "brvt-qd-2023";
const PLAN = "dongnai-kh109-2022";

const made = (programme = DECISION) => composed(workedExample(), "2023-06", [programme]);

/** Tóm tắt: its table, and the sentences below. */
function overviewOf(whole: ReturnType<typeof made>): { readonly table: Table; readonly sentences: readonly string[] } {
  const { report, sections } = sectionsOf(whole, "cntt");
  const [table] = report.body.flatMap((block) => (block.type === "table" ? [block.table] : []));
  if (table === undefined) throw new Error("no table");
  return { table, sentences: under(sections, "TÓM TẮT KẾT QUẢ") };
}

// documents.md 2: a row per target: month, ± month before, since January, threshold, verdict, needed rate.
// spec/example: 744 of 3.438 in June, 681 of 3.437 in May, 3.737 of 21.074 since January, 88,72 in the months left.
test("the summary has a row for every target, with its month, its change, its year, what is demanded, verdict and needed rate", () => {
  const { table } = overviewOf(made());

  expect(table.rows.map((row) => textsOf(row)[0])).toEqual(["1", "2", "3", "4", "5", "6"]);
  expect(textsOf(table.rows[0])).toEqual([
    "1",
    "Tỷ lệ hồ sơ TTHC được người dân, doanh nghiệp thực hiện trực tuyến từ xa",
    ...["21,64", "+1,82", "17,73", "50%", "Chưa đạt (chưa đến hạn)", "88,72"],
  ]);
});

test("a target that is demanded of levels alone has a row for each level, under its one number", () => {
  const { table } = overviewOf(made(PLAN));
  const rows = table.rows.map(textsOf);
  const ofLevels = rows.filter(([, name = ""]) => / của (các sở, ban, ngành|UBND cấp (huyện|xã))$/.test(name));

  expect(new Set(rows.map(([number]) => number)).size).toBe(10);
  // Two of the four bind one level alone; "… tại cấp sở" says so itself.
  expect(ofLevels.length).toBe(7);
  expect(rows).toHaveLength(6 + 8);
});

test("it says what is reached, what is behind and who weighs most in it, what is asked of whom", () => {
  const whole = made();
  const { sentences } = overviewOf(whole);
  const lacking = (scope: string) =>
    whole.composition.figures.rows
      .filter((row) => row.target === "remote-filing" && row.basis === "year" && row.scope === scope)
      .map(({ code, numerator, denominator, shortfall }) => ({
        ...{ code, shortfall: shortfall ?? 0, lack: (denominator ?? 0) - (numerator ?? 0) },
      }));
  const [heaviest] = lacking("agency").sort((left, right) => right.shortfall - left.shortfall);
  const name = whole.composition.tree.newest(heaviest?.code ?? "")?.name ?? "";
  const numbers = `${heaviest?.lack.toLocaleString("vi-VN")} trong ${lacking("province")[0]?.lack.toLocaleString("vi-VN")}`;

  expect(sentences).toHaveLength(3);
  expect(sentences[0]).toMatch(/^Đã đạt 0\d\/05 chỉ tiêu tối thiểu \(số .* của bảng trên\);$/);
  expect(sentences[1]).toContain(`ở chỉ tiêu số 1, ${name} (`);
  expect(sentences[1]).toContain(`có nhiều hồ sơ chưa nộp trực tuyến từ xa nhất: ${numbers}, chiếm `);
  expect(sentences[2]).toMatch(
    /^Đề nghị Ủy ban nhân dân tỉnh .* chỉ đạo \d\d sở, ban, ngành, \d\d UBND cấp huyện \(.*số 1: .*, số 3: .*, số 6: .*\) và 09 UBND cấp xã còn dưới mức tối thiểu chưa đến hạn có giải pháp để đạt đúng thời hạn; các sở quản lý ngành, lĩnh vực có giải pháp đối với chỉ tiêu số 4 \(UBND cấp huyện\)\.$/,
  );
});

test("where everything is reached nothing is behind, and nobody is asked for anything", () => {
  const { sentences } = overviewOf(
    recomposed(made(), (row) => (row.verdict === null ? row : { ...row, verdict: "met" })),
  );

  expect(sentences).toEqual([
    "Đã đạt 05/05 chỉ tiêu tối thiểu và 01/01 chỉ tiêu phấn đấu (số 1, 2, 3, 4, 5 và 6 của bảng trên).",
  ]);
});

test("where nothing is reached, it says so", () => {
  const { sentences } = overviewOf(
    recomposed(made(), (row) => (row.verdict === "met" ? { ...row, verdict: "not-due" } : row)),
  );

  expect(sentences[0]).toBe("Chưa có chỉ tiêu nào đạt;");
});
