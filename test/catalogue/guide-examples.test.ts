import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { complaintOf, copyOfTemplates } from "../helpers/catalogue/templates.ts";

const guide = readFileSync(new URL("../../templates/guides/huong-dan.md", import.meta.url), "utf8");
const examples = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
const Named = z.looseObject({ id: z.string(), targets: z.array(z.unknown()).optional() });

/** A copy of templates/ with an example of the guide in the file that it is for. */
function withExample(text: string): string {
  const { id, targets } = Named.parse(JSON.parse(text));
  const root = copyOfTemplates();
  writeFileSync(join(root, targets === undefined ? `provinces/${id}.json` : `programmes/${id}.json`), text);
  return root;
}

test("the guide has its examples", () => {
  expect(examples.length).toBeGreaterThanOrEqual(4);
});

test.each(examples.map((text) => [text.slice(0, 60).replace(/\s+/g, " "), text]))(
  "%s… is taken as it stands",
  (_, text) => {
    expect(complaintOf(withExample(text))).toBe("no complaint");
  },
);

test("the guide's decision is one of the province, with its level to strive for", () => {
  const decision = examples.find((text) => text.includes('"targets"')) ?? "";
  const programmes = loadCatalogue(withExample(decision)).programmes("gia-lai");

  expect(programmes.flatMap(({ targets }) => targets.map(({ goal, thresholds }) => [goal, thresholds]))).toEqual([
    ["min", { so: 90, xa: 80.5 }],
    ["strive", { so: 95 }],
  ]);
});
