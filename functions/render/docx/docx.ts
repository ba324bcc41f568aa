import {
  Document,
  Footer,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  type Table,
  TextRun,
} from "docx";
import { DRAFT_MARK } from "../../report/draft-mark.ts";
import { hasNotesFirst, type Report } from "../../report/report.ts";
import { instantOf } from "../instant.ts";
import { BLOCK, BOX_TITLE, MARGIN, RUNNING, SIGNATURE_ROOM, SIZE } from "../layout.ts";
import { type NumberedAppendix, numbered, reference } from "../numbering.ts";
import { rowPadding } from "../pdf/fit.ts";
import { recipientsOf } from "../recipients.ts";
import { printable } from "../text.ts";
import { bodyOf } from "./body.ts";
import { addresseesOf, basisOf, labelLines, letterheadOf, titleOf } from "./letterhead.ts";
import { twips, WIDTH } from "./measures.ts";
import { NUMBERINGS } from "./numbering.ts";
import { repacked } from "./package.ts";
import { type Pictures, picturesOf } from "./pictures.ts";
import { STYLE, STYLES } from "./styles.ts";
import { beside, framed, tableOf } from "./table.ts";
import { line } from "./text.ts";

/** "Nơi nhận" and the signer on one level (Nghị định 30/2020/NĐ-CP Phụ lục I, Mục II khoản 7 and 9b). */
function signatureOf(report: Report): Table {
  const left = Math.round(WIDTH / 2);
  const room = new Paragraph({ style: STYLE.signer, spacing: { after: twips(SIGNATURE_ROOM) } });
  return beside(
    [left, WIDTH - left],
    [
      [
        [
          line(STYLE.recipientsTitle, "Nơi nhận:"),
          ...recipientsOf(report).map((name) => line(STYLE.recipients, `- ${name}`)),
        ],
        [
          ...report.signer.split("\n").map((text) => line(STYLE.signer, text)),
          room,
          line(STYLE.signer, report.signerName),
        ],
      ],
    ],
  );
}

/** What the numbers are made of. Without the code: it stands for the published files, and this one will be edited. */
function boxOf({ provenance: { lines } }: Report): (Paragraph | Table)[] {
  if (lines.length === 0) return [];
  const texts = [line(STYLE.boxTitle, BOX_TITLE), ...lines.map((text) => line(STYLE.box, text))];
  return [new Paragraph({ style: STYLE.rule }), framed(texts, WIDTH)];
}

function running(labels: readonly string[], isNumbered: boolean): Header {
  const number = new Paragraph({
    style: STYLE.pageNumber,
    children: isNumbered ? [new TextRun({ children: [PageNumber.CURRENT] })] : [],
  });
  return new Header({ children: [number, line(STYLE.runningLabel, labels.join(" - ").toUpperCase())] });
}

function pageOf(landscape: boolean) {
  const [width, height] = [
    twips(BLOCK.portrait + MARGIN.left + MARGIN.right),
    twips(BLOCK.landscape + MARGIN.left + MARGIN.right),
  ];
  const { top, bottom, left, right } = MARGIN;
  return {
    size: { width, height, orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
    margin: {
      top: twips(top),
      bottom: twips(bottom),
      left: twips(left),
      right: twips(right),
      header: twips(RUNNING.numberTop),
    },
    pageNumbers: { start: 1 },
  };
}

function appendixOf(report: Report, one: NumberedAppendix, labels: readonly string[], footer: Footer): ISectionOptions {
  const { appendix, number } = one;
  const { landscape, title, table } = appendix;
  const notes = appendix.notes.map((note) => line(STYLE.tableNote, note));
  const isFirst = hasNotesFirst(appendix);
  return {
    properties: { type: SectionType.NEXT_PAGE, page: pageOf(landscape) },
    headers: { default: running(labels, true) },
    footers: { default: footer },
    children: [
      line(STYLE.appendix, number),
      line(STYLE.appendixTitle, title),
      line(STYLE.reference, reference(report)),
      ...(isFirst ? notes : []),
      ...tableOf(table, SIZE.appendixTable, landscape ? BLOCK.landscape : BLOCK.portrait, rowPadding(report, one)),
      ...(isFirst ? [] : notes),
      ...(appendix === report.appendices.at(-1) ? boxOf(report) : []),
    ],
  };
}

function sectionsOf(report: Report, pictures: Pictures): ISectionOptions[] {
  const labels = [DRAFT_MARK, ...report.labels.filter((label) => label !== DRAFT_MARK)];
  const footer = new Footer({ children: [line(STYLE.foot, report.provenance.footer)] });
  const text: ISectionOptions = {
    properties: { page: pageOf(false), titlePage: true },
    headers: { first: running(labels, false), default: running(labels, true) },
    footers: { first: footer, default: footer },
    children: [
      letterheadOf(report),
      ...labelLines(labels),
      ...titleOf(report),
      ...addresseesOf(report.addressees),
      ...basisOf(report.basis),
      ...bodyOf(report.body, pictures),
      signatureOf(report),
      ...(report.appendices.length === 0 ? boxOf(report) : []),
    ],
  };
  return [text, ...numbered(report).map((one) => appendixOf(report, one, labels, footer))];
}

/**
 * The report as a Word file (Office Open XML) for an office to edit before it is signed: real styles, numbering, tables
 * and fields, Times New Roman; on every page it is called a draft. Its words are the PDF's, in the same order.
 *
 * Equal reports give equal bytes: the dates are those of `dataAsOf`, nothing reads a clock.
 *
 * @throws RangeError where `dataAsOf` is not an RFC 3339 instant
 */
export async function renderDocx(report: Report): Promise<Uint8Array> {
  const instant = instantOf(report.dataAsOf);
  const document = new Document({
    creator: printable(report.letterhead.name),
    title: printable(`${report.kind} ${report.subject}`),
    subject: printable(report.subject),
    description: DRAFT_MARK,
    styles: STYLES,
    numbering: NUMBERINGS,
    sections: sectionsOf(report, await picturesOf(report.body)),
  });
  return repacked(await Packer.toBuffer(document), instant);
}
