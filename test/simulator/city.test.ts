import { expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { citySince } from "../../functions/domain/province.ts";
import { loadProvince, recordsOn } from "../../functions/simulator/province/agencies.ts";
import { TEMPLATES } from "../helpers/catalogue/templates.ts";

const catalogue = loadCatalogue(TEMPLATES);

/** The offices of a province on a day that are named after what it is. */
const named = (id: string, day: string): string[] =>
  recordsOn(loadProvince(id, citySince(catalogue.province(id))), day)
    .map(({ agency: { name } }) => name)
    .filter((name) => /^(Thanh tra|Văn phòng)/u.test(name))
    .sort();

const OF_PROVINCE = ["Thanh tra tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"];
const OF_CITY = ["Thanh tra thành phố", "Văn phòng Ủy ban nhân dân thành phố"];

test.each([
  ["lam-dong", "2026-10-31", OF_PROVINCE],
  ["da-nang", "2026-10-31", OF_CITY],
  ["hue", "2026-10-31", OF_CITY],
  ["bac-ninh", "2026-09-19", OF_PROVINCE],
  ["bac-ninh", "2026-09-20", OF_CITY],
  ["dong-nai", "2026-04-29", OF_PROVINCE],
  ["dong-nai", "2026-04-30", OF_CITY],
])("the offices of %s are named after what it is on %s", (id, day, expected) => {
  expect(named(id, day)).toEqual(expected);
});

test("an office that is renamed when its province becomes a city keeps its code and its work", () => {
  const records = loadProvince("bac-ninh", "2026-09-20").byCode.get("MP-TTT") ?? [];

  expect(records.map(({ agency: { name, validTo, successors } }) => ({ name, validTo, successors }))).toEqual([
    { name: "Thanh tra tỉnh", validTo: "2026-09-19", successors: ["MP-TTT"] },
    { name: "Thanh tra thành phố", validTo: null, successors: [] },
  ]);
  expect(new Set(records.map(({ roles, sizes }) => JSON.stringify([roles, sizes.at(-1)?.size]))).size).toBe(1);
});
