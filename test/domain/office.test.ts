import { expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { nameOn } from "../../functions/domain/office.ts";
import { bodiesOf } from "../../functions/domain/province.ts";

const catalogue = loadCatalogue(new URL("../../templates/", import.meta.url));
const called = (province: string, name: string, day: string): string =>
  nameOn(name, bodiesOf(catalogue.province(province)), day);

const TECHNOLOGY = "Sở Thông tin và Truyền thông";
const DISTRICTS = "UBND các huyện, thị xã, thành phố";

// Sở Thông tin và Truyền thông became part of Sở Khoa học và Công nghệ on 01/3/2025; there are no districts since 01/7/2025.
test.each([
  ["ba-ria-vung-tau", TECHNOLOGY, "2025-02-28", TECHNOLOGY],
  ["ba-ria-vung-tau", TECHNOLOGY, "2025-03-01", "Sở Khoa học và Công nghệ"],
  ["ba-ria-vung-tau", `${TECHNOLOGY} (để p/h)`, "2025-03-14", "Sở Khoa học và Công nghệ (để p/h)"],
  ["quang-tri", `${TECHNOLOGY} (để p/h)`, "2025-03-01", "Sở Khoa học và Công nghệ (để p/h)"],
  ["quang-tri", DISTRICTS, "2025-06-30", DISTRICTS],
  ["quang-tri", DISTRICTS, "2025-07-01", "UBND các {đơn vị cấp xã}"],
  ["dong-nai", "UBND các huyện, thành phố", "2026-01-14", "UBND các {đơn vị cấp xã}"],
  // The name of the office that took it over was another one's before.
  ["dong-nai", "Sở Khoa học và Công nghệ", "2023-06-14", "Sở Khoa học và Công nghệ"],
  ["dong-nai", "UBND các huyện, thành phố Biên Hòa", "2026-01-14", "UBND các huyện, thành phố Biên Hòa"],
  ["dong-nai", "Sở Nội vụ (để p/h)", "2026-01-14", "Sở Nội vụ (để p/h)"],
  ["dong-nai", "Như trên", "2026-01-14", "Như trên"],
])("in %s %s is on %s called %s", (province, name, day, expected) => {
  expect(called(province, name, day)).toBe(expected);
  expect(called(province, name.normalize("NFD"), day).normalize("NFC")).toBe(expected);
});
