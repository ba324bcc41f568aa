import { brotliCompressSync, gzipSync } from "node:zlib";
import { changed, type HostileAnswer, type Outcome, raw, rewritten, status, text, times, trickle } from "./answer.ts";

const HTML = "<!doctype html><title>Bảo trì</title><h1>Hệ thống đang bảo trì</h1>";
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024, " "));

type Told = readonly [name: string, reply: HostileAnswer["reply"], whatever?: "taken" | "refused"];

/** What a server or a gateway before it does, whatever the list is. */
const ANYWHERE: readonly Told[] = [
  ["a page in HTML", text(HTML, { "content-type": "text/html" })],
  ["nothing at all", text("")],
  ["half a JSON", ({ response, usual }) => void response.end(usual.body.slice(0, usual.body.length / 2))],
  ["JSON and more after it", ({ response, usual }) => void response.end(`${usual.body}]}`)],
  ["JSON in UTF-16", ({ response, usual }) => void response.end(Buffer.from(`\ufeff${usual.body}`, "utf16le"))],
  ["a byte order mark before the JSON", rewritten(/^/, "\ufeff"), "taken"],
  ["100,000 brackets", text("[".repeat(100_000))],
  ["a list that is null", changed((page) => ({ ...page, items: null }))],
  ["a list that is an object", changed((page) => ({ ...page, items: { "0": {} } }))],
  ["a row that is null", changed((page) => ({ ...page, items: [null] }))],
  ["no instant", changed(({ dataAsOf: _, ...page }) => page)],
  ["an instant in words", changed((page) => ({ ...page, dataAsOf: "hôm qua" }))],
  ["an instant in 2099", changed((page) => ({ ...page, dataAsOf: "2099-01-01T00:00:00+07:00" }))],
  ["a status of its own", changed((page) => ({ ...page, status: "draft" }))],
  [
    "an instant that never stays",
    changed((page) => ({ ...page, dataAsOf: new Date(Date.now() - 1e9 * Math.random()), nextCursor: "x" })),
  ],
  ["the same cursor for ever", changed((page) => ({ ...page, nextCursor: "x" }))],
  [
    "another cursor for ever",
    changed((page, { request }) => ({ ...page, items: [], nextCursor: `${request.url?.length}` })),
  ],
  ["a cursor of 1 MB", changed((page) => ({ ...page, nextCursor: "x".repeat(1_000_000) }))],
  ["501 rows on a page", changed((page) => ({ ...page, items: Array.from({ length: 501 }, () => null) }))],
  ["9 MB", text(Buffer.alloc(9 * 1024 * 1024, " "))],
  ["64 MB of blanks in gzip", text(BOMB, { "content-encoding": "gzip" })],
  ["gzip that is none", text("{}", { "content-encoding": "gzip" })],
  ["brotli, which nobody asked for", text(brotliCompressSync("{}"), { "content-encoding": "br" })],
  [
    "a redirection to itself",
    ({ request, response }) => void response.writeHead(302, { location: request.url ?? "" }).end(),
  ],
  ["no content", status(204)],
  ["a part of the content", status(206)],
  ["a teapot", status(418)],
  ["403", status(403), "refused"],
  ["401 for ever", status(401), "refused"],
  ["500 for ever", status(500)],
  ["503 for a day", status(503, { "retry-after": "99999" })],
  ["503 until a date that is none", status(503, { "retry-after": "Monday" })],
  ["429, then the answer", times(2, status(429, { "retry-after": "1" })), "taken"],
  [
    "a connection that is cut in the body",
    ({ response, usual }) => {
      response.writeHead(200, { "content-length": String(usual.body.length + 999) });
      response.write(usual.body);
      setTimeout(() => response.socket?.destroy(), 50);
    },
  ],
  ["a connection that is cut before the head", ({ response }) => void response.socket?.destroy()],
  ["no HTTP", raw("SSH-2.0-OpenSSH_9.2\r\n")],
  ["a head of 1 MB", ({ response }) => void response.writeHead(200, { "x-long": "x".repeat(1_000_000) }).end("{}")],
  ["a head line that is none", raw("HTTP/1.1 200 OK\r\nđây không phải\r\n\r\n{}")],
  [
    "a chunk that lies of its length",
    raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n"),
  ],
  ["a byte every second", ({ response }) => trickle(response.writeHead(200), " ", 1_000)],
  ["a connection that is held without a word", () => {}],
];

/** The same of a list that nothing can be done without, and of one agency's month. */
export function serverAnswers(at: string, outcome: Outcome): HostileAnswer[] {
  return ANYWHERE.map(([name, reply, whatever]) => ({ name, at, reply, outcome: whatever ?? outcome }));
}

const token = (fields: Readonly<Record<string, unknown>>): HostileAnswer["reply"] =>
  text(JSON.stringify({ access_token: "the-token", token_type: "Bearer", expires_in: 3600, ...fields }));

const AT_TOKEN: readonly (readonly [string, HostileAnswer["reply"], Outcome])[] = [
  ["a page in HTML", text(HTML, { "content-type": "text/html" }), "refused"],
  ["a token that is a number", token({ access_token: 5 }), "refused"],
  ["a token of two lines", token({ access_token: "a\r\nx-role: admin" }), "refused"],
  ["a token of 1 MB", token({ access_token: "x".repeat(1_000_000) }), "refused"],
  ["a token in Vietnamese", token({ access_token: "mã truy cập" }), "refused"],
  ["another kind of token", token({ token_type: "MAC" }), "refused"],
  ["a token that ends at once", token({ expires_in: 0 }), "taken"],
  ["a token that ended before", token({ expires_in: -5 }), "taken"],
  ["a token that never ends", text('{"access_token":"t","token_type":"Bearer","expires_in":1e400}'), "taken"],
  ["an end in words", token({ expires_in: "một giờ" }), "taken"],
  ["403", status(403), "refused"],
  ["500 for ever", status(500), "refused"],
  ["a redirection", status(302, { location: "http://127.0.0.1:1/" }), "refused"],
  ["a connection that is held without a word", () => {}, "refused"],
];

export const TOKEN_ANSWERS: readonly HostileAnswer[] = AT_TOKEN.map(([name, reply, outcome]) => ({
  ...{ name, at: "/oauth2/token", reply, outcome },
}));
