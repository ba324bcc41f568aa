import { describe, expect, test } from "vitest";
import type { Agency, AgencyLists } from "../../functions/domain/agency.ts";
import { AgencyNames } from "../../functions/domain/agency-names.ts";

const BEFORE = "2025-06-30";
const DAY = "2025-07-14";

function agency(code: string, name: string, more: Partial<Agency> = {}): Agency {
  const level = code.startsWith("H") ? "huyen" : "xa";
  return { code, name, level, parentCode: null, validFrom: "2020-01-01", validTo: null, successors: [], ...more };
}

const HUYEN = [agency("H1", "UBND huyện Tân Phú"), agency("H2", "UBND huyện Định Quán")];
const ended = { validTo: BEFORE } as const;
const newer = { validFrom: "2025-07-01" } as const;

const namesOf = (lists: AgencyLists, day: string) => new AgencyNames(lists, day, []);
const printed = (list: readonly Agency[]): string[] => {
  const names = namesOf(new Map([[DAY, list]]), DAY);
  return list.map((one) => names.of(one));
};

describe("the printed name of an agency", () => {
  test("has the district where the name recurs within its level, and not where it does not", () => {
    const list = [
      ...HUYEN,
      agency("X1", "UBND xã Thanh Sơn", { parentCode: "H1" }),
      agency("X2", "UBND  xã thanh Sơn ".normalize("NFD"), { parentCode: "H2" }),
      agency("X3", "UBND phường Thanh Sơn", { parentCode: "H1" }),
      agency("X4", "UBND phường 1", { parentCode: "H1" }),
      agency("X5", "UBND phường 1", { parentCode: "H2" }),
    ];
    expect(printed(list).slice(2)).toEqual([
      "UBND xã Thanh Sơn, huyện Tân Phú",
      expect.stringMatching(/, huyện Định Quán$/),
      "UBND phường Thanh Sơn",
      "UBND Phường 1, huyện Tân Phú",
      "UBND Phường 1, huyện Định Quán",
    ]);
  });

  test("has the code where the district does not tell it apart or is not known", () => {
    const list = [
      ...HUYEN,
      agency("X1", "UBND xã Thanh Sơn", { parentCode: "H1" }),
      agency("X2", "UBND xã Thanh Sơn", { parentCode: "H1" }),
      agency("X3", "UBND xã Phú Lâm"),
      agency("X4", "UBND xã Phú Lâm", { parentCode: "H2" }),
    ];
    expect(printed(list).slice(2)).toEqual([
      "UBND xã Thanh Sơn (X1)",
      "UBND xã Thanh Sơn (X2)",
      "UBND xã Phú Lâm (X3)",
      "UBND xã Phú Lâm, huyện Định Quán",
    ]);
  });

  test("has the former district where there is none any more: of its code, or of all that it took over", () => {
    const before = [
      ...HUYEN.map((one) => ({ ...one, ...ended })),
      agency("X1", "UBND xã Thanh Sơn cũ", { parentCode: "H1", ...ended, successors: ["X1"] }),
      agency("X7", "UBND xã A", { parentCode: "H2", ...ended, successors: ["X2"] }),
      agency("X8", "UBND xã B", { parentCode: "H1", ...ended, successors: ["X3"] }),
      agency("X9", "UBND xã C", { parentCode: "H2", ...ended, successors: ["X3"] }),
    ];
    const after = ["X1", "X2", "X3"].map((code) => agency(code, "UBND xã Thanh Sơn", newer));
    const lists = new Map([
      [BEFORE, before],
      [DAY, after],
    ]);
    const names = namesOf(lists, DAY);
    expect(after.map((one) => names.of(one))).toEqual([
      "UBND xã Thanh Sơn, huyện Tân Phú",
      "UBND xã Thanh Sơn, huyện Định Quán",
      "UBND xã Thanh Sơn (X3)",
    ]);
  });

  test("of one that has ended is told from the one that took its name over, which keeps it as it is", () => {
    const old = agency("X1", "UBND xã Thanh Sơn", { parentCode: "H1", ...ended, successors: ["X2"] });
    const taker = agency("X2", "UBND xã Thanh Sơn", newer);
    const lists = new Map([
      [BEFORE, [...HUYEN, old]],
      [DAY, [taker]],
    ]);
    const names = namesOf(lists, DAY);
    expect([names.of(taker), names.on("X1", BEFORE)]).toEqual(["UBND xã Thanh Sơn", "UBND xã Thanh Sơn (X1)"]);
  });
});

test("a district with its communes is its area, told from its own office", () => {
  const names = namesOf(new Map([[DAY, HUYEN]]), DAY);
  const scope = { code: "H1", name: "UBND huyện Tân Phú" };
  expect(names.ofScope({ ...scope, scope: "area" })).toBe("Địa bàn huyện Tân Phú");
  expect(names.ofScope({ ...scope, scope: "agency" })).toBe("UBND huyện Tân Phú");
  expect(names.ofScope({ scope: "level", code: "huyen", name: "UBND cấp huyện" })).toBe("UBND cấp huyện");
  expect(names.ofScope({ scope: "agency", code: "X0", name: "UBND phường 3" })).toBe("UBND Phường 3");
  expect(names.on("X0", DAY)).toBe("X0");
});
