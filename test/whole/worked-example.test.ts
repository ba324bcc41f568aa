import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Manifest } from "../../functions/revisions/revision.ts";
import { withoutRuleVi } from "../helpers/data/quality-csv.ts";
import { command, folder } from "../helpers/runs/command.ts";
import { CREDENTIALS, type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";

let province: ExampleProvince;
beforeEach(async () => {
  province = await exampleProvince();
});
afterEach(() => province.close());

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/worked-example/${name}`, import.meta.url), "utf8");

/** The example's findings are given without those about tasks. */
const aboutTasks = /^tasks-missing,.*\r\n/gm;
const withoutTasks = (csv: string): string => csv.replaceAll(aboutTasks, "");
const linesAboutTasks = (csv: string): string[] => csv.match(aboutTasks) ?? [];

const sha256 = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

function run(place: string, ...more: string[]) {
  const where = ["--api", province.url, "--out", join(place, "out"), "--state", join(place, "state")];
  return command(["--province", "ba-ria-vung-tau", "--period", "2023-06", ...where, ...more], CREDENTIALS);
}

const manifestIn = (path: string): Manifest =>
  Manifest.parse(JSON.parse(readFileSync(join(path, "manifest.json"), "utf8")));

test("the worked case comes out byte for byte, from HTTP to the published files", async () => {
  const place = folder();
  const ended = await run(place, "--debug");
  const issue = join(place, "out/ba-ria-vung-tau/2023-06/r1");

  expect(ended).toMatchObject({ code: 0 });
  expect(readFileSync(join(issue, "figures.csv"), "utf8")).toBe(fixture("figures.csv"));
  const quality = readFileSync(join(issue, "quality.csv"), "utf8");
  expect(withoutRuleVi(withoutTasks(quality))).toBe(fixture("quality.csv"));
  // The example has no tasks: the fourteen that are in force beside Thanh tra tỉnh, which is excepted.
  expect(linesAboutTasks(quality)).toHaveLength(14);
  expect(linesAboutTasks(quality)[0]).toBe(
    "tasks-missing,warning,Z1.H01,,2023-06-14,2023-06-14,tasks,absent,Cơ quan chưa có báo cáo tiến độ nhiệm vụ\r\n",
  );
  expect(readdirSync(issue).sort()).toEqual([
    ...["bao-cao-cchc.docx", "bao-cao-cchc.pdf", "bao-cao-cchc.png", "bao-cao-cchc.xlsx"],
    ...["bao-cao-cntt.docx", "bao-cao-cntt.pdf", "bao-cao-cntt.png", "bao-cao-cntt.xlsx"],
    ...["figures.csv", "manifest.json", "phu-luc.pdf", "quality.csv"],
  ]);
  const manifest = manifestIn(issue);
  expect(manifest).toMatchObject({ revision: 1, state: "provisional", synthetic: false, programme: "brvt-qd-2023" });
  for (const file of manifest.files) expect(sha256(join(issue, file.name))).toBe(file.sha256);
});

test("a second run with nothing new publishes nothing, asks for no counts again, and prints the standing manifest", async () => {
  const place = folder();
  await run(place);
  const first = readFileSync(join(place, "out/ba-ria-vung-tau/2023-06/r1/manifest.json"), "utf8");
  const counted = province.asked.filter((path) => path.startsWith("/v1/counts")).length;
  province.asked.length = 0;
  const ended = await run(place, "--json");

  expect(ended).toMatchObject({ code: 0, stdout: first });
  expect(readdirSync(join(place, "out/ba-ria-vung-tau/2023-06"))).toEqual(["r1"]);
  const again = province.asked.filter((path) => path.startsWith("/v1/counts"));
  expect(counted).toBe(96);
  expect(again).toHaveLength(3);
});

test("late counts make the next revision and leave the earlier one as it was", async () => {
  const place = folder();
  await run(place);
  const r1 = join(place, "out/ba-ria-vung-tau/2023-06/r1");
  const before = readdirSync(r1).map((name) => [name, sha256(join(r1, name))]);
  const late = province.behaviour.answers.counts.find((one) => one.agency === "Z1.X03" && one.from === "2023-05-15");
  const model = province.behaviour.answers.counts.find((one) => one.agency === "Z1.X03" && one.from === "2023-04-15");
  Object.assign(late ?? {}, { status: undefined, items: model?.items });
  const ended = await run(place);

  expect(ended.code).toBe(0);
  expect(readdirSync(join(place, "out/ba-ria-vung-tau/2023-06")).sort()).toEqual(["r1", "r2"]);
  expect(readdirSync(r1).map((name) => [name, sha256(join(r1, name))])).toEqual(before);
  const r2 = join(place, "out/ba-ria-vung-tau/2023-06/r2");
  expect(manifestIn(r2).revision).toBe(2);
  expect(readFileSync(join(r2, "figures.csv"), "utf8")).not.toBe(fixture("figures.csv"));
});

test("corrected counts of a closed month are seen with --refresh, not without", async () => {
  const place = folder();
  await run(place);
  const answer = province.behaviour.answers.counts.find((one) => one.agency === "Z1.S01" && one.from === "2023-01-15");
  answer?.items?.pop();
  const plain = await run(place, "--json");
  const refreshed = await run(place, "--json", "--refresh");

  expect(Manifest.parse(JSON.parse(plain.stdout)).revision).toBe(1);
  expect(Manifest.parse(JSON.parse(refreshed.stdout)).revision).toBe(2);
});

test("a programme named is a series of its own, in a folder of its own", async () => {
  const place = folder();
  await run(place);
  const ended = await run(place, "--programme", "brvt-kh93-2021");
  const issue = join(place, "out/ba-ria-vung-tau/2023-06/brvt-kh93-2021/r1");

  expect(ended.code).toBe(0);
  expect(manifestIn(issue)).toMatchObject({ revision: 1, programme: "brvt-kh93-2021" });
  expect(manifestIn(join(place, "out/ba-ria-vung-tau/2023-06/r1")).programme).toBe("brvt-qd-2023");
});

test("with --json standard output holds the manifest and nothing else, progress goes to standard error", async () => {
  const ended = await run(folder(), "--json");

  expect(Manifest.parse(JSON.parse(ended.stdout)).series).toBe("ba-ria-vung-tau/2023-06");
  expect(ended.stderr).toContain("Thu thập số liệu: 17/17 cơ quan");
  expect(ended.stderr).toContain("Lập văn bản: 7/7 văn bản");
});
