import { beforeAll, describe, expect, test } from "vitest";
import { checkDocx } from "../../functions/check/docx.ts";
import { checkXlsx } from "../../functions/check/xlsx.ts";
import type { Programme, Target } from "../../functions/domain/programme.ts";
import { renderDocx } from "../../functions/render/docx/docx.ts";
import { renderXlsx } from "../../functions/render/xlsx/xlsx.ts";
import { composed } from "../helpers/documents/reports.ts";

const everywhere = (value: number): Target["thresholds"] => ({ so: value, huyen: value, xa: value, province: value });

/** The decision of 2023 with targets of every kind in the place of its own. */
const asking = (programme: Programme): Programme => {
  const [first] = programme.targets;
  if (first === undefined) throw new Error("no target");
  const base = { ...first, indicator: "online-filing", goal: "min", thresholds: everywhere(50) } as const;
  return {
    ...programme,
    targets: [
      { ...base, id: "filing" },
      {
        ...base,
        id: "marks",
        name: "Tỷ lệ hồ sơ nộp trực tuyến (điểm)",
        goal: "benchmark",
        clause: "mục 3.3",
        deadline: null,
        thresholds: everywhere(99),
        source: "https://example.vn/a",
        certainty: "trung bình",
        confirmed: false,
      },
      {
        ...base,
        id: "each",
        name: "Tỷ lệ DVCTT đạt 50% hồ sơ trực tuyến",
        perProcedure: { threshold: 50, among: "online" },
        thresholds: everywhere(80),
      },
      {
        ...base,
        id: "average",
        name: "Số hồ sơ bình quân",
        indicator: "online-dossiers-per-service",
        unit: "average",
        thresholds: everywhere(1000),
        deadline: "2023-12-31",
      },
    ],
  };
};

const { report, workbook, figures, scores } = composed({ change: asking });
const words = report.body.flatMap((block) => {
  if (block.type === "list") return block.items;
  return "text" in block ? [block.text] : [];
});
const sheetTexts = workbook.sheets.flatMap(({ rows }) =>
  rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell.type === "text" ? [cell.text] : []))),
);
const provinceRow = (target: string) =>
  figures.find((row) => row.target === target && row.scope === "province" && row.basis === "year");

describe("a level for full marks", () => {
  test("is called what it is, and nobody is asked to reach it", () => {
    expect(provinceRow("marks")).toMatchObject({ goal: "benchmark", verdict: "not-met", needed: null });
    expect(words.join("\n")).toMatch(/Mức đạt điểm tối đa: 99%; theo [^;]*; không phải chỉ tiêu được giao/);
    expect(words.join("\n")).toMatch(/Toàn tỉnh: lũy kế [^;]*, chưa đạt mức điểm tối đa\./);
    expect(words).toContainEqual(expect.stringMatching(/^Đạt mức điểm tối đa của Bộ chỉ số ở 00\/01 tỷ lệ/));
    expect(words).toContainEqual(
      expect.stringMatching(
        /^Đối với mức điểm tối đa của Bộ chỉ số, không phải chỉ tiêu được giao: tỷ lệ số \d đạt [\d,]+%, thấp hơn/,
      ),
    );
    expect(words.join("\n")).toMatch(/Tiếp tục nâng tỷ lệ số \d, hướng tới mức điểm tối đa của Bộ chỉ số/);
    const asked = words.filter((text) => /khắc phục|đề nghị|còn dưới|Chưa đạt mức tối thiểu/iu.test(text)).join("\n");
    expect(asked).not.toMatch(/\bsố (\d(, | và ))*2\b|điểm tối đa/u);
  });

  test("of a clause that nobody has read is cited by its document alone; where it was read of it is told beside the source", () => {
    expect([...words, ...sheetTexts].filter((text) => text.includes("mục 3.3"))).toEqual([
      expect.stringMatching(
        /^\(\*1\) Cần xác nhận: mức ghi tại .* lấy theo example\.vn \(ghi tại mục 3\.3\), chưa đối chiếu/,
      ),
    ]);
  });

  test("lacks nothing in any table, while figures.csv reckons what is missing to it", () => {
    // Rows of single months have no such cell.
    const shortfalls = (target: string) =>
      workbook.sheets.flatMap(({ columns, rows }) => {
        const at = columns.findIndex(({ field }) => field === "shortfall");
        const cells = rows.filter(({ figure }) => figure?.target === target).flatMap((row) => row.cells[at] ?? []);
        return cells.filter(({ type }) => type !== "empty");
      });

    expect(provinceRow("marks")?.shortfall).toBeGreaterThan(0);
    expect(new Set(shortfalls("marks").map((cell) => JSON.stringify(cell)))).toEqual(
      new Set(['{"type":"text","text":"–"}']),
    );
    expect(shortfalls("filing").filter(({ type }) => type === "formula")).not.toEqual([]);
  });

  // sources.md 4: the portal counts calendar periods only. Days of the worked example: 15/12/2022 to 14/6/2023.
  test("is set beside a rate of which it is said what days it is of, and by which the portal scores", () => {
    expect(words.filter((text) => text.startsWith("Tỷ lệ đối chiếu với mức điểm tối đa"))).toEqual([
      "Tỷ lệ đối chiếu với mức điểm tối đa của Bộ chỉ số tính từ ngày 15/12/2022 đến hết ngày 14/6/2023 theo số liệu của báo cáo này; Cổng Dịch vụ công quốc gia chấm điểm theo tháng, quý, năm dương lịch nên tỷ lệ của Cổng có thể khác.",
    ]);
    expect(JSON.stringify(composed().report)).not.toContain("Tỷ lệ đối chiếu với mức điểm tối đa");
  });

  test("is no given level in an agency's own report, whose notes tell of the columns that it has alone", () => {
    const only = (one: Programme): Programme => ({
      ...asking(one),
      targets: asking(one).targets.filter(({ id }) => id === "marks"),
    });
    const noteOf = (change: (one: Programme) => Programme): string =>
      JSON.stringify(composed({ change, report: "don-vi/Z1.S01" }).report.body);

    expect(noteOf(only)).toContain("Mức: điểm tối đa. Thời hạn, căn cứ: ");
    expect(noteOf(only)).not.toMatch(/Mức giao|Cần đạt/u);
    expect(noteOf((one) => one)).toMatch(/Mức giao: .*Cần đạt: tỷ lệ bình quân các tháng còn lại phải đạt\. Hạng: /u);
  });

  test("stays outside the score", () => {
    const without = composed({
      change: (one) => ({ ...asking(one), targets: asking(one).targets.filter(({ id }) => id !== "marks") }),
    });
    expect(scores).toEqual(without.scores);
  });
});

test("what nobody has read in the document is noted below the signature until it is confirmed, and not in the text that is signed", () => {
  const notes = report.provenance.lines.filter((text) => text.includes("Cần xác nhận"));

  expect(words.filter((text) => text.includes("Cần xác nhận"))).toEqual([]);
  expect(notes).toEqual([
    expect.stringMatching(
      /^Ghi chú của cơ quan lập: \(\*1\) Cần xác nhận theo nguyên văn [^:]+: mức ghi tại văn bản về “tỷ lệ hồ sơ nộp trực tuyến \(điểm\)”\.$/,
    ),
  ]);
  const confirmed = composed({
    change: (one) => ({ ...asking(one), targets: asking(one).targets.map(({ confirmed: _, ...target }) => target) }),
  });
  expect(JSON.stringify(confirmed.report)).not.toContain("Cần xác nhận");
});

test("each procedure for itself: how many reach it, how many do not, how many had no dossiers", () => {
  const row = provinceRow("each");
  expect(row).toMatchObject({ indicator: "online-filing-each-50", unit: "percent" });
  expect(words.join("\n")).toMatch(
    /\d DVCTT đạt trên \d+ DVCTT có phát sinh; \d+ DVCTT không đạt, \d+ DVCTT không phát sinh\)/,
  );
});

test("so many for each service are told as an average", () => {
  expect(provinceRow("average")).toMatchObject({ unit: "average", rate: null, verdict: "not-due" });
  expect(words.join("\n")).toMatch(/Chỉ tiêu tối thiểu: bình quân 1\.000;/);
  expect(words.join("\n")).toMatch(/Toàn tỉnh: lũy kế bình quân [\d.]+,\d\d \(/);
});

describe("every kind is read back from the files as figures.csv has it", () => {
  let docx: Uint8Array;
  beforeAll(async () => {
    docx = await renderDocx(report);
  });

  test("in the document", async () => {
    await checkDocx(docx, { document: "bao-cao-cntt.docx", report, figures, scores });
  });

  test("in the workbook", async () => {
    await checkXlsx(await renderXlsx(workbook), { document: "bao-cao-cntt.xlsx", workbook, figures, scores });
  });
});
