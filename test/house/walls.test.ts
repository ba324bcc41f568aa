import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { cruise, type IFlattenedRuleSet } from "dependency-cruiser";
import { expect, test } from "vitest";

type Rules = NonNullable<IFlattenedRuleSet["forbidden"]>;

const ADAPTERS = "^functions/(provinces|store|render|check|publish)/";

/** What a room may import from functions/; everything else there is forbidden to it. */
const ROOMS: Readonly<Record<string, string>> = {
  domain: "^functions/domain/",
  steps:
    "^functions/(domain/|ports(-mail|-portal)?\\.ts|steps/(request|notes|lists|sources|load|draft|issue|batches|documents|deliver|news|missing|issued|linked|progress|reruns)\\.ts)",
  provinces: "^functions/(domain/|ports(-mail|-portal)?\\.ts|provinces/)",
  publish: "^functions/(domain/|ports(-mail|-portal)?\\.ts|publish/)",
  store: "^functions/(domain/|ports(-mail|-portal)?\\.ts|store/)",
  render: "^functions/(domain/|ports(-mail|-portal)?\\.ts|render/)",
  check: "^functions/(domain/|ports(-mail|-portal)?\\.ts|check/)",
  http: "^functions/(domain/|ports(-mail|-portal)?\\.ts|http/)",
  simulator: "^functions/simulator/",
  catalogue: "^functions/(domain/|ports(-mail|-portal)?\\.ts|catalogue/)",
  aws: "^functions/(domain|aws|provinces|store|render|check|publish)/|^functions/(catalogue|ports|ports-mail|ports-portal|settings|version)\\.ts",
  local:
    "^functions/(domain|local|provinces|store|render|check|publish)/|^functions/(catalogue|ports|ports-mail|ports-portal|settings|version)\\.ts",
  lambda: "^functions/(domain|aws|steps|http|lambda)/|^functions/ports(-mail|-portal)?\\.ts",
  cli: "^functions/(domain|local|steps|http|cli|simulator)/|^functions/(aws/recipients|catalogue|ports|ports-mail|ports-portal|settings|version)\\.ts",
};

const rooms: Rules = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `${room} stays in its walls`,
  severity: "error",
  from: { path: `^functions/${room}[/.]` },
  to: { path: "^(functions|infra|test)/", pathNot: allowed },
}));

/** Vendors and the only places that may import them. */
const FENCES: readonly (readonly [vendor: string, places: string])[] = [
  ["@aws-sdk", "^functions/(store|publish|aws|local)/"],
  ["pdfmake", "^functions/render/pdf\\.ts"],
  ["@cantoo/pdf-lib", "^functions/render/merge\\.ts"],
  ["echarts", "^functions/render/charts\\.ts"],
  ["exceljs", "^functions/render/xlsx\\.ts"],
  ["sax", "^functions/(render/xlsx-xml|check/read-xlsx)\\.ts"],
  ["pdfjs-dist", "^functions/check/read-pdf\\.ts"],
  ["aws-cdk-lib", "^infra/"],
  ["dynalite|aws-local-stepfunctions", "^functions/local/"],
  ["nodemailer", "^functions/publish/mail\\.ts"],
  ["undici|oauth4webapi", "^functions/provinces/"],
  ["hono|@hono", "^functions/((http|simulator|local|lambda)/|publish/letter\\.ts)"],
];

const fences: Rules = FENCES.map(([vendor, places]) => ({
  name: `${vendor} stays behind its fence`,
  severity: "error",
  from: { path: "^(functions|infra)/", pathNot: `${places}|\\.d\\.ts$` },
  to: { path: `node_modules/(${vendor})(/|$)`, dependencyTypesNot: ["type-only"] },
}));

const forbidden: Rules = [
  ...rooms,
  ...fences,
  {
    name: "adapters do not know each other",
    severity: "error",
    from: { path: "^functions/(provinces|store|render|check|publish)/" },
    to: { path: ADAPTERS, pathNot: "^functions/$1/" },
  },
  {
    name: "domain is pure",
    severity: "error",
    from: { path: "^functions/domain/" },
    to: { path: "^node:|^(fs|path|crypto|http|https|os|process)$|node_modules/(?!zod/|date-fns/|@date-fns/)" },
  },
  {
    name: "infra knows settings, the catalogue and failures only",
    severity: "error",
    from: { path: "^infra/" },
    to: {
      path: "^functions/",
      pathNot: "^functions/(settings|catalogue|catalogue/timetables|domain/(failure|revision|timetable))\\.ts",
    },
  },
  { name: "no circles", severity: "error", from: {}, to: { circular: true } },
  {
    name: "no orphans",
    severity: "error",
    from: { orphan: true, path: "^(functions|infra)/", pathNot: "\\.d\\.ts$" },
    to: {},
  },
];

async function violations(places: readonly string[]): Promise<string[]> {
  const result = await cruise([...places], {
    validate: true,
    ruleSet: { forbidden },
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  });
  if (typeof result.output === "string") throw new TypeError("the cruiser gave text instead of a result");
  expect(result.output.summary.totalCruised).toBeGreaterThan(0);
  return result.output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

test("every room imports only what its walls allow", async () => {
  expect(await violations(["functions", "infra"])).toEqual([]);
});

const filesUnder = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });

const sources = ["functions", "infra"].flatMap(filesUnder).filter((path) => path.endsWith(".ts"));

test("no drawer for odds and ends, and no barrel", () => {
  expect(sources.filter((path) => /(^|[/.-])(utils?|helpers?|common|misc|index)([/.]|$)/.test(path))).toEqual([]);
});

test("nothing in the project refers to folders beside it", () => {
  const texts = [...sources, ...filesUnder("templates"), ...filesUnder("test"), "README.md", "package.json"];
  const outside = [".", ".", "/", "shared"].join("");
  expect(texts.filter((path) => readFileSync(path, "utf8").includes(outside))).toEqual([]);
});
