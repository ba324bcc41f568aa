import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScanCommand, type ScanCommandInput } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../../functions/laptop/database/database.ts";
import { Chance } from "../helpers/chance.ts";
import { run, toldIn } from "../helpers/runs/command.ts";
import { SMALL } from "../helpers/runs/province.ts";
import { SMALL_SERIES, type SmallProvince, smallProvince } from "../helpers/runs/state.ts";

let small: SmallProvince;
const whole = mkdtempSync(join(tmpdir(), "damage-"));
const sound = join(whole, "state");
const file = join(whole, "out", SMALL_SERIES, "r1", "figures.csv");

/** Everything that the database of a state folder holds. */
async function itemsOf(state: string): Promise<string> {
  const { client, table, close } = await openDatabase(state);
  const lines: string[] = [];
  let start: ScanCommandInput["ExclusiveStartKey"];
  try {
    do {
      const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start }));
      lines.push(...(page.Items ?? []).map((item) => JSON.stringify(item)));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  } finally {
    await close();
  }
  return lines.sort().join("\n");
}

let items: string;
let told: string;
beforeAll(async () => {
  small = await smallProvince();
  small.stage("first");
  expect(await small.report(whole, sound)).toMatchObject({ code: 0 });
  small.stage("refresh");
  expect(await small.report(whole, sound, SMALL.period, "--refresh")).toMatchObject({ code: 0 });
  // On a copy: whoever opens the folder moves what is in its log into a table.
  const copy = join(whole, "copy");
  cpSync(sound, copy, { recursive: true });
  told = (await run(["verify", file, "--state", copy])).stdout;
  expect(told).toContain("đã được thay bằng bản 2");
  items = await itemsOf(copy);
});
afterAll(async () => {
  await small.province.close();
  rmSync(whole, { recursive: true });
});

type Damage = (bytes: Buffer, chance: Chance) => Buffer | null;

const DAMAGES: Readonly<Record<string, Damage>> = {
  "one bit": (bytes, chance) => {
    const at = chance.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
    return bytes;
  },
  "many bytes": (bytes, chance) => {
    for (let times = 0; times < 1 + bytes.length / 100; times++) {
      const at = chance.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    }
    return bytes;
  },
  "a cut": (bytes, chance) => bytes.subarray(0, chance.below(bytes.length)),
  "a block of zeros": (bytes, chance) => {
    const at = chance.below(bytes.length);
    return bytes.fill(0, at, Math.min(at + 4_096, bytes.length));
  },
  "the file gone": () => null,
};

const FILES: readonly (readonly [string, RegExp])[] = [
  ["a table", /\.ldb$/],
  ["the log", /\.log$/],
  ["the MANIFEST", /^MANIFEST/],
  ["CURRENT", /^CURRENT$/],
];

/** A copy of the folder, of which one file of this kind is damaged. */
function inPlace(seed: number, pattern: RegExp, damage: Damage): string {
  const place = mkdtempSync(join(whole, "case-"));
  cpSync(sound, join(place, "state"), { recursive: true });
  const chance = new Chance(seed, String(pattern));
  const db = join(place, "state/db");
  const names = readdirSync(db).filter((name) => pattern.test(name));
  const name = chance.shuffled(names)[0] ?? "";
  const path = join(db, name);
  const changed = damage(readFileSync(path), chance);
  if (changed === null) rmSync(path);
  else writeFileSync(path, changed);
  return join(place, "state");
}

const cases = FILES.flatMap(([what, pattern]) =>
  Object.entries(DAMAGES).flatMap(([how, damage]) =>
    [1, 2, 3].map((seed) => ({ name: `${how} in ${what}, ${seed}`, seed, pattern, damage })),
  ),
);

const NAMED = /^Dữ liệu đã lưu bị thiếu hoặc hỏng: cơ sở dữ liệu .*; dựng lại sang thư mục mới .* bằng npm run rescue /;

it.each(cases)("$name: the same answer, or the damage by its name", async ({ seed, pattern, damage }) => {
  const state = inPlace(seed, pattern, damage);
  const ended = await run(["verify", file, "--state", state]);
  if (ended.code === 0) {
    expect(ended.stdout).toBe(told);
    expect(await itemsOf(state)).toBe(items);
    return;
  }
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(toldIn(ended.stderr)).toEqual([expect.stringMatching(NAMED)]);
});

it("of a log that is not closed in order, a torn end is no damage", async () => {
  const place = mkdtempSync(join(whole, "case-"));
  const state = join(place, "state");
  cpSync(sound, state, { recursive: true });
  rmSync(join(state, "closed.json"));
  const log = readdirSync(join(state, "db")).find((name) => name.endsWith(".log")) ?? "";
  const { length } = readFileSync(join(state, "db", log));
  if (length > 100) truncateSync(join(state, "db", log), length - 50);
  expect((await run(["verify", file, "--state", state])).code).toBe(0);
});
