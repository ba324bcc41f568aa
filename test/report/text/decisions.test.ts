import { expect, test } from "vitest";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { precedenceOf } from "../../../functions/domain/figures/precedence.ts";
import type { Programme } from "../../../functions/domain/programme.ts";
import { contradictionTexts, endedTexts, levellessTexts } from "../../../functions/report/text/decisions.ts";
import { uncountedNotes } from "../../../functions/report/text/notes/uncounted.ts";
import { TEMPLATES } from "../../helpers/catalogue/templates.ts";

const catalogue = loadCatalogue(TEMPLATES);
const national = catalogue.national();
const [base] = catalogue.programmes("dong-nai");
if (base === undefined) throw new Error("no programme");

/** A decision of the province for online filing by sở alone, in force from 2025 to a day. */
const own = (threshold: number, to: string): Programme => ({
  ...base,
  ...{ id: "dongnai-thu-2025", shortName: "Kế hoạch số 9/KH-UBND", issued: "2025-01-02", inForce: { to } },
  targets: base.targets
    .filter(({ id }) => id === "online-payments")
    .map((target) => ({
      ...target,
      indicator: "online-filing",
      thresholds: { so: threshold },
      deadline: "2025-12-31",
    })),
});

const targetsOf = (programmes: readonly Programme[]) =>
  programmes.flatMap(({ id, targets }) => targets.map(({ indicator, thresholds }) => [id, indicator, thresholds]));

test("the province's own decision is judged, the pack where it says nothing", () => {
  const { programmes, displaced } = precedenceOf([own(60, "2025-12-31"), ...national]);
  const filing = targetsOf(programmes).filter(([, indicator]) => indicator === "online-filing");
  expect(filing).toEqual([
    ["dongnai-thu-2025", "online-filing", { so: 60 }],
    ["national-qd126-2025", "online-filing", { xa: 80, province: 80 }],
    ["national-qd766-2022", "online-filing", { xa: 50, province: 50 }],
  ]);
  expect(displaced.map(({ programme, scope }) => [programme.id, scope])).toEqual([
    ["national-qd126-2025", "so"],
    ["national-qd766-2022", "so"],
  ]);
});

test("a decision that asks for less than the pack is told of in one sentence, a level for full marks is no demand", () => {
  expect(contradictionTexts(precedenceOf([own(40, "2025-12-31"), ...national]).displaced)).toEqual([
    "Kế hoạch số 9/KH-UBND giao “tỷ lệ hồ sơ TTHC được xử lý trực tuyến” thấp hơn mức của Quyết định số 126/QĐ-BCĐCP; báo cáo đánh giá theo văn bản của tỉnh và ghi chú điều này, đề nghị kiểm tra lại mức giao ở tệp programmes/dongnai-thu-2025.json.",
  ]);
  expect(contradictionTexts(precedenceOf([own(80, "2025-12-31"), ...national]).displaced)).toEqual([]);
});

test("a decision that ends in the middle of a quarter is told of in one sentence", () => {
  expect(endedTexts([own(60, "2025-05-15")], "2025-Q2")).toEqual([
    'Kế hoạch số 9/KH-UBND hết hiệu lực ngày 15/5/2025, trước ngày cuối của quý II năm 2025 (30/6/2025), nên không dùng để đánh giá kỳ này; cần đánh giá thì chỉ định văn bản "dongnai-thu-2025".',
  ]);
  expect(endedTexts([own(60, "2025-06-30"), own(60, "2025-03-31")], "2025-Q2")).toEqual([]);
});

// Since 01/7/2025 there are no districts.
test("a decision that asks something of a level without agencies is told of in one sentence", () => {
  const [target] = base.targets.filter(({ id }) => id === "online-payments");
  if (target === undefined) throw new Error("no target");
  const asking = { ...own(60, "2026-12-31"), targets: [{ ...target, thresholds: { so: 60, huyen: 50, xa: 40 } }] };

  expect(levellessTexts([asking, ...national], new Set(["so", "xa"]), "2026-10-14")).toEqual([
    "Kế hoạch số 9/KH-UBND giao 01 chỉ tiêu cho UBND cấp huyện, nhưng ngày 14/10/2026 không có cơ quan nào ở cấp này; báo cáo không đánh giá các mức đó. Mức nay giao cho cấp khác thì sửa mục thresholds ở tệp programmes/dongnai-thu-2025.json.",
  ]);
  expect(levellessTexts([asking], new Set(["so", "huyen", "xa"]), "2025-06-14")).toEqual([]);
});

test("what was to be reached by an earlier day is told no more of in a later period", () => {
  const told = (lastDay: string) => uncountedNotes(national, lastDay).filter((text) => text.includes("trong năm 2025"));
  expect(told("2025-12-31")).toHaveLength(3);
  expect(told("2026-01-31")).toEqual([]);
  expect(uncountedNotes(national, "2026-10-31").join()).toContain("Tối thiểu 95%".toLocaleLowerCase("vi"));
});
