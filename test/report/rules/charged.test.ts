import { expect, test } from "vitest";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, recomposed, sectionsOf, under } from "../../helpers/data/composed.ts";

const LETTER = "quangtri-cv90-2021";
const DECISION = "brvt-qd-2023";

/** The report in which of the integration, with which the letter charges one office, 40 of a hundred are missing. */
function sections(lead: string) {
  const { composition, targets } = composed(workedExample(), "2023-06", [LETTER]);
  const programmes = composition.inputs.programmes.map((programme) => ({
    ...programme,
    targets: programme.targets.map((target) => (target.lead === undefined ? target : { ...target, lead })),
  }));
  const charged = { ...composition, inputs: { ...composition.inputs, programmes } };
  const made = recomposed({ composition: charged, targets }, (row) =>
    row.target === "integrated-services" && row.scope === "province" && row.basis === "as-of"
      ? { ...row, numerator: 60, denominator: 100, rate: 60_000_000n, shortfall: 40, verdict: "not-met" }
      : row,
  );
  return sectionsOf(made, "cntt").sections;
}

// documents.md 3: the issuing office's own shortfall is told as its own; of another office it is asked for by name.
test("a target that a document gives to another office is asked of that office", () => {
  const made = sections("Văn phòng UBND tỉnh");

  expect(under(made, "KIẾN NGHỊ, ĐỀ XUẤT").join("\n")).toMatch(
    /^Văn phòng UBND tỉnh: chỉ tiêu số 3 \(được giao chủ trì\)[;.]$/m,
  );
  expect(under(made, ". Tồn tại, hạn chế").join()).not.toContain("được giao chủ trì");
});

test("a target that a document gives to the office that writes is told as its own, and asked of nobody", () => {
  const made = sections("Sở Thông tin và Truyền thông");

  expect(under(made, ". Tồn tại, hạn chế").join("\n")).toContain(
    "Sở Thông tin và Truyền thông được giao chủ trì chỉ tiêu số 3: đạt 60,00%, thấp hơn 40,00 điểm phần trăm so với mức tối thiểu 100%, còn 40 DVCTT chưa được tích hợp, sẽ tập trung thực hiện.",
  );
  expect(under(made, "KIẾN NGHỊ, ĐỀ XUẤT").join()).not.toContain("được giao chủ trì");
});

// documents.md 3: equal places are no order.
test("where every agency that is scored has the same score, its own report gives no place", () => {
  const { composition, ...rest } = composed(workedExample(), "2023-06", [DECISION]);
  const scores = new Map(
    [...composition.scores].map(([code, one]) => [code, { ...one, score: { over: 100n, under: 1n }, rank: 1 }]),
  );
  const equal = sectionsOf({ ...rest, composition: { ...composition, scores } }, "don-vi/Z1.X01").sections;
  const text = equal.flatMap(({ texts }) => texts).find((one) => one.startsWith("Kết quả chung"));

  expect(text).toMatch(
    /đạt 100,00\/100 điểm; \d\d cơ quan cùng cấp được tính điểm có điểm bằng nhau nên đồng hạng 1\.$/,
  );
});
