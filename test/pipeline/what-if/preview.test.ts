import { describe, expect, test } from "vitest";
import { assemble } from "../../../functions/pipeline/assemble.ts";
import { publish } from "../../../functions/pipeline/publish.ts";
import { stored } from "../../../functions/pipeline/support/draft.ts";
import { previewedChanges, previewOf } from "../../../functions/pipeline/support/what-if/preview.ts";
import type { Ports } from "../../../functions/ports/ports.ts";
import { prefixOf } from "../../../functions/revisions/revision.ts";
import { type Bench, bench, SERIES } from "../../helpers/runs/bench.ts";

const LOOK = { preview: true, refresh: true };

async function published(): Promise<Bench> {
  const world = await bench();
  await world.drafted("one");
  await publish(world.ports, { run: "one" });
  return world;
}

/** The province corrects a month of one agency. */
function correct({ said }: Bench): void {
  said.answers.counts.find(({ agency, from }) => agency === "Z1.S01" && from === "2023-01-15")?.items?.pop();
}

/** The lines of the changes.csv of the current revision. */
async function publishedChanges({ objects, render, revisions }: Ports) {
  const pointer = await revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing stands");
  const bytes = await stored(objects, `${prefixOf(pointer)}/changes.csv`);
  return render.readChanges(new TextDecoder().decode(bytes), "changes.csv");
}

const drafts = ({ bytes }: Bench): string[] => [...bytes.keys()].filter((key) => /^(drafts|published)\//.test(key));

test("says number by number what the run after it publishes, and publishes nothing itself", async () => {
  const world = await published();
  correct(world);
  const before = drafts(world);
  expect(await world.drafted("look", LOOK)).toEqual({ outcome: "preview", documents: [] });
  expect(drafts(world)).toEqual(before);
  expect((await world.ports.revisions.current(SERIES))?.revision).toBe(1);
  const preview = await previewOf(world.ports, "look");
  const changes = (await previewedChanges(world.ports, "look")) ?? [];

  await world.drafted("two", { refresh: true });
  await publish(world.ports, { run: "two" });
  const given = await publishedChanges(world.ports);
  expect(given.length).toBeGreaterThan(3);
  expect(changes.map(({ name: _, targetName: __, ...row }) => row)).toEqual(given);
  expect(preview).toMatchObject({ outcome: "new", revision: 1, state: "final", total: given.length });
  expect(preview?.items).toEqual(changes.slice(0, 200));
  expect(changes.find(({ scope }) => scope === "province")).toMatchObject({ name: "Toàn tỉnh" });
  for (const { target, targetName } of changes) expect(targetName).not.toBe(target);
});

test("a repeat of its step leaves the same, also where another run has published in between", async () => {
  const world = await published();
  correct(world);
  await world.drafted("look", LOOK);
  const first = await previewOf(world.ports, "look");
  await assemble(world.ports, { run: "look" });
  expect(await previewOf(world.ports, "look")).toEqual(first);

  await world.drafted("two", { refresh: true });
  await publish(world.ports, { run: "two" });
  await assemble(world.ports, { run: "look" });
  expect(await previewOf(world.ports, "look")).toMatchObject({ outcome: "nothing-new", revision: 2, total: 0 });
  expect(await previewedChanges(world.ports, "look")).toEqual([]);
});

describe("where nothing would change", () => {
  test("because nothing is new, it says so", async () => {
    const world = await published();
    await world.drafted("look", LOOK);
    expect(await previewOf(world.ports, "look")).toMatchObject({ outcome: "nothing-new", revision: 1, total: 0 });
  });

  test("because nothing was published yet, it says so", async () => {
    const world = await bench();
    await world.drafted("look", LOOK);
    expect(await previewOf(world.ports, "look")).toMatchObject({ outcome: "new", revision: null, total: 0 });
    expect(drafts(world)).toEqual([]);
  });

  test("because only the program is another, it says so and is no first run of that program", async () => {
    const world = await published();
    const ports = { ...world.ports, code: "bench-2" };
    await world.collected("look", LOOK);
    expect(await assemble(ports, { run: "look" })).toMatchObject({ outcome: "preview" });
    expect(await previewOf(ports, "look")).toMatchObject({ outcome: "nothing-new", revision: 1 });
    expect(await ports.revisions.renewalSeen(SERIES)).toBeNull();
  });
});

test("what a run would be refused for, the preview is refused for by the same name", async () => {
  const world = await bench();
  world.said.answers.counts = [];
  await world.collected("look", LOOK);
  await expect(assemble(world.ports, { run: "look" })).rejects.toMatchObject({ name: "TooIncomplete" });
  expect(await previewOf(world.ports, "look")).toBeNull();
});
