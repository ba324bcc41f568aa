import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { diagramOf, withDiagram } from "../../infra/diagram.ts";
import { definitionText } from "../helpers/infra/template.ts";

const guide = readFileSync(new URL("../../templates/guides/trien-khai.md", import.meta.url), "utf8");
const States = z.object({ States: z.record(z.string(), z.looseObject({})) });

it("the deployment guide draws the state machine that is deployed: after a change run `npm run diagram`", () => {
  const diagram = diagramOf(JSON.parse(definitionText));
  expect(withDiagram(guide, diagram)).toBe(guide);
  expect(guide).toContain(diagram);
});

it("every state is drawn, with where it leads", () => {
  const diagram = diagramOf(JSON.parse(definitionText));
  for (const name of Object.keys(States.parse(JSON.parse(definitionText)).States)) {
    expect(diagram).toMatch(new RegExp(`^ *${name} --> `, "m"));
  }
  expect(diagram).toContain("CollectAgency --> MissAgency : mọi lỗi khác");
  expect(diagram).toContain("Publish --> Assemble : RevisionConflict");
  expect(diagram).toContain("Decide --> Standing : nothing-new");
});

it("a changed definition changes the drawing", () => {
  const changed = definitionText.replace('"Next": "Notify"', '"Next": "Done"');
  expect(changed).not.toBe(definitionText);
  expect(withDiagram(guide, diagramOf(JSON.parse(changed)))).not.toBe(guide);
});
