import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PORTAL_ANSWERS } from "../../../functions/domain/national/answers.ts";
import {
  type Compared,
  type CrossCheckInput,
  type CrossCheckLine,
  crossCheckOf,
  type Measure,
  type OwnCounts,
} from "../../../functions/domain/national/cross-check.ts";
import { portalAnswers, type StoredAnswer } from "../../../functions/domain/national/kept.ts";

const CAPTURED = "2026-09-26T18:14:41.000Z";

/** UBND tỉnh Phú Thọ in August 2026 as it was recorded, trimmed to five units an answer. */
const recorded: readonly StoredAnswer[] = PORTAL_ANSWERS.map((name) => ({
  name,
  capturedAt: CAPTURED,
  body: readFileSync(new URL(`../../fixtures/national-portal/${name}.json`, import.meta.url), "utf8"),
}));

const own = (inTime: number, resolved: number, paid: number, fee: number): OwnCounts => ({
  onTime: { numerator: inTime, denominator: resolved },
  paid: { numerator: paid, denominator: fee },
  missing: 0,
});

const OURS = new Map<string | null, OwnCounts>([
  [null, own(900, 1_000, 80, 100)],
  ["25-SCT", own(300, 310, 0, 0)],
  ["H44.08", { onTime: null, paid: null, missing: 1 }],
]);

const input = (changes: Partial<CrossCheckInput> = {}): CrossCheckInput => ({
  province: "tỉnh Phú Thọ",
  agencies: [
    { code: "H44.08", name: "Sở Giáo dục" },
    { code: "25-SCT", name: "Sở Công thương" },
    { code: "25-SYT", name: "Sở Y tế" },
  ],
  ownOf: (code) => OURS.get(code) ?? { onTime: null, paid: null, missing: 1 },
  answers: portalAnswers(recorded),
  earlier: portalAnswers([]),
  period: "2026-08",
  ownWindow: { from: "2026-07-15", to: "2026-08-14" },
  portalWindow: { from: "2026-08-01", to: "2026-08-31" },
  synthetic: false,
  missed: null,
  ...changes,
});

const lineOf = (name: string, changes: Partial<CrossCheckInput> = {}): CrossCheckLine => {
  const line = crossCheckOf(input(changes)).lines.find((one) => one.name === name);
  if (line === undefined) throw new Error(`no line ${name}`);
  return line;
};

const at = (name: string, measure: Measure): Compared => lineOf(name).measures[measure];

test("the province comes first, then its agencies in their order, then whom only the portal has", () => {
  expect(crossCheckOf(input()).lines.map(({ of, code, name, portalCode }) => [of, code, name, portalCode])).toEqual([
    ["province", "", "tỉnh Phú Thọ", "H44"],
    ["agency", "H44.08", "Sở Giáo dục", "H44.08"],
    ["agency", "25-SCT", "Sở Công thương", "H44.07"],
    ["agency", "25-SYT", "Sở Y tế", null],
    ["portal", "", "Văn phòng UBND Tỉnh - Tỉnh Phú Thọ", "H44.01"],
    ["portal", "", "Ban quản lý các khu công nghiệp - Tỉnh Phú Thọ", "H44.03"],
    ["portal", "", "UBND Phường Việt Trì", "H44.100"],
  ]);
});

test("the province's shares of August 2026 beside ours", () => {
  expect(at("tỉnh Phú Thọ", "on-time")).toMatchObject({
    ours: { numerator: 900, denominator: 1_000 },
    portal: { numerator: 144_625, denominator: 184_513 },
    capturedAt: CAPTURED,
    score: null,
    remarks: [],
  });
  expect(at("tỉnh Phú Thọ", "online-payment")).toMatchObject({
    ours: { numerator: 80, denominator: 100 },
    portal: { numerator: 82_913, denominator: 98_459 },
  });
});

test.each([
  ["CKMB", 7.96, 18],
  ["TDGQ", 15.68, 20],
  ["CLGQ", 8.83, 12],
  ["TTTT", 6.25, 10],
  ["MDSH", 8.22, 22],
  ["MDHL", 12.97, 18],
] as const)("the province's official score of %s", (group, score, max) => {
  expect(at("tỉnh Phú Thọ", group)).toMatchObject({ ours: null, portal: null, score, max, rank: null });
});

test("the province's total is the fourteenth of 34, eight places up, and of the year", () => {
  // Thirteen provinces have more than 62.60; 21 had more than 62.60 - 18.58 = 44.02 before.
  expect(at("tỉnh Phú Thọ", "total")).toMatchObject({
    ...{ score: 62.6, max: 100, rank: 14, moved: 8 },
    remarks: ["of-the-year"],
  });
  expect(crossCheckOf(input()).provinces).toBe(34);
});

test("a department's own dossiers, score and place among departments", () => {
  expect(at("Sở Công thương", "on-time")).toMatchObject({
    ours: { numerator: 300, denominator: 310 },
    portal: { numerator: 332, denominator: 482 },
    overdue: 150,
  });
  // 16.53 and 13.78 before 12.70; the office without dossiers has no place.
  expect(at("Sở Công thương", "TDGQ")).toMatchObject({ score: 13.78, max: 20, rank: 2 });
  expect(at("Sở Giáo dục", "TDGQ")).toMatchObject({ score: 12.7, rank: 3 });
  expect(at("UBND Phường Việt Trì", "TDGQ")).toMatchObject({ score: 15.81, rank: 1 });
});

test("0 of 0 is nothing on either side, and a score of 0 for it is none", () => {
  expect(at("Sở Giáo dục", "online-payment")).toMatchObject({
    ours: null,
    portal: null,
    remarks: ["own-unknown", "no-portal-activity"],
  });
  expect(at("Sở Giáo dục", "TTTT")).toMatchObject({
    score: null,
    max: 10,
    rank: null,
    remarks: ["no-portal-activity"],
  });
  const office = "Văn phòng UBND Tỉnh - Tỉnh Phú Thọ";
  expect(at(office, "on-time")).toMatchObject({ portal: null, overdue: null });
  expect(at(office, "CLGQ")).toMatchObject({ score: null, remarks: ["not-ours", "no-portal-activity"] });
  expect(at("Sở Công thương", "online-payment")).toMatchObject({ ours: null, remarks: ["no-own-activity"] });
});

/** The recorded answers of another month, the scores of some units otherwise. */
const before = (scores: Readonly<Record<string, number>>) =>
  portalAnswers(
    recorded.map((one) => {
      const answer = JSON.parse(one.body);
      for (const unit of answer.data.children ?? [])
        if (unit.departmentCode in scores) unit.score = scores[unit.departmentCode];
      return { ...one, body: JSON.stringify(answer) };
    }),
  );

test("the places that an agency has moved are those within its level between the evaluation before and this one", () => {
  // 13.78 is the second of the departments now, and was the third behind 16.53 and 14.
  const moved = (scores: Readonly<Record<string, number>>, name = "Sở Công thương") =>
    lineOf(name, { earlier: before(scores) }).measures.TDGQ.moved;
  expect(moved({ "H44.08": 14 })).toBe(1);
  expect(moved({ "H44.08": 14 }, "Sở Giáo dục")).toBe(-1);
  expect(moved({})).toBe(0);
  expect(moved({ "H44.100": 99 })).toBe(0);
});

test("who had no place before, and whoever is held against nothing stored, has not moved", () => {
  expect(at("Sở Công thương", "TDGQ")).toMatchObject({ rank: 2, moved: null });
  const earlier = portalAnswers(recorded.map((one) => ({ ...one, body: one.body.replaceAll("H44.07", "H44.77") })));
  const gone = portalAnswers(
    recorded.map((one) => {
      const answer = JSON.parse(one.body);
      const units = answer.data.children ?? [];
      if (units.length > 0)
        answer.data.children = units.filter(
          ({ departmentCode }: { departmentCode?: string }) => departmentCode !== "H44.07",
        );
      return { ...one, body: JSON.stringify(answer) };
    }),
  );
  // It is known by the portal's id, not by its code.
  expect(lineOf("Sở Công thương", { earlier }).measures.TDGQ.moved).toBe(0);
  expect(lineOf("Sở Công thương", { earlier: gone }).measures.TDGQ.moved).toBeNull();
  expect(lineOf("tỉnh Phú Thọ", { earlier }).measures.TDGQ.moved).toBeNull();
});

test("the pages of an answer are one: every unit once, as old as the oldest of them", () => {
  const page = (number: number, units: (all: unknown[]) => unknown[]): StoredAnswer => {
    const [name, whole] = ["transparency", recorded.find((one) => one.name === "transparency")?.body ?? ""];
    const answer = JSON.parse(whole);
    answer.data.evaluation = units(answer.data.evaluation);
    const capturedAt = number === 1 ? CAPTURED : "2026-09-26T18:00:00.000Z";
    return { name: number === 1 ? name : `${name}.${number}`, capturedAt, body: JSON.stringify(answer) };
  };
  const pages = [page(1, (all) => all.slice(0, 3)), page(2, (all) => all.slice(2))];
  const { groups } = portalAnswers([...recorded.filter(({ name }) => name !== "transparency"), ...pages]);
  const whole = portalAnswers(recorded).groups.CKMB;

  expect(groups.CKMB?.said.units).toEqual(whole?.said.units);
  expect(groups.CKMB?.capturedAt).toBe("2026-09-26T18:00:00.000Z");
});

test("points for no petitions are said to be such", () => {
  expect(at("Sở Công thương", "MDHL")).toMatchObject({ score: 16.59, remarks: ["no-petitions"] });
  expect(at("Sở Giáo dục", "MDHL")).toMatchObject({ score: 16.19, remarks: [] });
});

test("who matches nobody is listed with our side alone, and has no score", () => {
  expect(at("Sở Y tế", "on-time")).toMatchObject({ portal: null, remarks: ["own-unknown", "unmatched"] });
  expect(at("Sở Y tế", "MDHL")).toMatchObject({ score: null, remarks: ["unmatched"] });
});

test("nothing is reckoned for a unit's total, which the portal does not give", () => {
  expect(at("Sở Công thương", "total")).toMatchObject({ score: null, rank: null, remarks: ["no-unit-total"] });
});

test("without any answer all lines are there, with our side", () => {
  const none = { answers: portalAnswers([]), missed: "Không lấy được." };
  expect(crossCheckOf(input(none)).lines).toHaveLength(4);
  expect(lineOf("tỉnh Phú Thọ", none).measures["on-time"]).toMatchObject({
    ours: { numerator: 900, denominator: 1_000 },
    portal: null,
    remarks: ["no-answer"],
  });
});

test("an answer that cannot be read is as one that is not there", () => {
  const answers = portalAnswers(
    recorded.map((one) => (one.name === "transparency" ? { ...one, body: "<html>" } : one)),
  );
  expect(lineOf("tỉnh Phú Thọ", { answers }).measures.CKMB.remarks).toEqual(["no-answer"]);
});
