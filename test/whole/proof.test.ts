import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { Manifest } from "../../functions/revisions/revision.ts";
import { command, folder, run } from "../helpers/runs/command.ts";
import { CREDENTIALS, type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";

let province: ExampleProvince;
beforeEach(async () => {
  province = await exampleProvince();
});
afterEach(() => province.close());

const PERIOD = ["--province", "ba-ria-vung-tau", "--period", "2023-06"];

function report(place: string, env: Record<string, string> = {}, ...more: string[]) {
  const where = ["--api", province.url, "--out", join(place, "out"), "--state", join(place, "state")];
  return command([...PERIOD, ...where, ...more], { ...CREDENTIALS, ...env });
}

const verify = (place: string, ...args: string[]) => run(["verify", ...args, "--state", join(place, "state")]);
const issue = (place: string, revision = 1): string => join(place, `out/ba-ria-vung-tau/2023-06/r${revision}`);
const manifestIn = (place: string, revision = 1): Manifest =>
  Manifest.parse(JSON.parse(readFileSync(join(issue(place, revision), "manifest.json"), "utf8")));

function filesUnder(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const inner = join(path, name);
    return statSync(inner).isDirectory() ? filesUnder(inner) : [inner];
  });
}

/** The late agency's counts arrive. */
function late(): void {
  const { counts } = province.behaviour.answers;
  const model = counts.find((one) => one.agency === "Z1.X03" && one.from === "2023-04-15");
  for (const one of counts) {
    if (one.agency !== "Z1.X03" || one.from !== "2023-05-15") continue;
    delete one.status;
    one.items = model?.items ?? [];
  }
}

test("the same snapshots give the same bytes of every file, in another zone and language, from another state folder", async () => {
  const places = [folder(), folder()] as const;
  await report(places[0], { TZ: "America/Los_Angeles", LANG: "en_US.UTF-8" });
  await report(places[1], { TZ: "Asia/Ho_Chi_Minh", LANG: "vi_VN.UTF-8", LC_ALL: "tr_TR.UTF-8" });

  expect(manifestIn(places[0]).files).toHaveLength(11);
  expect(manifestIn(places[1]).files).toEqual(manifestIn(places[0]).files);
  expect(manifestIn(places[1]).inputs).toBe(manifestIn(places[0]).inputs);
});

test("a revision is proven by making it again, also one that was replaced, also its changes", async () => {
  const place = folder();
  await report(place);
  late();
  await report(place);

  expect(await verify(place, ...PERIOD, "--revision", "1")).toMatchObject({
    code: 0,
    stderr: "Đang chuẩn bị kiểm tra bản đã phát hành …\n",
  });
  const second = await verify(place, ...PERIOD);
  expect(second).toMatchObject({ code: 0 });
  expect(second.stdout).toMatch(/Bản 2 .*đã chứng minh, 12 tệp/);
  const third = await verify(place, ...PERIOD, "--revision", "3");
  expect(third).toMatchObject({ code: 2 });
  expect(third.stderr).toMatch(/bản 1 đến 2/);
});

test("a file tells which revision it is, and whether that one stands; any other file is none", async () => {
  const place = folder();
  await report(place);
  late();
  await report(place);
  const other = join(place, "khac.pdf");
  writeFileSync(other, "khác");

  const old = await verify(place, join(issue(place, 1), "figures.csv"));
  expect(old).toMatchObject({ code: 0 });
  expect(old.stdout).toMatch(/figures\.csv của bản 1, ba-ria-vung-tau\/2023-06; bản này đã được thay bằng bản 2/);
  expect((await verify(place, join(issue(place, 2), "bao-cao-cntt.pdf"))).stdout).toMatch(/bản 2.*đang hiện hành/);
  expect((await verify(place, other)).code).toBe(1);
});

test("a flipped bit in a published file is found and named", async () => {
  const place = folder();
  await report(place);
  const published = filesUnder(join(place, "state/objects/published"));
  const stored = published.find((path) => path.endsWith("/bao-cao-cntt.xlsx")) ?? "";
  const bytes = readFileSync(stored);
  bytes[1000] = (bytes[1000] ?? 0) ^ 1;
  writeFileSync(stored, bytes);
  const found = await verify(place, ...PERIOD);

  expect(found).toMatchObject({ code: 1 });
  expect(found.stdout).toMatch(/bị hỏng hoặc mất: bao-cao-cntt\.xlsx/);
  const copied = await report(place);
  expect(copied).toMatchObject({ code: 1 });
  expect(copied.stderr).toMatch(/bao-cao-cntt\.xlsx/);
});

const Changes = z.array(z.record(z.string(), z.string()));

test("late data make a revision that says every number it changes, and why", async () => {
  const place = folder();
  await report(place);
  late();
  await report(place);
  const read = (name: string, revision: number) =>
    Changes.parse(parse(readFileSync(join(issue(place, revision), name)), { bom: true, columns: true }));
  const changes = read("changes.csv", 2);
  const keys = ["programme", "target", "scope", "code", "basis"];
  const rows = (revision: number) =>
    new Map(read("figures.csv", revision).map((row) => [keys.map((key) => row[key]).join(" "), row]));
  const [before, after] = [rows(1), rows(2)];
  const differing = [...after].flatMap(([key, row]) =>
    Object.keys(row)
      .filter((field) => before.get(key)?.[field] !== row[field])
      .map((field) => `${key} ${field}`),
  );

  expect(changes.map((change) => [...keys, "field"].map((key) => change[key]).join(" "))).toEqual(differing);
  for (const change of changes) {
    const key = keys.map((column) => change[column]).join(" ");
    expect([change["old"], change["new"]]).toEqual([
      before.get(key)?.[change["field"] ?? ""],
      after.get(key)?.[change["field"] ?? ""],
    ]);
    expect(change["cause"]).toBe("counts:Z1.X03:2023-06:added");
  }
  expect(changes.length).toBeGreaterThan(20);
  expect(readdirSync(issue(place, 1))).not.toContain("changes.csv");
});

test("a state folder copied elsewhere proves its revisions there", async () => {
  const [place, copy] = [folder(), folder()];
  await report(place);
  for (const path of filesUnder(join(place, "state"))) {
    const target = path.replace(place, copy);
    mkdirSync(join(target, ".."), { recursive: true });
    copyFileSync(path, target);
  }

  expect((await verify(copy, ...PERIOD)).code).toBe(0);
});
