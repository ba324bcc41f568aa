import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../functions/laptop/database/database.ts";
import { manifestOf } from "../../functions/pipeline/support/compile.ts";
import { storedJson } from "../../functions/pipeline/support/draft.ts";
import { verify } from "../../functions/pipeline/verify.ts";
import { prefixOf } from "../../functions/revisions/revision.ts";
import { folder } from "../helpers/runs/command.ts";
import { type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";
import { runSteps, TEMPLATES, world } from "../helpers/runs/world.ts";

let province: ExampleProvince;
beforeEach(async () => {
  province = await exampleProvince();
});
afterEach(() => province.close());

const SERIES = "ba-ria-vung-tau/2023-06";

/** Flips a bit in the stored rows of one snapshot. */
async function flipBit(place: string): Promise<void> {
  const database = await openDatabase(join(place, "state"));
  const documents = DynamoDBDocumentClient.from(database.client);
  const key = { pk: "snapshot#ba-ria-vung-tau#api#counts#2023-01-15#2023-02-14", sk: "Z1.H01#000001" };
  const { Item } = await documents.send(new GetCommand({ TableName: database.table, Key: key }));
  const [name, body] = Object.entries(Item ?? {}).find(([, value]) => value instanceof Uint8Array) ?? [
    "",
    new Uint8Array(1),
  ];
  const bytes = new Uint8Array(body);
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  await documents.send(new PutCommand({ TableName: database.table, Item: { ...Item, [name]: bytes } }));
  await database.close();
}

test("a flipped bit in a stored snapshot is named and its counts are asked for again", async () => {
  const place = folder();
  const { ports, warnings } = await world(province, place);
  expect(await runSteps(ports, "one")).toBe("new");
  await flipBit(place);
  province.asked.length = 0;

  expect(await runSteps(ports, "two")).toBe("nothing-new");
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/Z1\.H01.*2023-01-15/);
  const asked = province.asked.filter((path) => path.startsWith("/v1/counts") && path.includes("Z1.H01"));
  expect(asked).toHaveLength(1);
});

test("a programme file changed after publication makes a revision with that as its cause", async () => {
  const place = folder();
  const templates = join(place, "templates");
  cpSync(TEMPLATES, templates, { recursive: true });
  const first = await world(province, place, templates);
  await runSteps(first.ports, "one");
  const file = join(templates, "programmes/brvt-qd-2023.json");
  const programme = readFileSync(file, "utf8");
  writeFileSync(file, programme.replace('"huyen": 60', '"huyen": 50'));
  const { ports } = await world(province, place, templates);

  expect(await runSteps(ports, "two")).toBe("new");
  const pointer = await ports.revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing stands");
  expect(pointer.revision).toBe(2);
  const csv = await ports.objects.get(`${prefixOf(pointer)}/changes.csv`);
  const lines = new TextDecoder()
    .decode(csv ?? new Uint8Array())
    .trim()
    .split("\r\n")
    .slice(1);
  expect(lines).toContain("brvt-qd-2023,payable-procedures,level,huyen,as-of,threshold,60,50,templates:changed");
  for (const line of lines) expect(line).toMatch(/payable-procedures.*templates:changed$/);
  for (const revision of [1, 2]) {
    expect(await verify(ports, SERIES, revision)).toMatchObject({ damaged: [], differing: [] });
  }
});

test("a failed refresh keeps what is stored, is named, and makes no new revision by itself", async () => {
  const { ports } = await world(province, folder());
  await runSteps(ports, "one");
  province.behaviour.instead.set("/v1/counts?agency=Z1.H02", { status: 503, body: "{}" });

  expect(await runSteps(ports, "two", true)).toBe("nothing-new");
});

test("the report of a late revision shows what it changes", async () => {
  const { ports } = await world(province, folder());
  await runSteps(ports, "one");
  const answer = province.behaviour.answers.counts.find((one) => one.agency === "Z1.S01" && one.from === "2023-01-15");
  answer?.items?.pop();
  await runSteps(ports, "two", true);
  const pointer = await ports.revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing stands");
  const text = JSON.stringify(await storedJson(ports.objects, `${prefixOf(pointer)}/reports/bao-cao-cntt.json`));

  expect(text).toContain("BẢNG ĐIỀU CHỈNH SỐ LIỆU");
  expect(text).toContain("Sở Thử nghiệm 1 điều chỉnh số liệu tháng 02/2023");
  expect((await manifestOf(ports.objects, pointer)).files.map((file) => file.name)).toContain("changes.csv");
});
