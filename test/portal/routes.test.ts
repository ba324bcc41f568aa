import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ProblemSchema } from "../../functions/portal/problems.ts";
import { bearer, PROVINCE, SERIES, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { published } from "../helpers/portal/runs.ts";

let portal: TestPortal;
let tokens: Readonly<Record<string, string | undefined>>;
let run: string;
let link: string;
beforeAll(async () => {
  portal = await testPortal();
  run = await published(portal);
  const created = "2023-06-20T03:00:00.000Z";
  const { token } = await portal.world.ports.links.add({
    ...{ recipient: "Nguyễn Văn A", scope: { kind: "series", series: SERIES }, revision: 1, created },
    expires: "2099-01-01T00:00:00.000Z",
  });
  link = token;
  await portal.world.ports.recipients.put(PROVINCE, {
    ...{ name: "Đầu mối xã 3", address: "xa3@xa.gov.vn" },
    roles: [
      { kind: "recipient", reports: null },
      { kind: "contact", agency: "Z1.X03" },
    ],
  });
  portal.setClock(new Date().toISOString());
  const [viewer, operator, approver, nobody] = await Promise.all(
    ["can-bo", "quan-tri", "phe-duyet", "nguoi-la"].map((client) => portal.issuer.token(client)),
  );
  tokens = { "no token": undefined, forged: "a.b.c", "no role": nobody, viewer, operator, approver };
});
afterAll(() => portal.close());

const BODY = { province: PROVINCE, period: "2023-06", reason: "thử" };
const UNKNOWN = "0".repeat(32);

/** What each role is answered, in the order of the tokens: none, forged, without a role, viewer, operator, approver. */
const OPEN = (status: number) => [status, status, status, status, status, status];
const READ = (status: number) => [401, 401, 403, status, status, status];
const CHANGE = (status: number) => [401, 401, 403, 403, status, 403];
const APPROVE = (status: number) => [401, 401, 403, 403, 403, status];

const TRACE = `/revisions/1/figures/trace?series=${SERIES}&programme=brvt-qd-2023&target=online-filing&scope=province&basis=year`;

const ROUTES: readonly (readonly [method: string, path: () => string, answers: readonly number[]])[] = [
  ["GET", () => `/b/${link}`, OPEN(200)],
  ["GET", () => `/b/${link}/1/figures.csv`, OPEN(200)],
  ["GET", () => "/b/AAAAAAAAAAAAAAAAAAAAAA", OPEN(404)],
  ["GET", () => "/u/AAAAAAAAAAAAAAAAAAAAAA", OPEN(404)],
  ["GET", () => "/verify/00000000000000000000", OPEN(404)],
  ["GET", () => "/openapi.json", OPEN(200)],
  ["GET", () => "/", OPEN(200)],
  ["GET", () => "/khong-co", OPEN(404)],
  ["GET", () => "/periods?province=ba-ria-vung-tau", READ(200)],
  ["GET", () => "/periods?province=ha-tay", READ(422)],
  ["GET", () => "/periods", READ(400)],
  ["GET", () => `/revisions?series=${SERIES}`, READ(200)],
  ["GET", () => "/revisions?series=khong/co", READ(404)],
  ["GET", () => `/revisions/1?series=${SERIES}`, READ(200)],
  ["GET", () => `/revisions/2?series=${SERIES}`, READ(404)],
  ["GET", () => `/revisions/0?series=${SERIES}`, READ(404)],
  ["GET", () => `/revisions/1/changes?series=${SERIES}`, READ(200)],
  ["GET", () => `/revisions/1/figures?series=${SERIES}`, READ(200)],
  ["GET", () => `/revisions/2/figures?series=${SERIES}`, READ(404)],
  ["GET", () => `/revisions/1/figures?series=${SERIES}&basis=khac`, READ(400)],
  ["GET", () => TRACE, READ(200)],
  ["GET", () => TRACE.replace("online-filing", "khong-co"), READ(404)],
  ["GET", () => "/runs", READ(200)],
  ["GET", () => "/runs?limit=0", READ(400)],
  ["GET", () => `/runs/${run}`, READ(200)],
  ["GET", () => `/runs/${UNKNOWN}`, READ(404)],
  ["GET", () => `/runs/${run}/changes`, READ(404)],
  ["POST", () => "/runs", CHANGE(202)],
  ["POST", () => `/runs/${run}/cancel`, CHANGE(409)],
  ["POST", () => `/runs/${UNKNOWN}/cancel`, CHANGE(404)],
  ["POST", () => `/runs/${run}/release`, APPROVE(400)],
  ["GET", () => `/runs/${run}/release/files`, READ(404)],
  ["GET", () => `/runs/${run}/release/files/bao-cao-cntt.pdf`, READ(404)],
  ["GET", () => `/revisions/1/deliveries?series=${SERIES}`, CHANGE(200)],
  ["GET", () => `/revisions/9/deliveries?series=${SERIES}`, CHANGE(422)],
  ["GET", () => "/revisions/1/deliveries", CHANGE(400)],
  ["POST", () => `/revisions/1/deliveries/${"0".repeat(16)}/send?series=${SERIES}`, CHANGE(422)],
  ["GET", () => `/revisions/1/late-agencies?series=${SERIES}`, READ(200)],
  ["GET", () => `/revisions/9/late-agencies?series=${SERIES}`, READ(422)],
  ["GET", () => "/revisions/1/late-agencies", READ(400)],
  ["POST", () => `/revisions/1/late-agencies/remind?series=${SERIES}`, CHANGE(400)],
  ["GET", () => `/recipients?province=${PROVINCE}`, CHANGE(200)],
  ["GET", () => "/recipients?province=ha-tay", CHANGE(422)],
  ["POST", () => "/recipients", CHANGE(400)],
  ["POST", () => "/recipients/preview", CHANGE(400)],
  ["POST", () => "/recipients/import", CHANGE(400)],
  ["POST", () => `/recipients/${"0".repeat(16)}/remove?province=${PROVINCE}`, CHANGE(404)],
  ["GET", () => `/imports?province=${PROVINCE}&month=2023-06`, CHANGE(200)],
  ["GET", () => `/imports?province=${PROVINCE}&month=sai`, CHANGE(422)],
  ["GET", () => `/imports/template?province=${PROVINCE}&month=2023-06`, CHANGE(200)],
  ["POST", () => "/imports/withdraw", CHANGE(400)],
  ["GET", () => `/signed-copies?series=${SERIES}`, READ(200)],
  ["GET", () => "/signed-copies?series=khong/co", READ(404)],
  ["GET", () => "/signed-copies", READ(400)],
  ["POST", () => "/signed-copies", CHANGE(400)],
  ["POST", () => "/what-if", CHANGE(400)],
  ["PUT", () => `/signed-copies/files/${"0".repeat(64)}`, CHANGE(422)],
  ["PUT", () => "/signed-copies/files/khong-co", CHANGE(400)],
  ["DELETE", () => `/runs/${run}`, OPEN(404)],
  ["PUT", () => "/runs", OPEN(404)],
];

function ask(method: string, path: string, token: string | undefined): Promise<Response> {
  const headers = {
    ...(token === undefined ? {} : bearer(token)),
    ...(method === "POST" ? { "Content-Type": "application/json", "Idempotency-Key": "mot-khoa" } : {}),
  };
  const body = method === "POST" ? { body: JSON.stringify(BODY) } : {};
  return fetch(`${portal.served.url}${path}`, { method, headers, ...body });
}

describe.each(ROUTES)("%s %s", (method, path, answers) => {
  test("is answered to every role as it may be", async () => {
    const given = [];
    for (const token of Object.values(tokens)) {
      const answer = await ask(method, path(), token);
      given.push(answer.status);
      const type = answer.headers.get("content-type") ?? "";
      if (answer.status >= 400 && !type.startsWith("text/html")) {
        expect(type).toBe("application/problem+json");
        const problem = ProblemSchema.parse(await answer.json());
        expect(problem.status).toBe(answer.status);
        expect(problem.detail).toMatch(/[ạảấầẩậắằặẹẻếềểệỉịọỏốồổộớờởợụủứừửựỳỵỷỹđ].*[.…]$/);
        expect(problem.detail).not.toMatch(/undefined|NaN|null|\bat .*\.ts|Error:|ECONN/);
      } else await answer.arrayBuffer();
      expect(answer.headers.get("cache-control")).toContain("no-store");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    }
    expect(given).toEqual(answers);
  });
});

const Document = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

test("every route of the API is described, and its answers keep the description", async () => {
  const document = Document.parse(await (await portal.get("/openapi.json")).json());
  expect(document.openapi).toBe("3.1.0");
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual([
    "GET /imports",
    "GET /imports/template",
    "GET /periods",
    "GET /recipients",
    "GET /revisions",
    "GET /revisions/{revision}",
    "GET /revisions/{revision}/changes",
    "GET /revisions/{revision}/deliveries",
    "GET /revisions/{revision}/figures",
    "GET /revisions/{revision}/figures/trace",
    "GET /revisions/{revision}/late-agencies",
    "GET /runs",
    "GET /runs/{id}",
    "GET /runs/{id}/changes",
    "GET /runs/{id}/release/files",
    "GET /signed-copies",
    "POST /imports/withdraw",
    "POST /recipients",
    "POST /recipients/import",
    "POST /recipients/preview",
    "POST /recipients/{recipient}/remove",
    "POST /revisions/{revision}/deliveries/{recipient}/send",
    "POST /revisions/{revision}/late-agencies/remind",
    "POST /runs",
    "POST /runs/{id}/cancel",
    "POST /runs/{id}/release",
    "POST /signed-copies",
    "POST /what-if",
    "PUT /signed-copies/files/{sha256}",
  ]);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, "api");
  for (const [path, name, role = "viewer"] of [
    ["/runs", "RunList"],
    [`/runs/${run}`, "RunDetail"],
    ["/periods?province=ba-ria-vung-tau", "RevisionList"],
    [`/revisions/1?series=${SERIES}`, "Revision"],
    [`/revisions/1/changes?series=${SERIES}`, "Changes"],
    [`/revisions/1/figures?series=${SERIES}`, "FigureList"],
    [TRACE, "FigureTrace"],
    [`/signed-copies?series=${SERIES}`, "SignedCopyList"],
    [`/revisions/1/late-agencies?series=${SERIES}`, "LateAgencies"],
    [`/revisions/1/deliveries?series=${SERIES}`, "DeliveryList", "operator"],
    [`/recipients?province=${PROVINCE}`, "RecipientList", "operator"],
    [`/imports?province=${PROVINCE}&month=2023-06`, "ImportList", "operator"],
    ["/periods", "Problem"],
  ] as const) {
    const validate = ajv.getSchema(`api#/components/schemas/${name}`);
    const answer = await (await portal.get(path, tokens[role])).json();
    expect(validate?.(answer), `${path}: ${ajv.errorsText(validate?.errors)}`).toBe(true);
  }
});
