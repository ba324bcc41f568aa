import { DeleteItemCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { RevisionConflict, StoreDamaged } from "../../functions/domain/failure.ts";
import { publish } from "../../functions/pipeline/publish.ts";
import { manifestOf } from "../../functions/pipeline/support/compile.ts";
import { draftOf, sha256 } from "../../functions/pipeline/support/draft.ts";
import { standingOf } from "../../functions/pipeline/support/revisions/publication.ts";
import { watch } from "../../functions/pipeline/watch.ts";
import type { Ports, RevisionStore } from "../../functions/ports/ports.ts";
import { prefixOf, publicationKey } from "../../functions/revisions/revision.ts";
import { codeIndex } from "../../functions/store/codes.ts";
import { type Bench, bench, SERIES } from "../helpers/runs/bench.ts";

/** What a first revision of these reports consists of: two reports, each with a picture of its first page, and the open data. */
const FILES = [
  ...["bao-cao-cchc.docx", "bao-cao-cchc.pdf", "bao-cao-cchc.png", "bao-cao-cchc.xlsx"],
  ...["bao-cao-cntt.docx", "bao-cao-cntt.pdf", "bao-cao-cntt.png", "bao-cao-cntt.xlsx"],
  ...["figures.csv", "phu-luc.pdf", "quality.csv"],
];

/** The ports with the pointer moved in another way. */
const advancing = (ports: Ports, advance: RevisionStore["advance"]): Ports => ({
  ...ports,
  revisions: { ...ports.revisions, advance },
});

/** The pointer is moved, and the connection breaks before anybody hears of it. */
const losingReply = (ports: Ports): Ports =>
  advancing(ports, async (...move) => {
    await ports.revisions.advance(...move);
    throw new Error("socket hang up");
  });

/** The connection breaks before the pointer is moved. */
const losingRequest = (ports: Ports): Ports =>
  advancing(ports, async () => {
    throw new Error("connect ECONNREFUSED");
  });

const published = ({ bytes }: Bench): string[] => [...bytes.keys()].filter((key) => key.startsWith("published/"));

const manifest = async ({ ports }: Bench) => {
  const pointer = await ports.revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing stands");
  return { pointer, manifest: await manifestOf(ports.objects, pointer) };
};

/** The key of a file of a draft. */
const draftKey = async ({ ports }: Bench, run: string, name: string): Promise<string> =>
  `${(await draftOf(ports, run)).prefix}/${name}`;

describe("a publication whose reply is lost", () => {
  test("stands, and the repeat says so and writes nothing more", async () => {
    const world = await bench();
    await world.drafted("one");
    await expect(publish(losingReply(world.ports), { run: "one" })).rejects.toThrow("socket hang up");
    const first = await manifest(world);
    const keys = published(world);

    world.setClock("2023-06-20T03:05:00Z");
    expect(await publish(world.ports, { run: "one" })).toEqual({ series: SERIES, revision: 1 });
    expect(await manifest(world)).toEqual(first);
    expect(first.manifest.publishedAt).toBe("2023-06-20T03:00:00.000Z");
    expect(published(world)).toEqual([...keys, publicationKey(SERIES, 1)]);
    expect(await world.ports.revisions.history(SERIES)).toEqual([]);
  });

  test("is not taken for another run's of the same revision", async () => {
    const world = await bench();
    await world.drafted("one");
    await world.drafted("two");
    await expect(publish(losingReply(world.ports), { run: "one" })).rejects.toThrow("socket hang up");
    const first = await manifest(world);

    await expect(publish(world.ports, { run: "two" })).rejects.toThrow(RevisionConflict);
    expect(await manifest(world)).toEqual(first);
  });
});

describe("a revision whose item the database has lost", () => {
  /** The item that says what stands, gone as by somebody's hand. */
  const lose = ({ table: { client, table } }: Bench) =>
    client.send(
      new DeleteItemCommand({ TableName: table, Key: { pk: { S: `series#${SERIES}` }, sk: { S: "pointer" } } }),
    );

  const NAMED = expect.objectContaining({
    name: "StoreDamaged",
    message: `Dữ liệu đã lưu bị thiếu hoặc hỏng: bản 1 của ${SERIES} đã phát hành (tệp published/${SERIES}/r1.json) mà bảng dữ liệu không ghi bản nào; khôi phục bản ghi đó từ bản sao lưu (trên AWS: khôi phục bảng về một thời điểm trước), theo mục khôi phục trong hướng dẫn, rồi chạy lại.`,
  });

  test("is missed before anything is drafted, and before anything is published over it", async () => {
    const world = await bench();
    await world.drafted("one");
    await world.drafted("late");
    await publish(world.ports, { run: "one" });
    await lose(world);
    const keys = [...world.bytes.keys()];

    await expect(publish(world.ports, { run: "late" })).rejects.toEqual(NAMED);
    await expect(publish(world.ports, { run: "one" })).rejects.toEqual(NAMED);
    await expect(world.drafted("two")).rejects.toEqual(NAMED);
    expect([...world.bytes.keys()]).toEqual(keys);
    expect(await world.ports.revisions.current(SERIES)).toBeNull();
  });

  test("is missed too where an older state of it was put back", async () => {
    const world = await bench();
    await world.drafted("one");
    await publish(world.ports, { run: "one" });
    const { client, table } = world.table;
    const Key = { pk: { S: `series#${SERIES}` }, sk: { S: "pointer" } };
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key }));
    world.said.answers.counts.find(({ agency }) => agency === "Z1.S01")?.items?.pop();
    await world.drafted("two", { refresh: true });
    await publish(world.ports, { run: "two" });
    await client.send(new PutItemCommand({ TableName: table, Item }));

    await expect(world.drafted("three")).rejects.toThrow(/bản 2 của .* đã phát hành .* chỉ ghi đến bản 1;/);
  });

  test("is told to operators as what it is, not as never published", async () => {
    const world = await bench();
    await world.drafted("one");
    await publish(world.ports, { run: "one" });
    await lose(world);
    const inForce = [{ from: "2023-01-01", to: "2023-12-31" }];
    const watched = [{ province: "ba-ria-vung-tau", kind: "month", scheme: "nd09", inForce, due: 1, margin: 0 }];
    const [seen] = await watch(
      {
        ...world.ports,
        workingDays: () => ({ confirmed: true, off: new Set(), working: new Set() }),
        publishMetric: () => {},
      },
      { scheduledTime: "2023-07-10T00:00:00Z", watched },
    );
    expect(seen).toMatchObject({ absent: true, reason: "bảng dữ liệu mất bản ghi phát hành bản 1" });
  });

  test("is not taken for lost while another run publishes it between two looks", async () => {
    const world = await bench();
    await world.drafted("one");
    let isFirst = true;
    const revisions: RevisionStore = {
      ...world.ports.revisions,
      async current(series) {
        const standing = await world.ports.revisions.current(series);
        if (isFirst) {
          isFirst = false;
          await publish(world.ports, { run: "one" });
        }
        return standing;
      },
    };
    expect((await standingOf({ ...world.ports, revisions }, SERIES))?.revision).toBe(1);
  });
});

test("a revision that was published before such records were kept is on record with the next one", async () => {
  const world = await bench();
  await world.drafted("one");
  await publish(world.ports, { run: "one" });
  world.bytes.delete(publicationKey(SERIES, 1));
  world.said.answers.counts.find(({ agency }) => agency === "Z1.S01")?.items?.pop();
  await world.drafted("two", { refresh: true });
  await publish(world.ports, { run: "two" });
  const records = published(world).filter((key) => /[/]r\d+[.]json$/.test(key));
  expect(records).toEqual([publicationKey(SERIES, 1), publicationKey(SERIES, 2)]);
});

test("a publication that ended before its pointer was moved is made by the repeat, at the repeat's moment", async () => {
  const world = await bench();
  await world.drafted("one");
  await expect(publish(losingRequest(world.ports), { run: "one" })).rejects.toThrow("ECONNREFUSED");
  expect(await world.ports.revisions.current(SERIES)).toBeNull();

  world.setClock("2023-06-20T03:05:00Z");
  expect(await publish(world.ports, { run: "one" })).toEqual({ series: SERIES, revision: 1 });
  expect((await manifest(world)).manifest).toMatchObject({ revision: 1, publishedAt: "2023-06-20T03:05:00.000Z" });
});

test("of two drafts of one revision the first that is published stands, the other is refused and changes nothing", async () => {
  const world = await bench();
  await world.drafted("one");
  await world.drafted("two");
  await publish(world.ports, { run: "two" });
  const standing = await manifest(world);
  const keys = published(world);

  await expect(publish(world.ports, { run: "one" })).rejects.toThrow(RevisionConflict);
  expect(await manifest(world)).toEqual(standing);
  expect(published(world)).toEqual(keys);
});

test("a draft of a revision that was replaced twice over is refused too", async () => {
  const world = await bench();
  await world.drafted("old");
  await world.drafted("one");
  await publish(world.ports, { run: "one" });
  world.said.answers.counts.find(({ agency }) => agency === "Z1.S01")?.items?.pop();
  await world.drafted("two", { refresh: true });
  expect(await publish(world.ports, { run: "two" })).toEqual({ series: SERIES, revision: 2 });

  await expect(publish(world.ports, { run: "old" })).rejects.toThrow(RevisionConflict);
  expect((await manifest(world)).manifest.revision).toBe(2);
});

test("what is published is every file of the draft under its own hash, beside what it was made from, and found by its codes", async () => {
  const world = await bench();
  await world.drafted("one");
  await publish(world.ports, { run: "one" });
  const { pointer, manifest: made } = await manifest(world);
  const prefix = prefixOf(pointer);

  expect(made.files.map(({ name }) => name).sort()).toEqual(FILES);
  for (const { name, size, sha256: hash } of made.files) {
    const bytes = world.bytes.get(`${prefix}/${name}`) ?? new Uint8Array();
    expect([name, bytes.byteLength, sha256(bytes)]).toEqual([name, size, hash]);
  }
  const beside = ["templates.json", "reports/bao-cao-cchc.json", "reports/bao-cao-cntt.json", "reports/phu-luc.json"];
  const expected = [...FILES, ...beside].map((name) => `${prefix}/${name}`);
  const record = publicationKey(SERIES, 1);
  expect(published(world).sort()).toEqual([...expected, pointer.manifestKey, record].sort());
  expect(JSON.parse(new TextDecoder().decode(world.bytes.get(record)))).toEqual(pointer);
  // Where the draft lay is of no meaning once the draft has gone.
  expect(new TextDecoder().decode(world.bytes.get(pointer.manifestKey))).not.toContain("drafts/");

  const figures = made.files.find(({ name }) => name === "figures.csv");
  for (const code of [made.verification.code, figures?.sha256.slice(0, 12) ?? ""]) {
    expect(await codeIndex(world.table).find(code)).toEqual([{ series: SERIES, revision: 1 }]);
  }
});

test("nothing is published where a file of the draft is gone, or is not what was made any more", async () => {
  const world = await bench();
  await world.drafted("one");
  const before = new Map(world.bytes);
  // quality.csv is made from the findings when the documents have been read back.
  for (const name of FILES.map((one) => (one === "quality.csv" ? "findings.json" : one))) {
    const key = await draftKey(world, "one", name);
    const bytes = before.get(key) ?? new Uint8Array();
    const changed = Uint8Array.from(bytes, (byte, at) => (at === bytes.length - 2 ? byte ^ 1 : byte));
    expect(changed).not.toEqual(bytes);

    world.bytes.set(key, changed);
    await expect(publish(world.ports, { run: "one" }), `${name} changed`).rejects.toThrow(StoreDamaged);
    world.bytes.delete(key);
    await expect(publish(world.ports, { run: "one" }), `${name} gone`).rejects.toThrow(StoreDamaged);
    world.bytes.set(key, bytes);
    expect(published(world)).toEqual([]);
  }
  expect(await world.ports.revisions.current(SERIES)).toBeNull();
  expect(await publish(world.ports, { run: "one" })).toMatchObject({ revision: 1 });
});

test("a report whose first page cannot be drawn is published without its picture, and that is told", async () => {
  const world = await bench();
  const firstPage = async (): Promise<Uint8Array> => {
    throw new Error("no fonts");
  };
  Object.assign(world.ports, { render: { ...world.ports.render, firstPage } });
  expect(await world.drafted("one")).toMatchObject({ outcome: "new" });
  await publish(world.ports, { run: "one" });
  const { files } = (await manifest(world)).manifest;
  expect(files.map(({ name }) => name).sort()).toEqual(FILES.filter((name) => !name.endsWith(".png")));
  expect(
    world.warnings.filter((words) => words.startsWith("Không vẽ được ảnh trang đầu bao-cao-cntt.png")),
  ).toHaveLength(1);
});

test("what a batch left that reads as gone is damage, not a revision without its pictures", async () => {
  const world = await bench();
  expect(await world.drafted("one")).toMatchObject({ outcome: "new" });
  const { runs } = world.ports;
  const short: typeof runs.list = async (...query) => (await runs.list(...query)).slice(0, -1);
  const ports = { ...world.ports, runs: { ...runs, list: short } };
  await expect(publish(ports, { run: "one" })).rejects.toThrow(StoreDamaged);
  expect(published(world)).toEqual([]);
  await publish(world.ports, { run: "one" });
  expect((await manifest(world)).manifest.files.map(({ name }) => name).sort()).toEqual(FILES);
});
