import { describe, expect, test } from "vitest";
import { initialsOf, letterheadOn, Office, UnitLetterhead, unitLetterhead } from "../../functions/domain/office.ts";
import { addresseesOf, type Duty, isDue, isMadeFor, Regime, slugOf } from "../../functions/domain/regime.ts";
import { agency } from "../helpers/data/made.ts";

const duty = (programme: string, more: Partial<Duty> = {}): Duty => ({
  programme,
  cadence: ["month", "quarter"],
  addressees: ["Sở Nội vụ"],
  clause: "Điều 3",
  proposed: false,
  ...more,
});

const regime = (duties: readonly Duty[], forAll = false): Regime =>
  Regime.parse({
    id: "p-cntt",
    province: "p",
    report: "cntt",
    name: "Báo cáo",
    content: "Kết quả",
    issuer: { office: "so-tttt" },
    addressees: ["Ủy ban nhân dân tỉnh"],
    duties,
    forAll,
    method: "Văn bản điện tử",
    subject: "Kết quả {kỳ}",
    recipients: ["Như trên"],
    outline: "cntt",
    published: true,
  });

const one = { id: "p1" };
const two = { id: "p2" };

describe("a duty to report", () => {
  test("falls due with every period of its kinds, and in the months for which the document asks once", () => {
    const once = duty("p1", { cadence: ["quarter"], once: ["2021-11"] });
    const due = (period: string, kind: "month" | "quarter") => isDue(once, period, kind);
    expect([due("2023-Q2", "quarter"), due("2021-11", "month"), due("2021-10", "month")]).toEqual([true, true, false]);
    expect(isDue(duty("p1", { cadence: [] }), "2023-06", "month")).toBe(false);
  });

  test("makes a report for the programmes that ask for it; one for all is always made", () => {
    expect(isMadeFor(regime([duty("p1")]), [one])).toBe(true);
    expect(isMadeFor(regime([duty("p1")]), [two, one])).toBe(true);
    expect(isMadeFor(regime([duty("p1")]), [two])).toBe(false);
    expect(isMadeFor(regime([], true), [two])).toBe(true);
  });

  test("names whom the report is addressed to, each once; without one the regime does", () => {
    const both = regime([
      duty("p2", { addressees: ["Sở Nội vụ", "Thanh tra tỉnh"] }),
      duty("p1", { addressees: ["Sở Thông tin và Truyền thông", "Sở Nội vụ"] }),
    ]);
    expect(addresseesOf(both, [one, two], null)).toEqual([
      "Sở Thông tin và Truyền thông",
      "Sở Nội vụ",
      "Thanh tra tỉnh",
    ]);
    expect(addresseesOf(both, [{ id: "p3" }], null)).toEqual(["Ủy ban nhân dân tỉnh"]);
  });

  test("sends a commune's report to its district where the document says so, and only a commune's", () => {
    const through = regime([duty("p1", { throughDistrict: true })]);
    const district = "Ủy ban nhân dân huyện Châu Đức";
    expect(addresseesOf(through, [one], district)).toEqual([district]);
    expect(addresseesOf(through, [one], null)).toEqual(["Sở Nội vụ"]);
    expect(addresseesOf(regime([duty("p1")]), [one], district)).toEqual(["Sở Nội vụ"]);
  });
});

test("a regime's id is its province and its report", () => {
  expect(slugOf({ province: "dong-nai", report: "don-vi" })).toBe("dong-nai-don-vi");
});

describe("a letterhead", () => {
  const head = (issuer: string, from: string | null, to: string | null) => ({
    from,
    to,
    superior: null,
    issuer,
    name: issuer,
    symbol: "S",
    place: "P",
    signer: "GIÁM ĐỐC",
  });
  const office = Office.parse({
    id: "so",
    letterheads: [head("MỘT", "2020-01-01", "2025-02-28"), head("HAI", "2025-03-01", "2025-06-30")],
  });

  test.each([
    ["2019-12-31", "MỘT"],
    ["2020-01-01", "MỘT"],
    ["2025-02-28", "MỘT"],
    ["2025-03-01", "HAI"],
    ["2025-06-30", "HAI"],
    ["2025-07-01", "HAI"],
  ])("on %s is that of %s: the one in use, else the nearest", (day, issuer) => {
    expect(letterheadOn(office, day).issuer).toBe(issuer);
  });

  test("without an end is in use for ever", () => {
    const open = Office.parse({
      id: "so",
      letterheads: [head("MỘT", null, "2025-02-28"), head("HAI", "2025-03-01", null)],
    });
    expect(["1990-01-01", "2090-01-01"].map((day) => letterheadOn(open, day).issuer)).toEqual(["MỘT", "HAI"]);
  });

  test("of a department has its own name, its superior, and a symbol that was given or its initials", () => {
    const rules = UnitLetterhead.parse({
      level: "so",
      superior: "UBND TỈNH A",
      named: [{ name: "Văn phòng UBND tỉnh", symbol: "VP", signer: "CHÁNH VĂN PHÒNG" }],
      signers: [
        { begins: "Thanh tra", signer: "CHÁNH THANH TRA" },
        { begins: "", signer: "GIÁM ĐỐC" },
      ],
    });
    const of = (name: string) =>
      unitLetterhead(agency("S1", name, "so"), rules, { place: "Vũng Tàu", namedAfter: ["Nguyễn An Ninh"] });
    expect(of(" Sở Kế hoạch và Đầu tư ".normalize("NFD"))).toEqual({
      superior: "UBND TỈNH A",
      issuer: "SỞ KẾ HOẠCH VÀ ĐẦU TƯ",
      symbol: "SKHĐT",
      place: "Vũng Tàu",
      signer: "GIÁM ĐỐC",
    });
    expect(of("Văn phòng UBND tỉnh")).toMatchObject({ symbol: "VP", signer: "CHÁNH VĂN PHÒNG" });
    expect(of("Thanh tra tỉnh")).toMatchObject({ symbol: "TTT", signer: "CHÁNH THANH TRA" });
  });

  test("of a committee stands on two lines, and its place is the unit's name alone", () => {
    const rules = UnitLetterhead.parse({
      level: "huyen",
      superior: null,
      named: [],
      signers: [{ begins: "", signer: "CHỦ TỊCH" }],
    });
    const of = (name: string) =>
      unitLetterhead(agency("H1", name, "huyen"), rules, { place: "Vũng Tàu", namedAfter: ["Nguyễn An Ninh"] });
    for (const name of ["UBND huyện Châu Đức", "Ủy ban nhân dân huyện Châu Đức", "Uỷ ban nhân dân Huyện Châu Đức"]) {
      expect(of(name)).toEqual({
        superior: null,
        issuer: "ỦY BAN NHÂN DÂN\nHUYỆN CHÂU ĐỨC",
        symbol: "UBND",
        place: "Châu Đức",
        signer: "CHỦ TỊCH",
      });
    }
  });
});

test("initials leave out what joins names", () => {
  expect(initialsOf("Sở Lao động - Thương binh và Xã hội")).toBe("SLĐTBXH");
  expect(initialsOf("Ban  Quản lý các khu công nghiệp")).toBe("BQLKCN");
});
