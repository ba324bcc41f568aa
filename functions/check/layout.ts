import type { Report } from "../domain/report.ts";
import { type Flow, flowOf } from "./flow.ts";
import { textOf } from "./lines.ts";
import { readPdf } from "./read-pdf.ts";
import type { Breach } from "./rule.ts";
import { appendixOrder, appendixParts, tableSize } from "./rules-appendix.ts";
import * as body from "./rules-body.ts";
import { headingOrder, headingType, orphanHeading } from "./rules-heading.ts";
import * as letterhead from "./rules-letterhead.ts";
import * as paper from "./rules-page.ts";
import { caption, picture } from "./rules-picture.ts";
import { provenance } from "./rules-provenance.ts";
import { appendixNumbers, firstPageNumber, footLine, labels, numberOrder, numberPlace } from "./rules-running.ts";
import { recipients, signatureOf, signatureTogether, signatureType } from "./rules-signature.ts";
import { addressee, basis, subjectRule, title } from "./rules-title.ts";
import { type Read, readBack } from "./sections.ts";

const pageRules = (read: Read, edges: readonly paper.Edges[]): Breach[] => [
  ...paper.pageSize(read),
  ...paper.emptyPage(read),
  ...paper.margins(read, edges),
  ...paper.insideMargins(read),
  ...paper.typeface(read),
  ...paper.forbiddenWords(read),
];

/** Tables that fall apart bring other faults with them, so they are told before these. */
const isApart = ({ rule }: Breach): boolean => rule === "row-cut" || rule === "header-row-repeated";

const COVERED = [paper.overlap, paper.lineThroughText] as const;

const RUNNING = [firstPageNumber, numberOrder, appendixNumbers, numberPlace, footLine] as const;

const BODY = [
  ...[headingType, headingOrder, orphanHeading],
  ...[body.bodySize, body.firstLineIndent, body.justified, body.lineSpacing, body.paragraphGap, body.endMark],
] as const;

/** Every breach of the layout's rules in a document that has been read back, the page's own first. */
export function breachesOf(read: Read, flow: Flow): Breach[] {
  const head = letterhead.letterheadOf(flow, read);
  const signature = signatureOf(flow);
  const parts = [...appendixParts(read), ...flow.breaches];
  const box = (flow.labels?.bands ?? []).map((band) => textOf(band.words)).join(" ");
  return [
    ...pageRules(read, body.filled(flow)),
    ...parts.filter(isApart),
    ...COVERED.flatMap((rule) => rule(read)),
    ...RUNNING.flatMap((rule) => rule(read)),
    ...labels(read, box),
    ...letterhead.columns(head, read),
    ...letterhead.type(head),
    ...letterhead.rules(head, read),
    ...letterhead.numberLine(head, read),
    ...letterhead.dateLine(head, read),
    ...title(flow, read),
    ...subjectRule(flow, read),
    ...addressee(flow, read),
    ...basis(flow),
    ...appendixOrder(read),
    ...BODY.flatMap((rule) => rule(flow)),
    ...caption(flow, read),
    ...picture(flow, read),
    ...signatureTogether(signature, flow),
    ...recipients(signature, read),
    ...signatureType(signature, read),
    ...provenance(flow, read),
    ...tableSize(read),
    ...parts.filter((one) => !isApart(one)),
  ];
}

/**
 * Holds a rendered document against the rules of Nghị định 30/2020/NĐ-CP Phụ lục I (`RULES`).
 *
 * @param report the report that was rendered
 * @throws what the library throws where the file cannot be read
 */
export async function checkLayout(pdf: Uint8Array, report: Report): Promise<readonly Breach[]> {
  const read = readBack(await readPdf(pdf), report);
  return breachesOf(read, flowOf(read));
}
