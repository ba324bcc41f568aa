import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { publish } from "../../../functions/pipeline/publish.ts";
import { stored } from "../../../functions/pipeline/support/draft.ts";
import { publishedSeries, type WhatIf, whatIf } from "../../../functions/pipeline/support/what-if/what-if.ts";
import type { Ports, TemplateCatalogue } from "../../../functions/ports/ports.ts";
import { causeText } from "../../../functions/revisions/cause.ts";
import { prefixOf } from "../../../functions/revisions/revision.ts";
import { copyOfTemplates, rewrite, TEMPLATES } from "../../helpers/catalogue/templates.ts";
import { type Bench, bench, SERIES } from "../../helpers/runs/bench.ts";
import { PROVINCE } from "../../helpers/runs/province.ts";

const PROGRAMME = "programmes/brvt-qd-2023.json";

/** The templates after an edit. */
function edited(file: string, find: string | RegExp, put: string): TemplateCatalogue {
  const root = copyOfTemplates();
  rewrite(root, file, find, put);
  return loadCatalogue(root);
}

async function published(): Promise<Bench> {
  const world = await bench();
  await world.drafted("one");
  await publish(world.ports, { run: "one" });
  return world;
}

async function asked(ports: Ports, templates: TemplateCatalogue): Promise<WhatIf> {
  const [pointer, ...more] = await publishedSeries(ports, PROVINCE);
  if (pointer === undefined || more.length > 0) throw new Error("one series was published");
  return whatIf(ports, templates, pointer);
}

/** The first target of the decision, asked for more than it was. */
const higher = (): TemplateCatalogue =>
  edited(
    PROGRAMME,
    '"thresholds": { "so": 50, "huyen": 50, "xa": 50, "province": 50 }',
    '"thresholds": { "so": 60, "huyen": 60, "xa": 60, "province": 60 }',
  );

/** The lines of the changes.csv that a run by these templates publishes. */
async function publishedBy(world: Bench, templates: TemplateCatalogue) {
  Object.assign(world.ports, { catalogue: templates });
  await world.drafted("two");
  await publish(world.ports, { run: "two" });
  const pointer = await world.ports.revisions.current(SERIES);
  if (pointer?.revision !== 2) throw new Error("no second revision");
  const bytes = await stored(world.ports.objects, `${prefixOf(pointer)}/changes.csv`);
  return world.ports.render.readChanges(new TextDecoder().decode(bytes), "changes.csv");
}

describe("an edited decision", () => {
  test("differs in the numbers that a run by it would publish, and nothing is asked, stored or published", async () => {
    const world = await published();
    const templates = higher();
    const [questions, keys] = [world.asked.length, [...world.bytes.keys()]];
    const found = await asked(world.ports, templates);
    expect(world.asked).toHaveLength(questions);
    expect([...world.bytes.keys()]).toEqual(keys);
    expect(found).toMatchObject({ series: SERIES, period: "2023-06", revision: 1, outcome: "different" });
    // As a run says: the decision excepts somebody whom the province of the bench does not have.
    expect(found.note).toMatch(
      /^Quyết định .* loại trừ "Thanh tra tỉnh" nhưng tỉnh không có cơ quan nào tên như vậy\./,
    );
    const rows = found.changes.map(({ causes, name: _, targetName: __, ...change }) => ({
      ...change,
      cause: causeText(causes),
    }));
    const given = await publishedBy(world, templates);
    expect(given.some(({ field, old, new: now }) => field === "threshold" && old === "50" && now === "60")).toBe(true);
    expect(rows).toEqual(given);
  });

  test("under another version of the program tells what is due to which", async () => {
    const world = await published();
    const templates = higher();
    const causesIn = ({ changes }: WhatIf): string[] => changes.map(({ causes }) => causeText(causes));
    const alike = { ...world.ports, code: "bench-2" };
    expect(new Set(causesIn(await asked(alike, templates)))).toEqual(new Set(["templates:changed"]));

    // A version that reads the same answers otherwise.
    const { snapshots } = world.ports;
    const read: Ports["snapshots"]["read"] = async (ref) => {
      const rows = await snapshots.read(ref);
      return ref.kind === "counts" && ref.agency === "Z1.S01" ? rows.slice(1) : rows;
    };
    const other = { ...alike, snapshots: { ...snapshots, read } };
    expect(new Set(causesIn(await asked(other, loadCatalogue(TEMPLATES))))).toEqual(new Set(["code:changed"]));
    const { changes } = await asked(other, templates);
    const causesOf = (wanted: string) =>
      new Set(changes.filter(({ field }) => field === wanted).map(({ causes }) => causeText(causes)));
    expect(causesOf("threshold")).toEqual(new Set(["templates:changed"]));
    expect(causesOf("numerator")).toEqual(new Set(["code:changed"]));
    expect(causesOf("shortfall")).toContain("code:changed templates:changed");
  });
});

test("the same templates differ in nothing", async () => {
  const world = await published();
  expect(await asked(world.ports, loadCatalogue(TEMPLATES))).toMatchObject({ outcome: "same", changes: [] });
});

test("other words differ in no number", async () => {
  const world = await published();
  const templates = edited(PROGRAMME, /"title": "/, '"title": "Sửa: ');
  expect(await asked(world.ports, templates)).toMatchObject({ outcome: "same-figures", changes: [] });
});

test("a period that no decision is in force in any more could not be reported, and why is said", async () => {
  const world = await published();
  const templates = edited(PROGRAMME, /"issued": "2023-06-06"/, '"issued": "2023-08-06"');
  const found = await asked(world.ports, templates);
  expect(found).toMatchObject({ outcome: "not-reportable", changes: [] });
  expect(found.note).toMatch(/^Không có văn bản giao chỉ tiêu nào .* 2023-06/);
});

test("a period whose counts are lost cannot be made again, and what is lost is said", async () => {
  const world = await published();
  const templates = higher();
  const { snapshots } = world.ports;
  const read: Ports["snapshots"]["read"] = async (ref) => {
    if (ref.kind === "counts") return snapshots.read({ ...ref, vintage: 99 });
    return snapshots.read(ref);
  };
  const losing = { ...world.ports, snapshots: { ...snapshots, read } };
  const found = await asked(losing, templates);
  expect(found).toMatchObject({ outcome: "not-remade", changes: [] });
  expect(found.note).toMatch(/^Dữ liệu đã lưu bị thiếu hoặc hỏng: /);
});

test("of a province of which nothing was published there is nothing to compare", async () => {
  const { ports } = await bench();
  expect(await publishedSeries(ports, PROVINCE)).toEqual([]);
});
