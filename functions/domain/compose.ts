import type { Agency } from "./agency.ts";
import { type Commission, letterheadOf } from "./commission.ts";
import { appendicesOf, attachmentBlocks } from "./compose-appendices.ts";
import { numberedCharts } from "./compose-charts.ts";
import { labelsOf, openingBlocks } from "./compose-opening.ts";
import { outlineBlocks } from "./compose-outline.ts";
import { archiveOf, type Kept, provenanceOf } from "./compose-provenance.ts";
import { type Composition, printedTargets } from "./composition.ts";
import { committeeName } from "./office.ts";
import { windowOf } from "./period.ts";
import { addresseesOf } from "./regime.ts";
import type { Block, Report } from "./report.ts";
import type { SlotTexts } from "./slot.ts";
import { aboutText, periodText } from "./wording.ts";
import type { Writing } from "./writing.ts";

const WHO = "{cơ quan}";
const WHEN = "{kỳ}";

/** "Ủy ban nhân dân huyện Châu Đức" above a commune of it; null above every other agency. */
function districtOf({ tree }: Composition, agency: Agency | null): string | null {
  if (agency === null || agency.level !== "xa") return null;
  const district = tree.newest(agency.parentCode ?? "");
  return district === undefined ? null : committeeName(district.name);
}

/**
 * Figures, findings and people's texts as a finished report: every sentence and table, in the order of its outline.
 *
 * @param texts what people have written for the report's slots
 * @param kept what is kept beside the report and where it can be checked
 */
export function compose(composition: Composition, commission: Commission, texts: SlotTexts, kept: Kept): Report {
  const { province, issue, inputs } = composition;
  const { regime, outline } = commission;
  const letterhead = letterheadOf(commission, province, windowOf(inputs.period, inputs.scheme).to);
  const filled = (text: string): string =>
    text.replaceAll(WHEN, periodText(inputs.period)).replaceAll(WHO, () => letterhead.name);
  const addressees = addresseesOf(regime, inputs.programmes, districtOf(composition, commission.agency));
  const parties = { reporting: letterhead.name, receiving: addressees };
  const writing: Writing = { composition, targets: printedTargets(composition), commission, parties, texts };
  const appendices = appendicesOf(writing);
  const body: Block[] = [
    ...openingBlocks(composition, commission, letterhead),
    ...numberedCharts(outlineBlocks(writing)),
    ...attachmentBlocks(appendices),
    { type: "paragraph", text: `${filled(outline.closing)}./.` },
  ];
  const { superior, issuer, name, symbol, place, signer } = letterhead;
  const printed = {
    letterhead: { superior, issuer, name, symbol, place, year: inputs.period.slice(0, 4) },
    subject: filled(regime.subject),
    addressees,
    signer,
  };
  return {
    ...printed,
    province: province.id,
    period: inputs.period,
    report: commission.key,
    kind: outline.kind,
    basis: inputs.programmes.map((programme) => `Căn cứ ${programme.citation} ${aboutText(programme.title)}`),
    labels: labelsOf(issue, inputs.programmes, inputs.period),
    body,
    recipients: [...regime.recipients, ...(regime.drafter === undefined ? [] : [`Lưu: VT, ${regime.drafter}`])],
    appendices,
    provenance: provenanceOf(composition, kept),
    archive: archiveOf(printed),
    revision: issue.revision,
    state: issue.state,
    synthetic: issue.synthetic,
    dataAsOf: issue.dataAsOf,
  };
}
