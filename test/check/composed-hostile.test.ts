import { expect, test } from "vitest";
import { checkPdf } from "../../functions/check/pdf.ts";
import type { Programme } from "../../functions/domain/programme.ts";
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

/** 610 communes, so that every table of communes runs over many pages. */
function manyCommunes(answers: Answers): void {
  const terms = { level: "xa" as const, parentCode: "Z1.H01", validFrom: "2010-01-01", validTo: null, successors: [] };
  const codes = Array.from({ length: 600 }, (_, at) => `Z1.Y${String(at).padStart(3, "0")}`);
  answers.agencies.push(...codes.map((code, at) => ({ code, name: `UBND xã Số ${at}`, ...terms })));
}

/** Names as long as the contract lets them be read on a page. */
function longNames(answers: Answers): void {
  for (const agency of answers.agencies)
    agency.name = `${agency.name} ${"Phát triển nông thôn ".repeat(8)}`.slice(0, 120).trim();
}

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

const LONG_NAMES = "names of 120 letters";

const MISHAPS: readonly (readonly [what: string, mishap: (answers: Answers) => void])[] = [
  ["all agencies missing but one", allButOneMissing],
  [
    "all agencies missing",
    (answers) => {
      answers.counts = [];
    },
  ],
  [LONG_NAMES, longNames],
  ["610 communes", manyCommunes],
  ["no agency missing, none at the level of communes", withoutLevel("xa")],
  ["no agency at the level of departments", withoutLevel("so")],
  ["names of 120 letters, with signs, marks apart and letters outside the font", hostileNames],
  ["names that end with marks over each other", stackedMarks],
];

test.each(
  MISHAPS.flatMap(([what, mishap]) =>
    ["cntt", "cchc", "don-vi/Z1.H02"].map((report) => [what, report, mishap] as const),
  ),
)("%s: %s keeps every rule, prints figures.csv's numbers and no word of the machine", async (what, report, mishap) => {
  const answers = workedExample();
  mishap(answers);
  const made = composed({ answers, report });
  const pdf = await renderPdf(made.report, []);

  const found = await checkPdf(pdf, { document: `${report}.pdf`, ...made });
  // A place of a hundred letters does not fit the one line of the date: that is said, and the report is made.
  expect(found.filter(({ rule }) => what !== LONG_NAMES || rule !== "date-line")).toEqual([]);
  const words = (await readPdf(pdf)).pages.map(textOf).join("\n");
  expect(words).not.toMatch(/undefined|NaN|null|Infinity|\[object/);
  expect(words).toContain("Nơinhận:");
});

const withTargets =
  (change: (targets: Programme["targets"]) => Programme["targets"]) =>
  (programme: Programme): Programme => ({ ...programme, targets: change(programme.targets) });

/** Every threshold of a programme is this, in percent. */
const allAt = (percent: number) =>
  withTargets((targets) =>
    targets.map((target) => ({
      ...target,
      thresholds: { so: percent, huyen: percent, xa: percent, province: percent },
    })),
  );

test.each([
  [
    "a target of one level only",
    withTargets(([first, ...others]) => (first === undefined ? others : [{ ...first, thresholds: { so: 50 } }])),
  ],
  ["all targets reached", allAt(0)],
  ["no target reached", allAt(100)],
  ["a programme without tasks", (programme: Programme): Programme => ({ ...programme, tasks: [] })],
])("%s: the report can be sent", async (_, change) => {
  for (const report of ["cntt", "don-vi/Z1.X02"]) {
    const made = composed({ report, change });
    const pdf = await renderPdf(made.report, []);
    expect(await checkPdf(pdf, { document: `${report}.pdf`, ...made })).toEqual([]);
    const words = (await readPdf(pdf)).pages.map(textOf).join("\n");
    expect(words).not.toMatch(/undefined|NaN|null|Infinity|\[object/);
    expect(words).toContain("Nơinhận:");
  }
});

test("one agency only: a report of a province that has no other", async () => {
  const answers = workedExample();
  answers.agencies = answers.agencies.filter(({ code }) => code === "Z1.S01");
  answers.counts = answers.counts.filter(({ agency }) => agency === "Z1.S01");
  const made = composed({ answers });
  expect(await checkPdf(await renderPdf(made.report, []), { document: "cntt.pdf", ...made })).toEqual([]);
});

// documents.md 1: a commune's own report takes 2 or 3 pages, a sở's or huyện's 4.
test.each([
  ["don-vi/Z1.X02", 3],
  ["don-vi/Z1.S01", 4],
  ["don-vi/Z1.H02", 4],
])("%s has at most %i pages", async (report, most) => {
  const { pages } = await readPdf(await renderPdf(composed({ report }).report, []));
  expect(pages.length).toBeLessThanOrEqual(most);
});
