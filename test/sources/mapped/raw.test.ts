import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { MAY, mappingOf, openCpsRow, PLAIN_TOKEN, source } from "../../helpers/sources/mapped.ts";
import { countsRow, page, WINDOW } from "../../helpers/sources/rows.ts";
import { type Reply, stubProvince, token } from "../../helpers/sources/stub.ts";

const textsOf = (raw: readonly Uint8Array[] = []): string[] => raw.map((bytes) => new TextDecoder().decode(bytes));

/** As a server writes it: not as JSON.stringify would. */
const SENT = `{ "data" :[${JSON.stringify(openCpsRow("Bưu chính"))}]\n}`;

test("an answer is handed on byte by byte, without the coding of its way", async () => {
  const coded = { headers: { "content-encoding": "gzip" }, raw: gzipSync(SENT) };
  for (const reply of [{ raw: SENT }, coded]) {
    const stub = await stubProvince([reply]);
    const { raw } = await source(stub.url, mappingOf("opencps")).source.counts("77-STTTT", MAY);
    expect(textsOf(raw)).toEqual([SENT]);
  }
});

test("every page of the reading that counts is there, and no answer that was asked for again or gives a token", async () => {
  const [first, second] = [page([countsRow("1.1")], { nextCursor: "b" }), page([countsRow("1.2")])];
  const late = (reply: Reply): Reply => ({ json: { ...Object(reply.json), dataAsOf: "2023-06-14T23:00:00Z" } });
  const script = [{ status: 503 }, first, late(second), late(first), late(second)];
  const stub = await stubProvince(script, [token("ma-truy-cap-0123")]);
  const { raw } = await source(stub.url, mappingOf("hop-dong")).source.counts("77-STTTT", WINDOW);

  expect(stub.data).toHaveLength(script.length);
  expect(stub.tokens.length).toBeGreaterThan(0);
  expect(textsOf(raw)).toEqual([late(first), late(second)].map(({ json }) => JSON.stringify(json)));
});

test("the answers about an agency's units are all there", async () => {
  const stub = await stubProvince([{ raw: SENT }]);
  const mapping = mappingOf("opencps", { units: { "1": "77-STTTT", "2": "77-STTTT" } });
  const { raw } = await source(stub.url, mapping).source.counts("77-STTTT", MAY);
  expect(textsOf(raw)).toEqual([SENT, SENT]);
});

test.each([
  ["as it is", PLAIN_TOKEN, PLAIN_TOKEN],
  ["as JSON writes it", 'mã"bí\\mật', 'mã\\"bí\\\\mật'],
])(
  "an account that an answer repeats is made unreadable, %s; nothing else of it changes",
  async (_, secret, written) => {
    const echo = (shown: string): string => `{"asked":"${shown}","data":[${JSON.stringify(openCpsRow("Bưu chính"))}]}`;
    const stub = await stubProvince([{ raw: echo(written) }]);
    const mapping = mappingOf("opencps", {
      access: { kind: "body", field: "token" },
      request: { method: "POST", path: "thong-ke", body: { donVi: "{unit}", thang: "{month}", nam: "{year}" } },
    });
    const account = { token: secret, clientId: null, clientSecret: null };
    const { raw } = await source(stub.url, mapping, { account }).source.counts("77-STTTT", MAY);

    expect(JSON.parse(stub.data[0]?.body ?? "")).toMatchObject({ token: secret });
    expect(textsOf(raw)).toEqual([echo("•••")]);
  },
);
