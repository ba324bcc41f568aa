import { describe, expect, test } from "vitest";
import { daysAfter, isLive, linkAddress, NewLink, opensFile, opensSeries } from "../../functions/revisions/link.ts";
import { printedCodes } from "../../functions/revisions/revision.ts";

const SERIES = "ba-ria-vung-tau/2023-06";

describe("a link", () => {
  const link = { expires: "2023-07-20T03:00:00Z", revoked: null };

  test.each([
    ["before it expires", link, "2023-07-20T02:59:59Z", true],
    ["at the instant at which it expires", link, "2023-07-20T03:00:00Z", false],
    ["at that instant, told in Việt Nam's time", link, "2023-07-20T10:00:00+07:00", false],
    ["a second earlier there", link, "2023-07-20T09:59:59+07:00", true],
    ["once it was revoked", { ...link, revoked: "2023-06-21T00:00:00Z" }, "2023-06-22T00:00:00Z", false],
  ])("%s", (_, given, at, live) => {
    expect(isLive(given, at)).toBe(live);
  });

  test("lives so many days of 24 hours, through leap days and whatever the zone", () => {
    expect(daysAfter("2024-02-28T03:00:00.000Z", 1)).toBe("2024-02-29T03:00:00.000Z");
    expect(daysAfter("2023-06-20T03:00:00.000Z", 30)).toBe("2023-07-20T03:00:00.000Z");
    expect(daysAfter("2023-06-20T10:00:00+07:00", 0)).toBe("2023-06-20T03:00:00.000Z");
  });

  test("has its token in its address", () => {
    expect(linkAddress("https://cong.tinh.gov.vn", "abc")).toBe("https://cong.tinh.gov.vn/b/abc");
  });

  test.each([
    ["a name over two lines", "A\nB"],
    ["a control character", "A\u0007"],
    ["a line separator", "A\u2028B"],
    ["no name", "  "],
    ["a name too long", "A".repeat(201)],
  ])("is given to nobody by %s", (_, recipient) => {
    const sound = {
      recipient: "Nguyễn Văn A",
      scope: { kind: "series", series: SERIES },
      revision: 1,
      created: "2023-06-20T03:00:00Z",
      expires: "2023-07-20T03:00:00Z",
    };
    expect(NewLink.parse({ ...sound, recipient: " Nguyễn Văn A ".normalize("NFD") }).recipient).toBe("Nguyễn Văn A");
    expect(NewLink.safeParse({ ...sound, recipient }).success).toBe(false);
  });
});

describe("what a scope opens", () => {
  test("is one series, or all of one province and of none whose name begins alike", () => {
    const province = { kind: "province", province: "ba-ria-vung-tau" } as const;
    expect(opensSeries(province, SERIES)).toBe(true);
    expect(opensSeries(province, "ba-ria-vung-tau-2/2023-06")).toBe(false);
    for (const scope of [
      { kind: "series", series: SERIES },
      { kind: "report", series: SERIES, report: "cntt" },
    ] as const) {
      expect(opensSeries(scope, SERIES)).toBe(true);
      expect(opensSeries(scope, `${SERIES}/brvt-qd-2023`)).toBe(false);
      expect(opensSeries(scope, "dong-nai/2023-06")).toBe(false);
    }
  });

  test.each([
    ["cntt", "bao-cao-cntt.pdf", true],
    ["cntt", "bao-cao-cntt.xlsx", true],
    ["cntt", "figures.csv", true],
    ["cntt", "bao-cao-cchc.pdf", false],
    ["cntt", "bao-cao-cntt-2.pdf", false],
    ["don-vi", "don-vi/77-STC.pdf", true],
    ["don-vi", "don-vi-gop/747.pdf", true],
    ["don-vi", "don-vi-khac/747.pdf", false],
    ["don-vi", "bao-cao-cntt.pdf", false],
    ["don-vi/77-STC", "don-vi/77-STC.pdf", true],
    ["don-vi/77-STC", "don-vi/77-STCX.pdf", false],
    ["don-vi/77-STC", "don-vi/77-SNV.pdf", false],
    ["don-vi/77-STC", "don-vi-gop/747.pdf", false],
    ["don-vi/77-STC", "quality.csv", true],
  ])("is, for the report %s, %s: %s", (report, name, opens) => {
    expect(opensFile({ kind: "report", series: SERIES, report }, name)).toBe(opens);
  });

  test("is every file of a series or a province", () => {
    expect(opensFile({ kind: "series", series: SERIES }, "don-vi/77-STC.pdf")).toBe(true);
    expect(opensFile({ kind: "province", province: "ba-ria-vung-tau" }, "bao-cao-cchc.pdf")).toBe(true);
  });
});

test("a revision prints the code that it is asked after, and twelve digits of the hash of figures.csv", () => {
  const file = (name: string, sha256: string) => ({ name, mediaType: "text/csv", size: 1, sha256 });
  const figures = file("figures.csv", "0123456789abcdef".repeat(4));
  const quality = file("quality.csv", "f".repeat(64));
  const verification = { code: "0".repeat(20), address: null };
  expect(printedCodes({ verification, files: [quality, figures] })).toEqual(["0".repeat(20), "0123456789ab"]);
  expect(printedCodes({ verification, files: [quality] })).toEqual(["0".repeat(20)]);
});
