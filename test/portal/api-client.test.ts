import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import createClient from "openapi-fetch";
import openapiTS, { astToString } from "openapi-typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { paths } from "../fixtures/openapi.d.ts";
import { bearer, PROVINCE, SERIES, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { isOver, until } from "../helpers/portal/runs.ts";
import { folder } from "../helpers/runs/command.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});
afterAll(() => portal.close());

const document = async (): Promise<string> => (await portal.get("/openapi.json")).text();

/** The linter of Redocly over a file: what it finds, nothing where all rules are kept. */
function linted(file: string): Promise<string[]> {
  const cli = join(createRequire(import.meta.url).resolve("@redocly/cli/package.json"), "../bin/cli.js");
  const args = [cli, "lint", file, "--extends=recommended", "--format=json"];
  // Nothing is told or asked of anybody.
  const env = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", HOME: join(file, "..") };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { env, cwd: join(file, "..") }, (_error, stdout, stderr) => {
      const found = Report.safeParse(JSON.parse(stdout || "null"));
      if (!found.success) return reject(new Error(stderr));
      resolve(
        found.data.problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`),
      );
    });
  });
}

const Report = z.object({
  problems: z.array(
    z.object({
      ruleId: z.string(),
      message: z.string(),
      location: z.array(z.object({ pointer: z.string().optional() })),
    }),
  ),
});

test("the description keeps the recommended rules of an independent linter", async () => {
  const file = join(folder(), "openapi.json");
  writeFileSync(file, await document());
  expect(await linted(file)).toEqual([]);
});

test("the linter finds what is wrong", async () => {
  const file = join(folder(), "openapi.json");
  writeFileSync(file, (await document()).replace(/"operationId":"startRun",?/, ""));
  expect(await linted(file)).toEqual([expect.stringMatching(/^operation-operationId: /)]);
});

const HEAD =
  "// Made from the portal's /openapi.json: `npx vitest run test/portal/api-client.test.ts -u` makes it anew.\n";

test("the client's types are those of the description", async () => {
  const made = astToString(await openapiTS(await document(), { defaultNonNullable: false }));
  const text = `${HEAD}${made}`.replaceAll(portal.served.url, "");
  await expect(text).toMatchFileSnapshot("../fixtures/openapi.d.ts");
});

test("a client made from the description asks for a re-run, follows it, and reads what it has published", async () => {
  const client = createClient<paths>({ baseUrl: portal.served.url, headers: bearer(portal.served.token) });
  const asked = {
    params: { header: { "idempotency-key": "may-khach" } },
    body: { province: PROVINCE, period: "2023-06", reason: "Sở Xây dựng gửi lại số liệu tháng 5" },
  };
  const { data: run, response } = await client.POST("/runs", asked);
  if (run === undefined) throw new Error(`${response.status}`);
  expect(response.headers.get("location")).toBe(`/runs/${run.id}`);
  expect((await client.POST("/runs", asked)).data?.id).toBe(run.id);
  await until(portal, run.id, isOver);

  const { data: over } = await client.GET("/runs/{id}", { params: { path: { id: run.id } } });
  expect(over).toMatchObject({ state: "published", revision: 1, failure: null });
  const query = { series: SERIES };
  const { data: revision } = await client.GET("/revisions/{revision}", {
    params: { path: { revision: String(over?.revision) }, query },
  });
  expect(revision?.files.map(({ name }) => name)).toContain("bao-cao-cntt.pdf");

  const { error } = await client.GET("/runs/{id}", { params: { path: { id: "khong-co" } } });
  expect(error).toMatchObject({ status: 404, code: "run-unknown" });
});
