import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { cruise, type IFlattenedRuleSet } from "dependency-cruiser";
import { expect, test } from "vitest";

type Rules = NonNullable<IFlattenedRuleSet["forbidden"]>;

/** Rooms of pure code, which every other room may know. */
const PURE = "domain|revisions|report|mail";
/** Rooms that hold a vendor or a protocol each, and do not know each other. */
const VENDORS = "sources|store|render|check|transport";

/** What a room may import from functions/, itself beside; everything else there is forbidden to it. */
const ROOMS: Readonly<Record<string, string>> = {
  domain: "domain",
  revisions: "domain",
  report: "domain|revisions",
  mail: "domain|revisions|report",
  ports: PURE,
  pipeline: `${PURE}|ports`,
  portal: `${PURE}|ports|pipeline/support`,
  sources: `${PURE}|ports`,
  store: `${PURE}|ports`,
  render: `${PURE}|ports`,
  check: `${PURE}|ports`,
  transport: `${PURE}|ports`,
  catalogue: `${PURE}|ports`,
  simulator: "simulator",
  aws: `${PURE}|ports|catalogue|settings|version|${VENDORS}`,
  laptop: `${PURE}|ports|catalogue|settings|version|${VENDORS}`,
  lambda: `${PURE}|ports|pipeline|portal|aws`,
  cli: `${PURE}|ports|pipeline|portal|aws|laptop|catalogue|simulator|settings|version`,
};

const rooms: Rules = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `${room} stays in its walls`,
  severity: "error",
  from: { path: `^functions/${room}[/.]` },
  to: { path: "^(functions|infra|test)/", pathNot: `^functions/(${room}|${allowed})[/.]` },
}));

/** Vendors and the only places that may import them. */
const FENCES: readonly (readonly [vendor: string, places: string])[] = [
  ["@aws-sdk", "^functions/(store|transport|aws|laptop)/"],
  ["pdfmake", "^functions/render/pdf/pdf\\.ts"],
  ["fontkit", "^functions/render/fonts\\.ts"],
  ["@cantoo/pdf-lib", "^functions/render/pdf/merge\\.ts"],
  ["echarts", "^functions/render/charts/charts\\.ts"],
  ["exceljs", "^functions/(render/xlsx/xlsx|sources/workbooks/template-file)\\.ts"],
  ["@e965/xlsx", "^functions/sources/workbooks/table/grid\\.ts"],
  ["sax", "^functions/(render/xlsx/xml|check/reading/xml)\\.ts"],
  ["pdfjs-dist", "^functions/check/reading/pdf\\.ts"],
  ["aws-cdk-lib", "^infra/"],
  ["dynalite|aws-local-stepfunctions", "^functions/laptop/"],
  ["nodemailer", "^functions/transport/mail\\.ts"],
  ["undici", "^functions/sources/"],
  ["oauth4webapi", "^functions/(sources|portal/sign-in)/"],
  ["hono|@hono", "^functions/((portal|simulator|laptop|lambda)/|transport/letter\\.ts)"],
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
    name: "vendors do not know each other",
    severity: "error",
    from: { path: `^functions/(${VENDORS})/` },
    to: { path: `^functions/(${VENDORS})/`, pathNot: "^functions/$1/" },
  },
  {
    name: "use cases do not call each other",
    severity: "error",
    from: { path: "^functions/pipeline/" },
    to: { path: "^functions/pipeline/[^/]+[.]ts$" },
  },
  {
    name: "pure rooms are pure",
    severity: "error",
    from: { path: `^functions/(${PURE})/` },
    to: { path: "^node:|^(fs|path|crypto|http|https|os|process)$|node_modules/(?!zod/|date-fns/|@date-fns/)" },
  },
  {
    name: "infra knows settings, the catalogue, revisions and failures only",
    severity: "error",
    from: { path: "^infra/" },
    to: { path: "^functions/", pathNot: "^functions/(settings[.]|catalogue/|revisions/|domain/failure[.])" },
  },
  {
    name: "a test imports its own room, the helpers' and fixtures only",
    severity: "error",
    from: { path: "^test/([^/]+)/" },
    to: { path: "^test/", pathNot: "^test/($1|helpers|fixtures)/" },
  },
  { name: "nobody imports a test", severity: "error", from: {}, to: { path: "[.]test[.]ts$" } },
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
  expect(await violations(["functions", "infra", "test"])).toEqual([]);
});

const filesUnder = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });

const sources = ["functions", "infra"].flatMap(filesUnder).filter((path) => path.endsWith(".ts"));

test("every room has a line among the walls", () => {
  const rooms = readdirSync("functions").map((name) => name.replace(/[.][jt]s$/, ""));
  expect(rooms.filter((room) => !(room in ROOMS) && !["settings", "version"].includes(room))).toEqual([]);
});

/** How many files of code a folder may hold before nobody finds anything in it. */
const FULLEST = 20;

test("no folder of code is crowded", () => {
  const code = [...sources, ...filesUnder("test").filter((path) => path.endsWith(".ts"))];
  const folders = Map.groupBy(code, dirname);
  expect([...folders].filter(([, files]) => files.length > FULLEST).map(([folder]) => folder)).toEqual([]);
});

test("no drawer for odds and ends, and no barrel", () => {
  expect(sources.filter((path) => /(^|[/.-])(utils?|helpers?|common|misc|index)([/.]|$)/.test(path))).toEqual([]);
});

test("nothing in the project refers to folders beside it", () => {
  const texts = [...sources, ...filesUnder("templates"), ...filesUnder("test"), "README.md", "package.json"];
  const outside = [".", ".", "/", "shared"].join("");
  expect(texts.filter((path) => readFileSync(path, "utf8").includes(outside))).toEqual([]);
});
