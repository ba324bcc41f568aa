import { utils, write } from "@e965/xlsx";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { isRefused } from "../../../functions/domain/imports/reading.ts";
import { ii06a, problemsOf, ROW, read, withPart, xls, xlsx } from "../../helpers/workbooks/import-files.ts";

const SHEET = ii06a([1, "Sở Nội vụ", ...ROW], [2, "UBND phường Long Bình", ...ROW]);
const GOOD = await xlsx(SHEET);
const GOOD_XLS = xls(SHEET);

/** A file in the old container with these streams; what is in them does not matter. */
function compound(streams: Readonly<Record<string, string>>): Uint8Array {
  const book = utils.book_new(utils.aoa_to_sheet([["x"]]), "A");
  const whole = new Uint8Array(write(book, { type: "array", bookType: "biff8" }));
  const [name = ""] = Object.keys(streams);
  // The stream's name is in the directory, two bytes a letter; the new one takes its place.
  const wide = (text: string): number[] => [...text].flatMap((letter) => [letter.charCodeAt(0), 0]);
  const from = wide("Workbook");
  const at = whole.findIndex((_, index) => from.every((byte, offset) => whole[index + offset] === byte));
  whole.set(wide(name.padEnd(8, "\0")), at);
  whole[at + 64] = 2 * (name.length + 1);
  return whole;
}

/** The records of an .xls' workbook stream with one of a type put behind the first. */
function withRecord(type: number, body: readonly number[]): Uint8Array {
  const bytes = GOOD_XLS.slice();
  const bof = [0x09, 0x08, 0x10, 0x00];
  const at = bytes.findIndex((_, index) => index >= 512 && bof.every((byte, offset) => bytes[index + offset] === byte));
  // In the place of the records after the first one, as long as they: a record that is skipped fills the rest.
  const view = new DataView(bytes.buffer);
  let next = at + 4 + view.getUint16(at + 2, true);
  const from = next;
  while (next - from < body.length + 8) next += 4 + view.getUint16(next + 2, true);
  view.setUint16(from, type, true);
  view.setUint16(from + 2, body.length, true);
  bytes.set(body, from + 4);
  const rest = from + 4 + body.length;
  view.setUint16(rest, 0x00e1, true);
  view.setUint16(rest + 2, next - rest - 4, true);
  return bytes;
}

describe("a file is refused whole, by one sentence, that", () => {
  test.each<[string, Uint8Array, RegExp]>([
    ["is larger than 20 MB", new Uint8Array(20 * 1024 * 1024 + 1), /^Tệp có 21 MB, quá 20 MB; /],
    [
      "unpacks to 200 MB of zeros",
      zipSync({ "xl/workbook.xml": new Uint8Array(200 * 1024 * 1024) }),
      /^Tệp giải nén ra 200 MB, quá 64 MB; /,
    ],
    ["has macros", withPart(GOOD, "xl/vbaProject.bin", () => "x"), /^Tệp có macro nên không được nhận; /],
    ["has macro sheets", withPart(GOOD, "xl/macrosheets/sheet1.xml", () => "x"), /^Tệp có macro/],
    [
      "links to another file",
      withPart(GOOD, "xl/externalLinks/externalLink1.xml", () => "x"),
      /^Tệp có liên kết đến tệp khác/,
    ],
    ["is half an .xlsx", GOOD.subarray(0, GOOD.length / 2), /^Tệp bị hỏng hoặc tải về chưa hết/],
    ["is half an .xls", GOOD_XLS.subarray(0, GOOD_XLS.length / 2), /^Tệp bị hỏng hoặc tải về chưa hết/],
    [
      "is a web page",
      new TextEncoder().encode("\ufeff <html><table></table></html>"),
      /^Tệp là trang web hoặc văn bản XML/,
    ],
    ["is a text", new TextEncoder().encode("Sở Nội vụ;1;2"), /^Tệp không phải là sổ tính Excel/],
    ["is empty", new Uint8Array(), /^Tệp không phải là sổ tính Excel/],
    ["is another archive", zipSync({ "word/document.xml": new Uint8Array([60]) }), /^Tệp không phải là sổ tính Excel/],
    ["is an .xlsb", zipSync({ "xl/workbook.bin": new Uint8Array([60]) }), /^Tệp là sổ tính dạng nhị phân/],
    ["is an encrypted .xlsx", compound({ EncryptedPackage: "" }), /^Tệp được đặt mật khẩu/],
    ["is an encrypted .xls", withRecord(0x002f, [0, 0, 0, 0]), /^Tệp được đặt mật khẩu/],
    ["is an .xls with macros", compound({ _VBA_PROJECT_CUR: "" }), /^Tệp có macro/],
    [
      "is an .xls that links to another file",
      withRecord(0x01ae, [1, 0, 5, 0, 0, 120]),
      /^Tệp có liên kết đến tệp khác/,
    ],
    ["is a Word document of old", compound({ WordDocument: "" }), /^Tệp không phải là sổ tính Excel/],
  ])("%s", (_, bytes, sentence) => {
    const [problem, ...others] = problemsOf(bytes);
    expect(problem).toMatch(sentence);
    expect(problem).toMatch(/ rồi nhập lại\.$/);
    expect(others).toEqual([]);
  });

  test("declares less than it unpacks to", () => {
    const bytes = zipSync({ "xl/workbook.xml": new Uint8Array(1_000_000) });
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 4 <= bytes.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    }
    expect(problemsOf(bytes)).toEqual([expect.stringMatching(/^Tệp bị hỏng/)]);
  });

  test("is whole for the archive, but no workbook inside", () => {
    expect(problemsOf(withPart(GOOD, "xl/workbook.xml", () => "<nothing"))).toHaveLength(1);
  });
});

describe("whatever the bytes, reading ends with a result", () => {
  const Damage = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
    minLength: 1,
    maxLength: 40,
  });

  const damaged = (good: Uint8Array, damage: readonly (readonly [number, number])[]): Uint8Array => {
    const bytes = good.slice();
    for (const [place, byte] of damage) bytes[Math.floor(place * (bytes.length - 1))] = byte;
    return bytes;
  };
  const hasEnded = (bytes: Uint8Array): void => {
    const result = read(bytes);
    if (isRefused(result)) expect(result.problems.length).toBeGreaterThan(0);
    else expect(result.units.length).toBeGreaterThan(0);
  };

  test("of a damaged .xlsx", () => {
    fc.assert(
      fc.property(Damage, (damage) => hasEnded(damaged(GOOD, damage))),
      { numRuns: 100 },
    );
  });

  test("of a damaged part within a whole .xlsx", () => {
    const names = [
      "xl/worksheets/sheet1.xml",
      "xl/workbook.xml",
      "xl/styles.xml",
      "xl/sharedStrings.xml",
      "xl/_rels/workbook.xml.rels",
    ];
    const Cut = fc.tuple(
      fc.constantFrom(...names),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(60),
      fc.string(),
    );
    fc.assert(
      fc.property(Cut, ([name, place, length, instead]) => {
        hasEnded(
          withPart(GOOD, name, (text) => {
            const at = Math.floor(place * text.length);
            return text.slice(0, at) + instead + text.slice(at + length);
          }),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("of a damaged .xls", () => {
    fc.assert(
      fc.property(Damage, (damage) => hasEnded(damaged(GOOD_XLS, damage))),
      { numRuns: 150 },
    );
  });

  test("of any bytes behind a workbook's first ones", () => {
    const heads = [
      [0x50, 0x4b, 3, 4],
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
      [0x09, 0x08],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 2_000 }), (head, rest) => {
        hasEnded(new Uint8Array([...head, ...rest]));
      }),
      { numRuns: 100 },
    );
  });
});
