import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { documentOf, flat, programmes, scanned, wordsOf } from "../helpers/catalogue/quotes.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** Whether the parts are in the text, one after the other. */
function holdsInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

const quotes = programmes.flatMap((programme) => [
  ...programme.targets.map(({ id, quote }) => [programme.id, id, quote, programme] as const),
  ...programme.exceptions.map(({ name, quote }) => [programme.id, name, quote ?? "", programme] as const),
  ...programme.tasks.map(({ id, quote }) => [programme.id, id, quote, programme] as const),
]);

describe("a quote is the document's own words, but for the mends listed", () => {
  test.each(quotes)("%s / %s", (_, __, quote, programme) => {
    expect(quote).not.toBe("");
    const parts = scanned(programme, quote).split(" […] ");
    const words = flat(wordsOf(programme));
    expect(parts.map((part) => words.includes(part))).toEqual(parts.map(() => true));
    expect(holdsInOrder(words, parts)).toBe(true);
  });

  const deadlines = programmes.flatMap((programme) => [
    ...programme.targets.flatMap(({ id, deadline, deadlineText }) =>
      deadline === null ? [] : [[programme.id, id, deadlineText ?? "", programme] as const],
    ),
    ...programme.tasks.flatMap(({ id, deadline }) => {
      const all = deadline.type === "by-level" ? [deadline.so, deadline.huyen, deadline.xa] : [deadline];
      return all.flatMap((one) =>
        one !== undefined && "text" in one ? [[programme.id, id, one.text, programme] as const] : [],
      );
    }),
  ]);

  test.each(deadlines)("the deadline of %s / %s is the document's: %s", (_, __, words, programme) => {
    expect(words).not.toBe("");
    // A sentence begins with a capital, a title is in capitals.
    const text = flat(wordsOf(programme)).toLocaleLowerCase("vi");
    expect(holdsInOrder(text, scanned(programme, words).toLocaleLowerCase("vi").split(" […] "))).toBe(true);
  });

  const mends = programmes.flatMap((programme) =>
    programme.ocrCorrections.map((mend) => [programme.id, mend, programme] as const),
  );

  test.each(mends)("%s mends %o only where it is quoted", (_, mend, programme) => {
    const quoted = quotes.filter(([id]) => id === programme.id).map(([, , quote]) => quote);
    expect(flat(documentOf(programme))).toContain(mend.scanned);
    expect(quoted.some((quote) => quote.includes(mend.printed))).toBe(true);
    expect(quoted.some((quote) => quote.includes(mend.scanned))).toBe(false);
  });

  test.each([
    ["brvt-qd-2023", "GIAO CHỈ TIÊU THỰC HIỆN DỊCH VỤ CÔNG TRỰC TUYẾN"],
    ["brvt-kh93-2021", "Số: 93/KH-UBND"],
    ["brvt-kh92-2021", "Số: 92/KH-UBND"],
    ["quangtri-cv90-2021", "Số: **90** /UBND-VX"],
    ["dongnai-kh109-2022", "Số: 109/KH-UBND"],
  ])("the text of %s is carried", (id, words) => {
    const programme = programmes.find((candidate) => candidate.id === id);
    const text = programme ? flat(documentOf(programme)) : "";
    expect(text).toContain(words);
    // The title is the document's, in whatever case the scan prints it.
    expect(text.toLocaleLowerCase("vi")).toContain(programme?.title.toLocaleLowerCase("vi"));
  });
});

/** Every text file under the project's own folders, with its text. */
function* projectFiles(): Generator<readonly [string, string]> {
  for (const folder of ["functions", "infra", "templates", "test"].filter((name) => existsSync(join(PROJECT, name)))) {
    for (const entry of readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && /\.(ts|json|md|txt|csv)$/.test(entry.name)) yield [path, readFileSync(path, "utf8")];
    }
  }
}

describe("the project's files", () => {
  test("everything of the templates is in NFC, as are their checks", () => {
    const own = [...projectFiles()].filter(([path]) => /templates|catalogue|targets\.csv/.test(path));
    expect(own.length).toBeGreaterThan(20);
    expect(own.filter(([, text]) => text !== text.normalize("NFC")).map(([path]) => path)).toEqual([]);
  });

  test("nothing refers to a place outside the project", () => {
    const outside = ["..", "shared"].join("/");
    expect([...projectFiles()].filter(([, text]) => text.includes(outside)).map(([path]) => path)).toEqual([]);
  });

  test("official spelling: Ủy ban, tỷ lệ; never Uỷ ban, and tỉ lệ only where a document is quoted", () => {
    const data = [...projectFiles()].filter(([path]) => /templates.*\.json$/.test(path));
    const own = data.map(([, text]) => text.replace(/"(quote|scanned|printed)": "[^"]*"/g, ""));
    expect(own.filter((text) => /Uỷ ban|[Tt]ỉ lệ|uỷ ban/.test(text))).toEqual([]);
  });
});
