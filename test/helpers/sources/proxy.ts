import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";
import { portOf } from "./stub.ts";

export const PASSWORD = "bí+m@t/%1";
/** As it stands in the address of a proxy. */
export const ACCOUNT = `can-bo:${encodeURIComponent(PASSWORD)}`;

/** A proxy on loopback, to which every name leads to one address. */
export interface Proxy {
  readonly port: number;
  /** What it was asked to reach, in order: `GET http://…` or `CONNECT host:port`. */
  readonly asked: string[];
}

/** A real HTTP proxy that leads to a port of this machine, or answers with a status; it may ask for an account. */
export async function proxyTo(target: number, { account = "", status = 200 } = {}): Promise<Proxy> {
  const asked: string[] = [];
  const verdict = ({ method, url, headers }: IncomingMessage): number => {
    asked.push(`${method} ${url?.split("?")[0]}`);
    const expected = `Basic ${Buffer.from(account).toString("base64")}`;
    return account !== "" && headers["proxy-authorization"] !== expected ? 407 : status;
  };
  const server = createServer((incoming, answer) => {
    const said = verdict(incoming);
    if (said === 200) forward(incoming, answer, target);
    else answer.writeHead(said).end();
  });
  server.on("connect", (incoming: IncomingMessage, socket: Socket) => {
    const said = verdict(incoming);
    if (said === 200) tunnel(socket, target);
    else socket.end(`HTTP/1.1 ${said} no\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: portOf(server.address()), asked };
}

function forward(incoming: IncomingMessage, answer: ServerResponse, port: number): void {
  const url = new URL(incoming.url ?? "");
  const { "proxy-authorization": _, ...headers } = incoming.headers;
  const path = `${url.pathname}${url.search}`;
  const onward = request({ port, host: "127.0.0.1", method: incoming.method ?? "", path, headers }, (came) => {
    answer.writeHead(came.statusCode ?? 0, came.headers);
    came.pipe(answer);
  });
  incoming.pipe(onward);
}

function tunnel(socket: Socket, port: number): void {
  const onward = connect(port, "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    onward.pipe(socket).pipe(onward);
  });
  for (const end of [onward, socket]) end.on("error", () => end.destroy());
  onTestFinished(() => void onward.destroy());
}

/** TLS with this certificate before a server of this machine. */
export async function tlsBefore(
  port: number,
  pems: { readonly cert: string; readonly private: string },
): Promise<number> {
  const server = createTlsServer({ cert: pems.cert, key: pems.private }, (socket) => {
    const onward = connect(port, "127.0.0.1");
    onward.pipe(socket).pipe(onward);
    for (const end of [onward, socket]) end.on("error", () => end.destroy());
    onTestFinished(() => void onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return portOf(server.address());
}
