import { expect, test } from "vitest";
import { portalOf } from "../../functions/portal/actions/portal.ts";
import { portalApp } from "../../functions/portal/app.ts";
import { mailWorld, PORTAL, PROVINCE, reader } from "../helpers/mail/world.ts";

const unasked = async (): Promise<never> => {
  throw new Error("nobody should ask for this");
};

/** A portal and somebody's mail with the address that ends such mails. */
const templates = () => {
  throw new Error("no document is tried here");
};

async function told() {
  const world = await mailWorld();
  await world.add(reader("a@so.gov.vn"));
  await world.tell(await world.publish("one"));
  const executions = { start: unasked, stop: unasked, standing: unasked };
  const sessions = { open: unasked, find: unasked, noteUse: unasked, end: unasked };
  const journal = { note: unasked, recent: unasked };
  const others = {
    sessions,
    journal,
    workbooks: unasked,
    deliver: unasked,
    receive: unasked,
    templatesWith: templates,
  };
  const portal = portalOf({ ...world.ports, executions, ...others });
  const browser = { authorization: null, oneTime: null, base: null };
  const app = portalApp({ portal, signIn: unasked, browser, addressOf: () => "", version: "test" });
  const headers = world.server.taken[0]?.raw.replace(/\r\n\s+/g, " ") ?? "";
  const address = /^List-Unsubscribe: <(.*)>\r$/m.exec(headers)?.[1] ?? "";
  expect(address.startsWith(`${PORTAL}/u/`)).toBe(true);
  const muted = async () => (await world.ports.recipients.list(PROVINCE))[0]?.muted;
  return { app, path: address.slice(PORTAL.length), muted };
}

test("a mail program ends such mails by one POST; opening the address ends nothing", async () => {
  const { app, path, muted } = await told();
  for (let time = 0; time < 2; time++) {
    const opened = await app.request(path);
    expect(opened.status).toBe(200);
    expect(await opened.text()).toMatch(/<form method="post"><button type="submit">Dừng nhận<\/button><\/form>/);
    expect(opened.headers.get("Content-Security-Policy")).toMatch(/form-action 'self'/);
  }
  expect(await muted()).toEqual([]);

  for (let time = 0; time < 2; time++) {
    const ended = await app.request(path, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect(ended.status).toBe(200);
    expect(await ended.text()).toContain(
      "Không gửi thư báo có báo cáo mới của tỉnh Bà Rịa - Vũng Tàu cho địa chỉ này nữa.",
    );
  }
  expect(await muted()).toEqual(["recipient"]);
});

test("an address that stands for nothing is answered like every link that opens nothing", async () => {
  const { app, path, muted } = await told();
  const known = await app.request("/b/AAAAAAAAAAAAAAAAAAAAAA");
  const page = await known.text();
  for (const wrong of ["/u/x", `${path}A`, path.replace("recipient", "operator"), `/u/${"%2e".repeat(2000)}`]) {
    for (const method of ["GET", "POST"]) {
      const answer = await app.request(wrong, { method });
      expect([wrong, answer.status, await answer.text()]).toEqual([wrong, 404, page]);
    }
  }
  expect(await muted()).toEqual([]);
});
