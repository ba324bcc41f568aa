import { describe, expect, test } from "vitest";
import { StoreDamaged } from "../../functions/domain/failure.ts";
import { assemble } from "../../functions/pipeline/assemble.ts";
import {
  type Draft,
  documentsOf,
  draftOf,
  FileName,
  filesOf,
  keepFile,
  keptFile,
  sha256,
  storedJson,
} from "../../functions/pipeline/support/draft.ts";
import { bench } from "../helpers/runs/bench.ts";

const PREFIX = "drafts/ba-ria-vung-tau/2023-06/r1-0123456789ab";
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("a kept file", () => {
  test("comes back as it was kept, with its media type, size and hash", async () => {
    const { ports } = await bench();
    const bytes = bytesOf("chỉ tiêu,tỷ lệ\r\n");
    await keepFile(ports, "one", PREFIX, "figures.csv", bytes);
    expect(await keptFile(ports, "one", PREFIX, "figures.csv")).toEqual({
      file: { name: "figures.csv", mediaType: "text/csv; charset=utf-8", size: 23, sha256: sha256(bytes) },
      bytes,
    });
  });

  test("is refused where other bytes of the same length lie in its place", async () => {
    const world = await bench();
    await keepFile(world.ports, "one", PREFIX, "figures.csv", bytesOf("remote-filing,50\r\n"));
    world.bytes.set(`${PREFIX}/figures.csv`, bytesOf("remote-filing,60\r\n"));
    await expect(keptFile(world.ports, "one", PREFIX, "figures.csv")).rejects.toThrow(StoreDamaged);
    await expect(keptFile(world.ports, "one", PREFIX, "figures.csv")).rejects.toThrow(`${PREFIX}/figures.csv`);
  });

  test("is refused where it is gone, where it was cut short, and where nobody kept it", async () => {
    const world = await bench();
    await keepFile(world.ports, "one", PREFIX, "quality.csv", bytesOf("rule,severity\r\n"));
    world.bytes.set(`${PREFIX}/quality.csv`, bytesOf("rule,sev"));
    await expect(keptFile(world.ports, "one", PREFIX, "quality.csv")).rejects.toThrow(StoreDamaged);
    world.bytes.delete(`${PREFIX}/quality.csv`);
    await expect(keptFile(world.ports, "one", PREFIX, "quality.csv")).rejects.toThrow(StoreDamaged);

    world.bytes.set(`${PREFIX}/figures.csv`, bytesOf("1\r\n"));
    await expect(keptFile(world.ports, "one", PREFIX, "figures.csv")).rejects.toThrow(StoreDamaged);
  });

  test("of one run is not another's, though both lie in one place", async () => {
    const { ports } = await bench();
    await keepFile(ports, "one", PREFIX, "figures.csv", bytesOf("1\r\n"));
    await expect(keptFile(ports, "two", PREFIX, "figures.csv")).rejects.toThrow(StoreDamaged);
  });
});

test.each([
  ["bao-cao-cntt.pdf", true],
  ["don-vi/77-STC.xlsx", true],
  ["figures.csv", true],
  ["../figures.csv", false],
  ["a/../figures.csv", false],
  ["/figures.csv", false],
  ["don-vi/a/b.pdf", false],
  [".figures.csv", false],
  ["manifest.json", false],
  ["figures.csv\n", false],
])("%j as a file's name is taken: %s", (name, taken) => {
  expect(FileName.safeParse(name).success).toBe(taken);
});

const batches: Draft["batches"] = [
  { id: "bao-cao-cntt.pdf", documents: [{ stem: "bao-cao-cntt", format: "pdf", about: null }], merged: null },
  {
    id: "don-vi/747",
    documents: [
      { stem: "don-vi/747", format: "pdf", about: { code: "747", name: "UBND thành phố Vũng Tàu" } },
      { stem: "don-vi/747", format: "xlsx", about: { code: "747", name: "UBND thành phố Vũng Tàu" } },
    ],
    merged: { name: "don-vi-gop/747.pdf", title: "Địa bàn", about: { code: "747", name: "Địa bàn" } },
  },
];

test("a draft's files are its open data and its documents, those put together too; only a later revision has changes", () => {
  const documents = ["bao-cao-cntt.pdf", "don-vi/747.pdf", "don-vi/747.xlsx", "don-vi-gop/747.pdf"];
  expect(documentsOf({ batches })).toEqual(documents);
  expect([...filesOf({ batches, revision: 1 })].sort()).toEqual([...documents, "figures.csv", "quality.csv"].sort());
  expect([...filesOf({ batches, revision: 2 })].sort()).toEqual(
    [...documents, "changes.csv", "figures.csv", "quality.csv"].sort(),
  );
});

describe("a draft", () => {
  test("is read back as it was made, and made again at a later moment it is the same draft with that moment", async () => {
    const world = await bench();
    await world.drafted("one");
    const draft = await draftOf(world.ports, "one");
    expect(draft).toMatchObject({ revision: 1, madeAt: "2023-06-20T03:00:00.000Z", period: "2023-06" });

    world.setClock("2023-06-20T03:09:00Z");
    await assemble(world.ports, { run: "one" });
    expect(await draftOf(world.ports, "one")).toEqual({ ...draft, madeAt: "2023-06-20T03:09:00.000Z" });
  });

  test("that was never made, or cannot be read, is damage of the store", async () => {
    const world = await bench();
    await expect(draftOf(world.ports, "one")).rejects.toThrow(StoreDamaged);
    world.bytes.set("drafts/x.json", bytesOf('{"half":'));
    await expect(storedJson(world.ports.objects, "drafts/x.json")).rejects.toThrow(StoreDamaged);
    await expect(storedJson(world.ports.objects, "drafts/y.json")).rejects.toThrow(StoreDamaged);
  });
});
