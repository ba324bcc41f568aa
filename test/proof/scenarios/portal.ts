import { createHash } from "node:crypto";
import { z } from "zod";
import { importName } from "../../../functions/domain/imports/import-name.ts";
import { importsKey } from "../../../functions/pipeline/support/imports/imported.ts";
import { type RunRecord, runInput } from "../../../functions/revisions/run.ts";
import { runHistory } from "../../../functions/store/history.ts";
import { linkStore } from "../../../functions/store/links.ts";
import { recipientStore } from "../../../functions/store/mail/recipients.ts";
import { snapshotStore } from "../../../functions/store/snapshots.ts";
import type { TestIssuer } from "../../helpers/portal/issuer.ts";
import { type Resolver, resourcesOf } from "../cloud/resolve.ts";
import { PROVINCE } from "../deployed.ts";
import type { Deployment } from "../deployment.ts";
import { tracedFigures } from "./figures.ts";

const SERIES = `${PROVINCE}/2023-Q1`;

/** Of the portal. */
export const ADDRESS = "https://bao-cao.tinh.gov.vn";

const Answer = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string(),
});
const Manifest = z.object({ verification: z.object({ code: z.string() }) });
const Accepted = z.object({ id: z.string() });
const Removed = z.object({ links: z.int() });

/** Counts as a workbook has them, of nothing. */
const IMPORTED = {
  ...{ file: { name: "a.xlsx", sha256: "0".repeat(64), ending: "xlsx" }, family: "template", sheet: "A" },
  ...{ printedName: "A", cell: "A1", grain: "unit", onTimeHoldsWithdrawn: false, rows: [] },
};

interface Asked {
  readonly method?: string;
  readonly token?: string;
  readonly body?: unknown;
  /** A form that a page of ours sends, in the place of a body. */
  readonly form?: { readonly type: string; readonly bytes: Uint8Array };
  /** Of a browser, by their names. */
  readonly cookies?: ReadonlyMap<string, string>;
}

/** A request as the HTTP API hands it over (payload format 2.0). */
function event(address: string, { method = "GET", token, body, form, cookies }: Asked): object {
  const { pathname, search } = new URL(address, ADDRESS);
  const http = { method, path: pathname, protocol: "HTTP/1.1", sourceIp: "203.0.113.9", userAgent: "thu" };
  const headers = {
    host: new URL(ADDRESS).host,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "content-type": "application/json", "idempotency-key": "lan-1" }),
    ...(form === undefined ? {} : { "content-type": form.type, origin: ADDRESS }),
    ...(cookies === undefined ? {} : { accept: "text/html" }),
  };
  return {
    ...{ version: "2.0", routeKey: "$default", rawPath: pathname, rawQueryString: search.slice(1), headers },
    ...(cookies === undefined ? {} : { cookies: [...cookies].map(([name, value]) => `${name}=${value}`) }),
    ...{ requestContext: { http, domainName: headers.host }, isBase64Encoded: form !== undefined },
    body:
      form === undefined
        ? body === undefined
          ? null
          : JSON.stringify(body)
        : Buffer.from(form.bytes).toString("base64"),
  };
}

/** A link that opens everything of the period. */
async function newLink({ cloud }: Deployment, resolver: Resolver): Promise<string> {
  const [[id = ""] = []] = resourcesOf(resolver.template, "AWS::DynamoDB::Table");
  const { token } = await linkStore({ client: cloud.database.client, table: resolver.nameOf(id) }).add({
    ...{ recipient: "Văn phòng", scope: { kind: "series", series: SERIES }, revision: 1 },
    ...{ created: "2026-01-01T00:00:00.000Z", expires: "2099-01-01T00:00:00.000Z" },
  });
  return token;
}

/** What the portal answers, as the HTTP API would get it. */
export function asking(deployment: Pick<Deployment, "handler">) {
  const portal = deployment.handler("portal.portalHandler");
  const ask = async (address: string, asked: Asked = {}) => Answer.parse(await portal.invoke(event(address, asked)));
  return { ask, status: async (address: string, asked: Asked = {}) => (await ask(address, asked)).statusCode };
}

type Asking = ReturnType<typeof asking>;

/** A link's page, one of its files by the address that was signed for it, and the page of a printed code. */
async function opened({ ask, status }: Asking, { cloud }: Deployment, link: string): Promise<number[]> {
  const file = await ask(`/b/${link}/1/figures.csv`);
  const given = await fetch(file.headers["location"] ?? "");
  const bytes = new Uint8Array(await given.arrayBuffer());
  const keys = cloud.objects.keys().filter((key) => key.includes("/published/") && key.includes("/r1-"));
  const [manifest = "", figures = ""] = [/\/manifest-\w+\.json$/, /\/figures\.csv$/].map((name) =>
    keys.find((key) => name.test(key)),
  );
  if (!Buffer.from(cloud.objects.bytes(figures)).equals(bytes)) throw new Error("another file was handed out");
  const { code } = Manifest.parse(JSON.parse(Buffer.from(cloud.objects.bytes(manifest)).toString())).verification;
  return [await status(`/b/${link}`), file.statusCode, given.status, await status(`/verify/${code}`)];
}

/** A new link, from its page to the bytes of a file: the statuses of the answers. */
export const openLink = async (deployment: Deployment, resolver: Resolver): Promise<number[]> =>
  opened(asking(deployment), deployment, await newLink(deployment, resolver));

const Upload = z.object({ url: z.string(), headers: z.record(z.string(), z.string()) });

/** A signed copy: asked for, sent to the address that was signed for it, registered, corrected, and opened by a link. */
async function signed({ ask, status }: Asking, link: string, operator: string): Promise<number[]> {
  const bytes = new TextEncoder().encode("%PDF-1.7 (dữ liệu thử)");
  const file = { size: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") };
  const asked = {
    series: SERIES,
    revision: 2,
    report: "cntt",
    number: "12/BC-STTTT",
    date: "2023-03-20",
    signer: "A",
    file,
  };
  const post = (body: object) => ask("/signed-copies", { method: "POST", token: operator, body });
  const first = await post(asked);
  const { url, headers } = Upload.parse(JSON.parse(first.body));
  const sent = await fetch(url, { method: "PUT", headers, body: bytes });
  const registered = [await post(asked), await post(asked), await post({ ...asked, reason: "Ghi thêm chức vụ" })];
  const opened = await ask(`/b/${link}/2/ban-da-ky/cntt/2.pdf`);
  const given = await fetch(opened.headers["location"] ?? "");
  if (!Buffer.from(await given.arrayBuffer()).equals(bytes)) throw new Error("another file was handed out");
  const list = await status(`/signed-copies?series=${SERIES}`, { token: operator });
  return [first.statusCode, sent.status, ...registered.map(({ statusCode }) => statusCode), opened.statusCode, list];
}

/** Somebody who ends the mails, by the address in one. */
async function unsubscribed({ cloud }: Deployment, resolver: Resolver, status: Asking["status"]): Promise<number[]> {
  const [[id = ""] = []] = resourcesOf(resolver.template, "AWS::DynamoDB::Table");
  const store = recipientStore({ client: cloud.database.client, table: resolver.nameOf(id) });
  const [recipient] = await store.list(PROVINCE);
  const address = `/u/${await store.subscriptionToken(PROVINCE, recipient?.id ?? "", "recipient")}`;
  return [await status(address), await status(address, { method: "POST" })];
}

/** Somebody who is entered, given a link and removed with it; and counts of a month that are withdrawn. */
async function changed({ ask, status }: Asking, { cloud }: Deployment, resolver: Resolver, operator: string) {
  const [[id = ""] = []] = resourcesOf(resolver.template, "AWS::DynamoDB::Table");
  const place = { client: cloud.database.client, table: resolver.nameOf(id) };
  const post = (body: object) => ({ method: "POST", token: operator, body });
  const person = { province: PROVINCE, name: "Sẽ xóa", address: "se-xoa@example.gov.vn" };
  const kept = await ask("/recipients", post({ ...person, roles: [{ kind: "contact", agency: "khong-ro" }] }));
  const entered = await ask("/recipients", post({ ...person, roles: [{ kind: "operator" }] }));
  const days = { created: "2026-01-01T00:00:00.000Z", expires: "2099-01-01T00:00:00.000Z" };
  const scope = { kind: "series" as const, series: SERIES };
  await linkStore(place).add({ recipient: person.address, scope, revision: 1, ...days });
  const { id: recipient } = Accepted.parse(JSON.parse(entered.body));
  const removed = await ask(`/recipients/${recipient}/remove?province=${PROVINCE}`, {
    method: "POST",
    token: operator,
  });
  const window = { from: "2022-12-15", to: "2023-01-14" };
  const key = { ...importsKey(PROVINCE, window), agency: importName({ agency: "A", system: "province" }) };
  const at = "2023-01-20T00:00:00.000Z";
  const nothing = { get: async () => null, put: async () => {} };
  const rows = [{ state: "in-force", by: "", ...IMPORTED }];
  await snapshotStore({ ...place, objects: nothing }).save(key, { status: "final", dataAsOf: at, askedAt: at, rows });
  const withdrawal = { province: PROVINCE, month: "2023-01", agency: "A", reason: "nhập nhầm" };
  const late = `/revisions/2/late-agencies?series=${SERIES}`;
  return [
    ...[kept.statusCode, entered.statusCode, removed.statusCode, Removed.parse(JSON.parse(removed.body)).links],
    ...[await status("/imports/withdraw", post(withdrawal)), await status(late, { token: operator })],
    await status(`/imports/template?province=${PROVINCE}&month=2023-01`, { token: operator }),
  ];
}

/** Every route of the portal that asks AWS for something: the statuses of its answers. */
export async function portalRequests(deployment: Deployment, resolver: Resolver, issuer: TestIssuer) {
  const { ask, status } = asking(deployment);
  const [viewer, operator] = [await issuer.token("can-bo"), await issuer.token("quan-tri")];
  const open = await openLink(deployment, resolver);
  const read: number[] = [];
  for (const address of [
    `/periods?province=${PROVINCE}`,
    `/revisions?series=${SERIES}`,
    `/revisions/1?series=${SERIES}`,
    `/revisions/2/changes?series=${SERIES}`,
    "/runs",
    "/runs/second",
  ])
    read.push(await status(address, { token: viewer }));
  const traced = await tracedFigures(ask, deployment, resolver, { series: SERIES, token: viewer });
  const body = { province: PROVINCE, period: "2023-Q1", reason: "Số liệu gửi lại" };
  const accepted = await ask("/runs", { method: "POST", token: operator, body });
  const { id } = Accepted.parse(JSON.parse(accepted.body));
  const run = [
    accepted.statusCode,
    await status(`/runs/${id}`, { token: viewer }),
    await status(`/runs/${id}/cancel`, { method: "POST", token: operator }),
    await status(`/runs/${id}`, { token: viewer }),
  ];
  const ended = await unsubscribed(deployment, resolver, status);
  const entered = await changed(asking(deployment), deployment, resolver, operator);
  return {
    open,
    read,
    traced,
    run,
    ended,
    entered,
    signed: await signed(asking(deployment), await newLink(deployment, resolver), operator),
  };
}

/** A run as the portal keeps it when an operator asks for it. */
const askedFor = (id: string): RunRecord => ({
  ...{
    id,
    province: PROVINCE,
    period: "2023-Q1",
    programmes: null,
    refresh: false,
    provisional: false,
    reissue: false,
    preview: false,
  },
  ...{ reason: "Số liệu gửi lại", origin: "operator", by: "quan-tri", requestedAt: "2026-11-30T02:00:00.000Z" },
  ...{ begunAt: null, cancel: null, lease: null, end: null },
});

/**
 * A run that was asked for by a portal that died before it had the execution started, and one whose execution failed
 * while nobody looked: what the schedule that looks after them sees twice, what it starts, and how they stand then.
 */
export async function lostRuns({ cloud, handler }: Deployment, resolver: Resolver) {
  const [[table = ""] = []] = resourcesOf(resolver.template, "AWS::DynamoDB::Table");
  const [[machine = ""] = []] = resourcesOf(resolver.template, "AWS::StepFunctions::StateMachine");
  const history = runHistory({ client: cloud.database.client, table: resolver.nameOf(table) });
  const executions = `${resolver.arnOf(machine).replace(":stateMachine:", ":execution:")}:`;
  for (const id of ["lost", "failed"]) await history.open(askedFor(id));
  cloud.fail(`${executions}failed`, runInput(askedFor("failed")), "StoreUnavailable");
  const before = new Set(cloud.started.keys());
  const lookAfter = handler("runs.lookAfterHandler");
  const seen = [await lookAfter.invoke({}), await lookAfter.invoke({})];
  const begun = [...cloud.started.keys()].filter((arn) => !before.has(arn)).map((arn) => arn.replace(executions, ""));
  const endOf = async (id: string) => (await history.get(id))?.end?.state ?? null;
  return { seen, begun, ends: { lost: await endOf("lost"), failed: await endOf("failed") } };
}

/** What a revision changed, after the file that says so was lost. */
export const lostChanges = async (deployment: Deployment, issuer: TestIssuer): Promise<number> =>
  asking(deployment).status(`/revisions/2/changes?series=${SERIES}`, { token: await issuer.token("can-bo") });
