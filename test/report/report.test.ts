import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { AgencyTree } from "../../functions/domain/agency.ts";
import type { Finding } from "../../functions/domain/quality/finding.ts";
import { outlinesNamed } from "../../functions/domain/regime.ts";
import { compose } from "../../functions/report/compose.ts";
import { compositionOf } from "../../functions/report/composition.ts";
import { reportJobsOf } from "../../functions/report/job.ts";
import type { Report } from "../../functions/report/report.ts";
import { type Answers, computed, workedExample } from "../helpers/data/answers.ts";

const catalogue = loadCatalogue(new URL("../../templates/", import.meta.url));
const province = catalogue.province("ba-ria-vung-tau");

function reportOf(answers: Answers, period: string, ids: readonly string[], gaps: readonly Finding[] = []): Report {
  const programmes = catalogue.programmes(province.id).filter(({ id }) => ids.includes(id));
  const indicators = new Map(
    programmes.flatMap(({ targets }) => targets.map(({ indicator }) => [indicator, catalogue.indicator(indicator)])),
  );
  const { figures, evidence, findings, inputs } = computed(answers, {
    province: province.id,
    period,
    programmes,
    indicators,
  });
  const tree = new AgencyTree(inputs.lists, [...inputs.lists.keys()].sort().at(-1) ?? "");
  const head = { revision: 1, state: "final", synthetic: false, dataAsOf: "2023-06-15T06:00:00+07:00" } as const;
  const composition = compositionOf({
    province,
    forms: catalogue.forms(),
    inputs,
    tree,
    figures: { rows: figures, evidence },
    findings: [...gaps, ...findings],
    changes: null,
    inputChanges: [],
    head,
  });
  const regimes = catalogue.regimes(province.id);
  const outlines = outlinesNamed(regimes).map((id) => catalogue.outline(id));
  const [job] = reportJobsOf({ programmes, regimes, outlines }, tree, ["cntt"]);
  if (job === undefined) throw new Error("no job");
  const kept = { figuresSha256: "1a2b3c4d5e6f".padEnd(64, "0"), verifyAddress: null };
  return compose(composition, job, new Map(), kept);
}

const wordsOf = (report: Report): string => JSON.stringify(report);

test("the sentences say what the tables say, in an official's words", () => {
  const words = wordsOf(reportOf(workedExample(), "2023-06", ["brvt-qd-2023"]));

  expect(words).toContain("Toàn tỉnh: lũy kế 17,73% (3.737 hồ sơ nộp trực tuyến từ xa trên 21.074 hồ sơ tiếp nhận)");
  // In the summary: the month, and how it differs from the one before.
  expect(words).toMatch(/"text":"21,64"\},\{"type":"points","value":1\.82,"decimals":2,"text":"\+1,82"/);
  // What was filed on paper stays on paper: no number of dossiers to be added each month.
  expect(words).not.toContain("mỗi tháng cần thêm");
  expect(words).toContain("thời hạn: lộ trình đến tháng 11/2023 (khoản 1 Điều 1)");
});

test("targets that two programmes share are printed once, with both clauses", () => {
  const report = reportOf(workedExample(), "2023-06", ["brvt-kh92-2021", "brvt-kh93-2021"]);
  const words = report.body.flatMap((block) => (block.type === "heading" ? [block] : []));
  const from = words.findIndex(({ text }) => text.includes("KẾT QUẢ THỰC HIỆN CHỈ TIÊU"));
  const section = words.slice(from + 1);
  const headings = section.slice(
    0,
    section.findIndex(({ level }) => level === 1),
  );

  expect(headings).toHaveLength(7);
  expect(wordsOf(report)).toContain(
    "khoản 2 Mục I Kế hoạch số 92/KH-UBND, đối chiếu, văn bản đã hết thời hạn; khoản 2 Mục I, khoản 2 Mục II Kế hoạch số 93/KH-UBND",
  );
});

describe("figures by a programme that is not in force on the period's nominal last day are a comparison", () => {
  test.each([
    ["2023-05", ["brvt-qd-2023"], ["ĐỐI CHIẾU, VĂN BẢN CHƯA BAN HÀNH"]],
    ["2023-06", ["brvt-kh92-2021"], ["ĐỐI CHIẾU, VĂN BẢN ĐÃ HẾT THỜI HẠN"]],
    ["2023-06", ["brvt-kh92-2021", "brvt-kh93-2021"], ["ĐỐI CHIẾU, VĂN BẢN ĐÃ HẾT THỜI HẠN"]],
    ["2023-06", ["brvt-qd-2023"], []],
    // In May 2023 those of 2021 are over, and that of June 2023 is not issued.
    ["2023-05", ["brvt-kh92-2021", "brvt-qd-2023"], ["CÓ SỐ LIỆU ĐỐI CHIẾU (02 văn bản)"]],
    ["2023-05", ["brvt-kh92-2021", "brvt-kh93-2021", "brvt-qd-2023"], ["CÓ SỐ LIỆU ĐỐI CHIẾU (03 văn bản)"]],
  ])("%s by %j: %j on every page", (period, programmes, labels) => {
    expect(reportOf(workedExample(), period, programmes).labels).toEqual(labels);
  });

  test("beside one that is in force, the label, the opening and each target say which one", () => {
    const report = reportOf(workedExample(), "2023-06", ["brvt-kh93-2021", "brvt-qd-2023"]);
    expect(report.labels).toEqual(["ĐỐI CHIẾU, VĂN BẢN ĐÃ HẾT THỜI HẠN (Kế hoạch số 93/KH-UBND)"]);
    const words = wordsOf(report);
    expect(words).toContain("Số liệu theo Kế hoạch số 93/KH-UBND là số liệu đối chiếu, văn bản đã hết thời hạn.");
    expect(words).toContain(
      "(khoản 2 Mục I, khoản 2 Mục II Kế hoạch số 93/KH-UBND, đối chiếu, văn bản đã hết thời hạn).",
    );
    expect(words).toContain("(khoản 1 Điều 1 Quyết định giao chỉ tiêu DVCTT năm 2023).");
  });

  test("where there are several reasons, one label says that there are such figures, the opening each document's reason", () => {
    const words = wordsOf(reportOf(workedExample(), "2023-05", ["brvt-kh92-2021", "brvt-qd-2023"]));
    expect(words).toContain("Số liệu theo Kế hoạch số 92/KH-UBND là số liệu đối chiếu, văn bản đã hết thời hạn.");
    expect(words).toContain(
      "Số liệu theo Quyết định giao chỉ tiêu DVCTT năm 2023 là số liệu đối chiếu, văn bản chưa ban hành.",
    );
  });
});

test("missing agencies are named with their months before any result", () => {
  const window = { from: "2023-05-15", to: "2023-06-14" };
  const gap = {
    rule: "agency-missing",
    agency: "Z1.X03",
    procedure: "",
    window,
    expected: "counts",
    actual: "404",
  } as const;
  const [, opening] = reportOf(workedExample(), "2023-06", ["brvt-qd-2023"], [gap]).body;

  expect(opening).toMatchObject({ type: "paragraph" });
  expect(JSON.stringify(opening)).toContain(
    "14/15 đơn vị có số liệu của tất cả các tháng; chưa có số liệu: UBND xã Nghĩa Thắng 3 (tháng 6/2023)",
  );
});

test("months that a predecessor lacks make its heir incomplete", () => {
  const window = { from: "2023-01-15", to: "2023-02-14" };
  const gap = {
    rule: "agency-missing",
    agency: "Z1.X10",
    procedure: "",
    window,
    expected: "counts",
    actual: "404",
  } as const;
  const words = wordsOf(reportOf(workedExample(), "2023-06", ["brvt-qd-2023"], [gap]));

  expect(words).toContain(
    "14/15 đơn vị có số liệu của tất cả các tháng; chưa có số liệu: UBND xã Nghĩa Thắng 10 (tháng 02/2023)",
  );
});

test("every merged and split agency has its note", () => {
  const appendix = reportOf(workedExample(), "2023-06", ["brvt-qd-2023"]).appendices.find(
    ({ sheet }) => sheet === "Don vi thay doi",
  );
  const notes = appendix?.table.rows.map((row) =>
    row.cells
      .map((cell) => cell.text)
      .slice(1)
      .join(" | "),
  );

  expect(notes).toEqual([
    "UBND xã Nghĩa Thắng 1 (Z1.X01) | Nhận sáp nhập | UBND xã Nghĩa Thắng 10 (Z1.X10) | 20/4/2023",
    'UBND xã Nghĩa Thắng 9 (Z1.X09) | Chia tách | Chuyển cho UBND xã Nghĩa Thắng 2 (Z1.X02) và Phường Mới "A", Bến Đình (Z1.X11); số liệu các tháng trước chỉ tính trong cấp và toàn tỉnh, không tính cho cơ quan nào | 31/3/2023',
  ]);
});

test("a commune that changed its district and its name has a note of both", () => {
  const answers = workedExample();
  const old = answers.agencies.find(({ code }) => code === "Z1.X08");
  if (old === undefined) throw new Error("the example lacks Z1.X08");
  const now = { ...old, name: "UBND phường Nghĩa Thắng", parentCode: "Z1.H01", validFrom: "2023-03-01" };
  answers.agencies = answers.agencies.map((one) => (one.code === "Z1.X08" ? { ...old, validTo: "2023-02-28" } : one));
  answers.agencies.push(now);
  const appendix = reportOf(answers, "2023-06", ["brvt-qd-2023"]).appendices.find(
    ({ sheet }) => sheet === "Don vi thay doi",
  );
  const notes = JSON.stringify(appendix?.table.rows.filter((row) => row.cells[1]?.text.endsWith("(Z1.X08)")));

  expect(notes).toContain("Đổi tên");
  expect(notes).toContain("Trước thuộc UBND huyện Đảo Khỉ 2 (Z1.H02), nay thuộc UBND huyện Đảo Khỉ 1 (Z1.H01)");
});

test("no page says undefined, null, NaN or Infinity, whatever is missing", () => {
  const silent = workedExample();
  silent.counts = [];
  for (const report of [
    reportOf(workedExample(), "2023-06", ["brvt-qd-2023"]),
    reportOf(silent, "2023-06", ["brvt-qd-2023"]),
  ]) {
    const texts: string[] = [];
    JSON.stringify(report, (_key, value) => {
      if (typeof value === "string") texts.push(value);
      return value;
    });
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter((text) => /undefined|\bnull\b|NaN|Infinity|\[object/.test(text))).toEqual([]);
  }
});

test("a level where nobody reported says so, and is never a zero", () => {
  const silent = workedExample();
  silent.counts = silent.counts.filter(({ agency }) => !agency.startsWith("Z1.S"));
  const report = reportOf(silent, "2023-06", ["brvt-qd-2023"]);

  expect(wordsOf(report)).toContain("Sở, ban, ngành: chưa có số liệu");
});
