import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { secondFigures } from "./computation/figures.ts";
import { secondQuality } from "./computation/quality.ts";
import {
  type CatalogueChange,
  countNames,
  ordinaryReading,
  type Question,
  type RawRow,
  type Says,
} from "./provinces/world.ts";

const level = z.enum(["so", "huyen", "xa"]);
const agency = z.object({
  code: z.string(),
  name: z.string(),
  level,
  parentCode: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  successors: z.array(z.string()),
});
const procedure = z.object({
  code: z.string(),
  name: z.string(),
  field: z.string(),
  level,
  owner: z.string().nullable(),
  service: z.enum(["full", "partial", "information"]),
  eligible: z.enum(["full", "partial", "none"]),
  published: z.boolean(),
  integrated: z.boolean(),
  internal: z.boolean(),
  fee: z.boolean(),
  payableOnline: z.boolean(),
  postalIntake: z.boolean(),
  postalReturn: z.boolean(),
  redesigned: z.boolean(),
});
const item = z.object({ procedure: z.string() }).catchall(z.number());
const answers = z.object({
  agencies: z.array(agency),
  procedures: z.record(z.string(), z.array(procedure)),
  measures: z.array(
    z.object({
      agency: z.string(),
      portalUsers: z.number(),
      identifiedUsers: z.number(),
      websites: z.number(),
      websitesWithSection: z.number(),
    }),
  ),
  counts: z.array(z.object({ agency: z.string(), from: z.string(), to: z.string(), items: z.array(item).optional() })),
});

const fixtures = new URL("../fixtures/worked-example/", import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, fixtures), "utf8");

const rawRow = (row: z.infer<typeof item>): RawRow => ({
  procedure: row.procedure,
  counts: Object.fromEntries(countNames.flatMap((name) => (typeof row[name] === "number" ? [[name, row[name]]] : []))),
});

/** Later days hold the entries that differ from the first day: an entry not named again is as on the first day. */
function changesOf(days: Readonly<Record<string, z.infer<typeof procedure>[]>>): CatalogueChange[] {
  const [first = [], ...later] = Object.keys(days)
    .sort()
    .map((day) => days[day]?.map((one) => ({ day, one })) ?? []);
  const names = [...new Set(later.flat().map(({ one }) => one.code))];
  return later.flatMap((entries) =>
    names.flatMap((code): CatalogueChange[] => {
      const day = entries[0]?.day ?? "";
      const entry = (entries.find(({ one }) => one.code === code) ?? first.find(({ one }) => one.code === code))?.one;
      return entry === undefined ? [] : [{ from: day, code, now: entry }];
    }),
  );
}

function example(): Says {
  const given = answers.parse(JSON.parse(text("answers.json")));
  const [firstDay = ""] = Object.keys(given.procedures).sort();
  const counts = given.counts.map(({ agency: code, to, items }) => [
    `${code}|${to.slice(0, 7)}`,
    items === undefined
      ? { kind: "absent" }
      : { kind: "rows", rows: items.map(rawRow), provisional: false, readAt: ordinaryReading },
  ]);
  return {
    agencies: given.agencies,
    catalogue: given.procedures[firstDay] ?? [],
    changes: changesOf(given.procedures),
    counts: Object.fromEntries(counts),
    measures: { "2023-06-14": given.measures },
    tasks: {},
  };
}

const question: Question = {
  province: "ba-ria-vung-tau",
  programme: "brvt-qd-2023",
  period: "2023-06",
  scheme: "nd09",
  refresh: false,
};

test("The second computation makes figures.csv of the worked example, byte for byte", () => {
  expect(secondFigures({ before: [], says: example() }, question).split("\r\n")).toEqual(
    text("figures.csv").split("\r\n"),
  );
});

test("The second computation makes quality.csv of the worked example, findings about tasks aside, byte for byte", () => {
  const lines = secondQuality({ before: [], says: example() }, question).split("\r\n");
  const others = lines.filter((line) => !line.startsWith("tasks-missing,"));

  expect(others).toEqual(text("quality.csv").split("\r\n"));
  // All that are in force but Thanh tra tỉnh, of whose tasks the example says nothing.
  expect(lines.length - others.length).toBe(14);
});
