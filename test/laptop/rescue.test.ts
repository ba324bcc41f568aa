import { expect, test } from "vitest";
import { chosenOf } from "../../functions/laptop/rescue/chosen.ts";
import type { Edition, Evidence } from "../../functions/laptop/rescue/published.ts";
import { Manifest } from "../../functions/revisions/revision.ts";

const SERIES = "p/2023-06";

const pointerOf = (revision: number, edition: string) => ({
  ...{ series: SERIES, revision, inputs: "1".repeat(64), manifestSha256: edition.repeat(64) },
  manifestKey: `published/${SERIES}/r${revision}-${edition}/manifest-${edition.repeat(12)}.json`,
});

function editionOf(revision: number, edition: string, publishedAt: string): Edition {
  const manifest = Manifest.parse({
    ...{ schema: 1, province: "p", programme: "q", period: "2023-06", series: SERIES, revision, state: "final" },
    ...{
      window: { from: "2023-05-15", to: "2023-06-14" },
      synthetic: false,
      dataAsOf: publishedAt,
      madeAt: publishedAt,
    },
    ...{ publishedAt, code: "0.3.0", templates: "0".repeat(64), inputs: "1".repeat(64) },
    ...{ verification: { code: "0".repeat(20), address: null }, earlier: [], snapshots: [], gaps: [], files: [] },
  });
  return { manifest, pointer: pointerOf(revision, edition) };
}

const NOTHING: Evidence = { pointers: [], editions: [], broken: [] };
const [FIRST, SECOND] = [editionOf(1, "a", "2023-06-20T00:00:00Z"), editionOf(1, "b", "2023-06-21T09:00:00+07:00")];

const chosen = (evidence: ReadonlyMap<number, Evidence>) =>
  chosenOf(SERIES, evidence).map(({ pointer, edition, isDoubtful }) => ({
    ...{ revision: pointer.revision, key: pointer.manifestKey, hasEdition: edition !== null, isDoubtful },
  }));

test("what was published is what the pointer says, whatever runs that ended before have left", () => {
  const evidence = { ...NOTHING, pointers: [FIRST.pointer], editions: [SECOND, FIRST] };
  expect(chosen(new Map([[1, evidence]]))).toEqual([
    { revision: 1, key: FIRST.pointer.manifestKey, hasEdition: true, isDoubtful: false },
  ]);
});

test("without a pointer it is the manifest of the last moment, and doubtful where there are others", () => {
  const one = { ...NOTHING, editions: [FIRST] };
  const two = { ...NOTHING, editions: [SECOND, FIRST] };
  expect(chosen(new Map([[1, one]]))).toMatchObject([{ key: FIRST.pointer.manifestKey, isDoubtful: false }]);
  expect(chosen(new Map([[1, two]]))).toMatchObject([{ key: SECOND.pointer.manifestKey, isDoubtful: true }]);
});

test("no number is left out: one whose manifest is lost or damaged is taken all the same", () => {
  const third = { ...NOTHING, broken: ["published/p/2023-06/r3-c/manifest-cccccccccccc.json"] };
  const evidence = new Map([
    [3, third],
    [1, { ...NOTHING, pointers: [FIRST.pointer] }],
  ]);
  expect(chosen(evidence)).toEqual([
    { revision: 1, key: FIRST.pointer.manifestKey, hasEdition: false, isDoubtful: false },
    { revision: 2, key: `published/${SERIES}/r2-0/manifest-000000000000.json`, hasEdition: false, isDoubtful: false },
    { revision: 3, key: third.broken[0], hasEdition: false, isDoubtful: false },
  ]);
});
