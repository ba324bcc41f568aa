import { expect, test } from "vitest";
import { attachedOf, MOST_ATTACHED } from "../../functions/mail/attachments.ts";

const file = (name: string, size = 10) => ({ name, size, mediaType: "", sha256: "a".repeat(64) });
const names = (some: readonly { name: string }[]) => some.map(({ name }) => name);

test("what is read first goes first, as long as there is room; what is too large is told", () => {
  const files = [
    ...[file("bao-cao-cntt.docx"), file("bao-cao-cntt.xlsx", 40), file("phu-luc.pdf", 60), file("figures.csv")],
    ...[file("bao-cao-cntt.pdf", 30), file("don-vi/77-STC.pdf")],
  ];
  const { files: attached, left } = attachedOf(files, false, 100);
  expect(names(attached)).toEqual(["bao-cao-cntt.pdf", "bao-cao-cntt.xlsx"]);
  expect(names(left)).toEqual(["phu-luc.pdf"]);
  // A smaller one behind a larger one still fits.
  expect(names(attachedOf(files, false, 65).files)).toEqual(["bao-cao-cntt.pdf"]);
  expect(names(attachedOf([file("a.pdf", 90), file("b.pdf", 10)], false, 20).files)).toEqual(["b.pdf"]);
});

test("documents of single agencies go with a mail to who gets them by name only", () => {
  const files = [file("don-vi/77-STC.pdf"), file("don-vi/77-STC.xlsx")];
  expect(attachedOf(files, false).files).toEqual([]);
  expect(names(attachedOf(files, true).files)).toEqual(["don-vi/77-STC.pdf", "don-vi/77-STC.xlsx"]);
});

test("a mail with as much as goes with it stays under what mail servers take", () => {
  // Base64 makes four letters of three bytes, and a line break after 76 letters.
  expect(((MOST_ATTACHED * 4) / 3) * (78 / 76)).toBeLessThan(10_000_000);
});
