import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { AgencyTree } from "../../../functions/domain/agency.ts";
import type { FigureRow } from "../../../functions/domain/figures/figure.ts";
import { figuresOf } from "../../../functions/domain/figures/figures.ts";
import { type Answers, computed, workedExample } from "../../helpers/data/answers.ts";
import { Item, provinces } from "../../helpers/data/provinces.ts";

const catalogue = loadCatalogue(new URL("../../../templates/", import.meta.url));
const programmes = ["ba-ria-vung-tau", "dong-nai", "quang-tri"].flatMap((province) => catalogue.programmes(province));
const indicators = new Map(
  programmes.flatMap(({ targets }) => targets.map(({ indicator }) => [indicator, catalogue.indicator(indicator)])),
);
const question = { province: "ba-ria-vung-tau", period: "2023-06", programmes, indicators };
const few = { numRuns: 15 };
const sum = (rows: readonly FigureRow[], of: "numerator" | "denominator"): number =>
  rows.reduce((total, row) => total + (row[of] ?? 0), 0);

describe("whatever the counts", () => {
  test("the province is the sum of its levels for flows", () => {
    fc.assert(
      fc.property(provinces, (answers) => {
        const { figures } = computed(answers, question);
        const flows = figures.filter((row) => indicators.get(row.indicator)?.kind === "flow");
        const compared = flows
          .filter((row) => row.scope === "province")
          .map((whole) => ({
            whole,
            levels: flows.filter(
              (row) =>
                row.scope === "level" &&
                row.target === whole.target &&
                row.basis === whole.basis &&
                row.programme === whole.programme,
            ),
          }))
          .filter(({ levels }) => levels.length === 3);
        // The flows that three programmes set a target on for all three levels, on both bases.
        expect(compared.length).toBeGreaterThanOrEqual(2 * 4);
        for (const { whole, levels } of compared) {
          expect(sum(levels, "numerator")).toBe(whole.numerator);
          expect(sum(levels, "denominator")).toBe(whole.denominator);
        }
      }),
      few,
    );
  });

  test("a distinct count is never above the catalogue's", () => {
    fc.assert(
      fc.property(provinces, (answers) => {
        const rows = computed(answers, question).figures.filter(
          (row) => indicators.get(row.indicator)?.kind === "distinct" && row.numerator !== null,
        );
        expect(rows.length).toBeGreaterThan(100);
        const above = rows.filter(({ numerator, denominator }) => (numerator ?? 0) > (denominator ?? -1));
        expect(above).toEqual([]);
      }),
      few,
    );
  });

  test("one more dossier filed online never lowers the rate of filing online", () => {
    const rates = (answers: Answers) =>
      computed(answers, question).figures.filter(
        (row) => row.target === "online-filing" || row.target === "remote-filing",
      );
    fc.assert(
      fc.property(fc.nat(95), fc.nat(9), (at, which) => {
        const answers = workedExample();
        const answered = answers.counts.filter(({ items }) => z.array(Item).nonempty().safeParse(items).success);
        const answer = answered[at % answered.length];
        const items = z.array(Item).parse(answer?.items);
        const item = items[which % items.length];
        const before = rates(answers);
        if (answer === undefined || item === undefined) throw new Error("no answer has a row");
        // A row that comes twice stays equal to itself, or the whole answer would be refused.
        for (const same of items.filter((one) => one["procedure"] === item["procedure"])) {
          same["onlineRemote"] = Number(same["onlineRemote"]) + 1;
        }
        answer.items = items;
        const after = rates(answers);
        expect(after).toHaveLength(before.length);
        const known = after.flatMap(({ rate }, index) => (rate === null ? [] : [{ rate, index }]));
        expect(known.length).toBeGreaterThan(20);
        expect(known.filter(({ rate, index }) => rate < (before[index]?.rate ?? 0n))).toEqual([]);
      }),
      few,
    );
  });

  test("the order of rows, agencies and procedures never matters", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (stream) => {
        const shuffle = <T>(list: readonly T[]): T[] =>
          list
            .map((value) => ({ value, at: stream.next().value ?? 0 }))
            .sort((left, right) => left.at - right.at)
            .map(({ value }) => value);
        const answers = workedExample();
        const shuffled: Answers = {
          agencies: shuffle(answers.agencies),
          procedures: Object.fromEntries(Object.entries(answers.procedures).map(([day, list]) => [day, shuffle(list)])),
          measures: shuffle(answers.measures),
          tasks: shuffle(answers.tasks),
          counts: shuffle(answers.counts).map((answer) => ({
            ...answer,
            items: answer.items && shuffle(answer.items),
          })),
        };
        const one = computed(shuffled, question);
        const other = computed(answers, question);
        expect([one.figures, one.findings]).toEqual([other.figures, other.findings]);
      }),
      few,
    );
  });
});

test("a split agency's counts stay in the province and its level, and in no agency", () => {
  const { figures } = computed(workedExample(), question);
  const rows = figures.filter(
    (row) => row.programme === "brvt-qd-2023" && row.target === "remote-filing" && row.basis === "year",
  );
  const level = rows.find((row) => row.scope === "level" && row.code === "xa");
  const agencies = rows.filter((row) => row.scope === "agency" && row.level === "xa");

  expect(sum(agencies, "denominator")).toBeLessThan(level?.denominator ?? 0);
  expect(rows.some((row) => row.code === "Z1.X09")).toBe(false);
});

test("an agency that the programme does not bind has figures but no verdict and no rank", () => {
  const { figures } = computed(workedExample(), question);
  const row = figures.find(
    (one) =>
      one.programme === "brvt-qd-2023" &&
      one.name === "Thanh tra tỉnh" &&
      one.target === "remote-filing" &&
      one.basis === "year",
  );

  expect(row).toMatchObject({ verdict: "not-assessed", rank: null, shortfall: null, threshold: 50 });
  expect(row?.denominator).toBeGreaterThan(0);
});

test("an earlier period is compared only if every month of it has been collected", () => {
  const { inputs } = computed(workedExample(), { ...question, period: "2023-Q1" });
  const tree = new AgencyTree(inputs.lists, "2023-03-14");
  const agencies = [...(inputs.lists.get("2022-12-15") ?? [])];
  const days = ["2022-09-15", "2022-10-14", "2022-10-15", "2022-11-14", "2022-11-15", "2022-12-14"];
  const earlierLists = new Map(days.map((day) => [day, agencies] as const));
  const january = (agency: string, month: string) =>
    inputs.digests(agency, month.startsWith("2022") ? "2023-01" : month);
  const flows = (collected: readonly string[]) =>
    figuresOf({ ...inputs, earlierLists, digests: january, collected: new Set([...inputs.months, ...collected]) }, tree)
      .rows.filter((row) => row.basis === "period" && row.scope === "province" && row.target === "remote-filing")
      .map((row) => row.previous);

  expect(flows(["2022-10", "2022-11"])).toEqual([null]);
  expect(flows(["2022-12"])).toEqual([null]);
  const [rate] = flows(["2022-10", "2022-11", "2022-12"]);
  expect(rate).toEqual(expect.any(BigInt));
});

test("a circle of parents loses no count", () => {
  const answers = workedExample();
  answers.agencies = answers.agencies.map((one) => {
    if (one.code === "Z1.X01") return { ...one, parentCode: "Z1.X02" };
    return one.code === "Z1.X02" ? { ...one, parentCode: "Z1.X01" } : one;
  });
  const of = (from: Answers) =>
    computed(from, question).figures.filter(
      ({ target, scope }) =>
        target === "remote-filing" && (scope === "province" || scope === "level" || scope === "agency"),
    );

  expect(of(answers)).toEqual(of(workedExample()));
});
