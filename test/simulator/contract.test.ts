import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { type Answer, askForToken, type Client, connect, PROVINCES } from "../helpers/simulator/client.ts";

const CONTRACT = new URL("../../templates/contract/province-api.yaml", import.meta.url);
const document = z
  .object({ components: z.object({ schemas: z.record(z.string(), z.object({ required: z.array(z.string()) })) }) })
  .loose()
  .parse(parse(readFileSync(CONTRACT, "utf8")));

// An OpenAPI document holds words that JSON Schema does not know; the schemas inside it are what counts.
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, "contract:/api");

function faultsOf(pointer: string, answer: Answer): unknown {
  const validate = ajv.compile({ $ref: `contract:/api#${pointer}` });
  return validate(answer.body) ? [] : validate.errors;
}

function listPointer(path: string): string {
  return `/paths/${path.replaceAll("/", "~1")}/get/responses/200/content/application~1json/schema`;
}

async function expectListAsPromised(client: Client, path: string, query: string, schema: string): Promise<void> {
  const answer = await client.get(`${path}?${query}`);
  expect(answer.status, path).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  expect(answer.headers.get("x-synthetic-data")).toBe("true");
  expect(faultsOf(listPointer(path), answer), path).toEqual([]);
  const promised = document.components.schemas[schema]?.required.toSorted();
  for (const item of await client.all(`${path}?${query}`)) expect(Object.keys(item).toSorted()).toEqual(promised);
}

const PROGRAMMES = {
  "ba-ria-vung-tau": "brvt-qd-2023",
  "dong-nai": "dongnai-kh109-2022",
  "quang-tri": "quangtri-cv90-2021",
};

test.each(PROVINCES)(
  "every list of %s keeps the contract and holds no field beyond it",
  { timeout: 60_000 },
  async (province) => {
    const client = await connect({ province });
    await expectListAsPromised(client, "/v1/agencies", "asOf=2023-06-14", "Agency");
    await expectListAsPromised(client, "/v1/procedures", "asOf=2023-06-14", "Procedure");
    await expectListAsPromised(client, "/v1/measures", "asOf=2023-06-14", "Measures");
    for (const list of ["agencies", "procedures", "measures"]) {
      const schema = { agencies: "Agency", procedures: "Procedure", measures: "Measures" }[list] ?? "";
      await expectListAsPromised(client, `/v1/${list}`, "asOf=2025-07-14", schema);
    }
    const programme = `programme=${PROGRAMMES[province]}&asOf=2023-07-14`;
    await expectListAsPromised(client, "/v1/tasks", programme, "TaskProgress");
    const agencies = await client.all("/v1/agencies?asOf=2023-06-14");
    for (const { code } of agencies) {
      const query = `agency=${code}&from=2023-05-15&to=2023-06-14`;
      await expectListAsPromised(client, "/v1/counts", query, "ProcedureCounts");
    }
    await client.close();
  },
);

test("a token is answered as the contract has it", async () => {
  const client = await connect();
  const pointer = "/paths/~1oauth2~1token/post/responses/200/content/application~1json/schema";
  const answer = await askForToken(client.url);
  expect(answer.headers.get("x-synthetic-data")).toBe("true");
  expect(faultsOf(pointer, answer)).toEqual([]);
  await client.close();
});

test("every refusal is a problem document with the status of the answer", async () => {
  const client = await connect();
  const refusals = [
    await client.get("/v1/agencies?asOf=2023-02-29"),
    await client.get("/v1/agencies?asOf=2023-06-14", "wrong"),
    await client.get("/v1/nothing"),
    await client.get("/v1/counts?agency=00000&from=2023-05-15&to=2023-06-14"),
    await askForToken(client.url, "mo-phong:wrong"),
    await askForToken(client.url, "mo-phong:mo-phong", "grant_type=password"),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([400, 401, 404, 404, 401, 400]);
  for (const refusal of refusals) {
    expect(refusal.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(refusal.headers.get("x-synthetic-data")).toBe("true");
    expect(refusal.body).toMatchObject({ status: refusal.status });
    expect(faultsOf("/components/schemas/Problem", refusal)).toEqual([]);
  }
  await client.close();
});
