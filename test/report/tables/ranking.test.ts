import { expect, test } from "vitest";
import type { Appendix } from "../../../functions/report/report.ts";
import { rankingAppendix } from "../../../functions/report/tables/units/ranking.ts";
import { type Answers, workedExample } from "../../helpers/data/answers.ts";
import { composed, onSheet, textsOf } from "../../helpers/data/composed.ts";
import { contextOf } from "../../helpers/data/tables.ts";

const made = (answers: Answers, ids: readonly string[] = ["brvt-qd-2023"]): Appendix[] => {
  return rankingAppendix(contextOf(composed(answers, "2023-06", ids).composition));
};

const plain = (online: number, counter: number) => ({ onlineRemote: online, counter });

/** Every commune files these dossiers in June and nothing else all year; a commune that is not named sends nothing. */
function filing(by: Readonly<Record<string, { onlineRemote: number; counter: number }>>): Answers {
  const answers = workedExample();
  const [row] = answers.counts.find(({ agency }) => agency === "Z1.X01")?.items ?? [];
  const zeros = Object.fromEntries(
    Object.entries(Object(row)).map(([name, value]) => [name, name === "procedure" ? value : 0]),
  );
  answers.counts = answers.counts.flatMap((answer) => {
    if (!answer.agency.startsWith("Z1.X")) return [answer];
    const counts = by[answer.agency];
    if (counts === undefined) return [];
    return [{ ...answer, status: undefined, items: answer.from === "2023-05-15" ? [{ ...zeros, ...counts }] : [] }];
  });
  return answers;
}

test("agencies stand by their rank in the first target, those of equal rates by code with one rank, the next one skipped", () => {
  const answers = filing({
    "Z1.X01": plain(1, 3),
    "Z1.X02": plain(9, 1),
    "Z1.X03": plain(2, 6),
    "Z1.X04": plain(1, 1),
    "Z1.X05": plain(0, 0),
  });
  const rows = onSheet(made(answers), "Xep hang xa").table.rows.map(textsOf);

  expect(rows.map(([number, name, rank, rate]) => [number, name, rank, rate])).toEqual([
    ["1", "UBND xã Nghĩa Thắng 2", "1", "90,00"],
    ["2", "UBND xã Nghĩa Thắng 4", "2", "50,00"],
    ["3", "UBND xã Nghĩa Thắng 1", "3", "25,00"],
    ["4", "UBND xã Nghĩa Thắng 3", "3", "25,00"],
    ["", expect.stringMatching(/^Không xếp hạng theo Tỷ lệ hồ sơ TTHC .* từ xa$/), "", ""],
    ["5", "UBND xã Nghĩa Thắng 5", "–", "KPS"],
    ["6", "UBND xã Nghĩa Thắng 6", "–", "CCSL"],
    ["7", "UBND xã Nghĩa Thắng 7", "–", "CCSL"],
    ["8", "UBND xã Nghĩa Thắng 8", "–", "CCSL"],
    ["9", 'Phường Mới "A", Bến Đình', "–", "CCSL"],
  ]);
});

test("why an agency is not ranked stands beside it, by target where the reasons differ", () => {
  const answers = filing({ "Z1.X01": plain(1, 3), "Z1.X05": plain(0, 0) });
  const reasons = new Map(
    made(answers).flatMap(({ table }) => table.rows.map((row) => [textsOf(row)[1], textsOf(row).at(-1)] as const)),
  );

  expect(reasons.get("Thanh tra tỉnh")).toBe("không đánh giá");
  // The one target on the catalogue needs no counts.
  expect(reasons.get("UBND xã Nghĩa Thắng 6")).toBe("(1), (2), (3), (5), (6) chưa có số liệu");
  expect(reasons.get("UBND xã Nghĩa Thắng 5")).toBe("(1), (2), (3), (6) không phát sinh");
});

test("an agency that the document does not bind keeps its rate, last and without a rank", () => {
  const last = onSheet(made(workedExample()), "Xep hang so").table.rows.at(-1);

  expect(textsOf(last).slice(0, 3)).toEqual(["3", "Thanh tra tỉnh", "–"]);
  expect(last?.cells[3]?.type).toBe("rate");
});

test("every rank and rate is that of figures.csv, for every target of every level that is judged by a rate", () => {
  const { composition, targets } = composed(workedExample(), "2023-06");
  let compared = 0;
  for (const { table, title } of rankingAppendix(contextOf(composition))) {
    for (const [at, { group = "" }] of table.columns.entries()) {
      if (table.columns[at]?.title !== "Hạng") continue;
      const target = targets.find((one) => one.target.name === group.replace(/^\(\d+\) /, ""));
      for (const row of table.rows.filter(({ bold }) => !bold)) {
        const figure = target?.rows.find(
          (one) => one.scope === "agency" && one.basis !== "period" && one.name === row.cells[1]?.text,
        );
        const [rank, rate] = [row.cells[at], row.cells[at + 1]];
        expect(rank?.type === "count" ? rank.value : null, `${title} ${group}`).toBe(figure?.rank ?? null);
        const printed = rate?.type === "rate" ? BigInt(Math.round(rate.value * 1_000_000)) : null;
        expect(printed).toBe(figure?.rate ?? null);
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(150);
});

test("more targets than a page holds go on in a second part, in the same order of agencies", () => {
  const [first, second] = made(workedExample(), ["dongnai-kh109-2022"]).filter(({ title }) => title.includes("SỞ"));

  expect([first?.sheet, second?.sheet]).toEqual(["Xep hang so phần 1", "Xep hang so phần 2"]);
  expect(first?.table.rows.map((row) => textsOf(row)[1])).toEqual(second?.table.rows.map((row) => textsOf(row)[1]));
});
