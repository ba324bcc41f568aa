import { describe, expect, test } from "vitest";
import type { Agency } from "../../functions/domain/agency.ts";
import { windowOfMonth } from "../../functions/domain/period.ts";
import type { Finding } from "../../functions/domain/quality/finding.ts";
import { rawRowsOf } from "../../functions/report/raw/rows.ts";
import { rawSheet } from "../../functions/report/raw/sheet.ts";
import { qualityAppendix, qualitySheet } from "../../functions/report/tables/quality.ts";
import { reorganisationAppendix, reorganisationSheet } from "../../functions/report/tables/reorganisation.ts";
import { completenessText, missingAgencies } from "../../functions/report/text/quality.ts";
import { dayText } from "../../functions/report/wording.ts";
import type { WorkbookCell } from "../../functions/report/workbook.ts";
import { type Answers, workedExample } from "../helpers/data/answers.ts";
import { composed, textsOf } from "../helpers/data/composed.ts";
import { contextOf } from "../helpers/data/tables.ts";

/** The worked example, but what these agencies are from 01/4/2023 on, under the code they had. */
function withLater(later: Readonly<Record<string, { readonly name: string; readonly successors: readonly string[] }>>) {
  const answers = workedExample();
  const agencies = answers.agencies.flatMap((agency): Agency[] => {
    const now = later[agency.code];
    if (now === undefined) return [agency];
    return [
      { ...agency, validTo: "2023-03-31", successors: [...now.successors] },
      { ...agency, name: now.name, validFrom: "2023-04-01" },
    ];
  });
  return { ...answers, agencies } satisfies Answers;
}

const answers = withLater({
  "Z1.X03": { name: "UBND phường Nghĩa Thắng", successors: ["Z1.X03", "Z1.X11"] },
  "Z1.X04": { name: "UBND xã Lập Mới", successors: ["Z1.X05"] },
  "Z1.X06": { name: " UBND xã Nghĩa  Thắng 6", successors: ["Z1.X06"] },
  "Z1.X07": { name: "UBND phường Thắng Lợi", successors: ["Z1.X07"] },
});
/** What a cell of a workbook says. */
const wordsOf = (cell: WorkbookCell | undefined): string =>
  cell?.type === "text" ? cell.text : cell?.type === "day" ? dayText(cell.day) : "";

const gap = (agency: string, month: string): Finding => ({
  rule: "agency-missing",
  agency,
  procedure: "",
  window: windowOfMonth(month, "nd09"),
  expected: "counts",
  actual: "404",
});
const { composition: plain } = composed(answers, "2023-06", ["brvt-qd-2023"]);
const findings = [gap("Z1.X03", "2023-01"), gap("Z1.X03", "2023-06"), gap("Z1.X07", "2023-02")];
const composition = { ...plain, findings };

describe("of codes that live on under another agency", () => {
  test("the report tells a split as a split, and whose a code is now", () => {
    const rows = reorganisationSheet(composition, "").flatMap((sheet) =>
      sheet.rows.map(({ cells }) => cells.map(wordsOf)),
    );
    const told = rows.filter(([, code = ""]) => /X0[3467]/.test(code)).map(([, ...cells]) => cells);
    expect(told).toEqual([
      [
        ...["Z1.X03", "UBND xã Nghĩa Thắng 3", "Chia tách", "31/3/2023"],
        'Chuyển cho UBND phường Nghĩa Thắng (Z1.X03) và Phường Mới "A", Bến Đình (Z1.X11); số liệu các tháng trước chỉ tính trong cấp và toàn tỉnh, không tính cho cơ quan nào',
      ],
      [
        ...["Z1.X04", "UBND xã Nghĩa Thắng 4", "Sáp nhập", "31/3/2023"],
        "Số liệu các tháng trước được tính vào UBND xã Nghĩa Thắng 5 (Z1.X05); mã Z1.X04 nay là mã của UBND xã Lập Mới",
      ],
      [
        ...["Z1.X07", "UBND phường Thắng Lợi", "Đổi tên", "–"],
        "Trước là UBND xã Nghĩa Thắng 7; số liệu các tháng trước tính cùng số liệu của cơ quan này",
      ],
    ]);
  });

  test("the document has one row for an agency that others came to, with all that it was made of", () => {
    const [appendix] = reorganisationAppendix(composition);
    const told = appendix?.table.rows.map((row) => textsOf(row).slice(1)) ?? [];
    expect(told).toEqual([
      ["UBND xã Nghĩa Thắng 1 (Z1.X01)", "Nhận sáp nhập", "UBND xã Nghĩa Thắng 10 (Z1.X10)", "20/4/2023"],
      [
        ...["UBND xã Nghĩa Thắng 3 (Z1.X03)", "Chia tách"],
        'Chuyển cho UBND phường Nghĩa Thắng (Z1.X03) và Phường Mới "A", Bến Đình (Z1.X11); số liệu các tháng trước chỉ tính trong cấp và toàn tỉnh, không tính cho cơ quan nào',
        "31/3/2023",
      ],
      ["UBND xã Nghĩa Thắng 5 (Z1.X05)", "Nhận sáp nhập", "UBND xã Nghĩa Thắng 4 (Z1.X04)", "31/3/2023"],
      [
        ...["UBND phường Thắng Lợi (Z1.X07)", "Đổi tên"],
        ...["Trước là UBND xã Nghĩa Thắng 7; số liệu các tháng trước tính cùng số liệu của cơ quan này", "–"],
      ],
      [
        ...["UBND xã Nghĩa Thắng 9 (Z1.X09)", "Chia tách"],
        'Chuyển cho UBND xã Nghĩa Thắng 2 (Z1.X02) và Phường Mới "A", Bến Đình (Z1.X11); số liệu các tháng trước chỉ tính trong cấp và toàn tỉnh, không tính cho cơ quan nào',
        "31/3/2023",
      ],
    ]);
  });

  test("one made anew of several, its own former self among them, is one row with the day of those that ended earlier", () => {
    const made = withLater({ "Z1.X06": { name: "UBND phường Mới", successors: ["Z1.X06"] } });
    const agencies = made.agencies.map((agency): Agency => {
      const validTo = { "Z1.X08": "2023-03-31", "Z1.X10": "2023-02-28" }[agency.code];
      return validTo === undefined ? agency : { ...agency, validTo, successors: ["Z1.X06"] };
    });
    const { composition: formed } = composed({ ...made, agencies }, "2023-06", ["brvt-qd-2023"]);
    const rows = reorganisationAppendix(formed).flatMap(({ table }) => table.rows.map(textsOf));
    expect(rows.filter(([, name = ""]) => name.includes("Z1.X06"))).toEqual([
      [
        ...["1", "UBND phường Mới (Z1.X06)", "Hình thành mới"],
        "UBND xã Nghĩa Thắng 6 (Z1.X06); UBND xã Nghĩa Thắng 8 (Z1.X08); UBND xã Nghĩa Thắng 10 (Z1.X10), đến hết ngày 28/02/2023",
        "31/3/2023",
      ],
    ]);
    expect(rows.filter((cells) => /Z1\.X(08|10)/.test(cells[1] ?? ""))).toEqual([]);
  });

  test("communes that have no district any more are told in one sentence, not each in a row of its own", () => {
    const agencies = workedExample().agencies.flatMap((agency): Agency[] => {
      if (agency.level === "huyen") return [{ ...agency, validTo: "2023-03-31" }];
      if (agency.code !== "Z1.X01" && agency.code !== "Z1.X02") return [agency];
      return [
        { ...agency, validTo: "2023-03-31", successors: [agency.code] },
        { ...agency, parentCode: null, validFrom: "2023-04-01" },
      ];
    });
    const { composition: without } = composed({ ...workedExample(), agencies }, "2023-06", ["brvt-qd-2023"]);
    const [appendix] = reorganisationAppendix(without);
    expect(appendix?.table.rows.map((row) => textsOf(row)[2])).not.toContain("Chuyển địa bàn");
    expect(appendix?.notes.join(" ")).toContain(
      "02 UBND cấp xã trước thuộc cấp huyện, nay không thuộc cấp huyện; số liệu các tháng trước của các đơn vị này không tính cho địa bàn nào.",
    );
  });

  test("the sheet of counts names each month's agency, and whom it is reckoned for", () => {
    const { raw } = contextOf(composition);
    const { rows } = rawSheet(composition, raw, "");
    const lines = rawRowsOf(composition).map(({ code, month, feeds }, at) => {
      const cells = rows[at]?.cells.map(wordsOf) ?? [];
      return [`${code} ${month}`, `${cells[2]} | ${cells[5]}`, feeds.has(`agency:${code}`)] as const;
    });
    const of = (place: string) => lines.flatMap(([name, ...rest]) => (name === place ? [rest] : []));
    expect(of("Z1.X03 2023-03")).toEqual([["UBND xã Nghĩa Thắng 3 | Chỉ tính trong cấp và toàn tỉnh", false]]);
    expect(of("Z1.X03 2023-04")).toEqual([["UBND phường Nghĩa Thắng | ", true]]);
    expect(of("Z1.X04 2023-03")).toEqual([["UBND xã Nghĩa Thắng 4 | UBND xã Nghĩa Thắng 5", false]]);
    expect(of("Z1.X06 2023-03")).toEqual([["UBND xã Nghĩa Thắng 6 | ", true]]);
    expect(of("Z1.X07 2023-03")).toEqual([["UBND xã Nghĩa Thắng 7 | UBND phường Thắng Lợi", true]]);
  });

  test("the agencies that lack months are named as they were, and only those in force count as incomplete", () => {
    const [before, now, renamed] = missingAgencies(composition);
    expect(missingAgencies(composition)).toHaveLength(3);
    expect(before).toMatchObject({ name: "UBND xã Nghĩa Thắng 3", heir: null, months: ["2023-01"] });
    expect(now).toMatchObject({ name: "UBND phường Nghĩa Thắng", heir: { code: "Z1.X03" }, months: ["2023-06"] });
    expect(renamed).toMatchObject({ name: "UBND xã Nghĩa Thắng 7", heir: { code: "Z1.X07" } });
    // 15 agencies are in force on 14/6/2023; two of them lack a month of theirs.
    expect(completenessText(composition)).toMatch(/^Có 13\/15 đơn vị/);
    expect(completenessText({ ...composition, findings: findings.slice(0, 1) })).toMatch(/^Có 15\/15 đơn vị/);
  });

  test("findings name the agency of their window, and are in the workbook of the one that answers for it", () => {
    const named = qualityAppendix(composition, 300)[0]?.table.rows.map((row) => textsOf(row)[2]);
    expect(named).toEqual(["UBND xã Nghĩa Thắng 3", "UBND phường Nghĩa Thắng", "UBND xã Nghĩa Thắng 7"]);
    const own = (code: string) =>
      qualitySheet(composition, new Set([code]), "").rows.map(({ cells }) => wordsOf(cells[4]));
    expect(own("Z1.X03")).toEqual(["UBND phường Nghĩa Thắng"]);
    expect(own("Z1.X07")).toEqual(["UBND xã Nghĩa Thắng 7"]);
  });
});
