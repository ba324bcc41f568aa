import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Browser, signedIn } from "../../helpers/portal/browser.ts";
import { bearer, PROVINCE, SERIES, type TestPortal, testPortal } from "../../helpers/portal/portal.ts";
import { askedFor, isOver, published, until } from "../../helpers/portal/runs.ts";

const PATH = "/quan-tri/van-ban/thu";
const OWN = readFileSync(new URL("../../../templates/programmes/brvt-qd-2023.json", import.meta.url), "utf8");
const [ASKED, HIGHER] = [
  '"thresholds": { "so": 50, "huyen": 50, "xa": 50, "province": 50 }',
  '"thresholds": { "so": 60, "huyen": 60, "xa": 60, "province": 60 }',
];

let portal: TestPortal;
let operator: Browser;
beforeAll(async () => {
  portal = await testPortal({ start: new Date().toISOString() });
  await published(portal);
  operator = await signedIn(portal, "van-hanh");
});
afterAll(() => portal.close());

const text = (html: string): string => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const tried = async (document: string) => {
  const answer = await operator.send(PATH, { tinh: PROVINCE, "van-ban": document });
  return { status: answer.status, page: await answer.text() };
};

const Differences = z.object({
  periods: z.array(
    z.object({ series: z.string(), outcome: z.string(), changes: z.array(z.object({ field: z.string() })) }),
  ),
});

test("a document that asks for more says which numbers of which period would differ; nothing is published", async () => {
  expect(OWN).toContain(ASKED);
  const edited = OWN.replace(ASKED, HIGHER);
  const body = { province: PROVINCE, document: edited };
  const answer = await portal.post("/what-if", body, bearer(portal.served.token));
  const { periods } = Differences.parse(await answer.json());
  expect(periods.map(({ series, outcome }) => [series, outcome])).toEqual([[SERIES, "different"]]);
  const changes = periods[0]?.changes ?? [];
  // The level asked for, what is missing to it and what the months left must reach.
  expect(new Set(changes.map(({ field }) => field))).toEqual(new Set(["threshold", "shortfall", "needed"]));

  const { status, page } = await tried(edited);
  expect(status).toBe(200);
  expect(text(page)).toContain("1 trong 1 kỳ đã xem sẽ có số khác.");
  expect(text(page)).toContain(`${changes.length.toLocaleString("vi-VN")} số khác`);
  expect((await portal.world.ports.revisions.current(SERIES))?.revision).toBe(1);
  expect(await until(portal, await askedFor(portal, "sau-do"), isOver)).toMatchObject({ state: "nothing-new" });
});

test("the documents as they are change nothing", async () => {
  expect(text((await tried("")).page)).toContain("0 trong 1 kỳ đã xem sẽ có số khác.");
  expect(text((await tried(OWN)).page)).toContain("0 trong 1 kỳ đã xem sẽ có số khác.");
});

test.each([
  ["no JSON", "{", /Tệp programmes\/van-ban\.json, dòng \d+, cột \d+.*sửa tệp rồi chạy lại\./],
  ["a misspelt key", OWN.replace('"goal"', '"gaol"'), /mục targets\[0\]\.gaol.*mục lạ, không có trong mẫu/],
  ["an indicator that there is not", OWN.replace('"indicator": "', '"indicator": "khong-co-'), /khong-co-/],
  ["a way out of the folder", '{"id": "../../x"}', /Tệp programmes\/van-ban\.json/],
])("%s is refused by its place, and stays in the field", async (_name, document, sentence) => {
  const { status, page } = await tried(document);
  expect(status).toBe(422);
  expect(text(page)).toMatch(sentence);
  expect(page).not.toMatch(/\bat .*\.ts:|undefined/);
  const answer = await portal.post("/what-if", { province: PROVINCE, document }, bearer(portal.served.token));
  expect([answer.status, (await answer.json()).code]).toEqual([422, "request-invalid"]);
});

test("HTML in a document is shown as text", async () => {
  const { page } = await tried('</textarea><script>alert("1")</script>');
  expect(page).not.toContain("<script>alert");
});
