import { expect, test } from "vitest";
import { breachesOf, checkLayout } from "../../functions/check/layout/layout.ts";
import type { RuleName } from "../../functions/check/layout/rule.ts";
import { checkPdf } from "../../functions/check/pdf.ts";
import { flowOf } from "../../functions/check/reading/flow.ts";
import { readPdf } from "../../functions/check/reading/pdf.ts";
import { readBack } from "../../functions/check/reading/sections.ts";
import { DocumentInvalid } from "../../functions/domain/failure.ts";
import { mm } from "../../functions/render/layout.ts";
import { renderPdf } from "../../functions/render/pdf/pdf.ts";
import type { Block, Report } from "../../functions/report/report.ts";
import { XA } from "../helpers/documents/agency-names.ts";
import {
  changeHeader,
  isNode,
  moveMargins,
  type Node,
  nodesOf,
  nodeWith,
  renderedWith,
  rulesOf,
  sectionsOf,
  tablesOf,
  textOf,
} from "../helpers/documents/definition.ts";
import { shortReport } from "../helpers/documents/reports.ts";
import { agencyTable, sampleAppendices, sampleReport, text } from "../helpers/documents/sample.ts";

/** What the check says of a document: the rules that it warns of, or the one by whose name it refuses the document. */
async function verdictOf(pdf: Uint8Array, report: Report): Promise<{ warned: string[] } | { refused: unknown }> {
  try {
    const warnings = await checkPdf(pdf, { document: "bao-cao-cntt.pdf", report, figures: [], scores: [] });
    return { warned: warnings.map(({ rule }) => rule) };
  } catch (error) {
    return { refused: error instanceof DocumentInvalid ? error.rule : error };
  }
}

const warnedOf = (rule: RuleName) => ({ warned: expect.arrayContaining([rule]) });

/** The rules that a document breaks, each once. */
async function brokenRules(pdf: Uint8Array, report: Report): Promise<RuleName[]> {
  return [...new Set((await checkLayout(pdf, report)).map(({ rule }) => rule))];
}

const PARAGRAPH = "Toàn tỉnh tiếp nhận";

/** The stack of the letterhead's left and right block, and its line of number and date. */
function letterheadOf(definition: Node): Node[] {
  const nation = nodeWith(definition, "CỘNG HÒA XÃ HỘI");
  return [...nodesOf(definition)].filter((node) => Array.isArray(node["stack"]) && node["stack"].includes(nation));
}

const removeRule = (definition: Node, index: number): void => {
  const rule = rulesOf(definition)[index];
  if (rule === undefined) throw new Error("no rule");
  rule["canvas"] = [];
};

const sectionAt = (definition: Node, index: number): Node => sectionsOf(definition)[index] ?? {};

type Tamper = (definition: Node) => void;

const change =
  (words: string, properties: Node): Tamper =>
  (definition) => {
    Object.assign(nodeWith(definition, words), properties);
  };

/** A header whose page number has another size. */
function resized(printed: unknown, fontSize: number): unknown {
  if (!isNode(printed) || !Array.isArray(printed["stack"])) throw new Error("no header");
  const [number, ...labels] = printed["stack"];
  return { ...printed, stack: [{ ...number, fontSize }, ...labels] };
}

const FOOT = "Bản 1 · CHÍNH THỨC · SHA-256 0123456789ab";
const OWN_FOOT = shortReport().provenance.footer;

/** A line in the bottom margin of some pages. */
const foot =
  (has: (page: number) => boolean, words = FOOT, fontSize = 8) =>
  (page: number): Node => ({ text: has(page) ? words : " ", fontSize, margin: [mm(30), mm(5), mm(15), 0] });

const FAULTS: readonly (readonly [rule: RuleName, fault: string, tamper: Tamper])[] = [
  [
    "page-size",
    "an upright appendix on its side",
    (one) => Object.assign(sectionAt(one, 1), { pageOrientation: "landscape" }),
  ],
  [
    "empty-page",
    "a blank page at the end",
    (one) => {
      const last = sectionAt(one, 2);
      return Object.assign(last, { section: [last["section"], { text: " ", pageBreak: "before" }].flat() });
    },
  ],
  ["margins", "left margin 2 mm too wide", (one) => moveMargins(one, [2, 0, 0, 0])],
  ["margins", "right margin 2 mm too wide", (one) => moveMargins(one, [0, 0, 2, 0])],
  ["margins", "top margin 2 mm too high", (one) => moveMargins(one, [0, 2, 0, 0])],
  ["margins", "left margin 2 mm too narrow", (one) => moveMargins(one, [-2, 0, 0, 0])],
  ["inside-margins", "bottom margin 2 mm too narrow", (one) => moveMargins(one, [0, 0, 0, -6])],
  ["black", "red letters", change("Nơi nhận:", { color: "#cc0000" })],
  ["overlap", "a line moved over the one above", change("- Sở Nội vụ.", { relativePosition: { x: 0, y: -11 } })],
  [
    "line-through-text",
    "a rule through a word",
    (one) => Object.assign(rulesOf(one)[2] ?? {}, { relativePosition: { x: 0, y: -10 } }),
  ],
  [
    "page-number-first-page",
    "a number on page 1",
    (one) =>
      changeHeader(sectionAt(one, 0), () => ({
        text: "1",
        fontSize: 14,
        alignment: "center",
        margin: [mm(30), mm(6.5), mm(15), 0],
      })),
  ],
  [
    "page-number-order",
    "numbers from 1 on the second page",
    (one) =>
      changeHeader(sectionAt(one, 0), (_, page) => ({
        text: page === 1 ? " " : String(page - 1),
        fontSize: 14,
        alignment: "center",
        margin: [mm(30), mm(6.5), mm(15), 0],
      })),
  ],
  [
    "page-number-place",
    "number at the left",
    (one) =>
      changeHeader(sectionAt(one, 0), (printed) => ({
        stack: [printed],
        alignment: "left",
        ...(isNode(printed) ? { ...printed, alignment: "left" } : {}),
      })),
  ],
  [
    "page-number-place",
    "number in italics",
    (one) => changeHeader(sectionAt(one, 1), (printed) => ({ stack: [printed], italics: true })),
  ],
  [
    "appendix-numbers",
    "an appendix that counts on",
    (one) =>
      changeHeader(sectionAt(one, 2), (_, page) => ({
        text: String(page),
        fontSize: 14,
        alignment: "center",
        margin: [mm(30), mm(6.5), mm(15), 0],
      })),
  ],
  ["page-number-place", "number of 12 pt", (one) => changeHeader(sectionAt(one, 1), (printed) => resized(printed, 12))],
  ["foot-line", "a line on the first page only", (one) => Object.assign(one, { footer: foot((page) => page === 1) })],
  ["foot-line", "two lines", (one) => Object.assign(one, { footer: foot(() => true, "Bản 1\nCHÍNH THỨC") })],
  [
    "inside-margins",
    "a large line at the foot",
    (one) => Object.assign(one, { footer: foot(() => true, OWN_FOOT, 12) }),
  ],
  [
    "labels-on-every-page",
    "page 2 without its labels",
    (one) =>
      changeHeader(sectionAt(one, 0), (printed, page) =>
        page === 2 && isNode(printed) && Array.isArray(printed["stack"])
          ? { ...printed, stack: printed["stack"].slice(0, 1) }
          : printed,
      ),
  ],
  [
    "labels-on-every-page",
    "no box on page 1",
    (one) => {
      nodeWith(one, "SỐ LIỆU TẠM TÍNH")["text"] = "";
    },
  ],
  [
    "letterhead-columns",
    "left block not centred",
    (one) => {
      for (const stack of nodesOf(letterheadOf(one))) if (Array.isArray(stack["stack"])) stack["alignment"] = "left";
    },
  ],
  ["letterhead-columns", "motto 3 mm off the middle", change("Độc lập", { relativePosition: { x: mm(3), y: 0 } })],
  ["letterhead-type", "agency not bold", change("SỞ THÔNG TIN", { bold: false })],
  ["letterhead-rule", "no rule under the agency", (one) => removeRule(one, 0)],
  [
    "letterhead-rule",
    "rule under the agency too long",
    (one) =>
      Object.assign(rulesOf(one)[0] ?? {}, {
        canvas: [{ type: "line", x1: 0, y1: 0, x2: mm(60), y2: 0, lineWidth: 0.75 }],
      }),
  ],
  ["motto-rule", "no rule under the motto", (one) => removeRule(one, 1)],
  [
    "motto-rule",
    "rule under the motto 2 mm short",
    (one) =>
      Object.assign(rulesOf(one)[1] ?? {}, {
        canvas: [{ type: "line", x1: 0, y1: 0, x2: mm(54), y2: 0, lineWidth: 0.75 }],
      }),
  ],
  ["number-line", "a number that nobody gave", change("/BC-STTTT", { text: "Số: 05/BC-STTTT" })],
  [
    "date-line",
    "date on two lines",
    change("Bà Rịa - Vũng Tàu, ngày", {
      text: "Bà Rịa - Vũng Tàu,\nngày\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0tháng\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0năm 2023",
      noWrap: false,
    }),
  ],
  ["date-line", "date upright", change("Bà Rịa - Vũng Tàu, ngày", { italics: false })],
  ["title-centred", "title at the left", change("BÁO CÁO", { alignment: "left" })],
  ["subject-rule", "no rule under the subject", (one) => removeRule(one, 2)],
  ["addressee", "addressees in italics", change("- Sở Nội vụ.", { italics: true })],
  ["basis", "basis upright", change("Căn cứ Nghị định", { italics: false })],
  [
    "body-size",
    "body of 12 pt",
    (one) => {
      for (const node of nodesOf(one))
        if (node["alignment"] === "justify" && node["italics"] !== true) node["fontSize"] = 12;
    },
  ],
  ["first-line-indent", "indent of 5 mm", change(PARAGRAPH, { leadingIndent: mm(5) })],
  ["justified", "body flush left", change(PARAGRAPH, { alignment: "left" })],
  [
    "paragraph-gap",
    "3 pt between paragraphs",
    (one) => {
      for (const node of nodesOf(one)) if (node["alignment"] === "justify") node["margin"] = [0, 0, 0, 3];
    },
  ],
  ["line-spacing", "double spacing", change(PARAGRAPH, { lineHeight: 2 })],
  ["heading-type", "a heading that is not bold", change("II. KẾT QUẢ", { bold: false })],
  [
    "orphan-heading",
    "a heading parted from its text",
    (one) => {
      const texts = [...nodesOf(one)].filter(
        (node) => node["alignment"] === "justify" && textOf(node).startsWith(PARAGRAPH),
      );
      Object.assign(texts[0] ?? {}, { pageBreak: "before" });
    },
  ],
  ["recipients", "list of 12 pt", change("- Như trên;", { fontSize: 12 })],
  ["signature-type", "signer's title at the left", change("PHÓ GIÁM ĐỐC", { alignment: "left" })],
  [
    "signature-together",
    "signature alone on a page",
    (one) => {
      const nodes = [...nodesOf(one)];
      const block = nodes.findLast(
        (node) => Array.isArray(node["columns"]) && [...nodesOf(node)].some((part) => textOf(part) === "Nơi nhận:"),
      );
      const around = nodes.find(({ stack }) => Array.isArray(stack) && stack.includes(block));
      if (!Array.isArray(around?.["stack"])) throw new Error("no block");
      around["unbreakable"] = false;
      around["stack"].splice(around["stack"].indexOf(block), 0, { text: " ", fontSize: 1, pageBreak: "after" });
    },
  ],
  [
    "appendix-heading",
    "title of an appendix not centred",
    change("KẾT QUẢ CỦA ỦY BAN NHÂN DÂN CẤP HUYỆN", { alignment: "left" }),
  ],
  ["appendix-order", "an Arabic number", change("Phụ lục II", { text: "Phụ lục 2" })],
  ["appendix-reference", "a reference at the left", change("(Kèm theo Báo cáo số", { alignment: "left" })],
  [
    "table-size",
    "table of 7 pt",
    (one) => {
      for (const node of nodesOf(one)) if ("table" in node && "layout" in node) node["fontSize"] = 7;
    },
  ],
];

/** Words that are missing from the page or differ from the report's, whatever the rule that tells of it first. */
const REFUSED: readonly (readonly [fault: string, tamper: Tamper])[] = [
  ["an item that is not printed", change("- UBND huyện Côn Đảo", { text: "" })],
  [
    "a reference with a number",
    change("(Kèm theo Báo cáo số", {
      text: "(Kèm theo Báo cáo số 05/BC-STTTT ngày\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0tháng\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0năm 2023 của Sở Thông tin và Truyền thông)",
    }),
  ],
  ["an agency's name that is not printed", change("SỞ THÔNG TIN", { text: "" })],
  ["another signer", change("PHÓ GIÁM ĐỐC", { text: "GIÁM ĐỐC" })],
  ["a recipient that is not printed", change("- Như trên;", { text: "" })],
  [
    "a label that is nowhere on the first page",
    (one) => {
      nodeWith(one, "SỐ LIỆU TẠM TÍNH")["text"] = "";
      changeHeader(sectionAt(one, 0), () => ({ text: " " }));
    },
  ],
];

test("the sample keeps every rule", async () => {
  const report = sampleReport();
  expect(await checkLayout(await renderPdf(report, []), report)).toEqual([]);
});

test.each(FAULTS)("%s: %s is warned of and stops nothing", async (rule, _, tamper) => {
  const report = shortReport();
  expect(await verdictOf(await renderedWith(report, tamper), report)).toEqual(warnedOf(rule));
});

test.each(REFUSED)("%s is refused", async (_, tamper) => {
  const report = shortReport();
  expect(await verdictOf(await renderedWith(report, tamper), report)).toEqual({ refused: "text-complete" });
});

test("a rule that is broken in many places is told of once, with the first of them", async () => {
  const report = shortReport();
  const pdf = await renderedWith(report, (one) => {
    for (const node of nodesOf(one)) if (node["alignment"] === "justify") node["alignment"] = "left";
  });
  const warnings = await checkPdf(pdf, { document: "bao-cao-cntt.pdf", report, figures: [], scores: [] });
  const [warning, ...more] = warnings.filter(({ rule }) => rule === "justified");
  expect(warning).toMatchObject({
    document: "bao-cao-cntt.pdf",
    demand: "nội dung canh đều hai lề (Mục II khoản 6)",
    found: expect.stringMatching(/^".+": cần hết dòng ở 195 mm, in ra 1\d\d,\d mm$/),
  });
  const places = (await checkLayout(pdf, report)).filter(({ rule }) => rule === "justified");
  expect(warning?.others).toBe(places.length - 1);
  expect(warning?.page).toBe(places[0]?.page);
  expect(more).toEqual([]);
});

/** A report whose first appendix is a long table. */
function longReport(): Report {
  const [, long] = sampleAppendices();
  if (long === undefined) throw new Error("no appendix");
  const table = agencyTable(
    XA.slice(0, 25).map((name) => `Ủy ban nhân dân ${name} và các đơn vị trực thuộc trên địa bàn`),
    "UBND cấp xã",
  );
  return sampleReport({ appendices: [{ ...long, table }] });
}

test("row-cut: rows over two pages", async () => {
  const report = longReport();
  expect(await verdictOf(await renderPdf(report, []), report)).toEqual({ warned: [] });
  const pdf = await renderedWith(report, (definition) => {
    for (const table of tablesOf(definition)) table["dontBreakRows"] = false;
  });
  expect(await verdictOf(pdf, report)).toEqual(warnedOf("row-cut"));
});

test("header-row-repeated: a header on the first page of a table only", async () => {
  const report = longReport();
  const pdf = await renderedWith(report, (definition) => {
    for (const table of tablesOf(definition)) Object.assign(table, { headerRows: 0, keepWithHeaderRows: 0 });
  });
  expect(await verdictOf(pdf, report)).toEqual(warnedOf("header-row-repeated"));
});

test("font: a face that is not Tinos", async () => {
  const report = shortReport();
  const bytes = Buffer.from(await renderPdf(report, []))
    .toString("latin1")
    .replaceAll("+Tinos-Italic", "+Arial-Italic");
  expect(await verdictOf(Buffer.from(bytes, "latin1"), report)).toEqual(warnedOf("font"));
});

const SAID = [
  "Số liệu tính từ ngày 15/5/2023 đến hết ngày 14/6/2023.",
  "Bản phát hành: 1; trạng thái số liệu: TẠM TÍNH.",
];

/** What is broken where a report says something of its data and the document says this. */
async function withProvenance(lines: readonly string[], footer: string) {
  const report = shortReport({ provenance: { lines: SAID, footer: FOOT, verification: null } });
  const pdf = await renderPdf({ ...report, provenance: { lines, footer, verification: null } }, []);
  return brokenRules(pdf, report);
}

test("provenance: the box below the signature and the line at the foot say all that the report says", async () => {
  expect(await withProvenance(SAID, FOOT)).toEqual([]);
  expect(await withProvenance(SAID, "Bản 1 · CHÍNH THỨC · SHA…")).toEqual([]);
  expect(await withProvenance(SAID.slice(1), FOOT)).toEqual(["provenance", "text-complete"]);
  expect(await withProvenance(SAID, FOOT.replace("Bản 1", "Bản 2"))).toEqual(["provenance"]);
});

const CAPTION = "Hình 1. Tỷ lệ hồ sơ trực tuyến theo tháng";

/** A drawing with a frame, upright and level lines: what a table has too. */
const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="160" viewBox="0 0 400 160">
  <rect x="1" y="1" width="398" height="158" fill="#eeeeee" stroke="#555555"/>
  <path d="M40 10V140H390M40 60H390M120 10V140M200 10V140" stroke="#555555" fill="none"/>
  <rect x="130" y="40" width="40" height="100" fill="#1f77b4"/></svg>`;

const drawing = (properties: Node = {}): Node => ({ svg: DRAWING, width: 400, alignment: "center", ...properties });
const captionNode = (properties: Node = {}): Node => ({
  ...{ text: CAPTION, italics: true, fontSize: 12, alignment: "center", margin: [0, 4, 0, 6] },
  ...properties,
});

/** A report that has a picture before its last paragraph, and the document with these nodes in its place. */
async function illustrated(nodes: readonly Node[]): Promise<{ pdf: Uint8Array; report: Report }> {
  const report = shortReport();
  const block: Block = JSON.parse(JSON.stringify({ type: "chart", chart: {}, caption: CAPTION }));
  const at = report.body.findIndex(({ type }) => type === "list");
  const pdf = await renderedWith(report, (definition) => {
    const { section } = sectionAt(definition, 0);
    const [item] = report.body.flatMap((one) => (one.type === "list" ? one.items : []));
    if (!Array.isArray(section)) throw new Error("no section");
    const place = section.findIndex((node) =>
      textOf(node)
        .replaceAll("\u00a0", " ")
        .includes(item ?? "?"),
    );
    section.splice(place, 0, ...nodes);
  });
  return { pdf, report: { ...report, body: report.body.toSpliced(at, 0, block) } };
}

test("a picture with its caption breaks nothing", async () => {
  const { pdf, report } = await illustrated([drawing(), captionNode()]);
  expect(await brokenRules(pdf, report)).toEqual([]);
});

test.each([
  ["picture", "none over the caption", [captionNode()]],
  ["picture", "a paragraph between", [drawing(), { text: "\n\n" }, captionNode()]],
  [
    "picture",
    "over text",
    [drawing({ relativePosition: { x: 0, y: -40 } }), { text: " ", margin: [0, 130, 0, 0] }, captionNode()],
  ],
  ["picture", "wider than the text", [drawing({ width: 560 }), captionNode()]],
  ["caption", "upright", [drawing(), captionNode({ italics: false })]],
  ["caption", "at the left", [drawing(), captionNode({ alignment: "left" })]],
  ["caption", "of 14 pt", [drawing(), captionNode({ fontSize: 14 })]],
] as const)("%s: %s", async (rule, _, nodes) => {
  const { pdf, report } = await illustrated(nodes);
  expect(await verdictOf(pdf, report)).toEqual(warnedOf(rule));
});

test("picture: a label that its edge cuts off", async () => {
  const { pdf, report } = await illustrated([drawing(), captionNode()]);
  const labelled = (await readPdf(pdf)).map((page) => ({
    ...page,
    pictures: page.pictures.map((one) => {
      const [word] = page.words;
      if (word === undefined) throw new Error("no word");
      return { ...one, words: [{ ...word, x: one.x2 - 1, y: one.y2 - 5, width: 8 }] };
    }),
  }));
  const read = readBack(labelled, report);
  expect(breachesOf(read, flowOf(read)).map(({ rule, actual }) => `${rule}: ${actual}`)).toEqual([
    expect.stringMatching(/^picture: chữ ".+" bị cắt$/),
  ]);
});

const closing: Block = { type: "paragraph", text: "Trên đây là báo cáo./." };
const heading = (level: 1 | 2 | 3, words: string): Block => ({ type: "heading", level, text: words });
const paragraph = (words: string): Block => ({ type: "paragraph", text: words });

const CONTENTS: readonly (readonly [rule: RuleName, fault: string, changes: Partial<Report>])[] = [
  ["forbidden-words", "a value that is missing", { body: [paragraph("Toàn tỉnh: undefined hồ sơ."), closing] }],
  ["forbidden-words", "a number that is none", { body: [paragraph("Đạt tỷ lệ NaN%."), closing] }],
  ["heading-order", "II after nothing", { body: [heading(1, "II. KẾT QUẢ"), closing] }],
  [
    "heading-order",
    "d before đ left out",
    {
      body: [
        ..."abcde".split("").flatMap((letter) => [heading(3, `${letter}) Điểm`), paragraph("Nội dung.")]),
        closing,
      ],
    },
  ],
  ["heading-type", "a section in lower case", { body: [heading(1, "I. Kết quả"), closing] }],
  ["orphan-heading", "a heading with nothing below", { body: [closing, heading(1, "I. KẾT QUẢ")] }],
  ["end-mark", "no mark at the end", { body: [paragraph("Trên đây là báo cáo.")] }],
  ["end-mark", "the mark twice", { body: [paragraph("Hết phần một./."), closing] }],
];

test.each(CONTENTS)("%s: %s", async (rule, _, changes) => {
  const report = shortReport({ ...changes, appendices: [] });
  expect(await brokenRules(await renderPdf(report, []), report)).toContain(rule);
});

test("points in Vietnamese letter order break nothing", async () => {
  const body = [
    ..."abcdđeghik".split("").flatMap((letter) => [heading(3, `${letter}) Điểm`), paragraph("Nội dung.")]),
    closing,
  ];
  const report = shortReport({ body: [heading(1, "I. KẾT QUẢ"), heading(2, "Hồ sơ"), ...body], appendices: [] });
  expect(await brokenRules(await renderPdf(report, []), report)).toEqual([]);
});

test("text-complete: an appendix less than the report has, or two in each other's place", async () => {
  const report = shortReport();
  const [one, two] = report.appendices;
  if (one === undefined || two === undefined) throw new Error("no appendices");
  const fewer = await renderPdf({ ...report, appendices: [one] }, []);
  expect(await verdictOf(fewer, report)).toEqual({ refused: "text-complete" });
  const swapped = await renderPdf({ ...report, appendices: [two, one] }, []);
  expect(await verdictOf(swapped, report)).toEqual({ refused: "text-complete" });
});

test("table-text: a row less, a cell that differs, two cells in each other's place", async () => {
  const report = shortReport();
  const [one, two] = report.appendices;
  if (one === undefined || two === undefined) throw new Error("no appendices");
  const rowsOf = (rows: typeof two.table.rows): Report => ({
    ...report,
    appendices: [one, { ...two, table: { ...two.table, rows } }],
  });
  const { rows } = two.table;
  const differing = rows.map((row, at) => (at === 2 ? { ...row, cells: row.cells.with(4, text("12")) } : row));
  const swapped = rows.map((row, at) =>
    at === 3 ? { ...row, cells: row.cells.with(2, row.cells[3] ?? text("")).with(3, row.cells[2] ?? text("")) } : row,
  );
  for (const faulty of [rows.slice(0, -1), differing, swapped]) {
    expect(await verdictOf(await renderPdf(rowsOf(faulty), []), report)).toEqual({ refused: "table-text" });
  }
});

test("rows of bold group names and empty tables break nothing", async () => {
  const [one] = sampleAppendices();
  if (one === undefined) throw new Error("no appendix");
  const report = sampleReport({ appendices: [{ ...one, table: { ...one.table, rows: [] } }] });
  expect(await brokenRules(await renderPdf(report, []), report)).toEqual([]);
});
