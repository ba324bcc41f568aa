import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import {
  agencyRow,
  countsRow,
  DAY,
  measuresRow,
  page,
  procedureRow,
  taskRow,
  WINDOW,
} from "../helpers/sources/rows.ts";
import { type Asked, client, type Reply, stubProvince, token } from "../helpers/sources/stub.ts";

const Parameter = z.object({
  name: z.string(),
  in: z.literal("query"),
  required: z.boolean().default(false),
  schema: z.record(z.string(), z.unknown()),
});
const Operation = z.object({ parameters: z.array(z.union([Parameter, z.object({ $ref: z.string() })])).default([]) });
const Contract = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({
    parameters: z.record(z.string(), Parameter),
    schemas: z.record(z.string(), z.object({ required: z.array(z.string()) })),
  }),
});

const file = new URL("../../templates/contract/province-api.yaml", import.meta.url);
const source: unknown = parse(readFileSync(file, "utf8"));
const contract = Contract.parse(source);
const ajv = new Ajv2020({ strict: false, coerceTypes: true });
addFormats.default(ajv);
ajv.addSchema(Object.assign({}, source, { $id: "contract" }));

const pointer = (...parts: string[]) => `contract#/${parts.map((part) => part.replaceAll("/", "~1")).join("/")}`;

const bodyErrors = (path: string, method: string, body: unknown) => {
  const media = ["content", "application/json", "schema"];
  const check = ajv.compile({ $ref: pointer("paths", path, method, "responses", "200", ...media) });
  return check(body) ? [] : check.errors;
};

/** What the contract does not know about a request; empty where all is known. */
function unknownIn(asked: Asked): string[] {
  const { pathname, searchParams } = asked.url;
  const operation = contract.paths[pathname]?.[asked.method.toLowerCase()];
  if (operation === undefined) return [`${asked.method} ${pathname}`];
  const known = operation.parameters.map((parameter) =>
    "name" in parameter ? parameter : contract.components.parameters[parameter.$ref.split("/").at(-1) ?? ""],
  );
  const strange = [...searchParams.keys()].filter((name) => !known.some((parameter) => parameter?.name === name));
  const wrong = known.flatMap((parameter) => {
    const value = searchParams.get(parameter?.name ?? "");
    if (parameter === undefined || value === null) return parameter?.required ? [`no ${parameter.name}`] : [];
    return ajv.validate({ type: "object", properties: { value: parameter.schema } }, { value }) ? [] : [parameter.name];
  });
  return [...strange, ...wrong];
}

const ROWS: Readonly<Record<string, unknown>> = {
  "/v1/agencies": agencyRow("77-STTTT"),
  "/v1/procedures": procedureRow("1.004194"),
  "/v1/measures": measuresRow("77-STTTT"),
  "/v1/counts": countsRow("1.004194", { counter: 3 }),
  "/v1/tasks": taskRow("VT23-T-C", "77-STTTT", { status: "done", completedOn: "2023-06-12" }),
};

/** The first page carries a cursor, so that every parameter of a list is seen. */
const answerOf = ({ url }: Asked): Reply =>
  url.searchParams.has("cursor") ? page([]) : page([ROWS[url.pathname]], { nextCursor: "p2" });

test("the client reads whatever the contract allows and asks nothing that it does not know", async () => {
  const stub = await stubProvince((asked) => {
    const reply = answerOf(asked);
    expect(bodyErrors(asked.url.pathname, "get", reply.json)).toEqual([]);
    return reply;
  });
  const { api } = client(stub.url);

  const lists = [api.agencies(DAY), api.procedures(DAY), api.measures(DAY)];
  const answers = [...lists, api.counts("77-STTTT", WINDOW), api.tasks("brvt-qd-2023", DAY)];

  expect((await Promise.all(answers)).map((answer) => answer.rows[0])).toEqual(Object.values(ROWS));
  expect([...stub.tokens, ...stub.data].flatMap(unknownIn)).toEqual([]);
  expect(new Set(stub.data.map(({ url }) => url.pathname))).toEqual(new Set(Object.keys(ROWS)));
});

test("the token is asked for as the contract has it", async () => {
  const stub = await stubProvince([page([])]);
  const body = ["requestBody", "content", "application/x-www-form-urlencoded", "schema"];
  const check = ajv.compile({ $ref: pointer("paths", "/oauth2/token", "post", ...body) });

  await client(stub.url).api.agencies(DAY);

  const [asked] = stub.tokens;
  expect(asked?.contentType).toMatch(/^application\/x-www-form-urlencoded(;|$)/);
  expect(check(Object.fromEntries(new URLSearchParams(asked?.body)))).toBe(true);
  expect(bodyErrors("/oauth2/token", "post", token("t").json)).toEqual([]);
});

test.each([
  ["agencies", "Agency"],
  ["procedures", "Procedure"],
  ["measures", "Measures"],
  ["tasks", "TaskProgress"],
] as const)("the client demands every field that the contract requires of %s", async (list, schema) => {
  const fields = contract.components.schemas[schema]?.required ?? [];
  const row = Object.entries(Object.assign({}, ROWS[`/v1/${list}`]));
  const stub = await stubProvince((_asked, n) => page([Object.fromEntries(row.filter(([key]) => key !== fields[n]))]));
  const { api } = client(stub.url);
  const ask = () => (list === "tasks" ? api.tasks("brvt-qd-2023", DAY) : api[list](DAY));

  for (const field of fields) {
    await expect(ask()).rejects.toMatchObject({ actual: `${field}=absent` });
  }
  expect(fields).toHaveLength(row.length);
});
