import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Browser, signedIn } from "../../helpers/portal/browser.ts";
import { PROVINCE, SERIES, type TestPortal, testPortal } from "../../helpers/portal/portal.ts";
import { isOver, until } from "../../helpers/portal/runs.ts";

let portal: TestPortal;
const people = new Map<string, Browser>();
beforeAll(async () => {
  portal = await testPortal({ approved: true, beatMs: 50, start: new Date().toISOString() });
  for (const person of ["nguoi-xem", "van-hanh", "duyet", "duyet-2"])
    people.set(person, await signedIn(portal, person));
});
afterAll(() => portal.close());

const at = (person: string): Browser => {
  const browser = people.get(person);
  if (browser === undefined) throw new RangeError(person);
  return browser;
};

/** Runs the period to the draft that waits, by the form of the console; gives the run's id. */
async function drafted(person: string, refresh: boolean): Promise<string> {
  const fields = {
    province: PROVINCE,
    period: "2023-06",
    reason: "thử",
    viec: "chay",
    ...(refresh ? { refresh: "1" } : {}),
  };
  const answer = await at(person).send("/quan-tri/chay-lai", { ...fields, key: crypto.randomUUID() });
  const id = /lan-chay\/(.+)$/.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
  expect(await until(portal, id, isOver)).toMatchObject({ state: "awaiting-release" });
  return id;
}

const page = async (person: string, path: string): Promise<string> => (await at(person).open(path)).text();
const decide = (person: string, run: string, decision: string, reason = "") =>
  at(person).send(`/quan-tri/phat-hanh/${run}`, { "quyet-dinh": decision, "ly-do": reason });
const text = (html: string): string =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ ([.,;])/g, "$1");

const Pointer = z.object({ revision: z.int() }).nullable();
const current = async (): Promise<number> =>
  Pointer.parse(await portal.world.ports.revisions.current(SERIES))?.revision ?? 0;

test("a draft is looked at, agreed to by another than who ran it, and published once", async () => {
  const run = await drafted("van-hanh", false);
  expect(text(await page("van-hanh", `/quan-tri/lan-chay/${run}`))).toContain("Xem dự thảo chờ phát hành");
  expect(text(await page("duyet", "/quan-tri/phat-hanh"))).toMatch(
    /Bản 1, báo cáo tháng 6 năm 2023, .* Chờ quyết định .* Tỉnh chỉ phát hành báo cáo khi có người đồng ý/,
  );
  expect(text(await page("nguoi-xem", `/quan-tri/ky-bao-cao?tinh=${PROVINCE}`))).toContain(
    "Người duyệt: xem dự thảo, đồng ý hoặc trả lại",
  );
  const own = await page("van-hanh", `/quan-tri/phat-hanh/${run}`);
  expect(text(own)).toContain("Bạn đã yêu cầu lần chạy này nên không tự quyết định việc phát hành");
  expect(own).not.toContain("quyet-dinh");
  expect((await decide("nguoi-xem", run, "dong-y")).status).toBe(403);
  expect((await decide("van-hanh", run, "dong-y")).status).toBe(403);
  expect((await at("nguoi-xem").ask(`/quan-tri/phat-hanh/${run}`)).status).toBe(403);

  const shown = await page("duyet", `/quan-tri/phat-hanh/${run}`);
  const file = /href="([^"]*bao-cao-cntt\.pdf)"/.exec(shown)?.[1] ?? "";
  const looked = await at("duyet").open(file);
  expect([looked.status, looked.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  expect(new TextDecoder("latin1").decode((await looked.arrayBuffer()).slice(0, 5))).toBe("%PDF-");
  expect((await at("nguoi-xem").ask(file)).status).toBe(403);
  expect((await at("duyet").ask(`/quan-tri/phat-hanh/${run}/tep/..%2f..%2fmanifest.json`)).status).toBe(404);

  const both = await Promise.all(["duyet", "duyet-2"].map((person) => decide(person, run, "dong-y")));
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  await expect.poll(current, { timeout: 60_000 }).toBe(1);
  await expect
    .poll(async () => text(await page("duyet", `/quan-tri/phat-hanh/${run}`)), { timeout: 60_000 })
    .toContain("và đã được phát hành.");
  expect((await decide("duyet", run, "tra-lai", "muộn")).status).toBe(409);
  const journal = text(await page("van-hanh", "/quan-tri/nhat-ky"));
  expect(journal.match(/Đồng ý phát hành dự thảo/g)).toHaveLength(1);
});

test("a draft that changes published numbers shows each of them, and is returned with a reason", async () => {
  portal.province.behaviour.answers.counts.find(({ agency }) => agency === "Z1.S01")?.items?.pop();
  const run = await drafted("van-hanh", true);
  const shown = text(await page("duyet", `/quan-tri/phat-hanh/${run}`));
  expect(shown).toMatch(/Khác bản 1 \d+ số thay đổi, trong đó có số của 1 cơ quan/);
  expect(shown).toMatch(/điều chỉnh số liệu tháng \d+\/2023/);

  const refused = await decide("duyet", run, "tra-lai", "  ");
  expect(refused.status).toBe(422);
  expect(text(await refused.text())).toContain("Viết lý do trả lại trong một dòng, không quá 500 ký tự.");
  const reason = `<script>alert("1")</script> =HYPERLINK("x")`;
  expect((await decide("duyet", run, "tra-lai", reason)).status).toBe(303);
  const returned = await page("van-hanh", `/quan-tri/phat-hanh/${run}`);
  expect(returned).not.toContain("<script>alert");
  expect(text(returned)).toMatch(/đã được .*duyet trả lại lúc .*; lý do:/);
  expect(returned).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; =HYPERLINK(&quot;x&quot;)");
  expect(await current()).toBe(1);
  expect(text(await page("van-hanh", `/quan-tri/ky-bao-cao?tinh=${PROVINCE}`))).toContain(
    "Người vận hành: sửa theo lý do trả lại, rồi chạy lại",
  );
  expect((await decide("duyet", run, "sua")).status).toBe(403);
  expect((await decide("duyet", "khong-co", "dong-y")).status).toBe(404);
});
