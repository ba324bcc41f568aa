import { expect, test } from "vitest";
import { workedExample } from "../helpers/data/answers.ts";
import { coarsened } from "../helpers/data/coarsened.ts";
import { composed, onSheet, sectionsOf, under, volumeOf } from "../helpers/data/composed.ts";

const DECISION = "brvt-qd-2023";
const WHOLE = "Z1.X02";
const BY_FIELD = "Z1.H01";

const made = () =>
  composed(coarsened(workedExample(), { [WHOLE]: "unit", [BY_FIELD]: "field" }), "2023-06", [DECISION]);
const plain = () => composed(workedExample(), "2023-06", [DECISION]);

const figure = ({ composition }: ReturnType<typeof made>, target: string, code: string, basis: string) => {
  const scope = code === "" ? "province" : "agency";
  return composition.figures.rows.find(
    (row) => row.target === target && row.scope === scope && row.code === code && row.basis === basis,
  );
};

// sources.md 1
test("what Biểu II.06a gives has a figure, what it does not give has none, and the province goes on without it", () => {
  const [coarse, fine] = [made(), plain()];

  expect(figure(coarse, "online-filing", WHOLE, "year")).toEqual(figure(fine, "online-filing", WHOLE, "year"));
  expect(figure(coarse, "online-filing", "", "year")).toEqual(figure(fine, "online-filing", "", "year"));
  for (const target of ["remote-filing", "online-payments", "paid-procedures"]) {
    const own = figure(coarse, target, WHOLE, "year");
    expect([target, own?.numerator, own?.denominator, own?.verdict]).toEqual([target, null, null, "no-data"]);
  }
  const [now, before] = [coarse, fine].map((one) => figure(one, "remote-filing", "", "year"));
  // Two agencies of six months each.
  expect((now?.missing ?? 0) - (before?.missing ?? 0)).toBe(12);
  const [one, other] = [WHOLE, BY_FIELD].map((code) => figure(fine, "remote-filing", code, "year"));
  expect(now?.denominator).toBe((before?.denominator ?? 0) - (one?.denominator ?? 0) - (other?.denominator ?? 0));
  expect(now?.numerator).toBe((before?.numerator ?? 0) - (one?.numerator ?? 0) - (other?.numerator ?? 0));
});

test("the document says in one line where the counts come from, of which moment, and how fine they are", () => {
  const lines = sectionsOf(made(), "cntt").sections.flatMap(({ texts }) => texts);

  expect(lines.filter((text) => text.includes("Nguồn số liệu: "))).toHaveLength(1);
  expect(lines.join(" ")).toMatch(
    /Nguồn số liệu: Hệ thống [^.]*, tại thời điểm [^.]*, theo từng thủ tục hành chính; riêng 01 cơ quan theo lĩnh vực và 01 cơ quan theo tổng số của cơ quan\./,
  );
});

test("who has no figure because the source lacks it is told so, and which counts are lacking stands with the quality", () => {
  const own = sectionsOf(made(), `don-vi/${WHOLE}`).sections.flatMap(({ texts }) => texts);
  const quality = under(sectionsOf(made(), "cntt").sections, "SỐ LIỆU VÀ CHẤT LƯỢNG SỐ LIỆU").join(" ");

  expect(own.join(" ")).toMatch(/Nguồn số liệu không có số để tính chỉ tiêu số 1, 3, 5 và 6 của cơ quan\./);
  expect(quality).toContain("nguồn số liệu không có số mà báo cáo cần: ");
  expect(quality).toContain("hồ sơ nộp trực tuyến từ xa (02 cơ quan)");
  expect(quality).toContain("số liệu theo từng thủ tục hành chính (02 cơ quan)");
});

test("a source that does not give everything is no gap: the report stays as complete as it was", () => {
  const rules = ({ composition }: ReturnType<typeof made>) =>
    new Set(composition.findings.filter(({ rule }) => rule.startsWith("agency") || rule.startsWith("answer")));

  expect(rules(made()).size).toBe(rules(plain()).size);
  expect(made().composition.findings.filter(({ rule }) => rule === "count-not-delivered").length).toBeGreaterThan(10);
});

test("dossiers by channel are those that are told, and their total is everybody's", () => {
  const [coarse, fine] = [made(), plain()].map((one) => volumeOf(sectionsOf(one, "cntt").report));
  const now = (volume: typeof coarse, name: string): string | undefined => volume?.get(name)?.[1];

  expect(now(coarse, "Tiếp nhận trong kỳ")).toBe(now(fine, "Tiếp nhận trong kỳ"));
  expect(now(coarse, "- Trực tuyến")).toBe(now(fine, "- Trực tuyến"));
  expect(now(coarse, "- Trực tiếp")).not.toBe(now(fine, "- Trực tiếp"));
  const notes = under(sectionsOf(made(), "cntt").sections, "1. Kết quả tiếp nhận, giải quyết").join(" ");
  expect(notes).toContain("trong ngoặc là số lượt (cơ quan × tháng) mà dòng không gồm: trực tiếp (02), ");
  expect(under(sectionsOf(plain(), "cntt").sections, "1. Kết quả tiếp nhận, giải quyết").join(" ")).not.toContain(
    "Nguồn",
  );
});

test("the table of a level says whose cells the source leaves empty", () => {
  const notes = (one: ReturnType<typeof made>) => onSheet(sectionsOf(one, "cntt").report.appendices, "Cap xa").notes;

  expect(notes(made()).join(" ")).toContain("Nguồn số liệu không có số để tính: CT 1 (UBND xã Nghĩa Thắng 2)");
  expect(notes(plain()).join(" ")).not.toContain("Nguồn số liệu không có");
});
