import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { textOfFile } from "../../functions/cli/text-file.ts";
import { RequestInvalid } from "../../functions/domain/failure.ts";
import type { NewRecipient } from "../../functions/mail/recipient.ts";
import { checkCodes } from "../../functions/pipeline/support/recipients/codes.ts";
import { entriesIn, joined } from "../../functions/pipeline/support/recipients/list.ts";
import { folder } from "../helpers/runs/command.ts";

const AGENCIES = [
  { code: "00436", name: "UBND phường Vũng Tàu" },
  { code: "00437", name: "UBND phường Tam Thắng" },
  { code: "Z7.X01", name: "UBND xã Long Sơn" },
  { code: "Z7.X02", name: "UBND xã Châu Pha" },
];

/** A person as one line: "address|name|roles". */
const written = ({ address, name, roles }: NewRecipient): string => {
  const words = roles.map((role) => {
    if (role.kind === "contact") return `đầu mối ${role.agency}`;
    if (role.kind === "approver") return "phê duyệt";
    return role.kind === "operator" ? "quản trị" : `nhận ${role.reports?.join("+") ?? "tất cả"}`;
  });
  return `${address}|${name}|${words.join(", ")}`;
};

/** What comes of a file: the people, then what is said beside them. */
async function read(bytes: string | Uint8Array): Promise<string[]> {
  const path = join(folder(), "danh-sach.csv");
  writeFileSync(path, bytes);
  const { people, notes } = checkCodes(entriesIn(await textOfFile(path), path, ["cntt", "cchc"]), AGENCIES);
  return [...joined(people).map(written), ...notes];
}

/** Why a file is refused; the path of the folder is left out. */
async function faultOf(bytes: string | Uint8Array): Promise<string> {
  const error: unknown = await read(bytes).catch((one: unknown) => one);
  if (!(error instanceof RequestInvalid)) throw new Error(`was read: ${error}`);
  return error.message.replace(/\/\S*\//, "");
}

const HEAD = "Họ tên;Thư điện tử;Vai trò;Mã\n";
const ANYBODY = "Nguyễn Văn A;a@x.gov.vn;nhận báo cáo;\n";
const READ = ["a@x.gov.vn|Nguyễn Văn A|nhận tất cả"];
const utf16le = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, "utf16le");
const utf16be = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, "utf16le").swap16();
const tabbed = (text: string): string => text.replaceAll(";", "\t");

describe("a list is read as offices save it:", () => {
  test.each<[string, string | Uint8Array, string[]]>([
    ["UTF-8 with a mark, from Excel", `\ufeff${HEAD}${ANYBODY}`, READ],
    ["UTF-8 without a mark", HEAD + ANYBODY, READ],
    ["Excel's Unicode text: UTF-16 with tabs", utf16le(tabbed(HEAD + ANYBODY).replaceAll("\n", "\r\n")), READ],
    ["UTF-16 of the other order", utf16be(tabbed(HEAD + ANYBODY)), READ],
    ["commas", (HEAD + ANYBODY).replaceAll(";", ","), READ],
    ["sep=; in the first line", `sep=;\r\n${HEAD}${ANYBODY}`, READ],
    ["sep=, after a mark", `\ufeffsep=,\n${(HEAD + ANYBODY).replaceAll(";", ",")}`, READ],
    [
      "a comma in a name of a list with semicolons",
      `${HEAD}Sở Nội vụ, văn thư;a@x.gov.vn;quản trị;\n`,
      ["a@x.gov.vn|Sở Nội vụ, văn thư|quản trị"],
    ],
    [
      "quotes around cells and in a name",
      `${HEAD}"Ông ""Ba""";"a@x.gov.vn";"quản trị";""\nBà "Tư";b@x.gov.vn;quản trị;\n`,
      ['a@x.gov.vn|Ông "Ba"|quản trị', 'b@x.gov.vn|Bà "Tư"|quản trị'],
    ],
    ["a line break in a cell", `${HEAD}"Nguyễn\nVăn A";a@x.gov.vn;nhận báo cáo;\n`, READ],
    ["empty rows, also of separators and blanks", `${HEAD};;;\n\n \u00a0;;\u00a0;\n${ANYBODY};;;\n`, READ],
    [
      "no-break blanks and signs that nobody sees",
      `Họ\u00a0tên;Thư điện tử\u200b;Vai\u00a0trò;Mã\nNguyễn\u00a0Văn\u202fA;\u00a0a@x.gov.vn\u200b;nhận\u00a0báo cáo;\u00a0\n`,
      READ,
    ],
    ["decomposed letters", (HEAD + ANYBODY).normalize("NFD"), READ],
    [
      "titles without marks, in capitals, in another order",
      "STT,MA CO QUAN,VAI TRO,EMAIL,HO VA TEN,GHI CHU\n1,,Nhan bao cao,A@X.GOV.VN,Nguyễn Văn A,x\n",
      READ,
    ],
    ["a title above the head", `DANH SÁCH NGƯỜI NHẬN BÁO CÁO;;;\n;;;\n${HEAD}${ANYBODY}`, READ],
    ["an address as a link of Word", `${HEAD}A;mailto:a@x.gov.vn;quản trị;\n`, ["a@x.gov.vn|A|quản trị"]],
    [
      "an address in angle brackets behind a name",
      `${HEAD}A;"""Văn thư"" <A@x.gov.vn>";quản trị;\nB;Bà B <b@x.gov.vn>;quản trị;\n`,
      ["a@x.gov.vn|A|quản trị", "b@x.gov.vn|B|quản trị"],
    ],
    [
      "a dot and a semicolon behind an address",
      `${HEAD.replaceAll(";", ",")}A,a@x.gov.vn.,quản trị,\nB,b@x.gov.vn;,quản trị,\n`,
      ["a@x.gov.vn|A|quản trị", "b@x.gov.vn|B|quản trị"],
    ],
    [
      "two addresses in one cell",
      `${HEAD}Văn thư;"a@x.gov.vn; b@x.gov.vn";quản trị;\n`,
      ["a@x.gov.vn|Văn thư|quản trị", "b@x.gov.vn|Văn thư|quản trị"],
    ],
    [
      "a row twice, and an address in other letters",
      `${HEAD}${ANYBODY}${ANYBODY}Nguyễn Văn A;A@X.gov.vn;quản trị;\n`,
      ["a@x.gov.vn|Nguyễn Văn A|nhận tất cả, quản trị"],
    ],
    [
      "two agencies in one cell",
      `${HEAD}A;a@x.gov.vn;đầu mối;"Z7.X01, Z7.X02"\n`,
      ["a@x.gov.vn|A|đầu mối Z7.X01, đầu mối Z7.X02"],
    ],
    [
      "two agencies on two lines of a cell",
      `${HEAD}A;a@x.gov.vn;Đầu mối;"Z7.X01\nZ7.X02"\n`,
      ["a@x.gov.vn|A|đầu mối Z7.X01, đầu mối Z7.X02"],
    ],
    [
      "two roles in one cell, the codes of each",
      `${HEAD}A;a@x.gov.vn;"đầu mối, nhận báo cáo";"Z7.X01, CNTT"\n`,
      ["a@x.gov.vn|A|đầu mối Z7.X01, nhận cntt"],
    ],
    ["two reports in one cell", `${HEAD}A;a@x.gov.vn;nhận báo cáo;cntt cchc\n`, ["a@x.gov.vn|A|nhận cntt+cchc"]],
    [
      "a code that Excel was told is text",
      `${HEAD}A;a@x.gov.vn;đầu mối;"=""00436"""\nB;b@x.gov.vn;đầu mối;'00437\n`,
      ["a@x.gov.vn|A|đầu mối 00436", "b@x.gov.vn|B|đầu mối 00437"],
    ],
  ])("%s", async (_name, bytes, lines) => {
    expect(await read(bytes)).toEqual(lines);
  });
});

describe("a code of an agency that is not known", () => {
  const contact = (code: string): string => `${HEAD}\nA;a@x.gov.vn;đầu mối;${code}\n`;
  test.each<[string, string, string, string]>([
    [
      "has lost its zeros in Excel",
      "436",
      "00436",
      'Lưu ý, dòng 3: mã "436" được hiểu là 00436 (UBND phường Vũng Tàu) vì Excel đã bỏ số 0 ở đầu.',
    ],
    [
      "is in other letters",
      "z7.x02",
      "Z7.X02",
      'Lưu ý, dòng 3: mã "z7.x02" được hiểu là Z7.X02 (UBND xã Châu Pha) vì chỉ khác chữ hoa, chữ thường.',
    ],
    [
      "is the agency's name",
      "Ubnd xã Châu Pha",
      "Z7.X02",
      'Lưu ý, dòng 3: mã "Ubnd xã Châu Pha" được hiểu là Z7.X02 (UBND xã Châu Pha) vì đó là tên cơ quan.',
    ],
    [
      "is near to others",
      "Z7.X03",
      "Z7.X03",
      'Lưu ý, dòng 3: mã "Z7.X03" không có trong danh sách cơ quan của tỉnh; gần giống: Z7.X01 (UBND xã Long Sơn), Z7.X02 (UBND xã Châu Pha). Người này không nhận được thư đôn đốc cho đến khi sửa mã.',
    ],
    [
      "is near to none",
      "H44.100",
      "H44.100",
      'Lưu ý, dòng 3: mã "H44.100" không có trong danh sách cơ quan của tỉnh. Người này không nhận được thư đôn đốc cho đến khi sửa mã.',
    ],
  ])("%s", async (_name, code, agency, note) => {
    expect(await read(contact(code))).toEqual([`a@x.gov.vn|A|đầu mối ${agency}`, note]);
  });

  test("and has lost zeros that two have is not guessed", () => {
    const person: NewRecipient = { name: "A", address: "a@x.gov.vn", roles: [{ kind: "contact", agency: "436" }] };
    const two = [...AGENCIES, { code: "0436", name: "UBND xã Khác" }];
    const { people, notes } = checkCodes([{ line: null, person }], two);
    expect(people).toEqual([{ line: null, person }]);
    expect(notes).toEqual([expect.stringMatching(/^Lưu ý: mã "436" không có .* 0436 \(UBND xã Khác\), 00436 \(/)]);
  });

  test("cannot be told where no list is stored, which is said once", () => {
    const entries = entriesIn(`${HEAD}A;a@x.gov.vn;đầu mối;1\nB;b@x.gov.vn;đầu mối;2\n`, "a.csv", []);
    expect(checkCodes(entries, null).notes).toEqual([expect.stringContaining("chưa có danh sách cơ quan của tỉnh")]);
    expect(checkCodes(entriesIn(HEAD + ANYBODY, "a.csv", []), null).notes).toEqual([]);
  });
});

/** Windows' code page for Vietnamese: letters with hook or breve are one byte, a tone is one of its own behind them. */
function windows1258(text: string): Uint8Array {
  const marks: Readonly<Record<string, number>> = {
    "\u0300": 0xcc,
    "\u0301": 0xec,
    "\u0303": 0xde,
    "\u0309": 0xd2,
    "\u0323": 0xf2,
  };
  const letters: Readonly<Record<string, number>> = { ă: 0xe3, â: 0xe2, ê: 0xea, ô: 0xf4, ơ: 0xf5, ư: 0xfd, đ: 0xf0 };
  const bytes = [
    ...text
      .normalize("NFD")
      .replace(/([\u0300\u0301\u0303\u0309\u0323])([\u0302\u0306\u031b])/g, "$2$1")
      .replace(/.[\u0302\u0306\u031b]/g, (one) => one.normalize("NFC")),
  ];
  return Uint8Array.from(bytes.map((one) => marks[one] ?? letters[one] ?? one.charCodeAt(0)));
}

/** Letters of UTF-8 that a program took for those of Western Europe, and saved as such. */
const twiceCoded = (text: string): string => new TextDecoder("windows-1252").decode(new TextEncoder().encode(text));

const TCVN3 = "Hä tªn;Th­ ®iÖn tö;Vai trß;M·\nNguyÔn V¨n A;a@x.gov.vn;qu¶n trÞ;\n";
const VNI = "Hoï teân;Thö ñieän töû;Vai troø;Maõ\nNguyeãn Vaên A;a@x.gov.vn;quaûn trò;\n";

describe("a file that is no list is refused as a whole, and why is said in words:", () => {
  const cell = (row: string) => `${HEAD}${ANYBODY}${row}\n`;
  test.each<[string, string | Uint8Array, RegExp]>([
    [
      "a workbook",
      Buffer.from("PK\u0003\u0004xl/workbook.xml"),
      /^Tệp danh-sach\.csv là tệp Excel hoặc Word \(\.xlsx, \.docx\), không phải văn bản; mở tệp, lưu lại dạng CSV UTF-8/,
    ],
    ["an old workbook", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /đời cũ \(\.xls, \.doc\)/],
    [
      "windows-1258",
      windows1258(HEAD.toLowerCase() + ANYBODY.toLowerCase()),
      /không phải văn bản mã UTF-8 \(bảng mã windows-1258\); lưu lại theo UTF-8/,
    ],
    ["TCVN3 in bytes", Buffer.from(TCVN3, "latin1"), /không phải văn bản mã UTF-8 \(chữ của phông TCVN3/],
    [
      "TCVN3 pasted into a file of UTF-8",
      TCVN3,
      /dòng 1 có chữ của phông TCVN3 \(\.VnTime\) \("Hä tªn.*chuyển sang Unicode/,
    ],
    ["TCVN3 in one name", `${HEAD}NguyÔn V¨n A;a@x.gov.vn;quản trị;\n`, /dòng 2 có chữ của phông TCVN3/],
    ["VNI", VNI, /dòng 1 có chữ của phông VNI/],
    ["UTF-8 coded twice", twiceCoded(HEAD + ANYBODY), /dòng 1 có chữ UTF-8 bị đọc theo bảng mã khác/],
    [
      "UTF-8 coded twice in one name",
      cell(`${twiceCoded("Trần Thị Bưởi")};b@x.gov.vn;quản trị;`),
      /dòng 3 có chữ UTF-8 bị đọc/,
    ],
    [
      "letters that were lost",
      cell("Nguy?n V?n B;b@x.gov.vn;quản trị;"),
      /^Chưa nhập gì vì tệp danh-sach\.csv có lỗi: dòng 3: họ tên "Nguy\?n V\?n B" mất chữ có dấu/,
    ],
    ["letters that were destroyed", cell("Nguy\ufffdn B;b@x.gov.vn;quản trị;"), /dòng 3 có ký tự đã bị hỏng/],
    [
      "an unclosed quote",
      cell('"Trần B;b@x.gov.vn;quản trị;'),
      /^Tệp danh-sach\.csv không phải CSV \(dòng \d+\), có thể thiếu dấu ngoặc kép;/,
    ],
    ["no head", ANYBODY, /^Tệp danh-sach\.csv, dòng 1 thiếu cột họ tên, thư điện tử, vai trò, mã;/],
    ["a column that is lacking", "Họ tên;Email;Vai trò\nA;a@x.gov.vn;quản trị\n", /thiếu cột mã;/],
    ["a column twice", "Họ tên;Email;Thư điện tử;Vai trò;Mã\n", /có hai cột thư điện tử/],
    ["nothing but empty rows", `${HEAD};;;\n\u00a0;;;\n`, /không có người nào/],
    ["an address with a blank in it", cell("B;b @x.gov.vn;quản trị;"), /dòng 3: thư điện tử không đúng dạng.*\("b"\)/],
    ["an address with marks", cell("B;văn-thư@x.gov.vn;quản trị;"), /dòng 3: thư điện tử không đúng dạng/],
    [
      "one of two addresses that is none",
      cell('B;"b@x.gov.vn, c@x";quản trị;'),
      /dòng 3: thư điện tử không đúng dạng.*\("c@x"\)/,
    ],
    ["no address", cell("B;;quản trị;"), /dòng 3: thư điện tử không được để trống/],
    ["no name", cell(";b@x.gov.vn;quản trị;"), /dòng 3: họ tên không được để trống/],
    ["no role", cell("B;b@x.gov.vn;;"), /dòng 3: vai trò không được để trống/],
    [
      "one of two roles that is none",
      cell("B;b@x.gov.vn;quản trị, giám đốc;"),
      /dòng 3: vai trò "giám đốc" không rõ, chỉ dùng: nhận báo cáo, đầu mối, quản trị/,
    ],
    ["a contact of no agency", cell("B;b@x.gov.vn;đầu mối;"), /dòng 3: mã không được để trống/],
    [
      "lines that are wrong after empty ones, in a file with sep=;",
      `sep=;\n${HEAD}\n;;;\n${ANYBODY}B;b@x;quản trị;\n`,
      /dòng 6: thư điện tử/,
    ],
  ])("%s", async (_name, bytes, words) => {
    const fault = await faultOf(bytes);
    expect(fault).toMatch(words);
    expect(fault.split("\n")).toHaveLength(1);
  });

  test("Vietnamese words are taken for none of these, whatever their letters", async () => {
    const names = [
      "Lê Soft\u00adHyphen",
      "Hoàng Ngoãn Xoòng",
      "Lã Thị Uyển Nhi",
      "ĐỖ VĂN ƯỚC",
      "Nguyễn Thùy Dương",
      "Bùi Quý Hợi",
      "Ngô Khuê Tuấn",
      "Ủy ban nhân dân xã Hòa Long - Văn thư",
      "LÊ THỊ HÃNG",
      "Hồ Chí Ái",
    ];
    const rows = names.map((name, index) => `${name};p${index}@x.gov.vn;quản trị;\n`);
    expect(await read(HEAD + rows.join(""))).toEqual(
      names.map((name, index) => `p${index}@x.gov.vn|${name.replace("\u00ad", "")}|quản trị`),
    );
  });
});
