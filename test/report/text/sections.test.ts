import { describe, expect, test } from "vitest";
import type { TaskProgress } from "../../../functions/domain/task.ts";
import { taskSheets } from "../../../functions/report/tables/tasks/tables.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, recomposed, sectionsOf, textsOf, under, volumeOf } from "../../helpers/data/composed.ts";

const PROGRAMME = "brvt-qd-2023";

/** "Trong tháng 6/2023", sở and UBND cấp huyện. */
const REVIEW = "VT23-T-C";
/** "Trước ngày 15/7/2023", sở and UBND cấp huyện. */
const LIST = "VT23-T-G2a";

const progress = (
  task: string,
  agency: string,
  status: TaskProgress["status"],
  completedOn: string | null = null,
): TaskProgress => ({ task, agency, status, completedOn, note: "" });

const made = (period: string, rows: readonly TaskProgress[] | null = []) =>
  composed(workedExample(), period, [PROGRAMME], new Map(rows === null ? [] : [[PROGRAMME, rows]]));

const cntt = (period: string, rows?: readonly TaskProgress[] | null) => sectionsOf(made(period, rows), "cntt").sections;

// Numbers below are those of spec/example/figures.csv, or computed from them by hand.
describe("the assessment of the province", () => {
  test("a target that is reached says by how much; one that is not how far it is below", () => {
    const sections = cntt("2023-06");

    expect(under(sections, ". Kết quả nổi bật")).toContain(
      "Chỉ tiêu số 4: 61,54%, vượt 1,54 điểm phần trăm so với mức tối thiểu 60%;",
    );
    // 50 - 17,732751 = 32,267249.
    expect(under(sections, ". Tồn tại, hạn chế")).toContain(
      "Chỉ tiêu số 1: 17,73%, thấp hơn 32,27 điểm phần trăm so với mức tối thiểu 50%, các tháng còn lại phải đạt bình quân 88,72%;",
    );
  });

  test("what is still missing becomes next period's aim, in time; so do the levels that a whole hides", () => {
    const aims = under(cntt("2023-06"), "NHIỆM VỤ TRỌNG TÂM THÁNG 7 NĂM 2023");

    expect(aims).toContain(
      "Nâng kết quả thực hiện các chỉ tiêu số 1, 3, 6 và 4 (UBND cấp huyện) để đạt mức tối thiểu đúng thời hạn;",
    );
  });

  test("every list ends its items with a semicolon and the last with a full stop", () => {
    const { report } = sectionsOf(made("2023-06"), "cntt");
    const lists = report.body.flatMap((block) => (block.type === "list" ? [block.items] : []));

    expect(lists.length).toBeGreaterThan(5);
    for (const items of lists) {
      expect(items.map((item) => item.at(-1)).join("")).toBe(`${";".repeat(items.length - 1)}.`);
    }
  });
});

test("of a level where less than half reach all of theirs it is a shortcoming, not a result", () => {
  const sections = cntt("2023-06");
  const strengths = sections.filter(({ heading }) => heading.includes("nổi bật")).flatMap(({ texts }) => texts);

  // figures.csv of spec/example: all nine communes in force with data, and all three districts, are below a minimum.
  expect(strengths.join(" ")).not.toContain("đạt tất cả các mức tối thiểu");
  expect(under(sections, ". Tồn tại, hạn chế").join(" ")).toMatch(
    /03\/03 UBND cấp huyện và 09\/09 UBND cấp xã còn dưới ít nhất một mức tối thiểu được giao/,
  );
});

test("the office that writes sends nothing to itself", () => {
  const named = ["Như trên", "Sở TTTT tỉnh", "Sở Thông tin và Truyền thông", "Các sở, ban, ngành"];
  const { report } = sectionsOf(made("2023-06"), "cntt", new Map(), (job) => ({
    ...job,
    regime: { ...job.regime, recipients: named },
  }));

  expect(report.recipients.filter((line) => !line.startsWith("Lưu"))).toEqual(named.toSpliced(2, 1));
});

test("a khoản that has no other beside it is not counted", () => {
  const alone = recomposed(made("2023-06"), (row) => ({
    ...row,
    verdict: row.verdict === "met" ? "not-due" : row.verdict,
  }));
  const headings = (one: ReturnType<typeof made>) =>
    sectionsOf(one, "cntt", new Map(), (job) => ({ ...job, isDraft: false })).report.body.flatMap((block) =>
      block.type === "heading" && /hạn chế|nổi bật/.test(block.text) ? [block.text] : [],
    );

  expect(headings(made("2023-06"))).toEqual(["1. Kết quả nổi bật", "2. Tồn tại, hạn chế"]);
  expect(headings(alone)).toEqual(["Tồn tại, hạn chế"]);
});

describe("the tasks of the province", () => {
  test("an overdue task is named with its agencies and the days since its last valid day", () => {
    // The month 2023-07 ends on 14/7/2023, "trong tháng 6/2023" on 30/6: 14 days.
    const rows = [progress(REVIEW, "Z1.H01", "in-progress"), progress(REVIEW, "Z1.S01", "done", "2023-06-20")];
    const texts = under(cntt("2023-07", rows), "KẾT QUẢ THỰC HIỆN NHIỆM VỤ, GIẢI PHÁP");

    expect(texts.at(-2)).toBe("Có 01 nhiệm vụ quá hạn là:");
    expect(texts.at(-1)).toMatch(
      /^Rà soát TTHC .*\(điểm c Điều 2; thời hạn: trong tháng 6\/2023\): còn 01\/\d\d cơ quan chưa hoàn thành là UBND huyện Đảo Khỉ 1; quá hạn 14 ngày; ngoài ra 03 cơ quan chưa báo cáo\.$/,
    );
    expect(texts[0]).toContain("hoàn thành 1, quá hạn 1, ");
    expect(texts[0]).toContain("các lượt hoàn thành có thời hạn đều đúng hạn");
  });

  test("a task done after its last valid day is done, and counted as late", () => {
    const rows = [progress(REVIEW, "Z1.S01", "done", "2023-07-01"), progress(REVIEW, "Z1.S02", "done", "2023-06-30")];

    expect(under(cntt("2023-07", rows), "KẾT QUẢ THỰC HIỆN NHIỆM VỤ, GIẢI PHÁP")[0]).toContain(
      "trong 02 lượt hoàn thành có thời hạn, 01 lượt đúng hạn, 01 lượt chậm",
    );
  });

  test("what nobody has begun is told by when it is due, and is no shortcoming before it is", () => {
    const rows = [
      progress(REVIEW, "Z1.S01", "not-started"),
      progress(REVIEW, "Z1.H01", "not-started"),
      progress(LIST, "Z1.H01", "not-started"),
    ];

    expect(under(cntt("2023-06", rows), "NHIỆM VỤ, GIẢI PHÁP")[0]).toContain(
      "Trong số chưa thực hiện: 02 lượt đến hạn trong tháng 6 năm 2023; 01 lượt chưa đến hạn.",
    );
    expect(under(cntt("2023-06", rows), ". Tồn tại, hạn chế").join(" ")).toMatch(
      /01 nhiệm vụ đến hạn trong tháng 6 năm 2023 chưa hoàn thành, trong đó 2 lượt chưa thực hiện/,
    );
  });

  test("a list of progress that could not be had is told, and nothing is said to be not overdue", () => {
    const texts = under(cntt("2023-06", null), "KẾT QUẢ THỰC HIỆN NHIỆM VỤ, GIẢI PHÁP");

    expect(texts).toContain("Tiến độ nhiệm vụ theo Quyết định giao chỉ tiêu DVCTT năm 2023: chưa có số liệu.");
    expect(texts.join()).not.toContain("Không có nhiệm vụ quá hạn");
  });

  test("a task whose last valid day lies after the period's nominal last day is announced while somebody has still to finish it", () => {
    const started = (task: string) => [progress(task, "Z1.S01", "in-progress")];
    const next = (rows: readonly TaskProgress[]) => under(cntt("2023-06", rows), "THÁNG 7 NĂM 2023").join();
    const bound = workedExample().agencies.filter(({ level }) => level !== "xa");
    const done = bound.map(({ code }) => progress(LIST, code, "done", "2023-06-01"));

    // "Trước ngày 15/7/2023" ends on 14/7, "trước ngày 01/8/2023" on 31/7.
    expect(next(started(LIST))).toMatch(
      /Hoàn thành nhiệm vụ: lập danh mục DVCTT.*; thời hạn: trước ngày 15\/7\/2023\)/,
    );
    expect(next(started(LIST))).toMatch(/Hoàn thành nhiệm vụ: lựa chọn TTHC.*; thời hạn: trước ngày 01\/8\/2023\)/);
    expect(next(done)).not.toContain("lập danh mục DVCTT");
  });
});

test("beside the targets it is asked for what else is behind: tasks that are overdue", () => {
  const asked = (period: string): string =>
    under(cntt(period, [progress(LIST, "Z1.S01", "in-progress")]), "KIẾN NGHỊ, ĐỀ XUẤT").join(" ");

  expect(asked("2023-08")).toContain("hoàn thành dứt điểm 01 nhiệm vụ quá hạn tại 01 cơ quan");
  expect(asked("2023-06")).not.toContain("nhiệm vụ quá hạn");
});

describe("an agency's own report", () => {
  test("it tells its own figures and rank, a district also those of its whole area", () => {
    const { body } = sectionsOf(made("2023-06"), "don-vi/Z1.H02").report;
    const rows = body.flatMap((block) => (block.type === "table" ? block.table.rows : []));
    const [own, area] = rows.filter(({ figure }) => figure?.target === "remote-filing").map(textsOf);

    // figures.csv of the worked example: 499 of 1.974 of its own, 1.450 of 7.981 with its communes.
    expect([own?.[4], own?.at(-1)]).toEqual(["25,28", "1"]);
    expect([area?.[1], area?.[4], area?.at(-1)]).toEqual(["Địa bàn, gồm cả cấp xã", "18,17", "–"]);
  });

  test("it tells its own score, its place among those that have one and the places moved, with the rule", () => {
    const told = (code: string): string =>
      under(sectionsOf(made("2023-06"), `don-vi/${code}`).sections, "KẾT QUẢ THỰC HIỆN CHỈ TIÊU").join("\n");

    expect(told("Z1.S01")).toContain(
      "Kết quả chung từ đầu năm: Sở Thử nghiệm 1 đạt 76,84/100 điểm, xếp hạng 02/02 cơ quan cùng cấp được tính điểm, giữ nguyên thứ hạng so với tháng trước.",
    );
    expect(told("Z1.X01")).toContain(
      "85,00/100 điểm, xếp hạng 06/09 cơ quan cùng cấp được tính điểm, tăng 01 bậc so với",
    );
    expect(told("Z1.X02")).toContain(
      "78,94/100 điểm, xếp hạng 08/09 cơ quan cùng cấp được tính điểm, giảm 02 bậc so với",
    );
    expect(told("Z1.X02")).toContain("Điểm (cách tính do chế độ báo cáo đề xuất): 100 × bình quân");
  });

  test("a commune's report goes to the committee of its district, which tells of its communes", () => {
    expect(sectionsOf(made("2023-06"), "don-vi/Z1.X02").report.addressees).toEqual(["Ủy ban nhân dân huyện Đảo Khỉ 2"]);
    expect(sectionsOf(made("2023-06"), "don-vi/Z1.H01").report.addressees).toEqual([
      "Sở Thông tin và Truyền thông",
      "Sở Nội vụ",
    ]);
  });

  test("says how many of its minimums it reaches and which, and of a district who of its communes is below one", () => {
    const { sections } = sectionsOf(made("2023-06"), "don-vi/Z1.H01");

    // figures.csv of spec/example: online-payments and paid-procedures are met of five minimums; its four communes are below.
    expect(under(sections, "KẾT QUẢ THỰC HIỆN CHỈ TIÊU")).toContain(
      "Cơ quan đạt 02/05 mức tối thiểu được giao (chỉ tiêu số 3 và 5).",
    );
    expect(under(sections, "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN").join(" ")).toMatch(
      /UBND cấp xã trên địa bàn: 04\/04 đơn vị còn dưới ít nhất một mức tối thiểu, gồm: UBND xã Nghĩa Thắng 3, UBND xã Nghĩa Thắng 1, UBND xã Nghĩa Thắng 7 và UBND xã Nghĩa Thắng 5 \(Phụ lục\);/,
    );
    expect(under(sectionsOf(made("2023-06"), "don-vi/Z1.X02").sections, "VÀ NGUYÊN NHÂN").join(" ")).not.toContain(
      "trên địa bàn",
    );
  });

  test("each of its tasks stands in the workbook with how it stands and in its own words", () => {
    const row = { ...progress(REVIEW, "Z1.S01", "done", "2023-07-03"), note: "Đã gửi danh mục" };
    const [, sheet] = taskSheets(made("2023-07", [row]).composition, null, "");
    const at = sheet?.columns.findIndex(({ title }) => title === "Cơ quan") ?? -1;
    const line = sheet?.rows.find(({ cells }) =>
      JSON.stringify([cells[at], cells[at + 1]]).match(/Sở Thử nghiệm 1.*Rà soát TTHC/),
    );

    expect(line?.cells.slice(6, 10)).toEqual([
      { type: "text", text: "Hoàn thành" },
      { type: "day", day: "2023-07-03" },
      { type: "count", value: 3 },
      { type: "text", text: "Đã gửi danh mục" },
    ]);
  });

  test("an agency that reaches all its targets and is behind with nothing says so", () => {
    const { sections } = sectionsOf(
      recomposed(made("2023-06"), (row) =>
        row.code === "Z1.S02" && row.basis !== "period" ? { ...row, verdict: "met", shortfall: 0 } : row,
      ),
      "don-vi/Z1.S02",
    );

    // Nothing is known of its tasks: none of them is said not to be overdue.
    const [first, ...others] = under(sections, "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN");
    expect(first).toBe("Các chỉ tiêu được giao đều đạt.");
    expect(others).toContain("Chưa cập nhật tiến độ của 09 nhiệm vụ.");
    expect(under(sections, "KẾT QUẢ THỰC HIỆN NHIỆM VỤ")[0]).toBe(
      "Cơ quan chưa cập nhật tiến độ của 09 nhiệm vụ được giao nên chưa đánh giá được kết quả thực hiện.",
    );
  });

  test("an agency of which every task is told, and none is late, has none overdue", () => {
    const rows = made("2023-06")
      .composition.tasks.filter(({ agencyStatuses }) => agencyStatuses?.some(({ agency }) => agency.code === "Z1.S02"))
      .map(({ task }) => progress(task.id, "Z1.S02", "in-progress"));
    const { sections } = sectionsOf(
      recomposed(made("2023-06", rows), (row) =>
        row.code === "Z1.S02" && row.basis !== "period" ? { ...row, verdict: "met", shortfall: 0 } : row,
      ),
      "don-vi/Z1.S02",
    );

    expect(rows).toHaveLength(9);
    expect(under(sections, "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN")[0]).toBe(
      "Các chỉ tiêu được giao đều đạt; không có nhiệm vụ quá hạn.",
    );
  });
});

describe("what is said of one agency is known of that agency", () => {
  test("nothing is said to be not overdue where the list of progress could not be had", () => {
    const { sections } = sectionsOf(
      recomposed(made("2023-06", null), (row) =>
        row.code === "Z1.S02" && row.basis !== "period" ? { ...row, verdict: "met", shortfall: 0 } : row,
      ),
      "don-vi/Z1.S02",
    );
    expect(under(sections, "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN")[0]).toBe("Các chỉ tiêu được giao đều đạt.");
  });

  test("missing months are those of the agency, not of another of the same name", () => {
    const answers = workedExample();
    for (const agency of answers.agencies) {
      if (agency.code === "Z1.X01" || agency.code === "Z1.X02") agency.name = "UBND phường 1";
    }
    const whole = composed(answers, "2023-06", [PROGRAMME], new Map([[PROGRAMME, []]]));
    const window = { from: "2023-05-15", to: "2023-06-14" };
    const gap = {
      rule: "agency-missing",
      agency: "Z1.X01",
      procedure: "",
      window,
      expected: "counts",
      actual: "404",
    } as const;
    const composition = { ...whole.composition, findings: [gap, ...whole.composition.findings] };
    const saidOf = (code: string): string =>
      under(sectionsOf({ ...whole, composition }, `don-vi/${code}`).sections, "VÀ NGUYÊN NHÂN").join();
    expect(saidOf("Z1.X01")).toContain("Chưa có số liệu của tháng 6/2023");
    expect(saidOf("Z1.X02")).not.toContain("Chưa có số liệu của");
  });
});

describe("the report on cải cách hành chính", () => {
  test("it prints the province's targets under its own contents, lettered by the Vietnamese alphabet", () => {
    const { sections } = sectionsOf(made("2023-06"), "cchc");
    const letters = sections.flatMap(({ heading }) => /^(\p{Ll})\) /u.exec(heading)?.[1] ?? []);

    expect(letters).toEqual(["a", "b", "c", "d", "đ", "e"]);
    expect(under(sections, ". Cải cách thể chế")).toEqual([expect.stringMatching(/^…+\.$/)]);
  });

  test("the province's dossiers are told with the sums of Biểu II.06a", () => {
    const volume = volumeOf(sectionsOf(made("2023-06"), "cchc").report);

    expect(volume.get("Tiếp nhận trong kỳ")?.[1]).toBe("3.438");
  });
});
