import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { type ServerLimits, serve } from "../../functions/portal/server.ts";
import { bearer, testPortal } from "../helpers/portal/portal.ts";

type App = Parameters<typeof serve>[0];

const portOf = (url: string): number => Number(new URL(url).port);

async function serving(app: App, limits: ServerLimits): Promise<number> {
  const server = await serve(app, 0, limits);
  onTestFinished(() => server.close());
  return portOf(server.url);
}

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** What a server says until it ends the connection. */
async function said(port: number, sent: string): Promise<string> {
  const socket = await connected(port);
  socket.write(sent);
  return text(socket);
}

const GET = (path: string, more = ""): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n${more}\r\n`;
const LAST = "Connection: close\r\n";

test("a connection too many is told so, page or program, and served once another has ended", async () => {
  const portal = await testPortal({ limits: { maxConnections: 2 } });
  onTestFinished(() => portal.close());
  const port = portOf(portal.served.url);
  const first = await connected(port);
  const second = await connected(port);
  first.write(GET("/b/khong-co"));
  expect(String(await once(first, "data"))).toMatch(/^HTTP\/1\.1 404 /);

  const page = await said(port, GET("/b/khong-co"));
  expect(page).toMatch(/^HTTP\/1\.1 503 .*\r\nretry-after: 5\r\n/is);
  expect(page).toMatch(/\r\nconnection: close\r\n/i);
  expect(page).toMatch(/\r\ncontent-security-policy: default-src 'none'/i);
  expect(page).toContain("<p>Đang có quá nhiều kết nối; thử lại sau ít giây.</p>");
  const signed = `Authorization: ${bearer(portal.served.token)["Authorization"]}\r\n`;
  expect(await said(port, GET("/runs", signed))).toMatch(/^HTTP\/1\.1 503 .*"code":"server-busy"/s);

  const third = await connected(port);
  second.end();
  await once(second, "close");
  third.write(GET("/b/khong-co", LAST));
  expect(await text(third)).toMatch(/^HTTP\/1\.1 404 /);
});

/** An answer without an end, and when it is given up. */
function endless(): { readonly app: App; readonly givenUp: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const piece = new Uint8Array(65_536);
  const body = () => new ReadableStream({ pull: (controller) => controller.enqueue(piece), cancel: () => resolve() });
  const fetch = (asked: Request) => new Response(asked.url.endsWith("/short") ? "ngắn" : body());
  return { app: { fetch }, givenUp: promise };
}

test("a client that asks and does not read its answer is cut, and others are answered meanwhile", async () => {
  const { app, givenUp } = endless();
  const port = await serving(app, { idleTimeout: 300 });
  const deaf = await connected(port);
  deaf.pause();
  deaf.write(GET("/"));
  expect(await said(port, GET("/short", LAST))).toContain("ngắn");
  await givenUp;
});

test("a client that reads its answer in drops is cut, however busily", async () => {
  const { app, givenUp } = endless();
  const port = await serving(app, { answerTimeout: 300 });
  const busy = await connected(port);
  let read = 0;
  busy.on("data", (data) => {
    read += data.length;
  });
  busy.write(GET("/"));
  await Promise.all([givenUp, once(busy, "close")]);
  expect(read).toBeGreaterThan(0);
});

test.each([
  ["nothing", ""],
  ["half of the head", "GET / HTTP/1.1\r\nHost: a\r\n"],
  ["half of the body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"],
])("a client that sends %s is told so and cut", async (_what, sent) => {
  const limits = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 20 };
  const port = await serving({ fetch: async (asked: Request) => new Response(await asked.text()) }, limits);
  expect(await said(port, sent)).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n/);
});

test("a request larger than it may be is told so, however much of it is still to come", async () => {
  const port = await serving({ fetch: () => new Response("") }, {});
  const answer = "HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  expect(await said(port, GET(`/${"a".repeat(5_000_000)}`))).toBe(answer);
});
