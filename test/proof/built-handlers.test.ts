import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { readPdf } from "../../functions/check/reading/pdf.ts";
import { TIME_LIMITS } from "../../functions/revisions/time-limits.ts";
import { FunctionError } from "./cloud/emulator.ts";
import { PROVINCE, type Synthesised, synthesised } from "./deployed.ts";
import { asBuilt, type Deployment, deploy } from "./deployment.ts";
import { lostRuns, openLink } from "./scenarios/portal.ts";
import { firstRun } from "./scenarios.ts";

const ROOT = join(import.meta.dirname, "../..");
const FONTS = "node_modules/@expo-google-fonts/tinos";
/** Packages that are files beside the bundle: the fonts, and what draws the pictures of Word files and of first pages. */
const CARRIED = /^node_modules\/(@expo-google-fonts\/tinos|@resvg\/resvg-wasm|@hyzyla\/pdfium)\//;

let stack: Synthesised;
let asset: string;

beforeAll(() => {
  stack = synthesised({ bundle: true });
  asset = [...stack.functions.values()][0]?.asset ?? "";
});

afterAll(() => stack?.dispose());

/** Files of a folder, by their paths in it. */
const filesOf = (folder: string): string[] =>
  globSync("**/*", { cwd: folder }).filter((path) => statSync(join(folder, path)).isFile());

/** The files that a module loads at once: what it imports lazily is not among them. */
function loadedWith(entry: string): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(join(asset, file), "utf8");
    for (const [, imported = ""] of text.matchAll(/(?:^|[;}\s])import[^"'()]*"\.\/([^"]+\.mjs)"/g)) visit(imported);
  };
  visit(entry);
  return seen;
}

const Logged = z.looseObject({
  step: z.string(),
  error: z.object({ name: z.string(), stack: z.string() }).optional(),
});

/** Words that are in the code of the embedded servers: dynalite and the interpreter of state machines. */
const EMBEDDED = ["createTableMs", "StateExecutor"];

/** Words of what is loaded when it is needed: fontkit, exceljs, pdf.js, echarts, nodemailer, undici. */
const LAZY = ["GSUBProcessor", "WorkbookWriter", "PDFWorker", "zrender", "createTransport", "UND_ERR_"];

const ENTRIES = ["steps.mjs", "start.mjs", "watch.mjs", "runs.mjs", "portal.mjs", "feedback.mjs"];

/** The modules that hold a word. */
const holding = (files: readonly string[], word: string): string[] =>
  files.filter((path) => path.endsWith(".mjs") && readFileSync(join(asset, path), "utf8").includes(word));

describe("the asset", () => {
  it("is one for all functions, each handler a file in it", () => {
    expect(new Set([...stack.functions.values()].map((one) => one.asset)).size).toBe(1);
    for (const { handler } of stack.functions.values()) {
      expect(filesOf(asset)).toContain(`${handler.split(".")[0]}.mjs`);
    }
  });

  it("carries the templates of the checkout without the guides, and the fonts with their licence", () => {
    const all = filesOf(join(ROOT, "templates")).map((path) => `templates/${path}`);
    const templates = all.filter((path) => !path.startsWith("templates/guides/"));
    expect(templates.length).toBeLessThan(all.length);
    const there = filesOf(asset).filter((path) => path.startsWith("templates/"));
    expect(new Set(there)).toEqual(new Set(templates));
    const fonts = filesOf(join(ROOT, FONTS)).filter((path) => path.endsWith(".ttf"));
    expect(fonts).toHaveLength(4);
    const carried = [...templates, ...[...fonts, "LICENSE_FONT"].map((path) => `${FONTS}/${path}`)];
    for (const path of carried) expect(readFileSync(join(asset, path))).toEqual(readFileSync(join(ROOT, path)));
  });

  it("has no native module, no package of the embedded servers, and no other package as files", () => {
    const files = filesOf(asset);
    expect(files.filter((path) => !/\.(mjs|txt|json|ttf|wasm|yaml|md)$|LICENSE_FONT$/.test(path))).toEqual([]);
    expect(files.filter((path) => path.startsWith("node_modules/") && !CARRIED.test(path))).toEqual([]);
    for (const marker of EMBEDDED) expect(holding(files, marker), marker).toEqual([]);
  });

  it("lets a function start without what only rendering, checking, asking and mailing need", () => {
    for (const marker of LAZY) {
      expect(holding(filesOf(asset), marker), marker).not.toEqual([]);
      for (const entry of ENTRIES) expect(holding([...loadedWith(entry)], marker), `${entry} ${marker}`).toEqual([]);
    }
  });

  it("can be unpacked by Lambda many times over", () => {
    const bytes = filesOf(asset).reduce((sum, path) => sum + statSync(join(asset, path)).size, 0);
    expect(bytes).toBeLessThan(40 * 1024 * 1024);
  });
});

describe("a run on the built handlers", () => {
  let deployment: Deployment;
  let outcome: unknown;

  beforeAll(async () => {
    deployment = await deploy(stack, asBuilt, { size: "all" });
    outcome = await firstRun(deployment, stack.resolver);
  });

  afterAll(() => deployment?.close());

  it("publishes, within each function's role", () => {
    expect(outcome).toMatchObject({ outcome: "published" });
    expect(deployment.cloud.refused).toEqual([]);
    expect(deployment.cloud.started.size).toBe(1);
  });

  it("has set its documents in the fonts of the asset", async () => {
    const key = deployment.cloud.objects.keys().find((one) => /\/published\/.*bao-cao-cntt\.pdf$/.test(one)) ?? "";
    const fonts = (await readPdf(deployment.cloud.objects.bytes(key))).flatMap(({ words }) =>
      words.map(({ font }) => font),
    );
    expect([...new Set(fonts)].sort()).toEqual(["Tinos-Bold", "Tinos-BoldItalic", "Tinos-Italic", "Tinos-Regular"]);
  });

  it("opens what was published, by a link and by the printed code", async () => {
    expect(await openLink(deployment, stack.resolver)).toEqual([200, 302, 200, 200]);
    expect(deployment.cloud.refused).toEqual([]);
  });

  it("never takes more than 512 MB, nor a function's own memory", () => {
    const called = [...deployment.functions].filter(([, { invocations }]) => invocations.length > 0);
    expect(called.length).toBeGreaterThan(5);
    for (const [id, { invocations }] of called) {
      const most = Math.max(...invocations.map(({ peakRssMb }) => peakRssMb));
      expect(most, id).toBeGreaterThan(0);
      expect(most, id).toBeLessThan(Math.min(512, stack.functions.get(id)?.memoryMb ?? 0));
    }
  });

  it("is taken over, once, where an operator asked for it and it was lost before it began; one that failed ends", async () => {
    expect(await lostRuns(deployment, stack.resolver)).toEqual({
      seen: [
        { underWay: 2, ended: 1 },
        { underWay: 1, ended: 0 },
      ],
      begun: ["lost"],
      ends: { lost: null, failed: "failed" },
    });
    expect(deployment.cloud.refused).toEqual([]);
  });

  it("tells the mails apart from the reports: each recipient was written to once", () => {
    const mails = deployment.cloud.calls.filter(({ operation }) => operation === "SendEmail");
    expect(mails).toHaveLength(2);
  });
});

describe("a failure on the built handlers", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await deploy(stack, asBuilt, { size: "few" });
  });

  afterAll(() => deployment?.close());

  const thrown = async (call: Promise<unknown>): Promise<FunctionError> => {
    const error: unknown = await call.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error instanceof FunctionError) return error;
    throw new TypeError(`no FunctionError but ${error}`);
  };

  it("leaves with its name and its sentence, small, without stack and secrets", async () => {
    const request = { run: "a", province: PROVINCE, period: "2023-Q1", programmes: null, reports: null };
    const { task, province, cloud } = deployment;
    const plan = { ...request, refresh: false, provisional: false };
    const failures = [
      await thrown(task("Plan").invoke({ ...plan, province: "khong-co" })),
      await thrown(task("Plan").invoke({ junk: "x".repeat(200_000) })),
      await thrown(task("Publish").invoke({ run: "x".repeat(1_000) })),
      await thrown(deployment.handler("start.startHandler").invoke({ province: "x".repeat(200_000) })),
    ];
    expect(failures.map(({ name }) => name)).toEqual(["RequestInvalid", "ZodError", "StoreDamaged", "RequestInvalid"]);
    const secrets = [
      province.credentials.clientSecret,
      ...Object.values(cloud.environment("x")).filter((one) => one === "proof"),
    ];
    for (const { payload } of failures) {
      expect(Buffer.byteLength(payload)).toBeLessThan(32 * 1024);
      expect(payload).not.toMatch(/\.mjs|\bat \w+ \(/);
      expect(JSON.parse(payload).trace).toHaveLength(1);
      for (const secret of secrets) expect(payload).not.toContain(secret);
    }
  });

  it("of a province that answers nothing leaves by its name before the function's time is over", async () => {
    const request = { run: "silent", province: PROVINCE, period: "2023-Q1", programmes: null, reports: null };
    deployment.province.say("nothing");
    const plan = deployment.fresh("Plan", { timeoutSeconds: TIME_LIMITS.reserve + 3 });
    const { name, message } = await thrown(plan.invoke({ ...request, refresh: false, provisional: false }));
    deployment.province.say("first");
    await plan.close();
    expect([name, message]).toEqual(["ProvinceUnavailable", expect.stringContaining("quá thời hạn trả lời")]);
  });

  it("is in the log in full, a line of JSON", async () => {
    const lines = deployment
      .task("Publish")
      .log.split("\n")
      .filter((line) => line !== "");
    const logged = lines.map((line) => Logged.parse(JSON.parse(line)));
    expect(logged).toMatchObject([{ step: "publish", error: { name: "StoreDamaged" } }]);
    expect(logged[0]?.error?.stack).toMatch(/at .*steps\.mjs/);
  });
});
