import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { manifestOf } from "../../functions/pipeline/support/compile.ts";
import type { ServicePorts } from "../../functions/ports/ports.ts";
import { Report } from "../../functions/report/report.ts";
import { type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";
import { formerState, stateOf } from "../helpers/runs/former-state.ts";
import { onPaper, runSteps, world } from "../helpers/runs/world.ts";

const SERIES = "ba-ria-vung-tau/2023-06";
const FORMER = "0.2.0";

let province: ExampleProvince;
let place: string;
let ports: ServicePorts;
beforeEach(async () => {
  province = await exampleProvince();
  place = formerState();
  ports = { ...onPaper((await world(province, place)).ports), code: "0.9.0" };
});
afterEach(() => province.close());

async function current() {
  const pointer = await ports.revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing is published");
  const manifest = await manifestOf(ports.objects, pointer);
  const folderOf = join(stateOf(place), "objects", pointer.manifestKey, "..");
  const read = (name: string) => readFileSync(join(folderOf, name), "utf8");
  return { manifest, read };
}

const causesIn = (changes: string): string[] => [
  ...new Set(
    changes
      .trim()
      .split("\r\n")
      .slice(1)
      .flatMap((line) => line.split(",").at(-1)?.split(" ") ?? []),
  ),
];

/** The sentence that says which revision this one replaces. */
function replacedIn(report: string): string {
  const texts = JSON.stringify(Report.parse(JSON.parse(report)));
  return /Báo cáo này là bản[^"]*/.exec(texts)?.[0] ?? "";
}

test("a state folder of version 0.2 has nothing new to publish; a request issues anew, once, and names the program", async () => {
  expect((await current()).manifest.code).toBe(FORMER);
  expect(await runSteps(ports, "khong")).toBe("nothing-new");
  expect(await runSteps(ports, "mot", false, true)).toBe("new");
  expect(await runSteps(ports, "hai", false, true)).toBe("nothing-new");
  const { manifest, read } = await current();
  expect(manifest).toMatchObject({ revision: 2, code: "0.9.0" });
  const kinds = causesIn(read("changes.csv")).map((cause) => cause.split(":")[0]);
  for (const kind of kinds) expect(["code", "templates"]).toContain(kind);
  expect(
    readdirSync(join(stateOf(place), "objects", "published", SERIES)).filter((name) => !name.endsWith(".json")),
  ).toHaveLength(2);
  expect(replacedIn(read("reports/bao-cao-cntt.json"))).toMatch(
    /^Báo cáo này là bản 2, thay bản 1; .*\. Nguyên nhân: phiên bản chương trình thay đổi/,
  );
});

test("late data after an upgrade are published as ever, with the data among the causes", async () => {
  const { counts } = province.behaviour.answers;
  const april = counts.find((one) => one.agency === "Z1.X03" && one.from === "2023-04-15");
  const may = counts.find((one) => one.agency === "Z1.X03" && one.from === "2023-05-15");
  Object.assign(may ?? {}, { status: undefined, items: april?.items });
  expect(await runSteps(ports, "mot")).toBe("new");
  const { manifest, read } = await current();
  expect(manifest).toMatchObject({ revision: 2, code: "0.9.0" });
  const causes = causesIn(read("changes.csv"));
  expect(causes).toContain("code:changed");
  expect(causes.filter((cause) => cause.startsWith("counts:"))).toEqual(["counts:Z1.X03:2023-06:added"]);
  expect(replacedIn(read("reports/bao-cao-cntt.json"))).toContain("Nguyên nhân: phiên bản chương trình thay đổi");
});
