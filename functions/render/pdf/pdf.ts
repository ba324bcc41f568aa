import pdfmake from "pdfmake";
import type { ContentSection, TDocumentDefinitions, TFontFamilyTypes } from "pdfmake/interfaces.js";
import type { Attachment } from "../../ports/ports.ts";
import type { Report } from "../../report/report.ts";
import { tinos } from "../fonts.ts";
import { instantOf } from "../instant.ts";
import { MARGIN, SIZE } from "../layout.ts";
import { numbered } from "../numbering.ts";
import { appendixSection } from "./appendix.ts";
import { finish, informationOf, LANGUAGE } from "./archive.ts";
import { basis, bodyAndSignature } from "./body.ts";
import { bookmarks } from "./bookmarks.ts";
import { type Pictures, picturesOf } from "./chart.ts";
import { addressees, labelBox, letterhead, title } from "./letterhead.ts";
import { foot, provenanceBox } from "./provenance.ts";
import { running } from "./running.ts";

const FAMILY = "Tinos";

let prepared = false;

/**
 * Hands the fonts to pdfmake in memory and forbids it to fetch or read anything else. Their names are the PostScript
 * names: pictures ask for a face by its file, and find only one that the text around them has loaded under that name.
 */
function prepare(): void {
  if (prepared) return;
  const { regular, bold, italic, boldItalic } = tinos();
  for (const font of [regular, bold, italic, boldItalic]) pdfmake.virtualfs.writeFileSync(font.name, font.bytes);
  const family: TFontFamilyTypes = {
    normal: regular.name,
    bold: bold.name,
    italics: italic.name,
    bolditalics: boldItalic.name,
  };
  pdfmake.setFonts({ [FAMILY]: family });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  prepared = true;
}

function definitionOf(report: Report, pictures: Pictures): TDocumentDefinitions {
  const bookmark = bookmarks();
  const text: ContentSection = {
    section: [
      ...(report.form === "annex" ? [] : [letterhead(report)]),
      ...labelBox(report.labels),
      title(report),
      ...addressees(report.addressees),
      ...basis(report.basis),
      ...bodyAndSignature(report, { bookmark, pictures }),
      ...(report.appendices.length === 0 ? provenanceBox(report, "portrait") : []),
    ],
    header: running(report.labels, "from page 2"),
  };
  return {
    version: "1.7",
    language: LANGUAGE,
    displayTitle: true,
    pageSize: "A4",
    pageMargins: [MARGIN.left, MARGIN.top, MARGIN.right, MARGIN.bottom],
    info: informationOf(report),
    footer: foot(report),
    defaultStyle: { font: FAMILY, fontSize: SIZE.body },
    content: [
      text,
      ...numbered(report).flatMap(({ appendix, number }) =>
        number === null ? [] : [appendixSection(report, { appendix, number, bookmark })],
      ),
    ],
  };
}

/**
 * The report as a PDF file in the form of Nghị định 30/2020/NĐ-CP Phụ lục I: A4, Tinos embedded, labels on every page.
 *
 * Equal reports and attachments give equal bytes on every host: the dates are those of `dataAsOf`, nothing reads a
 * clock. Letters that the font lacks are printed as "□".
 *
 * @param attachments files that the document carries inside, as its data
 * @throws RangeError where `dataAsOf` is not an RFC 3339 instant
 */
export async function renderPdf(report: Report, attachments: readonly Attachment[]): Promise<Uint8Array> {
  prepare();
  const output = pdfmake.createPdf(definitionOf(report, await picturesOf(report.body)));
  finish(await output.getStream(), instantOf(report.dataAsOf), attachments);
  return await output.getBuffer();
}
