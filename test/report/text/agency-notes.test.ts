import { expect, test } from "vitest";
import { z } from "zod";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { ProcedureCounts } from "../../../functions/domain/counts.ts";
import { parseSlotFile } from "../../../functions/report/slot-file.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, sectionsOf, under } from "../../helpers/data/composed.ts";

const SLOT = "qua-han";
const outline = loadCatalogue(new URL("../../../templates/", import.meta.url)).outline("cntt");

function notes(text: string): readonly string[] {
  const whole = composed(workedExample(), "2023-06", ["brvt-qd-2023"]);
  const [, ...items] = under(sectionsOf(whole, "cntt", new Map([[SLOT, text]])).sections, ". Hồ sơ quá hạn");
  return items;
}

// Issue 15: an exception note per agency that prints with its figures.
test("a note stands beside its agency's name and the number of its overdue dossiers", () => {
  const { agencies, counts } = workedExample();
  const code = "Z1.X01";
  const answer = counts.find(({ agency, to }) => agency === code && to === "2023-06-14");
  const own = z.array(ProcedureCounts).parse(answer?.items);
  const overdue = own.reduce((sum, row) => sum + row.resolvedLate + row.pendingOverdue, 0);
  const name = agencies.find((agency) => agency.code === code)?.name;

  expect(notes(`${code}: hồ sơ chậm do lỗi hệ thống ngày 05/6/2023.`)).toEqual([
    `${name} (${overdue} hồ sơ quá hạn): hồ sơ chậm do lỗi hệ thống ngày 05/6/2023.`,
  ]);
});

test("a code of nobody stays as it was written, and has no number", () => {
  expect(notes("- ZZ.99: chậm do thiên tai")).toEqual(["ZZ.99: chậm do thiên tai."]);
});

test("a line that names no agency is refused with its place, when it is written", () => {
  expect(() => parseSlotFile("[qua-han]\nZ1.X01: chậm\nChậm do lỗi", outline, "noi-dung.txt")).toThrow(
    'Tệp noi-dung.txt, dòng 3: mỗi dòng của ô [qua-han] viết là "MÃ CƠ QUAN: nội dung".',
  );
  expect(parseSlotFile("[qua-han]\nZ1.X01: chậm\n", outline, "noi-dung.txt")).toEqual([
    { slot: "qua-han", text: "Z1.X01: chậm" },
  ]);
});
