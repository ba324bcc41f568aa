import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ChangeRow } from "../../../functions/revisions/change.ts";
import { type Browser, signedIn } from "../../helpers/portal/browser.ts";
import { PROVINCE, SERIES, type TestPortal, testPortal } from "../../helpers/portal/portal.ts";
import { askedFor, isOver, published, until } from "../../helpers/portal/runs.ts";

let portal: TestPortal;
let reader: Browser;
let operator: Browser;
beforeAll(async () => {
  portal = await testPortal({ start: new Date().toISOString() });
  await published(portal);
  reader = await signedIn(portal, "nguoi-xem");
  operator = await signedIn(portal, "van-hanh");
});
afterAll(() => portal.close());

const text = (html: string): string => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const page = async (query: string): Promise<string> =>
  (await reader.open(`/quan-tri/so-sanh?tinh=${PROVINCE}${query}`)).text();

/** Other counts of one agency from now on, published as the next revision. */
async function another(key: string): Promise<void> {
  portal.province.behaviour.answers.counts
    .find(({ agency, items }) => agency === "Z1.S01" && items?.length)
    ?.items?.pop();
  expect(await until(portal, await askedFor(portal, key, { refresh: true }), isOver)).toMatchObject({
    state: "published",
  });
}

const Changes = z.object({ items: z.array(ChangeRow) });
const changes = async (query: string) => {
  const answer = await portal.get(`/revisions/3/changes?series=${SERIES}${query}`, portal.served.token);
  return Changes.parse(await answer.json()).items;
};

test("one revision has nothing to be compared with, and says so", async () => {
  expect(text(await page(""))).toContain("Kỳ này mới có một bản, chưa có gì để so sánh.");
});

test("a preview is shown number by number, and run as it was seen", async () => {
  const { counts } = portal.province.behaviour.answers;
  counts.find(({ agency, items }) => agency === "Z1.S01" && items?.length)?.items?.pop();
  const asked = { province: PROVINCE, period: "2023-06", reason: "sửa số", refresh: "1", viec: "xem-truoc" };
  const sent = await operator.send("/quan-tri/chay-lai", { ...asked, key: crypto.randomUUID() });
  const look = /lan-chay\/(.+)$/.exec(sent.headers.get("location") ?? "")?.[1] ?? "";
  const { previewed } = await until(portal, look, isOver);
  const total = previewed?.total ?? 0;
  expect(total).toBeGreaterThan(0);
  const shown = await (await operator.open(`/quan-tri/lan-chay/${look}`)).text();
  expect(text(shown)).toContain(`Chạy lại sẽ phát hành bản 2, thay đổi ${total} số của bản 1.`);
  expect(text(shown)).toContain(`${total} số thay đổi`);
  expect((await portal.world.ports.revisions.current(SERIES))?.revision).toBe(1);
  // Who only reads is offered nothing to press.
  expect(await (await reader.open(`/quan-tri/lan-chay/${look}`)).text()).not.toContain("Chạy lại như đã xem");

  const form = shown.slice(shown.indexOf('action="/quan-tri/chay-lai"'));
  const fields = [...form.slice(0, form.indexOf("</form>")).matchAll(/name="([^"]*)" value="([^"]*)"/g)];
  const again = Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value]));
  const answers = await Promise.all([1, 2].map(() => operator.send("/quan-tri/chay-lai", again)));
  const [run, twice] = answers.map((answer) => /lan-chay\/(.+)$/.exec(answer.headers.get("location") ?? "")?.[1] ?? "");
  expect(twice).toBe(run);
  expect(await until(portal, run ?? "", isOver)).toMatchObject({ state: "published", revision: 2, refresh: true });
});

test("the newest two revisions are compared unless others are asked for, each number with its cause", async () => {
  await another("ban-3");
  const shown = text(await page(""));
  expect(shown).toContain("Bản 3 khác bản 2");
  expect(shown).toContain(`${(await changes("")).length} số thay đổi`);
  expect(shown).toMatch(/Z1\.S01 .* điều chỉnh số liệu tháng/);
});

test("revisions that do not follow each other are compared by their numbers", async () => {
  const rows = await changes("&against=1");
  expect(rows.length).toBeGreaterThan(0);
  // Seen through each step: what it was in the first, what it is in the third.
  const csv = async (revision: number) => {
    const answer = await portal.get(`/revisions/${revision}/changes?series=${SERIES}`, portal.served.token);
    return Changes.parse(await answer.json()).items;
  };
  const key = ({ programme, target, scope, code, basis, field }: ChangeRow) =>
    [programme, target, scope, code, basis, field].join(" ");
  const steps = new Map<string, { first: string; last: string }>();
  for (const row of [...(await csv(2)), ...(await csv(3))]) {
    steps.set(key(row), { first: steps.get(key(row))?.first ?? row.old, last: row.new });
  }
  const expected = [...steps]
    .filter(([, { first, last }]) => first !== last)
    .map(([name, { first, last }]) => `${name} ${first} ${last}`);
  expect(rows.map((row) => `${key(row)} ${row.old} ${row.new}`).sort()).toEqual(expected.sort());
  const shown = text(await page("&ky=2023-06&voi=1&ban=3"));
  expect(shown).toContain("Bản 3 khác bản 1");
  expect(shown).toContain("Hai bản không liền nhau");
  expect(shown).toContain(`${rows.length} số thay đổi`);
});

test.each([
  ["&ky=2023-06&voi=3&ban=1", "Không so sánh được bản 3 với bản 1"],
  ["&ky=2023-06&voi=1&ban=9", "Không so sánh được bản 1 với bản 9"],
  ["&ky=2019-01", "Chưa phát hành báo cáo kỳ 2019-01"],
])("%s is refused in a sentence", async (query, sentence) => {
  const answer = await reader.open(`/quan-tri/so-sanh?tinh=${PROVINCE}${query}`);
  expect(answer.status).toBe(422);
  expect(text(await answer.text())).toContain(sentence);
});
