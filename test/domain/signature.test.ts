import { expect, test } from "vitest";
import { Regime, signerLines } from "../../functions/domain/regime.ts";

const { signature: Signature } = Regime.shape;

const COMMITTEE = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH";

test.each([
  ["nothing is said", "GIÁM ĐỐC", undefined, "GIÁM ĐỐC"],
  [
    "a deputy signs for the head",
    "GIÁM ĐỐC",
    { authority: "KT", deputy: "PHÓ GIÁM ĐỐC" },
    "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
  ],
  [
    "a deputy signs for the chairman of a committee",
    COMMITTEE,
    { authority: "KT", deputy: "PHÓ CHỦ TỊCH" },
    "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
  ],
  [
    "somebody signs by order",
    "CHỦ TỊCH",
    { authority: "TL", deputy: "CHÁNH VĂN PHÒNG" },
    "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG",
  ],
  ["another title is given", "GIÁM ĐỐC", { title: "QUYỀN GIÁM ĐỐC" }, "QUYỀN GIÁM ĐỐC"],
  ["for a committee", "CHỦ TỊCH", { authority: "TM" }, COMMITTEE],
] as const)("the block where %s", (_, letterhead, given, lines) => {
  expect(signerLines(letterhead, given === undefined ? undefined : Signature.parse(given))).toBe(lines);
});

test.each([{ authority: "KT" }, { deputy: "PHÓ GIÁM ĐỐC" }])(
  "%j is refused: a deputy is named where one signs",
  (given) => {
    expect(Signature.safeParse(given).error?.issues[0]?.path).toEqual(["deputy"]);
  },
);
