import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { namesOn } from "../../functions/domain/province.ts";
import { TEMPLATES } from "../helpers/catalogue/templates.ts";

const catalogue = loadCatalogue(TEMPLATES);

const treeOf = (...names: readonly string[]) => ({
  inForce: names.map((name, index) => ({
    code: String(index),
    name,
    level: "xa" as const,
    parentCode: null,
    validFrom: "2025-07-01",
    validTo: null,
    successors: [],
  })),
});

describe("the committees below a province are named by the kinds of units of the period", () => {
  test.each([
    ["quang-tri", treeOf("UBND phường Đồng Hới", "UBND xã Tân Gianh", "UBND đặc khu Cồn Cỏ"), "xã, phường, đặc khu"],
    ["dong-nai", treeOf("UBND phường Trấn Biên", "UBND xã Đak Lua"), "xã, phường"],
  ])("%s: %3$s", (id, tree, expected) => {
    const [first] = catalogue.province(id).bodies.find((body) => body.id === "ubnd-duoi-tinh")?.names ?? [];
    const before = first?.name ?? "";
    expect(namesOn(catalogue.province(id), tree, "2025-07-01")(before)).toBe(`UBND các ${expected}`);
    expect(namesOn(catalogue.province(id), tree, "2025-07-01")("{ubnd-duoi-tinh}")).toBe(`UBND các ${expected}`);
    for (const name of [before, "{ubnd-duoi-tinh}"])
      expect(namesOn(catalogue.province(id), tree, "2025-06-30")(name)).toBe(before);
  });

  test("a document that asks districts and no communes is not made to ask communes", () => {
    const named = namesOn(catalogue.province("quang-tri"), treeOf("UBND phường Đồng Hới"), "2025-07-01");
    expect(named("UBND các huyện, thị xã, thành phố", false)).toBe("UBND các huyện, thị xã, thành phố");
    expect(named("Sở Thông tin và Truyền thông", false)).toBe("Sở Khoa học và Công nghệ");
  });
});
