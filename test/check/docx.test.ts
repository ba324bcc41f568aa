import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { beforeAll, expect, test } from "vitest";
import { checkDocx } from "../../functions/check/docx.ts";
import { renderDocx } from "../../functions/render/docx/docx.ts";
import { hostileReport } from "../helpers/documents/hostile.ts";
import { composed } from "../helpers/documents/reports.ts";
import { reportWithCharts } from "../helpers/documents/sample-charts.ts";

const { report, figures, scores } = composed();
const DOCUMENT = "bao-cao-cntt.docx";

let sound: Uint8Array;
beforeAll(async () => {
  sound = await renderDocx(report);
});

/** What the check says of the file with one of its parts rewritten. */
async function refusal(part: RegExp, pattern: RegExp | string, replacement: string): Promise<string> {
  let changes = 0;
  const parts = Object.entries(unzipSync(sound)).map(([name, bytes]): [string, Uint8Array] => {
    if (!part.test(name)) return [name, bytes];
    const xml = strFromU8(bytes);
    const changed = xml.replace(pattern, replacement);
    changes += changed === xml ? 0 : 1;
    return [name, strToU8(changed)];
  });
  expect(changes).toBeGreaterThan(0);
  return checkDocx(zipSync(Object.fromEntries(parts)), { document: DOCUMENT, report, figures, scores }).then(
    () => "sound",
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : "unknown"),
  );
}

const BODY = /^word\/document\.xml$/;

test.each([
  ["the worked example's report", () => ({ report, figures, scores })],
  ["one with pictures", () => ({ report: reportWithCharts(), figures: [], scores: [] })],
  ["one of hostile names", () => ({ report: hostileReport(), figures: [], scores: [] })],
])("what was rendered is read back without an objection: %s", async (_what, made) => {
  const input = made();
  await checkDocx(await renderDocx(input.report), { document: DOCUMENT, ...input });
});

test("a number of a table that is not figures.csv's is named with its row and column", async () => {
  expect(await refusal(BODY, ">3.737<", ">3.738<")).toMatch(
    /^FiguresDiffer: Văn bản bao-cao-cntt\.docx, .*dòng ".*Toàn tỉnh", cột ".*" in "3\.738", figures\.csv là "3\.737"/,
  );
});

test("a number of a sentence that is not figures.csv's is named with its section", async () => {
  expect(await refusal(BODY, "Toàn tỉnh: lũy kế 17,73%", "Toàn tỉnh: lũy kế 17,74%")).toMatch(
    /^FiguresDiffer: .*mục "1\. Tỷ lệ hồ sơ .*in "17,74", figures\.csv là /,
  );
});

test.each([
  ["a word that is changed", BODY, "Ủy ban nhân dân tỉnh", "Ủy ban nhân dân huyện"],
  ["a paragraph that is lost", BODY, /<w:p>(?:(?!<\/w:p>).)*KẾT QUẢ THỰC HIỆN CHỈ TIÊU(?:(?!<\/w:p>).)*<\/w:p>/, ""],
  ["a row that is lost", BODY, /<w:tr>(?:(?!<\/w:tr>).)*Thanh tra tỉnh(?:(?!<\/w:tr>).)*<\/w:tr>/, ""],
  ["a heading that Word numbers otherwise", /^word\/numbering\.xml$/, 'w:val="%1."', 'w:val="%1)"'],
  ["a word too many", BODY, "</w:body>", "<w:p><w:r><w:t>Thêm</w:t></w:r></w:p></w:body>"],
])("%s is found", async (_what, part, pattern, replacement) => {
  expect(await refusal(part, pattern, replacement)).toMatch(/^(DocumentInvalid: .*đủ, đúng thứ tự; cần|FiguresDiffer)/);
});

test.each([
  ["a header without the mark of a draft", /^word\/header\d+\.xml$/, "DỰ THẢO - ", ""],
  ["a foot line of another revision", /^word\/footer\d+\.xml$/, "Bản 1", "Bản 2"],
])("%s is found", async (_what, part, pattern, replacement) => {
  expect(await refusal(part, pattern, replacement)).toMatch(/^DocumentInvalid: .*nhãn của báo cáo/);
});

test("a file that is no Word file is refused by name", async () => {
  const damaged = checkDocx(sound.slice(0, 2_000), { document: DOCUMENT, report, figures, scores });
  await expect(damaged).rejects.toMatchObject({ name: "DocumentInvalid", rule: "readable" });
});
