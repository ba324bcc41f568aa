import type { Content, ContentSection } from "pdfmake/interfaces.js";
import { hasNotesFirst, type Report } from "../../report/report.ts";
import { inFont } from "../fonts.ts";
import { APPENDIX_TITLE, BLOCK, SIZE, TABLE } from "../layout.ts";
import { type NumberedAppendix, reference } from "../numbering.ts";
import { notes } from "./body.ts";
import type { Bookmarks } from "./bookmarks.ts";
import { rowPadding } from "./fit.ts";
import { provenanceBox } from "./provenance.ts";
import { running } from "./running.ts";
import { tableContent } from "./table.ts";

interface Printed extends NumberedAppendix {
  readonly bookmark: Bookmarks;
}

/** A phụ lục from a new page on, its pages counted from 1 (Nghị định 30/2020 Phụ lục I, Mục III and Mục I khoản 7). */
export function appendixSection(report: Report, { bookmark, ...numbered }: Printed): ContentSection {
  const { appendix, number } = numbered;
  const orientation = appendix.landscape ? "landscape" : "portrait";
  const isFirst = hasNotesFirst(appendix);
  const section: Content[] = [
    {
      alignment: "center",
      margin: [0, 0, 0, APPENDIX_TITLE.gapBelow],
      stack: [
        { text: number, bold: true, ...bookmark(1, `${number}. ${appendix.title}`) },
        { text: inFont(appendix.title), bold: true },
        {
          text: inFont(reference(report)),
          italics: true,
          fontSize: SIZE.reference,
          margin: [0, APPENDIX_TITLE.gapInside, 0, 0],
        },
      ],
    },
    ...(isFirst ? notes(appendix.notes) : []),
    tableContent(
      appendix.table,
      SIZE.appendixTable,
      BLOCK[orientation],
      appendix.notes.length === 0 || isFirst ? 0 : TABLE.gapBelow,
      rowPadding(report, numbered),
    ),
    ...(isFirst ? [] : notes(appendix.notes)),
    ...(appendix === report.appendices.at(-1) ? provenanceBox(report, orientation) : []),
  ];
  return { section, pageOrientation: orientation, header: running(report.labels, "every page") };
}
