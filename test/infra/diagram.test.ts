import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { diagramOf, withDiagram } from "../../infra/diagram.ts";
import { definitionText } from "./template.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const States = z.object({ States: z.record(z.string(), z.looseObject({})) });

it("the README draws the state machine that is deployed: after a change run `npm run diagram`", () => {
  const diagram = diagramOf(JSON.parse(definitionText));
  expect(withDiagram(readme, diagram)).toBe(readme);
  expect(readme).toContain(diagram);
});

it("every state is drawn, with where it leads", () => {
  const diagram = diagramOf(JSON.parse(definitionText));
  for (const name of Object.keys(States.parse(JSON.parse(definitionText)).States)) {
    expect(diagram).toMatch(new RegExp(`^ *${name} --> `, "m"));
  }
  expect(diagram).toContain("CollectAgency --> MissAgency : ended from outside, every time");
  expect(diagram).toContain("Publish --> Assemble : RevisionConflict");
  expect(diagram).toContain("Decide --> Standing : nothing-new");
});

it("a changed definition changes the drawing", () => {
  const changed = definitionText.replace('"Next": "Notify"', '"Next": "Done"');
  expect(changed).not.toBe(definitionText);
  expect(withDiagram(readme, diagramOf(JSON.parse(changed)))).not.toBe(readme);
});
