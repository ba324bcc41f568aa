import { describe, expect, test } from "vitest";
import { distinctRows } from "../../../functions/domain/counts.ts";
import type { TaskProgress } from "../../../functions/domain/task.ts";
import { type Answers, usable, workedExample } from "../../helpers/data/answers.ts";
import { composed, sectionsOf, under } from "../../helpers/data/composed.ts";

const DECISION = "brvt-qd-2023";
const [MAY, JUNE] = ["2023-04-15", "2023-05-15"] as const;

/** "Trước ngày 30/6/2023", UBND cấp huyện, cấp xã; begun by the district. */
const GUIDES: TaskProgress = {
  ...{ task: "VT23-T-E1", agency: "Z1.H01", status: "in-progress", completedOn: null, note: "" },
};

const own = (code: string, answers: Answers = workedExample()) =>
  sectionsOf(composed(answers, "2023-06", [DECISION], new Map([[DECISION, [GUIDES]]])), `don-vi/${code}`).sections;

const grouped = (value: number): string => value.toLocaleString("vi-VN");

/** What an agency's rows of one month add up to. */
const summed = (code: string, from: string, of: (row: ReturnType<typeof distinctRows>[number]) => number): number =>
  distinctRows(usable(workedExample(), code, from) ?? []).reduce((sum, row) => sum + of(row), 0);

// Issue 15: what II and IV print is what V and VI are about.
describe("an agency's own report", () => {
  const late = summed("Z1.H01", JUNE, (row) => row.resolvedLate);
  const open = summed("Z1.H01", JUNE, (row) => row.pendingOverdue);

  test("tells late dossiers and tasks that fell due among its shortcomings", () => {
    const told = under(own("Z1.H01"), "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN").join(" ");

    expect(late * open).toBeGreaterThan(0);
    expect(told).toContain(
      `Có ${grouped(late)} hồ sơ giải quyết quá hạn trong kỳ; còn ${grouped(open)} hồ sơ đang giải quyết đã quá hạn`,
    );
    expect(told).toContain("Còn 01 nhiệm vụ đến hạn trong tháng 6 năm 2023 chưa hoàn thành");
  });

  test("sets them as work of the next period", () => {
    const next = under(own("Z1.H01"), "NHIỆM VỤ THÁNG 7 NĂM 2023").join(" ");

    expect(next).toContain("Hoàn thành 01 nhiệm vụ đến hạn trong tháng 6 năm 2023");
    expect(next).toContain(`Giải quyết dứt điểm ${grouped(open)} hồ sơ đang giải quyết đã quá hạn`);
  });
});

describe("an agency that has suddenly received nothing", () => {
  const answers = workedExample();
  for (const one of answers.counts) if (one.agency === "Z1.H01" && one.from === JUNE) one.items = [];
  const sections = own("Z1.H01", answers);
  const before = summed("Z1.H01", MAY, (row) => row.onlineRemote + row.onlineAssisted + row.counter + row.postal);
  const doubt = `Trong kỳ không có hồ sơ tiếp nhận (tháng trước ${grouped(before)}, từ đầu năm `;

  test("is told beside its dossiers and first among its shortcomings to look at its figures again", () => {
    expect(under(sections, "TÌNH HÌNH TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ").join(" ")).toContain(doubt);
    const [first = ""] = under(sections, "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN");
    expect(first.startsWith(doubt)).toBe(true);
    expect(first).toContain("số liệu cần được rà soát, xác nhận lại");
  });

  test("is not told so where it has received dossiers", () => {
    expect(
      own("Z1.H01")
        .flatMap(({ texts }) => texts)
        .join(),
    ).not.toContain("rà soát, xác nhận lại");
  });
});
