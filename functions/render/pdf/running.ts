import type { Content, DynamicContent } from "pdfmake/interfaces.js";
import { inFont } from "../fonts.ts";
import { MARGIN, RUNNING, SIZE } from "../layout.ts";

/**
 * What is in the top margin: the page number, and the labels on every page.
 *
 * Numbers count from 1 within the section: the library asks for the headers in the order of the pages, once each, and
 * the first page asked for is the section's first. On page 1 of the document no number is shown.
 */
export function running(labels: readonly string[], numbers: "every page" | "from page 2"): DynamicContent {
  const label = labels.map((one) => inFont(one.toUpperCase())).join(" - ");
  let first = 0;
  return (page) => {
    first ||= page;
    const number = page - first + 1;
    const shown = numbers === "every page" || number > 1;
    const contents: Content[] = [
      { text: shown ? String(number) : " ", fontSize: SIZE.pageNumber, margin: [0, RUNNING.numberTop, 0, RUNNING.gap] },
    ];
    if (label !== "") contents.push({ text: label, bold: true, fontSize: SIZE.runningLabel });
    return { stack: contents, alignment: "center", margin: [MARGIN.left, 0, MARGIN.right, 0] };
  };
}
