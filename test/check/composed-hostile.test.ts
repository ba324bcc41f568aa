import { expect, test } from "vitest";
import { checkPdf } from "../../functions/check/pdf.ts";
import { renderPdf } from "../../functions/render/pdf/pdf.ts";
import { type Answers, workedExample } from "../helpers/data/answers.ts";
import { NAMES } from "../helpers/documents/hostile.ts";
import { readPdf, textOf } from "../helpers/documents/read-pdf.ts";
import { composed } from "../helpers/documents/reports.ts";

/** Every agency but one has sent nothing. */
function allButOneMissing(answers: Answers): void {
  answers.counts = answers.counts.map((one) =>
    one.agency === "Z1.S01" ? one : { agency: one.agency, from: one.from, to: one.to, status: 404 },
  );
}

const withoutLevel = (level: string) => (answers: Answers) => {
  answers.agencies = answers.agencies.filter((agency) => agency.level !== level);
};

/** Names as a province's API might send them, each at one agency. */
function hostileNames(answers: Answers): void {
  const names = NAMES.filter((name) => name.trim() !== "" && !name.includes("\ud800"));
  answers.agencies.forEach((agency, index) => {
    agency.name = (names[index % names.length] ?? "").normalize("NFC");
  });
}

/** Marks over and under each other at the end of a name, of which Unicode has no letter that holds all. */
function stackedMarks(answers: Answers): void {
  answers.agencies.forEach((agency, index) => {
    agency.name = `${agency.name} ${index} ĕ\u0306 a\u0323\u0301\u0302`.normalize("NFC");
  });
}

const MISHAPS: readonly (readonly [what: string, mishap: (answers: Answers) => void])[] = [
  ["all agencies missing but one", allButOneMissing],
  ["no agency missing, none at the level of communes", withoutLevel("xa")],
  ["no agency at the level of departments", withoutLevel("so")],
  ["names of 120 letters, with signs, marks apart and letters outside the font", hostileNames],
  ["names that end with marks over each other", stackedMarks],
];

test.each(
  MISHAPS.flatMap(([what, mishap]) =>
    ["cntt", "cchc", "don-vi/Z1.H02"].map((report) => [what, report, mishap] as const),
  ),
)("%s: %s keeps every rule, prints figures.csv's numbers and no word of the machine", async (_, report, mishap) => {
  const answers = workedExample();
  mishap(answers);
  const made = composed({ answers, report });
  const pdf = await renderPdf(made.report, []);

  expect(await checkPdf(pdf, { document: `${report}.pdf`, ...made })).toEqual([]);
  const words = (await readPdf(pdf)).pages.map(textOf).join("\n");
  expect(words).not.toMatch(/undefined|NaN|null|Infinity|\[object/);
  expect(words).toContain("Nơinhận:");
});
