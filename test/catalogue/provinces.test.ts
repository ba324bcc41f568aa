import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { letterheadOn, nameOn } from "../../functions/domain/office.ts";
import { bodiesOf, provinceNameOn } from "../../functions/domain/province.ts";
import { addresseesOf, regimesOn } from "../../functions/domain/regime.ts";
import { complaintOf, copyOfTemplates, TEMPLATES } from "../helpers/catalogue/templates.ts";

const catalogue = loadCatalogue(TEMPLATES);

/** The 34 since 01/7/2025, by the list of the national portal of 01/10/2026, in ASCII with hyphens. */
const STANDING =
  "an-giang bac-ninh ca-mau can-tho cao-bang da-nang dak-lak dien-bien dong-nai dong-thap gia-lai ha-noi ha-tinh hai-phong hue hung-yen khanh-hoa lai-chau lam-dong lang-son lao-cai nghe-an ninh-binh phu-tho quang-ngai quang-ninh quang-tri son-la tay-ninh thai-nguyen thanh-hoa tp-ho-chi-minh tuyen-quang vinh-long".split(
    " ",
  );

/** Cities under the central government on 01/10/2026. */
const CITIES = [
  "bac-ninh",
  "can-tho",
  "da-nang",
  "dong-nai",
  "ha-noi",
  "hai-phong",
  "hue",
  "quang-ninh",
  "tp-ho-chi-minh",
];

const printed = (id: string, report: string, day: string) => {
  const province = catalogue.province(id);
  const [regime, ...others] = regimesOn(catalogue.regimes(id), day).filter((one) => one.report === report);
  if (regime === undefined || others.length > 0) throw new Error(`${others.length} other ${report} of ${id} on ${day}`);
  const { issuer } = regime;
  const office = province.offices.find((one) => "office" in issuer && one.id === issuer.office);
  const bodies = bodiesOf(province);
  const called = (names: readonly string[]) => names.map((name) => nameOn(name, bodies, day));
  return {
    head: office === undefined ? null : letterheadOn(office, day),
    addressees: called(addresseesOf(regime, [], null)),
    recipients: called(regime.recipients),
  };
};

describe("every province can be chosen with data alone", () => {
  test("all 34 exist, with the type of the day, a code and the usual reports", () => {
    expect(STANDING).toHaveLength(34);
    for (const id of STANDING) {
      const province = catalogue.province(id);
      expect(province.ended, id).toBeUndefined();
      expect(province.code, id).toMatch(/^\d\d$/);
      const type = CITIES.includes(id) ? /^[Tt]hành phố / : /^tỉnh /;
      expect(provinceNameOn(province, "2026-10-14"), id).toMatch(type);
      const reports = regimesOn(catalogue.regimes(id), "2026-10-14").map(({ report }) => report);
      expect(reports, id).toEqual(["cchc", "cntt", "don-vi"]);
    }
    expect(new Set(STANDING.map((id) => catalogue.province(id).code)).size).toBe(34);
  });

  test("one that nobody has written anything for reports through the offices of the day", () => {
    expect(printed("gia-lai", "cntt", "2025-02-14").head).toMatchObject({ issuer: "SỞ THÔNG TIN VÀ TRUYỀN THÔNG" });
    const { head, addressees, recipients } = printed("gia-lai", "cntt", "2026-10-14");
    expect(head).toMatchObject({
      superior: "UBND TỈNH GIA LAI",
      issuer: "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
      symbol: "SKHCN",
      place: "Gia Lai",
    });
    expect(addressees).toEqual(["Ủy ban nhân dân tỉnh Gia Lai"]);
    expect(recipients).toContain("Văn phòng UBND tỉnh");
  });

  test("one that has become a city is called so from that day on, in letterhead, Kính gửi and Nơi nhận", () => {
    const [before, after] = [printed("dong-nai", "cntt", "2026-04-14"), printed("dong-nai", "cntt", "2026-05-14")];
    expect(before.head).toMatchObject({ superior: "UBND TỈNH ĐỒNG NAI" });
    expect(before.addressees).toEqual(["Ủy ban nhân dân tỉnh Đồng Nai"]);
    expect(after.head).toMatchObject({ superior: "UBND THÀNH PHỐ ĐỒNG NAI" });
    expect(after.addressees).toEqual(["Ủy ban nhân dân thành phố Đồng Nai"]);
    expect(after.recipients).toEqual(
      expect.arrayContaining(["Chủ tịch, các PCT UBND thành phố (để b/c)", "Văn phòng UBND thành phố"]),
    );
  });

  test("Quảng Trị reports through its Văn phòng until 28/02/2025, then through Sở Khoa học và Công nghệ", () => {
    expect(printed("quang-tri", "cntt", "2025-02-14").head).toMatchObject({ issuer: "VĂN PHÒNG" });
    expect(printed("quang-tri", "cntt", "2025-03-14").head).toMatchObject({ issuer: "SỞ KHOA HỌC VÀ CÔNG NGHỆ" });
    expect(regimesOn(catalogue.regimes("quang-tri"), "2024-12-14").map(({ report }) => report)).toEqual([
      "cntt",
      "don-vi",
    ]);
  });

  test("one knows the provinces that became part of it, and when", () => {
    expect(catalogue.province("quang-tri").joined).toEqual([{ name: "tỉnh Quảng Bình", lastDay: "2025-06-30" }]);
    expect(catalogue.province("tp-ho-chi-minh").joined.map(({ name }) => name)).toEqual([
      "tỉnh Bà Rịa - Vũng Tàu",
      "tỉnh Bình Dương",
    ]);
    expect(catalogue.province("cao-bang").joined).toEqual([]);
  });

  test("one that has ended is there for its own days", () => {
    expect(catalogue.province("binh-phuoc")).toMatchObject({
      ended: { lastDay: "2025-06-30", successor: "tỉnh Đồng Nai" },
    });
    expect(catalogue.province("ba-ria-vung-tau").ended?.successor).toBe("Thành phố Hồ Chí Minh");
  });
});

describe("a province's own file", () => {
  const withOwn = (json: string) => {
    const root = copyOfTemplates();
    writeFileSync(join(root, "provinces/gia-lai.json"), json);
    return root;
  };

  test("changes one field of one letterhead in three lines, and leaves everything else", () => {
    const root = withOwn(`{ "id": "gia-lai", "offices": [{ "id": "so-tttt", "letterheads": [
      { "from": "2025-03-01", "symbol": "SKHCN-GL" }
    ] }] }`);
    const changed = loadCatalogue(root).province("gia-lai");
    const [common] = catalogue.province("gia-lai").offices;
    const [office, ...others] = changed.offices;
    expect(office?.letterheads).toEqual([common?.letterheads[0], { ...common?.letterheads[1], symbol: "SKHCN-GL" }]);
    expect(others).toEqual(catalogue.province("gia-lai").offices.slice(1));
  });

  test("is refused where it stands for a slip", () => {
    expect(complaintOf(withOwn('{ "id": "gia-lai",\n  "regime": { "scheme": "lunar" } }'))).toMatch(
      /^Tệp provinces\/gia-lai\.json, dòng 2, cột 25, mục regime\.scheme đang ghi "lunar": phải là một trong: nd09, calendar/,
    );
    expect(complaintOf(withOwn('{ "id": "gia-lai", "ofices": [] }'))).toContain("mục lạ");
  });
});
