import { connect as openSocket } from "node:net";
import { expect, test } from "vitest";
import { startSimulator } from "../../functions/simulator/server.ts";
import { askForToken, connect, fetchToken, NOON } from "../helpers/simulator/client.ts";

const AGENCIES = "/v1/agencies?asOf=2023-06-14&limit=1";

test("a token opens the lists until its hour is over", async () => {
  let instant = NOON.getTime();
  const client = await connect({ now: () => new Date(instant) });
  instant += 3_599_999;
  expect((await client.get(AGENCIES)).status).toBe(200);
  instant += 1;
  const late = await client.get(AGENCIES);
  expect(late.status).toBe(401);
  expect(late.headers.get("www-authenticate")).toMatch(/^Bearer/);
  expect((await client.get(AGENCIES, await fetchToken(client.url))).status).toBe(200);
  await client.close();
});

test("a wrong secret gets no token and a made-up token opens nothing", async () => {
  const simulator = await startSimulator({
    province: "quang-tri",
    now: () => NOON,
    clientId: "tinh",
    clientSecret: "khoa",
  });
  for (const pair of ["tinh:sai", "khac:khoa", "mo-phong:mo-phong", "tinh"]) {
    expect((await askForToken(simulator.url, pair)).status).toBe(401);
  }
  expect((await askForToken(simulator.url, "tinh:khoa")).status).toBe(200);
  const madeUp = { headers: { Authorization: "Bearer mo-phong" } };
  expect((await fetch(`${simulator.url}${AGENCIES}`)).status).toBe(401);
  expect((await fetch(`${simulator.url}${AGENCIES}`, madeUp)).status).toBe(401);
  await simulator.close();
});

test("every request gets a token of its own, also within one instant", async () => {
  const client = await connect();
  expect(await fetchToken(client.url)).not.toBe(await fetchToken(client.url));
  await client.close();
});

test("parameters that the contract does not know are refused with a Vietnamese title", async () => {
  const client = await connect();
  const bad = [
    "/v1/agencies",
    "/v1/agencies?asOf=14/06/2023",
    "/v1/agencies?asOf=2023-06-31",
    "/v1/agencies?asOf=2023-06-14&asOf=2023-06-15",
    "/v1/agencies?asOf=2023-06-14&limit=0",
    "/v1/agencies?asOf=2023-06-14&limit=501",
    "/v1/agencies?asOf=2023-06-14&limit=2.5",
    "/v1/agencies?asOf=2023-06-14&page=2",
    "/v1/agencies?asOf=2023-06-14&cursor=",
    "/v1/tasks?asOf=2023-06-14",
    "/v1/counts?agency=747&from=2023-05-15",
  ];
  for (const path of bad) {
    const answer = await client.get(path);
    expect(answer.status, path).toBe(400);
    expect(answer.body).toMatchObject({ title: "Yêu cầu không hợp lệ", status: 400 });
  }
  await client.close();
});

test("an address that the contract does not have is not found", async () => {
  const client = await connect();
  for (const path of ["/v2/agencies", "/", "/v1/agencies/747"]) expect((await client.get(path)).status).toBe(404);
  await client.close();
});

test("closing cuts connections that are kept open", async () => {
  const simulator = await startSimulator({ province: "dong-nai", now: () => NOON });
  const socket = openSocket(Number(new URL(simulator.url).port), "127.0.0.1");
  const ended = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => undefined);
  const answered = new Promise((resolve) => socket.once("data", resolve));
  socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n\r\n");
  await answered;
  await simulator.close();
  await ended;
  await expect(fetch(simulator.url)).rejects.toThrow();
});

test("a port that is taken is an error, not a silent server", async () => {
  const first = await startSimulator({ province: "dong-nai", now: () => NOON });
  const port = Number(new URL(first.url).port);
  await expect(startSimulator({ province: "dong-nai", now: () => NOON, port })).rejects.toThrow(/EADDRINUSE/);
  await first.close();
});

test("two servers give the same bytes, whatever was asked before", async () => {
  const [one, other] = [await connect(), await connect()];
  const paths = [
    "/v1/agencies?asOf=2023-06-14",
    "/v1/procedures?asOf=2022-03-01&limit=500",
    "/v1/counts?agency=26506&from=2022-05-15&to=2022-06-14",
    "/v1/measures?asOf=2022-12-14",
    "/v1/tasks?programme=brvt-kh92-2021&asOf=2021-12-14",
  ];
  for (const path of paths.toReversed()) await other.get(path);
  for (const path of paths) expect((await one.get(path)).text).toBe((await other.get(path)).text);
  await one.close();
  await other.close();
});
