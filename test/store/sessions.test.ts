import { createHash } from "node:crypto";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import type { Session } from "../../functions/revisions/console/session.ts";
import { sessionStore } from "../../functions/store/console/sessions.ts";
import { memoryTable } from "../helpers/store/store.ts";

const { client, table } = memoryTable();
const store = sessionStore({ client, table });

const OPENED: Session = {
  name: "https://dang-nhap.tinh.gov.vn nguyen-van-a",
  label: "Nguyễn Văn A",
  roles: ["operator"],
  openedAt: "2026-11-28T01:00:00.000Z",
  seenAt: "2026-11-28T01:00:00.000Z",
};

const items = async () =>
  (await DynamoDBDocumentClient.from(client).send(new ScanCommand({ TableName: table }))).Items ?? [];

it("is found by its token only, and is stored without it", async () => {
  const token = await store.open(OPENED);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await store.find(token)).toEqual(OPENED);
  for (const wrong of [token.slice(1), `${token}A`, "", "x".repeat(100_000), "session#"]) {
    expect(await store.find(wrong)).toBeNull();
  }
  expect(JSON.stringify(await items())).not.toContain(token);
  expect(JSON.stringify(await items())).toContain(createHash("sha256").update(token).digest("hex"));
});

it("is forgotten by the table a day after it has ended at the latest", async () => {
  const token = await store.open(OPENED);
  const pk = `session#${createHash("sha256").update(token).digest("hex")}`;
  const [item] = (await items()).filter((one) => one["pk"] === pk);
  expect(item?.["forget"]).toBe(Date.parse("2026-11-29T09:00:00.000Z") / 1000);
});

it("keeps nobody's name once it was ended, and comes back by no use of it, however many at once", async () => {
  const token = await store.open({ ...OPENED, label: "Người đã đăng xuất" });
  await store.noteUse(token, "2026-11-28T01:05:00.000Z");
  expect((await store.find(token))?.seenAt).toBe("2026-11-28T01:05:00.000Z");
  const uses = Array.from({ length: 8 }, (_, at) => store.noteUse(token, `2026-11-28T01:1${at}:00.000Z`));
  await Promise.all([...uses, store.end(token), store.end(token)]);
  await store.noteUse(token, "2026-11-28T01:30:00.000Z");
  expect(await store.find(token)).toBeNull();
  expect(JSON.stringify(await items())).not.toContain("Người đã đăng xuất");
});
