import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type Answers, agenciesOn, catalogueOf, workedExample } from "../domain/answers.ts";

/** How the province behaves; a test changes it between runs. */
export interface Behaviour {
  answers: Answers;
  status: "final" | "provisional";
  /** Answers in the place of the usual one, by path prefix: a body, or a status. */
  instead: Map<string, { status: number; body: string }>;
  /** Cursor that is given on every page of lists with this path. */
  endless: string | null;
}

export interface ExampleProvince {
  readonly url: string;
  readonly behaviour: Behaviour;
  /** Paths with queries, in the order in which they were asked. */
  readonly asked: string[];
  close(): Promise<void>;
}

export const CREDENTIALS = { PROVINCE_API_CLIENT_ID: "vi-du", PROVINCE_API_CLIENT_SECRET: "mat-khau-vi-du" };

function itemsFor(url: URL, { answers }: Behaviour): unknown[] | number {
  const day = url.searchParams.get("asOf") ?? "";
  if (url.pathname === "/v1/agencies") return agenciesOn(answers, day);
  if (url.pathname === "/v1/procedures") return catalogueOf(answers, day);
  if (url.pathname === "/v1/measures") return answers.measures;
  if (url.pathname !== "/v1/counts") return 404;
  const { agency, from } = Object.fromEntries(url.searchParams);
  const answer = answers.counts.find((one) => one.agency === agency && one.from === from);
  return answer?.items ?? 404;
}

function reply(response: ServerResponse, status: number, body: string): void {
  const type = status === 200 ? "application/json" : "application/problem+json";
  response.writeHead(status, { "content-type": type }).end(body);
}

function answer(target: string, response: ServerResponse, behaviour: Behaviour): void {
  const url = new URL(target, "http://province");
  const instead = [...behaviour.instead].find(([prefix]) => target.startsWith(prefix));
  if (instead !== undefined) return reply(response, instead[1].status, instead[1].body);
  if (url.pathname === "/oauth2/token") {
    return reply(response, 200, JSON.stringify({ access_token: "the-token", token_type: "Bearer", expires_in: 3600 }));
  }
  const items = itemsFor(url, behaviour);
  if (typeof items === "number") return reply(response, items, JSON.stringify({ title: "không có", status: items }));
  const nextCursor = behaviour.endless === url.pathname ? `${url.searchParams.get("cursor") ?? ""}x` : null;
  const page = { items, nextCursor, dataAsOf: "2023-06-15T06:00:00+07:00", status: behaviour.status };
  reply(response, 200, JSON.stringify(page));
}

/** The worked example as a province that answers over HTTP. */
export async function exampleProvince(): Promise<ExampleProvince> {
  const behaviour: Behaviour = { answers: workedExample(), status: "final", instead: new Map(), endless: null };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      asked.push(request.url ?? "");
      answer(request.url ?? "", response, behaviour);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    behaviour,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
