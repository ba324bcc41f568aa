import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { codeOf } from "../domain/disk.ts";

/** Connections beyond the limit that are told so at once; the operating system's are ended without a word. */
const TOLD_AT_ONCE = 100;

/**
 * Lets a number of connections be served. One beyond them is served once another has ended.
 *
 * @returns whether what a connection asks for is served now
 */
export function servesAtMost(server: Server, most: number): (socket: Socket) => boolean {
  const served = new Set<Socket>();
  const isServed = (socket: Socket): boolean => {
    if (served.size < most && !socket.destroyed) served.add(socket);
    return served.has(socket);
  };
  server.maxConnections = most + TOLD_AT_ONCE;
  server.on("connection", (socket) => {
    isServed(socket);
    socket.once("close", () => served.delete(socket));
  });
  server.prependListener("request", (request, response) => {
    // The place is somebody else's by the next request.
    if (!isServed(request.socket)) response.shouldKeepAlive = false;
  });
  return isServed;
}

/** Cuts whoever has not taken an answer as a whole within this time, however busily it reads. */
export function cutSlowReaders(server: Server, milliseconds: number): void {
  server.on("request", (request, response) => {
    const late = setTimeout(() => request.socket.destroy(), milliseconds);
    response.once("close", () => clearTimeout(late));
  });
}

const STATUS: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Milliseconds in which the rest of what is refused may come. */
const LINGER_MS = 1_000;

/**
 * Tells why a request cannot be read, and passes over the rest of it. To close at once would take the answer back, and a
 * gateway in front would tell its own client of an error of ours.
 */
export function tellClientErrors(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  const told = new WeakSet<Duplex>();
  server.on("request", (request, response) => answers.set(request.socket, response));
  server.on("clientError", (error, socket) => {
    // What is still coming is no request either, and passes over here.
    if (told.has(socket)) return;
    const answer = answers.get(socket);
    const isAnswering = answer?.headersSent === true && !answer.writableFinished;
    if (!socket.writable || isAnswering) {
      socket.destroy();
      return;
    }
    told.add(socket);
    const status = STATUS[codeOf(error)] ?? 400;
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    // A request that came too late must not be met after all.
    const linger = setTimeout(() => socket.destroy(), status === 408 ? 0 : LINGER_MS);
    socket.once("close", () => clearTimeout(linger));
  });
}
