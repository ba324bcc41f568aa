import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { letterheadOn } from "../../functions/domain/office.ts";
import { areaThreshold, bindsAreas, boundLevels, daysInForce } from "../../functions/domain/programme.ts";
import { TEMPLATES } from "../helpers/catalogue/templates.ts";

const FIXTURE = new URL("../fixtures/targets.csv", import.meta.url);
const COLUMNS = "programme target indicator goal unit so huyen xa area province deadline clause".split(" ");

const expected = z
  .array(z.record(z.string(), z.string()))
  .parse(parse(readFileSync(FIXTURE, "utf8"), { columns: true }))
  .map((row) => COLUMNS.map((column) => row[column] ?? ""));

const catalogue = loadCatalogue(TEMPLATES);
const programmes = ["ba-ria-vung-tau", "dong-nai", "quang-tri"].flatMap((id) => catalogue.programmes(id));

const written = (value: number | string | null | undefined): string => (value ?? "").toString();

const actual = programmes.flatMap((programme) =>
  programme.targets.map(({ id, indicator, goal, unit, thresholds, deadline, clause }) => {
    const { so, huyen, xa, area, province } = thresholds;
    const levels = [so, huyen, xa, area, province].map(written);
    return [programme.id, id, indicator, goal, unit, ...levels, written(deadline), clause];
  }),
);

describe("the targets are the binding table's, cell by cell", () => {
  const programmeIds = [...new Set(expected.map(([programme]) => programme))];

  test("thirty-one targets in five programmes", () => {
    expect(expected).toHaveLength(31);
    expect(programmes.map(({ id }) => id).sort()).toEqual(programmeIds.sort());
  });

  test.each(programmeIds)("%s has exactly its rows, in their order", (id) => {
    const rows = (table: string[][]) => table.filter(([programme]) => programme === id);
    expect(rows(actual)).toEqual(rows(expected));
  });

  test.each(expected)("%s / %s", (programme, target, ...cells) => {
    expect(actual.find((row) => row[0] === programme && row[1] === target)?.slice(2)).toEqual(cells);
  });
});

describe("the documents", () => {
  const cited: [string, string, string, string][] = [
    ["brvt-qd-2023", "Quyết định số ……/QĐ-UBND ngày … tháng … năm 2023 của Chủ tịch", "2023-06-06", "2023-12-31"],
    ["brvt-kh93-2021", "Kế hoạch số 93/KH-UBND ngày 16/6/2021 của Ủy ban nhân dân tỉnh", "2021-06-16", "2021-12-31"],
    ["brvt-kh92-2021", "Kế hoạch số 92/KH-UBND ngày 16/6/2021 của Ủy ban nhân dân tỉnh", "2021-06-16", "2021-12-31"],
    ["quangtri-cv90-2021", "Công văn số 90/UBND-VX ngày 11/01/2021 của Ủy ban", "2021-01-11", "2025-12-31"],
    ["dongnai-kh109-2022", "Kế hoạch số 109/KH-UBND ngày 16/5/2022 của Ủy ban", "2022-05-16", "2022-12-31"],
  ];

  test.each(cited)("%s is cited as %s…, in force from %s to %s", (id, citation, issued, to) => {
    const programme = programmes.find((candidate) => candidate.id === id);
    expect(programme?.citation.startsWith(citation)).toBe(true);
    expect(programme?.issued).toBe(issued);
    expect(programme && daysInForce(programme)).toEqual({ from: issued, to });
  });

  test("the decision without number and day says why June 2023 is not before its issue", () => {
    const decision = programmes.find(({ id }) => id === "brvt-qd-2023");
    expect(decision?.issuedNote).toContain("46/TTr-STTTT");
    expect("2023-06-30" >= (decision?.issued ?? "")).toBe(true);
  });

  test("only Thanh tra tỉnh is excepted, by Điều 1 of the decision of 2023", () => {
    expect(
      programmes.flatMap(({ id, exceptions }) => exceptions.map(({ name, clause }) => [id, name, clause])),
    ).toEqual([["brvt-qd-2023", "Thanh tra tỉnh", "Điều 1"]]);
  });
});

test("Công văn 90 binds districts with their communes though it binds no commune", () => {
  const target = catalogue.programmes("quang-tri")[0]?.targets[0];
  expect(target && [boundLevels(target), bindsAreas(target), areaThreshold(target)]).toEqual([
    ["so", "huyen"],
    true,
    50,
  ]);
});

describe("the provinces", () => {
  test.each([
    ["ba-ria-vung-tau", "77", "UBND TỈNH BÀ RỊA - VŨNG TÀU", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "STTTT", "GIÁM ĐỐC"],
    ["dong-nai", "75", "UBND TỈNH ĐỒNG NAI", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "STTTT", "GIÁM ĐỐC"],
    ["quang-tri", "44", "UBND TỈNH QUẢNG TRỊ", "VĂN PHÒNG", "VP", "CHÁNH VĂN PHÒNG"],
  ])("%s", (id, code, superior, issuer, symbol, signer) => {
    const province = catalogue.province(id);
    const [cntt] = catalogue.regimes(id).filter(({ report }) => report === "cntt");
    const office = province.offices.find((one) => cntt && "office" in cntt.issuer && one.id === cntt.issuer.office);
    expect(province.code).toBe(code);
    expect(office && letterheadOn(office, "2023-06-14")).toMatchObject({ superior, issuer, symbol, signer });
    expect(province.regime).toMatchObject({ scheme: "nd09", minimumCompleteness: 50, deadlines: { confirmed: false } });
    expect(cntt?.recipients.join()).not.toMatch(/Lưu|[;.]$/);
  });

  test("Bà Rịa - Vũng Tàu ended with June 2025", () => {
    expect(catalogue.province("ba-ria-vung-tau").ended).toEqual({
      lastDay: "2025-06-30",
      successor: "Thành phố Hồ Chí Minh",
    });
  });
});
