import { expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { SlotsEmpty } from "../../functions/domain/failure.ts";
import { outlinesNamed } from "../../functions/domain/regime.ts";
import { checkRequired } from "../../functions/pipeline/support/required.ts";

const catalogue = loadCatalogue(new URL("../../templates/", import.meta.url));

/** The material of Bà Rịa - Vũng Tàu, one of whose reports requires these slots. */
function requiring(required: readonly string[]) {
  const regimes = catalogue
    .regimes("ba-ria-vung-tau")
    .map((one) => (one.report === "cntt" ? { ...one, required: [...required] } : one));
  const outlines = outlinesNamed(regimes).map((id) => catalogue.outline(id));
  return { programmes: [], regimes, outlines };
}

const written = (texts: Readonly<Record<string, string>>) => new Map([["cntt", new Map(Object.entries(texts))]]);

// documents.md 2: a regime says which slots must be filled before release; the shipped ones require none.
test("what a regime requires and nobody has written holds the release back, by name", () => {
  const held = () =>
    checkRequired(requiring(["chi-dao", "nguyen-nhan"]), written({ "chi-dao": "Đã ban hành." }), "2023-06");

  expect(held).toThrow(SlotsEmpty);
  expect(held).toThrow(
    "Kỳ 2023-06 chưa được phát hành vì chưa có nội dung bắt buộc: cntt: nguyen-nhan (Nguyên nhân khách quan, chủ quan)",
  );
});

test("blanks alone are no text", () => {
  expect(() => checkRequired(requiring(["chi-dao"]), written({ "chi-dao": " \n\t" }), "2023-06")).toThrow(SlotsEmpty);
});

test("what is written, or not required, holds nothing back", () => {
  expect(() => checkRequired(requiring(["chi-dao"]), written({ "chi-dao": "Đã ban hành." }), "2023-06")).not.toThrow();
  expect(() => checkRequired(requiring([]), new Map(), "2023-06")).not.toThrow();
});
