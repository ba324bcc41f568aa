import type { Report } from "../../report/report.ts";
import { type Flow, flowOf } from "../reading/flow.ts";
import { textOf } from "../reading/lines.ts";
import { readPdf } from "../reading/pdf.ts";
import { type Read, readBack } from "../reading/sections.ts";
import { appendixOrder, appendixParts, tableSize } from "./appendix.ts";
import * as body from "./body.ts";
import { blocksComplete } from "./complete.ts";
import { headingOrder, headingType, orphanHeading } from "./heading.ts";
import * as letterhead from "./letterhead.ts";
import * as paper from "./paper.ts";
import { caption, picture } from "./picture.ts";
import { provenance } from "./provenance.ts";
import type { Breach } from "./rule.ts";
import { appendixNumbers, firstPageNumber, footLine, labels, numberOrder, numberPlace } from "./running.ts";
import { recipients, signatureOf, signatureTogether, signatureType } from "./signature.ts";
import { addressee, basis, subjectRule, title } from "./title.ts";

const pageRules = (read: Read, edges: readonly paper.Edges[]): Breach[] => [
  ...paper.pageSize(read),
  ...paper.emptyPage(read),
  ...paper.margins(read, edges),
  ...paper.insideMargins(read),
  ...paper.typeface(read),
  ...paper.forbiddenWords(read),
];

const COVERED = [paper.overlap, paper.lineThroughText] as const;

const RUNNING = [firstPageNumber, numberOrder, appendixNumbers, numberPlace, footLine] as const;

const BODY = [
  ...[headingType, headingOrder, orphanHeading],
  ...[body.bodySize, body.firstLineIndent, body.justified, body.lineSpacing, body.paragraphGap],
] as const;

/** Of what an office signs: who issues, to whom, who signs. */
function issuedRules(read: Read, flow: Flow): Breach[] {
  if (read.report.form === "annex") return [];
  const head = letterhead.letterheadOf(flow, read);
  const signature = signatureOf(flow, read);
  return [
    ...letterhead.columns(head, read),
    ...letterhead.type(head),
    ...letterhead.rules(head, read),
    ...letterhead.numberLine(head, read),
    ...letterhead.dateLine(head, read),
    ...addressee(flow, read),
    ...basis(flow),
    ...body.endMark(flow),
    ...signatureTogether(signature, flow),
    ...recipients(signature, read),
    ...signatureType(signature, read),
  ];
}

/** Every breach of a rule in a document that has been read back. */
export function breachesOf(read: Read, flow: Flow): Breach[] {
  const box = (flow.labels?.bands ?? []).map((band) => textOf(band.words)).join(" ");
  return [
    ...pageRules(read, body.filled(flow)),
    ...COVERED.flatMap((rule) => rule(read)),
    ...RUNNING.flatMap((rule) => rule(read)),
    ...labels(read, box),
    ...issuedRules(read, flow),
    ...title(flow, read),
    ...subjectRule(flow, read),
    ...appendixOrder(read),
    ...BODY.flatMap((rule) => rule(flow)),
    ...caption(flow, read),
    ...picture(flow, read),
    ...provenance(flow, read),
    ...tableSize(read),
    ...appendixParts(read),
    ...flow.breaches,
    ...blocksComplete(read),
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
