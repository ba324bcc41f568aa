import { beforeEach, describe, expect, test } from "vitest";
import { noveltyOf } from "../../functions/pipeline/support/revisions/novelty.ts";
import type { ObjectStore } from "../../functions/ports/ports.ts";
import { Manifest, type SeriesPointer } from "../../functions/revisions/revision.ts";
import { sha256 } from "../../functions/store/canonical.ts";
import { revisionStore } from "../../functions/store/revisions.ts";
import { memoryTable } from "../helpers/store/store.ts";

const SERIES = "ba-ria-vung-tau/2023-06";
const JUNE = { from: "2023-05-15", to: "2023-06-14" };

const counts = (agency: string, text: string) => ({
  ...{ kind: "counts" as const, agency, ...JUNE, vintage: 1, status: "final" as const, month: "2023-06" },
  ...{ sha256: sha256(text), dataAsOf: "2023-06-15T06:00:00+07:00" },
});
const list = (kind: "tasks" | "measures" | "texts", agency: string, text: string) => ({
  ...counts(agency, text),
  ...{ kind, month: "" },
});
const gap = (rule: "agency-missing" | "refresh-failed", actual: string) => ({
  ...{ rule, agency: "Z1.X03", procedure: "", window: JUNE, expected: "counts", actual },
});

/** Made by version 0.2.0 with these templates. */
const BEFORE = Manifest.parse({
  ...{ schema: 1, province: "ba-ria-vung-tau", programme: "a", period: "2023-06", window: JUNE, series: SERIES },
  ...{ revision: 1, state: "final", synthetic: false, dataAsOf: "2023-06-15T06:00:00+07:00" },
  ...{ madeAt: "2023-06-15T07:00:00Z", publishedAt: "2023-06-15T07:00:00Z", code: "0.2.0" },
  ...{ templates: sha256("templates"), inputs: sha256("inputs"), earlier: ["2022-06"], files: [] },
  verification: { code: "0".repeat(20), address: null },
  snapshots: [counts("S1", "a"), counts("S2", "b"), list("tasks", "a", "c"), list("measures", "", "d")],
  gaps: [gap("agency-missing", "404"), gap("refresh-failed", "503")],
});

const revisions = revisionStore(memoryTable());
let tests = 0;
let pointer: SeriesPointer;
const kept = new Map<string, Uint8Array>();
const objects: ObjectStore = {
  put: async (key, bytes) => void kept.set(key, bytes),
  get: async (key) => kept.get(key) ?? null,
};
beforeEach(() => {
  tests += 1;
  const bytes = new TextEncoder().encode(JSON.stringify(BEFORE));
  const manifestSha256 = sha256(bytes);
  pointer = {
    series: `${SERIES}/${tests}`,
    revision: 1,
    inputs: BEFORE.inputs,
    manifestKey: "published/m.json",
    manifestSha256,
  };
  kept.set(pointer.manifestKey, bytes);
});

/** What would be drafted now, by another program and templates unless it says so. */
const now = (more: Partial<Manifest> = {}): Manifest => ({
  ...{ ...BEFORE, code: "0.3.0", templates: sha256("other templates") },
  inputs: sha256(JSON.stringify(more)),
  ...more,
});
const asked = (head: Manifest, reissue = false) => noveltyOf({ revisions, objects }, pointer, head, reissue);
const NEW = { state: "new" };
const RENEWED = { state: "nothing-new", renewal: { revision: 1, from: "0.2.0", to: "0.3.0" } };

describe("under another version of the program", () => {
  test("nothing is new where the province supplied the same, whatever templates came with it", async () => {
    expect(await asked(now())).toEqual(RENEWED);
    expect(await asked(now())).toEqual(RENEWED);
    expect(await asked(now({ templates: BEFORE.templates, code: "0.4.0" }))).toMatchObject({ state: "nothing-new" });
  });

  test("the order of snapshots, a newer vintage of equal rows, and a gap's words say nothing", async () => {
    const snapshots = BEFORE.snapshots.toReversed().map((one) => ({ ...one, vintage: 7, dataAsOf: "2024" }));
    expect(await asked(now({ snapshots, gaps: [gap("agency-missing", "500")] }))).toEqual(RENEWED);
  });

  test("a request issues anew; of the same program and templates there is nothing to issue", async () => {
    expect(await asked(now(), true)).toEqual(NEW);
    expect(await asked(BEFORE, true)).toEqual({ state: "nothing-new", renewal: null });
  });

  const changed: [string, Partial<Manifest>][] = [
    ["counts that differ", { snapshots: [counts("S1", "other"), ...BEFORE.snapshots.slice(1)] }],
    ["counts that came", { snapshots: [...BEFORE.snapshots, counts("Z1.X03", "e")], gaps: [] }],
    ["an answer that is gone", { snapshots: BEFORE.snapshots.slice(1) }],
    ["a text that people wrote", { snapshots: [...BEFORE.snapshots, list("texts", "cntt", "e")] }],
    ["a list of measures that differs", { snapshots: [...BEFORE.snapshots.slice(0, 3), list("measures", "", "e")] }],
    ["an earlier month", { earlier: ["2022-06", "2022-07"] }],
    ["a gap that is new", { gaps: [...BEFORE.gaps, { ...gap("agency-missing", "404"), agency: "S9" }] }],
  ];
  test.each(changed)("%s makes the next revision", async (_what, more) => {
    expect(await asked(now(more))).toEqual(NEW);
  });

  test("lists of programmes that only one of the two has say nothing, those of a shared one do", async () => {
    const own = BEFORE.snapshots.slice(0, 2);
    const added = [...own, list("tasks", "a", "c"), list("tasks", "b", "e")];
    expect(await asked(now({ programme: "a+b", snapshots: added }))).toEqual(RENEWED);
    expect(await asked(now({ programme: "b", snapshots: [...own, list("tasks", "b", "e")] }))).toEqual(RENEWED);
    expect(await asked(now({ programme: "a+b", snapshots: [...own, list("tasks", "a", "e")] }))).toEqual(NEW);
    expect(await asked(now({ programme: "a+b", snapshots: [counts("S1", "other"), ...added.slice(1)] }))).toEqual(NEW);
  });

  test("an edit of the templates after the version's first run is new, also when it is looked at again", async () => {
    expect(await asked(now())).toEqual(RENEWED);
    const edit = now({ templates: sha256("edited") });
    expect(await asked(edit)).toEqual(NEW);
    expect(await asked(edit)).toEqual(NEW);
    // A further version finds the edited templates as they are.
    expect(await asked({ ...edit, code: "0.4.0" })).toMatchObject({ state: "nothing-new" });
  });

  test("what was noted of an earlier revision decides nothing about the next one", async () => {
    expect(await asked(now())).toEqual(RENEWED);
    pointer = { ...pointer, revision: 2 };
    expect(await asked(now({ templates: sha256("edited") }))).toMatchObject({ state: "nothing-new" });
  });
});

test("under the same version every edit of the templates is new, and the same inputs are not", async () => {
  const { code, templates } = BEFORE;
  expect(await asked(now({ code }))).toEqual(NEW);
  expect(await asked(now({ code, templates, inputs: BEFORE.inputs }))).toEqual({ state: "nothing-new", renewal: null });
});
