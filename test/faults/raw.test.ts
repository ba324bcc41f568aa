import { connect as openSocket } from "node:net";
import { expect, test } from "vitest";
import type { Fault } from "../../functions/simulator/answers/faults.ts";
import { connect, fetchToken } from "../helpers/simulator/client.ts";

const NOW = new Date("2021-01-20T05:00:00Z");
const COUNTS = "/v1/counts?agency=461&from=2020-12-15&to=2021-01-14";

const province = (faults: readonly Fault[]) => connect({ province: "quang-tri", now: () => NOW, faults });

test("a revoked token stays worthless, another one is taken", async () => {
  const client = await province([{ kind: "revoked-token", times: 1 }]);
  expect((await client.get(COUNTS)).status).toBe(401);
  expect((await client.get(COUNTS)).status).toBe(401);
  expect((await client.get(COUNTS, await fetchToken(client.url))).status).toBe(200);
  await client.close();
});

test("a fault hits authorised requests only, and the answer is still labelled as made up", async () => {
  const client = await province([{ kind: "unavailable", retryAfterSeconds: 3, times: 1 }]);
  expect((await client.get(COUNTS, "wrong")).status).toBe(401);
  const refused = await client.get(COUNTS);
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toBe("3");
  expect(refused.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(refused.headers.get("x-synthetic-data")).toBe("true");
  expect((await client.get(COUNTS)).status).toBe(200);
  await client.close();
});

test("a reset destroys the socket in the middle of the body", async () => {
  const client = await province([{ kind: "reset", times: 1 }]);
  const socket = openSocket(Number(new URL(client.url).port), "127.0.0.1");
  let heard = "";
  const ended = new Promise((resolve) => socket.once("close", resolve));
  socket
    .on("error", () => undefined)
    .on("data", (bytes) => {
      heard += bytes.toString("latin1");
    });
  socket.write(`GET ${COUNTS} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${client.token}\r\n\r\n`);
  await ended;
  const [head = "", body = ""] = heard.split("\r\n\r\n");
  expect(head).toMatch(/^HTTP\/1\.1 200/);
  const promised = Number(/content-length: (\d+)/i.exec(head)?.[1]);
  expect(body.length).toBeGreaterThan(100);
  expect(body.length).toBeLessThan(promised);
  await client.close();
});
