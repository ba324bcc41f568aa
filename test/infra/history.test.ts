import { expect, it } from "vitest";
import { z } from "zod";
import { definitionText } from "../helpers/infra/template.ts";

/** Events that Step Functions keeps of one execution: the next one ends it. */
const MOST = 25_000;

const Leaf = z.looseObject({ Type: z.string() });
const Scope = z.object({ StartAt: z.string(), States: z.record(z.string(), Leaf) });
const { States } = z
  .object({ States: z.record(z.string(), Leaf.extend({ ItemProcessor: Scope.optional() })) })
  .parse(JSON.parse(definitionText));

/**
 * Events of one pass of a state: entered, what is between, exited. A task is scheduled, started and ends; a map starts and
 * ends, and so does each of its iterations. Source: AWS Step Functions API Reference, HistoryEvent.
 */
function eventsOf(name: string, items = 0): number {
  const state = States[name];
  if (state === undefined) throw new RangeError(`no state is ${name}`);
  if (state.Type === "Task") return 5;
  const inner = state.ItemProcessor;
  if (inner === undefined) return 2;
  expect(inner.States[inner.StartAt]?.Type).toBe("Task");
  return 2 + 2 + items * (2 + 5);
}

/** Of a run that publishes, nothing tried again, after so many minutes in line. */
function eventsOfRun(agencies: number, batches: number, minutes = 0): number {
  const straight = [
    "AwaitTurn",
    "HasTurn",
    "Plan",
    "Assemble",
    "Decide",
    "Rendered",
    "Publish",
    "IsPublished",
    "Published",
    "Notify",
    "Done",
  ];
  const line = minutes * ["Waiting", "AwaitTurn", "HasTurn"].reduce((sum, name) => sum + eventsOf(name), 0);
  const own = straight.reduce((sum, name) => sum + eventsOf(name), 0);
  // The execution's own start and end.
  return 2 + line + own + eventsOf("Collect", agencies) + eventsOf("Render", batches);
}

it.each([
  [200, 1_475],
  [610, 4_345],
  [1_000, 7_075],
])("a run of %i agencies has %i events", (agencies, events) => {
  expect(eventsOfRun(agencies, 4)).toBe(events);
});

it("a run of 1,000 agencies has room for six hours in line and four further attempts at every agency", () => {
  const again = 3;
  expect(eventsOfRun(1_000, 4, 360) + 1_000 * 4 * again).toBeLessThan(MOST);
});
