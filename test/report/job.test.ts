import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { AgencyTree } from "../../functions/domain/agency.ts";
import { AgencyNames } from "../../functions/domain/agency-names.ts";
import { initialsOf } from "../../functions/domain/office.ts";
import { outlinesNamed } from "../../functions/domain/regime.ts";
import { fileCode, letterheadOf, reportJobsOf } from "../../functions/report/job.ts";
import { agency } from "../helpers/data/made.ts";

const catalogue = loadCatalogue(new URL("../../templates/", import.meta.url));
const province = catalogue.province("ba-ria-vung-tau");

const AGENCIES = [
  agency("S1", "Sở Kế hoạch và Đầu tư", "so"),
  agency("S2", "Thanh tra tỉnh", "so"),
  agency("S3", "Văn phòng Ủy ban nhân dân tỉnh", "so"),
  agency("H1", "UBND huyện Châu Đức", "huyen"),
  agency("X1", "UBND thị trấn Ngãi Giao", "xa", "H1"),
  agency("X2", "Trung tâm Phục vụ hành chính công phường 1", "xa", "H1"),
  agency("X3", "Chi nhánh Kho lưu trữ xã Tân Hải", "xa", "H1"),
];
const tree = new AgencyTree(new Map([["2023-06-14", AGENCIES]]), "2023-06-14");

function materialOf(ids: readonly string[]) {
  const programmes = catalogue.programmes(province.id).filter(({ id }) => ids.includes(id));
  const regimes = catalogue.regimes(province.id);
  return { programmes, regimes, outlines: outlinesNamed(regimes).map((id) => catalogue.outline(id)) };
}

const stems = (ids: readonly string[], named: readonly string[] | null): string[] =>
  reportJobsOf(materialOf(ids), tree, named).map(({ stem }) => stem);

describe("which reports a run makes", () => {
  test("the syntheses are published; agencies' own reports are made on request", () => {
    expect(stems(["brvt-qd-2023"], null)).toEqual(["bao-cao-cchc", "bao-cao-cntt", "phu-luc"]);
    expect(stems(["brvt-kh92-2021", "brvt-kh93-2021"], null)).toEqual(["bao-cao-cntt", "phu-luc"]);
  });

  test("an agency that the programme does not bind does not report", () => {
    expect(stems(["brvt-qd-2023"], ["don-vi"])).toEqual([
      ...["don-vi/H1", "don-vi/S1", "don-vi/S3"],
      ...["don-vi/X1", "don-vi/X2", "don-vi/X3"],
    ]);
    expect(stems(["brvt-kh92-2021"], ["don-vi"])).toContain("don-vi/S2");
  });

  test("one agency's report can be named", () => {
    expect(stems(["brvt-qd-2023"], ["cchc", "don-vi/X1"])).toEqual(["bao-cao-cchc", "don-vi/X1"]);
  });

  test("the full tables come with their report, or alone", () => {
    expect(stems(["brvt-qd-2023"], ["cntt"])).toEqual(["bao-cao-cntt", "phu-luc"]);
    expect(stems(["brvt-qd-2023"], ["phu-luc"])).toEqual(["phu-luc"]);
  });

  test("what is named is a draft, what is published is not", () => {
    const drafts = (named: readonly string[] | null) =>
      new Set(reportJobsOf(materialOf(["brvt-qd-2023"]), tree, named).map(({ isDraft }) => isDraft));

    expect(drafts(["cntt", "don-vi"])).toEqual(new Set([true]));
    expect(drafts(null)).toEqual(new Set([false]));
  });

  test.each(["don-vi/S2", "don-vi/..", "bao-cao", "cchc/"])("%s is no report", (name) => {
    expect(() => stems(["brvt-qd-2023"], [name])).toThrow(`Không có báo cáo "${name}"`);
  });
});

describe("who issues", () => {
  const headOf = (name: string, day: string) => {
    const [job] = reportJobsOf(materialOf(["brvt-qd-2023"]), tree, [name]);
    if (job === undefined) throw new Error(`no ${name}`);
    return letterheadOf(job, province, new AgencyNames(new Map([["2023-06-14", AGENCIES]]), "2023-06-14", []), day);
  };

  test("an office's letterhead is that of the day", () => {
    expect(headOf("cntt", "2025-02-14")).toMatchObject({ issuer: "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", symbol: "STTTT" });
    expect(headOf("cntt", "2025-03-14")).toMatchObject({ issuer: "SỞ KHOA HỌC VÀ CÔNG NGHỆ", symbol: "SKHCN" });
  });

  test("a department stands under the province's committee and signs by its head", () => {
    expect(headOf("don-vi/S1", "2023-06-14")).toEqual({
      superior: "UBND TỈNH BÀ RỊA - VŨNG TÀU",
      issuer: "SỞ KẾ HOẠCH VÀ ĐẦU TƯ",
      name: "Sở Kế hoạch và Đầu tư",
      symbol: "SKHĐT",
      place: "Bà Rịa - Vũng Tàu",
      signer: "GIÁM ĐỐC",
    });
    expect(headOf("don-vi/S3", "2023-06-14")).toMatchObject({ symbol: "VP", signer: "CHÁNH VĂN PHÒNG" });
  });

  test("a committee has nobody above it, names its place without its type and signs for the whole", () => {
    expect(headOf("don-vi/H1", "2023-06-14")).toEqual({
      superior: null,
      issuer: "ỦY BAN NHÂN DÂN\nHUYỆN CHÂU ĐỨC",
      name: "Ủy ban nhân dân huyện Châu Đức",
      symbol: "UBND",
      place: "Châu Đức",
      signer: "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    });
    expect(headOf("don-vi/X1", "2023-06-14")).toMatchObject({ place: "Ngãi Giao" });
  });

  test("an office of a commune stands under the commune's committee, in its place, and signs by its own head", () => {
    expect(headOf("don-vi/X2", "2023-06-14")).toEqual({
      superior: "UBND PHƯỜNG 1",
      issuer: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG\nPHƯỜNG 1",
      name: "Trung tâm Phục vụ hành chính công Phường 1",
      symbol: "TTPVHCC",
      place: "Phường 1",
      signer: "GIÁM ĐỐC",
    });
    expect(headOf("don-vi/X3", "2023-06-14")).toMatchObject({
      superior: "UBND XÃ TÂN HẢI",
      place: "Tân Hải",
      signer: "THỦ TRƯỞNG ĐƠN VỊ",
    });
  });

  test.each([
    ["Sở Thông tin và Truyền thông", "STTTT"],
    ["Sở Lao động - Thương binh và Xã hội", "SLĐTBXH"],
    ["Sở Giáo dục và Đào tạo", "SGDĐT"],
  ])("%s is %s", (name, symbol) => {
    expect(initialsOf(name)).toBe(symbol);
  });
});

test("no code of an agency makes a file's name that leads elsewhere, and no two make one", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1 }),
      fc.string({ unit: "grapheme", minLength: 1 }),
      (one, other) => {
        expect(fileCode(one)).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/);
        if (one !== other) expect(fileCode(one)).not.toBe(fileCode(other));
      },
    ),
  );
  expect(fileCode("../../etc")).toBe("_2e_._2f_.._2f_etc");
});
