import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Answers, agenciesOn, catalogueOf, workedExample } from "../data/answers.ts";

/** A question that is not answered as usual, with the answer that would be. */
export interface WildQuestion {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly usual: Reply;
}

/** How the province behaves; a test changes it between runs. */
export interface Behaviour {
  answers: Answers;
  status: "final" | "provisional";
  /** Answers in the place of the usual one, by path prefix: a body, or a status. */
  instead: Map<string, { status: number; body: string }>;
  /** Whatever a server may do with a question, by path prefix. */
  wild: Map<string, (question: WildQuestion) => void>;
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
  if (url.pathname === "/v1/tasks") return answers.tasks;
  if (url.pathname !== "/v1/counts") return 404;
  const { agency, from } = Object.fromEntries(url.searchParams);
  const answer = answers.counts.find((one) => one.agency === agency && one.from === from);
  return answer?.items ?? 404;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
}

function answer(target: string, behaviour: Behaviour): Reply {
  const url = new URL(target, "http://province");
  const instead = [...behaviour.instead].find(([prefix]) => target.startsWith(prefix));
  if (instead !== undefined) return instead[1];
  if (url.pathname === "/oauth2/token") {
    const token = { access_token: "the-token", token_type: "Bearer", expires_in: 3600 };
    return { status: 200, body: JSON.stringify(token) };
  }
  const items = itemsFor(url, behaviour);
  if (typeof items === "number") return { status: items, body: JSON.stringify({ title: "không có", status: items }) };
  const nextCursor = behaviour.endless === url.pathname ? `${url.searchParams.get("cursor") ?? ""}x` : null;
  const page = { items, nextCursor, dataAsOf: "2023-06-15T06:00:00+07:00", status: behaviour.status };
  return { status: 200, body: JSON.stringify(page) };
}

/** The worked example as a province that answers over HTTP. */
export async function exampleProvince(): Promise<ExampleProvince> {
  const behaviour: Behaviour = {
    answers: workedExample(),
    status: "final",
    instead: new Map(),
    wild: new Map(),
    endless: null,
  };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      asked.push(request.url ?? "");
      const usual = answer(request.url ?? "", behaviour);
      const wild = [...behaviour.wild].find(([prefix]) => request.url?.startsWith(prefix))?.[1];
      if (wild !== undefined) return wild({ request, response, usual });
      const { status, body } = usual;
      const type = status === 200 ? "application/json" : "application/problem+json";
      response.writeHead(status, { "content-type": type }).end(body);
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
