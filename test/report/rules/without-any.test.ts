import { describe, expect, test } from "vitest";
import { ProcedureCounts } from "../../../functions/domain/counts.ts";
import type { Report } from "../../../functions/report/report.ts";
import { type Answers, workedExample } from "../../helpers/data/answers.ts";
import { composed } from "../../helpers/documents/reports.ts";

const CODE = "Z1.S01";

/** The worked example in which one sở has had no dossier with a fee since January; its procedures with a fee stay. */
function withoutFees(): Answers {
  const answers = workedExample();
  return {
    ...answers,
    counts: answers.counts.map((answer) =>
      answer.agency !== CODE
        ? answer
        : {
            ...answer,
            items: (answer.items ?? []).map((row) => ({
              ...ProcedureCounts.parse(row),
              ...{ feeDossiers: 0, paidOnlineDossiers: 0 },
            })),
          },
    ),
  };
}

const textsOf = ({ body }: Report): string => body.flatMap((block) => JSON.stringify(block)).join("\n");
const made = (report = "cntt") => composed({ answers: withoutFees(), report });
const { report, figures, workbook } = made();
const name = workedExample().agencies.find(({ code }) => code === CODE)?.name ?? "?";
const sentence = `${name} không phát sinh hồ sơ có yêu cầu nghĩa vụ tài chính từ đầu năm nên 0,00 không phải là kết quả của đơn vị, không kể vào số đơn vị chưa đạt; điểm (nếu có) vẫn tính tỷ lệ này.`;

// documents.md 3: one without activity is not counted as failing; left out, noted in the appendix.
describe("an agency to which nobody had anything to pay", () => {
  test("keeps the verdict that figures.md gives a zero of its procedures", () => {
    const row = figures.find(
      ({ target, code, basis }) => target === "paid-procedures" && code === CODE && basis === "year",
    );

    expect(row).toMatchObject({ numerator: 0, verdict: "not-due" });
    expect(row?.denominator).toBeGreaterThan(0);
  });

  test("is not among those that fall short of it, which says how many are left out", () => {
    const apart = "01 đơn vị không phát sinh hồ sơ có yêu cầu nghĩa vụ tài chính";

    expect(textsOf(report)).toContain(
      `Sở, ban, ngành: lũy kế 50,00% (mỗi thủ tục đếm một lần cho cả cấp): đạt; 01/01 đơn vị đạt (trừ Thanh tra tỉnh, Điều 1; ${apart})`,
    );
    expect(textsOf(composed().report)).not.toContain("không phát sinh hồ sơ có yêu cầu");
    // It is chỉ tiêu số 5 of the decision.
    expect(textsOf(report)).not.toMatch(new RegExp(`${name} \\(chỉ tiêu số [\\d, và]*5`, "u"));
  });

  test("is noted below the tables of its level, in the document and in the workbook", () => {
    const so = report.appendices.find(({ sheet }) => sheet === "So nganh");
    const ranking = workbook.sheets.find((sheet) => sheet.name === "Xếp hạng");

    expect(so?.notes).toContain(`Chỉ tiêu số 5: ${sentence}`);
    expect(ranking?.notes).toContain(`Chỉ tiêu số 5: ${sentence}`);
    expect(report.appendices.find(({ sheet }) => sheet === "Cap xa")?.notes.join()).not.toContain("Chỉ tiêu số 5:");
  });

  test("is told so in its own report, and not that it falls short", () => {
    const own = textsOf(made(`don-vi/${CODE}`).report);

    expect(own).toContain(`Chỉ tiêu số 5: ${sentence}`);
    expect(own).not.toMatch(/Chỉ tiêu số 5: 0,00%/u);
  });
});
