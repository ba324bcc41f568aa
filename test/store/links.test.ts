import { createHash } from "node:crypto";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { daysAfter, isLive, type NewLink, opensFile, opensSeries } from "../../functions/revisions/link.ts";
import { linkStore } from "../../functions/store/links.ts";
import { memoryTable } from "../helpers/store/store.ts";

const { client, table } = memoryTable();
const store = linkStore({ client, table });

const SERIES = "quang-tri/2023-06";
const made: NewLink = {
  recipient: "Nguyễn Văn A <a@quangtri.gov.vn>",
  scope: { kind: "series", series: SERIES },
  revision: 1,
  created: "2026-11-28T01:00:00.000Z",
  expires: "2029-11-28T01:00:00.000Z",
};

describe("a link", () => {
  it("is found by its token only, and is stored without it", async () => {
    const { link, token } = await store.add(made);
    expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(await store.find(token)).toEqual(link);
    for (const wrong of [token.slice(0, -1), `${token}A`, token.toUpperCase(), link.id, "", "x".repeat(100_000)]) {
      expect(await store.find(wrong)).toBeNull();
    }
    const { Items } = await DynamoDBDocumentClient.from(client).send(new ScanCommand({ TableName: table }));
    expect(JSON.stringify(Items)).not.toContain(token);
    expect(JSON.stringify(Items)).toContain(createHash("sha256").update(token).digest("hex"));
  });

  it("has a token of its own however often the same is asked for", async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, async () => (await store.add(made)).token));
    expect(new Set(tokens).size).toBe(20);
  });

  it("keeps the first instant of its revocation and is still found", async () => {
    const { link, token } = await store.add(made);
    expect(await store.revoke(link.id, "2027-01-01T00:00:00.000Z")).toMatchObject({
      revoked: "2027-01-01T00:00:00.000Z",
    });
    expect(await store.revoke(link.id, "2027-02-02T00:00:00.000Z")).toMatchObject({
      revoked: "2027-01-01T00:00:00.000Z",
    });
    expect(await store.find(token)).toEqual({ ...link, revoked: "2027-01-01T00:00:00.000Z" });
    expect(await store.revoke("0123456789abcdef", "2027-01-01T00:00:00.000Z")).toBeNull();
  });

  it("keeps what was downloaded, in order, also at the same instant", async () => {
    const { link } = await store.add(made);
    const download = (at: string, file: string) => ({
      ...{ link: link.id, recipient: link.recipient, series: SERIES, revision: 1, address: "203.0.113.9" },
      ...{ at, file },
    });
    await store.recordDownload(download("2027-01-02T00:00:00.000Z", "bao-cao-cntt.xlsx"));
    await store.recordDownload(download("2027-01-01T00:00:00.000Z", "bao-cao-cntt.pdf"));
    await store.recordDownload(download("2027-01-02T00:00:00.000Z", "bao-cao-cntt.xlsx"));
    expect((await store.downloads(link.id)).map(({ at, file }) => `${at} ${file}`)).toEqual([
      "2027-01-01T00:00:00.000Z bao-cao-cntt.pdf",
      "2027-01-02T00:00:00.000Z bao-cao-cntt.xlsx",
      "2027-01-02T00:00:00.000Z bao-cao-cntt.xlsx",
    ]);
  });

  it("refuses a recipient with a line break, which could become a header", async () => {
    await expect(store.add({ ...made, recipient: "a@x.vn\r\nBcc: b@x.vn" })).rejects.toThrow();
  });
});

describe("whether a link opens something", () => {
  it("lives until the instant of its end, 400 days and more, unless revoked", () => {
    const link = { expires: "2029-11-28T01:00:00.000Z", revoked: null };
    expect(isLive(link, daysAfter(made.created, 400))).toBe(true);
    expect(isLive(link, "2029-11-28T00:59:59.999Z")).toBe(true);
    expect(isLive(link, "2029-11-28T01:00:00.000Z")).toBe(false);
    expect(isLive({ ...link, revoked: "2026-12-01T00:00:00.000Z" }, "2026-12-02T00:00:00.000Z")).toBe(false);
  });

  it("opens the series of its scope and no other", () => {
    expect(opensSeries({ kind: "series", series: SERIES }, SERIES)).toBe(true);
    expect(opensSeries({ kind: "series", series: SERIES }, `${SERIES}/cv90`)).toBe(false);
    expect(opensSeries({ kind: "province", province: "quang-tri" }, `${SERIES}/cv90`)).toBe(true);
    expect(opensSeries({ kind: "province", province: "quang" }, SERIES)).toBe(false);
  });

  it("opens of a report's link that report and the open data only", () => {
    const scope = { kind: "report", series: SERIES, report: "cntt" } as const;
    const names = ["bao-cao-cntt.pdf", "bao-cao-cntt.xlsx", "bao-cao-cchc.pdf", "don-vi/77-STC.pdf", "figures.csv"];
    expect(names.filter((name) => opensFile(scope, name))).toEqual([
      "bao-cao-cntt.pdf",
      "bao-cao-cntt.xlsx",
      "figures.csv",
    ]);
    expect(names.filter((name) => opensFile({ kind: "series", series: SERIES }, name))).toEqual(names);
    const agency = { ...scope, report: "don-vi/77-STC" };
    expect(
      ["don-vi/77-STC.pdf", "don-vi/77-STCX.pdf", "don-vi-gop/77.pdf"].filter((name) => opensFile(agency, name)),
    ).toEqual(["don-vi/77-STC.pdf"]);
  });
});
