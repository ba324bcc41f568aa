import { describe, expect, test } from "vitest";
import { codeIndex } from "../../functions/store/codes.ts";
import { runHistory } from "../../functions/store/history.ts";
import { linkStore } from "../../functions/store/links.ts";
import { recipientStore } from "../../functions/store/mail/recipients.ts";
import { revisionStore } from "../../functions/store/revisions.ts";
import { runStore } from "../../functions/store/runs.ts";
import { openTable } from "../../functions/store/table.ts";
import { memoryTable } from "../helpers/store/store.ts";

const options = memoryTable();
const table = openTable(options);

/** Of 3 bytes in UTF-8. */
const LETTER = "ạ";

describe("a key as large as DynamoDB takes it", () => {
  const pk = `${LETTER.repeat(682)}pk`;
  const sk = `${LETTER.repeat(341)}s`;

  test("is written and read", async () => {
    expect([pk, sk].map((text) => Buffer.byteLength(text))).toEqual([2048, 1024]);
    await table.put({ pk, sk, schema: 1 });
    expect(await table.get({ pk, sk })).toEqual({ pk, sk, schema: 1 });
    for (const range of [
      { pk },
      { pk, sk: { startsWith: "" } },
      { pk, sk: { startsWith: sk } },
      { pk, sk: { from: sk, to: sk } },
      { pk, sk: { before: "ỹ" } },
    ]) {
      expect(await table.query(range)).toEqual([{ pk, sk, schema: 1 }]);
    }
  });

  test.each([
    ["one byte more in pk", { pk: `${pk}x`, sk }],
    ["one byte more in sk", { pk, sk: `${sk}x` }],
    ["no pk", { pk: "", sk }],
    ["no sk", { pk, sk: "" }],
  ])("is no key with %s", async (_name, key) => {
    expect(await table.get(key)).toBeUndefined();
    await expect(table.put(key)).rejects.toThrow(RangeError);
  });

  test("is no end of a range with one byte more, nor with none", async () => {
    const long = `${sk}x`;
    for (const range of [
      { pk: `${pk}x` },
      { pk: "" },
      { pk, sk: { startsWith: long } },
      { pk, sk: { from: "a", to: long } },
      { pk, sk: { from: "", to: "z" } },
      { pk, sk: { before: long } },
      { pk, sk: { before: "" } },
    ]) {
      expect(await table.query(range)).toEqual([]);
    }
  });
});

describe.each([
  ["nothing", ""],
  ["2,100 letters", "a".repeat(2_100)],
  ["100,000 letters", "a".repeat(100_000)],
  ["half a surrogate pair", "a\ud800"],
  ["a NUL", "\0"],
  ["a name of JavaScript's own", "__proto__"],
])("what is asked for by %s", (_name, text) => {
  test("is not there", async () => {
    const history = runHistory(options);
    const recipients = recipientStore(options);
    const revisions = revisionStore(options);
    expect([
      await linkStore(options).find(text),
      await linkStore(options).revoke(text, "2023-06-20T03:00:00.000Z"),
      await history.get(text),
      await history.change(text, () => null),
      await recipients.subscription(text),
      await recipients.unsubscribe(text),
      await recipients.subscription(`${text}..recipient.${"A".repeat(22)}`),
      await recipients.subscription(`a.${text}.recipient.${"A".repeat(22)}`),
      await revisions.current(text),
      await revisions.renewalSeen(text),
    ]).toEqual(Array.from({ length: 10 }, () => null));
    expect([
      ...(await codeIndex(options).find(text)),
      ...(await runStore(options).list(text, "")),
      ...(await runStore(options).list("lan-chay", text)),
      ...(await history.recent(10, text)),
      ...(await linkStore(options).downloads(text)),
      ...(await revisions.history(text)),
    ]).toEqual([]);
  });
});
