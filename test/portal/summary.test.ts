import { expect, test } from "vitest";
import { summaryPart } from "../../functions/portal/pages/link/summary.ts";

test("a link's page prints the notes of the summary below it, where its marks are told of", async () => {
  const said = "(*1): xem ghi chú của cơ quan lập ở cuối văn bản.";
  const table = { columns: [], rows: [] };

  expect(String(await summaryPart({ table, sentences: ["Đã đạt."], notes: [said] }))).toMatch(
    /<li>Đã đạt\.<\/li>[\s\S]*<p><small>\(\*1\): xem ghi chú của cơ quan lập ở cuối văn bản\.<\/small><\/p>/,
  );
  expect(String(await summaryPart({ table, sentences: [], notes: [] }))).not.toContain("<small>");
});
