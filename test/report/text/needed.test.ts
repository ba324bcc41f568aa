import { expect, test } from "vitest";
import type { Target } from "../../../functions/domain/programme.ts";
import type { PrintedTarget } from "../../../functions/report/composition.ts";
import type { PrintedRow } from "../../../functions/report/printed-rate.ts";
import { neededText } from "../../../functions/report/text/needed.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed } from "../../helpers/data/composed.ts";

const { targets } = composed(workedExample(), "2023-06", ["brvt-qd-2023"]);

function printed(id: string): PrintedTarget {
  const found = targets.find(({ target }) => target.id === id);
  if (found === undefined) throw new Error(`no target ${id}`);
  return found;
}

function provinceRow({ judged }: PrintedTarget): PrintedRow {
  const row = judged.get("province:");
  if (row === undefined) throw new Error("no row");
  return row;
}

/** The words of a row of filing from afar that is changed so; 3737 of 21074, 50 % asked for by November. */
function words(changes: Partial<PrintedRow>, id: Target["id"] = "remote-filing"): string | null {
  return neededText(printed(id), { ...provinceRow(printed("remote-filing")), ...changes });
}

test("what the months left must reach is said with two decimals, rounded half up from the exact rate", () => {
  expect(words({})).toBe("các tháng còn lại phải đạt bình quân 88,72%");
  expect(words({ deadline: "2023-07-31", numerator: 49, denominator: 100 })).toBe("tháng còn lại phải đạt 56,00%");
  // Exactly 53,605; then 53,6049999, which is 53,605000 in six decimals.
  expect(words({ numerator: 46_395_000, denominator: 100_000_000, deadline: "2023-12-31" })).toBe(
    "các tháng còn lại phải đạt bình quân 53,61%",
  );
  expect(words({ numerator: 463_950_001, denominator: 1_000_000_000, deadline: "2023-12-31" })).toBe(
    "các tháng còn lại phải đạt bình quân 53,60%",
  );
});

test("above 100 the target can no longer be reached, at 100 it still can", () => {
  const by = { denominator: 120, deadline: "2023-08-31" } as const;
  expect(words({ ...by, numerator: 40 })).toBe("các tháng còn lại phải đạt bình quân 100,00%");
  expect(words({ ...by, numerator: 39 })).toBe("không thể đạt được nữa với lượng hồ sơ của năm nay");
  expect(words({ ...by, numerator: 39 }, "online-payments")).toBe(
    "không thể đạt được nữa với lượng giao dịch của năm nay",
  );
});

test("nothing is said where all are asked for, nor where nothing is asked of the months left", () => {
  expect(words({ threshold: 100 })).toBeNull();
  expect(words({ needed: null })).toBeNull();
  const said = targets.map((one) => [one.target.id, neededText(one, provinceRow(one))]);
  // Striven for; reached, of a day; counted by procedures.
  for (const id of ["online-filing", "payable-procedures", "paid-procedures"]) expect(said).toContainEqual([id, null]);
});
