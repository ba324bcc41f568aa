import { afterEach, beforeEach, expect, test } from "vitest";
import { outcomeOf } from "../../functions/cli/pipeline.ts";
import { start } from "../../functions/pipeline/start.ts";
import { manifestOf } from "../../functions/pipeline/support/compile.ts";
import { prefixOf } from "../../functions/revisions/revision.ts";
import { type MailServer, mailServer, type Taken } from "../helpers/mail/server.ts";
import { freePort } from "../helpers/portal/free-port.ts";
import { bearer, PROVINCE, SERIES, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { detailOf, isOver, until } from "../helpers/portal/runs.ts";

let portal: TestPortal;
let mails: MailServer;
beforeEach(async () => {
  const port = await freePort();
  mails = await mailServer();
  const from = { name: "Hệ thống báo cáo", address: "bao-cao@tinh.gov.vn" };
  const portalBase = `http://127.0.0.1:${port}`;
  // The issuer's tokens carry the real time.
  const start = new Date().toISOString();
  portal = await testPortal({ port, start, mail: { from, smtpUrl: mails.url, operatorAddress: null, portalBase } });
});
afterEach(() => portal.close());

/** What a schedule does: another program, on the same store. */
async function onSchedule(): Promise<string> {
  const { ports } = portal.world;
  let outcome: unknown;
  const executions = {
    start: async (_run: string, input: unknown) => {
      outcome = await outcomeOf(ports, input);
      return true;
    },
  };
  const inForce = [{ from: "2023-06-06", to: "2023-12-31" }];
  const event = { province: PROVINCE, kind: "month", scheme: "nd09", inForce, scheduledTime: "2023-06-15T01:00:00Z" };
  const { run, first } = await start(executions, event);
  expect(first).toBe(true);
  expect(outcome).toMatchObject({ output: { outcome: "published" } });
  expect(await detailOf(portal, run)).toMatchObject({ state: "published", origin: "elsewhere", revision: 1 });
  return run;
}

/** The late agency's counts arrive. */
function late(): void {
  const { counts } = portal.province.behaviour.answers;
  const model = counts.find((one) => one.agency === "Z1.X03" && one.from === "2023-04-15");
  for (const one of counts) {
    if (one.agency !== "Z1.X03" || one.from !== "2023-05-15") continue;
    delete one.status;
    one.items = model?.items ?? [];
  }
}

function linkIn(taken: Taken | undefined): string {
  const address = /http:\/\/127\.0\.0\.1:\d+(\/b\/[\w-]{22})/.exec(taken?.mail.text ?? "")?.[1];
  if (address === undefined) throw new Error(`no link in ${taken?.mail.text}`);
  return address;
}

async function revision(number: number) {
  const { revisions, objects } = portal.world.ports;
  const pointers = [...(await revisions.history(SERIES)), await revisions.current(SERIES)];
  const pointer = pointers[number - 1];
  if (pointer === undefined || pointer === null) throw new Error(`no revision ${number}`);
  const prefix = prefixOf(pointer);
  return { manifest: await manifestOf(objects, pointer), bytesOf: (name: string) => objects.get(`${prefix}/${name}`) };
}

/** Opens a link, follows every address that it names for a revision's files, and holds the bytes against the published ones. */
async function downloadAll(link: string, number: number): Promise<number> {
  const page = await (await portal.get(`${link}?ban=${number}`)).text();
  const { manifest, bytesOf } = await revision(number);
  const addresses = [...page.matchAll(/(?:href|src)="([^"]*\/\d+\/([^"?]+)[^"]*)"/g)];
  for (const [, address = "", name = ""] of addresses) {
    const given = new Uint8Array(await (await portal.get(address)).arrayBuffer());
    const published = await bytesOf(name);
    expect(published).not.toBeNull();
    expect(Buffer.compare(given, published ?? new Uint8Array())).toBe(0);
  }
  const named = new Set(addresses.map(([, , name]) => name));
  expect([...named].sort()).toEqual(manifest.files.map(({ name }) => name).sort());
  // To look at a picture is no download.
  return addresses.filter(([, , name = ""]) => !name.endsWith(".png")).length;
}

test("a scheduled report reaches an official by mail, is replaced after late data, and its revoked link opens nothing", async () => {
  const { recipients, links } = portal.world.ports;
  const address = "lanh-dao@tinh.gov.vn";
  await recipients.put(PROVINCE, { name: "Bà B", address, roles: [{ kind: "recipient", reports: null }] });

  await onSchedule();
  expect(mails.taken.map(({ to }) => to)).toEqual([[address]]);
  const old = linkIn(mails.taken[0]);
  const first = await (await portal.get(old)).text();
  expect(first).toContain("Bản 1 đang hiện hành");
  const files = await downloadAll(old, 1);
  expect(files).toBeGreaterThanOrEqual(6);

  late();
  const operator = bearer(await portal.issuer.token("quan-tri"));
  const body = { province: PROVINCE, period: "2023-06", reason: "Xã Nghĩa Thắng 3 gửi số liệu" };
  const asked = await portal.post("/runs", body, { ...operator, "Idempotency-Key": "nghia-thang-3" });
  expect(asked.status).toBe(202);
  const { id } = await asked.json();
  expect((await until(portal, id, isOver)).revision).toBe(2);

  const page = await (await portal.get(old)).text();
  expect(page).toContain("Bản 1, được gửi cùng liên kết này, đã được thay thế bằng bản 2");
  expect(await (await portal.get(`${old}?ban=1`)).text()).toContain("Bản 1 đã được thay thế bằng bản 2");
  const more = (await downloadAll(old, 1)) + (await downloadAll(old, 2));
  const { code } = (await revision(1)).manifest.verification;
  expect(await (await portal.get(`/verify/${code}`)).text()).toContain("Bản 1 đã được thay thế bằng bản 2");
  const viewer = await portal.issuer.token("can-bo");
  const changes = await (await portal.get(`/revisions/2/changes?series=${SERIES}`, viewer)).json();
  expect(changes.items).toContainEqual(expect.objectContaining({ cause: "counts:Z1.X03:2023-06:added" }));

  const patience = AbortSignal.timeout(60_000);
  while (mails.taken.length < 2 && !patience.aborted) await new Promise(setImmediate);
  const fresh = linkIn(mails.taken[1]);
  expect(fresh).not.toBe(old);
  const link = await links.find(old.slice("/b/".length));
  await links.revoke(link?.id ?? "", portal.world.ports.now().toISOString());
  expect((await portal.get(old)).status).toBe(404);
  expect((await portal.get(`${old}/2/bao-cao-cntt.pdf`)).status).toBe(404);
  expect((await portal.get(fresh)).status).toBe(200);
  expect((await links.downloads(link?.id ?? "")).length).toBe(files + more);
});
