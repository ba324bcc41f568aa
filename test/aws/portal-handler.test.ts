import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { linkStore } from "../../functions/store/links.ts";
import { memoryTable } from "../helpers/store/store.ts";

const { client, table } = memoryTable();
const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "bao-cao-lambda-"));
type Handle = (event: unknown, context: unknown) => Promise<unknown>;
const Handler = z.object({ portalHandler: z.custom<Handle>((value) => typeof value === "function") });
const Answer = z.object({ statusCode: z.int(), headers: z.record(z.string(), z.string()), body: z.string() });

const BANNER =
  'import{createRequire as __cr}from"node:module";import{fileURLToPath as __fp}from"node:url";' +
  "const require=__cr(import.meta.url);const __filename=__fp(import.meta.url);const __dirname=import.meta.dirname;";

let handle: (path: string, method?: string) => Promise<z.infer<typeof Answer>>;
beforeAll(async () => {
  const endpoint = await client.config.endpoint?.();
  Object.assign(process.env, {
    ...{ TABLE_NAME: table, BUCKET_NAME: "bao-cao-thu", AWS_REGION: "ap-southeast-1" },
    ...{ AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "khong-bi-mat" },
    STATE_MACHINE_ARN: "arn:aws:states:ap-southeast-1:123456789012:stateMachine:BaoCao",
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${endpoint?.port}`,
  });
  const outfile = join(folder, "portal.mjs");
  await build({
    ...{ entryPoints: [join(root, "functions/lambda/portal.ts")], outfile, bundle: true, logLevel: "error" },
    ...{ format: "esm", platform: "node", target: "node24", banner: { js: BANNER } },
  });
  cpSync(join(root, "templates"), join(folder, "templates"), { recursive: true });
  const { portalHandler } = Handler.parse(await import(pathToFileURL(outfile).href));
  handle = async (rawPath, method = "GET") => {
    const http = { method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "203.0.113.9", userAgent: "thu" };
    const event = {
      ...{ version: "2.0", routeKey: "$default", rawPath, rawQueryString: "", headers: { host: "cong.gov.vn" } },
      ...{ requestContext: { http, domainName: "cong.gov.vn" }, body: null, isBase64Encoded: false },
    };
    return Answer.parse(await portalHandler(event, {}));
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("answers an HTTP API's events as built: pages, problems, the description", async () => {
  const unknown = await handle("/b/AAAAAAAAAAAAAAAAAAAAAA");
  expect([unknown.statusCode, unknown.headers["content-type"]]).toEqual([404, "text/html; charset=UTF-8"]);
  expect(unknown.body).toContain("Liên kết không dùng được");
  const runs = await handle("/runs");
  expect([runs.statusCode, JSON.parse(runs.body).code]).toEqual([401, "token-missing"]);
  expect((await handle("/runs", "POST")).statusCode).toBe(401);
  expect(JSON.parse((await handle("/openapi.json")).body).openapi).toBe("3.1.0");
});

it("knows the links that are stored", async () => {
  const { token } = await linkStore({ client, table }).add({
    ...{ recipient: "A", scope: { kind: "province", province: "dong-nai" }, revision: null },
    ...{ created: "2026-01-01T00:00:00.000Z", expires: "2099-01-01T00:00:00.000Z" },
  });
  const page = await handle(`/b/${token}`);
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("Báo cáo của thành phố Đồng Nai");
});
