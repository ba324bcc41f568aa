import { expect, test } from "vitest";
import { clauseText } from "../../../functions/report/text/clause.ts";
import { programmes } from "../../helpers/catalogue/quotes.ts";

// documents.md 4: "khoản 1 Điều 1", "gạch đầu dòng thứ nhất điểm e khoản …", never "Điều 1.1", "Điều 2.e gạch 1".
test.each([
  ["Điều 1.1", "khoản 1 Điều 1"],
  ["Điều 1", "Điều 1"],
  ["Điều 2.đ", "điểm đ Điều 2"],
  ["Điều 2.e gạch 1", "gạch đầu dòng thứ nhất điểm e Điều 2"],
  ["Điều 3.10 gạch 2", "gạch đầu dòng thứ hai khoản 10 Điều 3"],
  ["I.2, II.2", "khoản 2 Mục I, khoản 2 Mục II"],
  ["II.1.đ", "điểm đ khoản 1 Mục II"],
  ["II.1.1", "điểm 1.1 khoản 1 Mục II"],
  ["II.1.2 gạch 3", "gạch đầu dòng thứ ba điểm 1.2 khoản 1 Mục II"],
  ["III đoạn cuối", "đoạn cuối Mục III"],
  ["III.8 đoạn 1", "đoạn thứ nhất khoản 8 Mục III"],
  ["3, 4", "khoản 3, khoản 4"],
  ["3 gạch 4", "gạch đầu dòng thứ tư khoản 3"],
  ["4 (+)", "đoạn sau dấu cộng (+) khoản 4"],
  ["khoản 1 Điều 13", "khoản 1 Điều 13"],
])("%s is cited as %s", (clause, cited) => {
  expect(clauseText(clause)).toBe(cited);
});

test("no clause of the shipped documents is printed in short", () => {
  const clauses = programmes.flatMap(({ targets, tasks, exceptions }) =>
    [...targets, ...tasks, ...exceptions].map(({ clause }) => clause),
  );
  expect(clauses.length).toBeGreaterThan(150);
  expect(clauses.map(clauseText).filter((words) => /gạch \d|(Điều|[IVX]) ?\d*\.|^\d/.test(words))).toEqual([]);
});
