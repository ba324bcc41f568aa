import type { Agency } from "../domain/agency.ts";
import { isSameName } from "../domain/name.ts";
import type { Letterhead } from "../domain/office.ts";
import { nominalLastDayOf, windowOf } from "../domain/period.ts";
import type { Programme } from "../domain/programme.ts";
import { namesOn } from "../domain/province.ts";
import { addresseesOf, signerLines } from "../domain/regime.ts";
import { writtenOut } from "../domain/unit-name.ts";
import { numberedCharts } from "./charts/captions.ts";
import type { Composition } from "./composition.ts";
import { outlineBlocks } from "./contents.ts";
import { letterheadOf, type ReportJob } from "./job.ts";
import type { Block, Report } from "./report.ts";
import type { SlotTexts } from "./slot.ts";
import { appendicesOf, attachmentBlocks } from "./tables/appendices.ts";
import { abbreviationNotes } from "./text/abbreviations.ts";
import { unconfirmedNotes } from "./text/notes/pack.ts";
import { dataBlocks, labelsOf, openingBlocks } from "./text/opening.ts";
import { inWordsOf } from "./text/report-words.ts";
import { archiveOf, type Kept, provenanceOf } from "./text/sources/provenance.ts";
import { aboutText, periodText } from "./wording.ts";
import type { Writing } from "./writing.ts";

const WHO = "{cơ quan}";
const WHEN = "{kỳ}";

/** Whether somebody under Nơi nhận is the office that writes, whose name may go on with the province's: it sends itself nothing. */
const isIssuer = (recipient: string, issuer: string): boolean =>
  writtenOut(issuer).toLowerCase().startsWith(writtenOut(recipient).toLowerCase());

/** Nơi nhận, with who drafted it last where the regime names them. */
const recipientLines = (named: readonly string[], drafter: string | undefined, issuer: string): string[] => [
  ...named.filter((one) => !isIssuer(one, issuer)),
  ...(drafter === undefined ? [] : [`Lưu: VT, ${drafter}`]),
];

/** A letter is carried out (thực hiện); only what is issued as a decision or plan is a basis (căn cứ), and stands first. */
function basisLines(programmes: readonly Programme[]): string[] {
  const lines = programmes.map(({ citation, title }) => `${citation} ${aboutText(title)}`);
  const [letters, others] = [true, false].map((is) => lines.filter((line) => line.startsWith("Công văn") === is));
  return [...(others ?? []).map((line) => `Căn cứ ${line}`), ...(letters ?? []).map((line) => `Thực hiện ${line}`)];
}

/** "Ủy ban nhân dân huyện Châu Đức" above a commune of it; null above every other agency. */
function districtOf({ tree, names }: Composition, agency: Agency | null): string | null {
  if (agency === null || agency.level !== "xa") return null;
  const { parentCode } = agency;
  const district = parentCode === null || !tree.isInForce(parentCode) ? undefined : tree.newest(parentCode);
  return district === undefined ? null : names.inFull(district);
}

/** Names as they are on a day, each once. */
const calledBy =
  (nameOf: (name: string) => string) =>
  (given: readonly string[]): string[] => [...new Set(given.map((name) => nameOf(name)))];

/** The text of a report from its opening to its closing sentence; of tables that nobody signs what is said of their data. */
function bodyOf(writing: Writing, letterhead: Letterhead, closing: readonly string[]): Block[] {
  const { composition, job, appendices } = writing;
  if (job.form === "annex") return [...dataBlocks(composition, job), ...numberedCharts(outlineBlocks(writing))];
  const written = numberedCharts(outlineBlocks(writing));
  return [
    ...openingBlocks(composition, job, letterhead),
    ...abbreviationNotes(written),
    ...written,
    ...attachmentBlocks(appendices, job.regime.annex !== undefined),
    ...closing.map((text): Block => ({ type: "paragraph", text })),
  ];
}

/**
 * The words about the data with what is still to be confirmed of the documents behind the report: it is not of the text that
 * somebody signs. The full tables, which nobody signs, tell it in full among their notes.
 */
function withUnconfirmed(
  provenance: Report["provenance"],
  composition: Composition,
  { agency, form }: ReportJob,
): Report["provenance"] {
  const notes = form === "annex" ? [] : unconfirmedNotes(composition, agency, false);
  return { ...provenance, lines: [...provenance.lines, ...notes.map((note) => `Ghi chú của cơ quan lập: ${note}`)] };
}

/** Who asks for a report, in the words of the regime. */
const askersOf = (composition: Composition, { regime, agency }: ReportJob): string[] =>
  addresseesOf(regime, composition.inputs.programmes, districtOf(composition, agency));

/** Nobody reports to himself; where there is no other addressee the name stands. */
const othersThan = (own: string, names: readonly string[]): string[] => {
  const others = names.filter((name) => !isSameName(name, own));
  return others.length === 0 ? [...names] : others;
};

/**
 * Figures, findings and people's texts as a finished report: every sentence and table, in the order of its outline.
 *
 * @param texts what people have written for the report's slots
 * @param kept what is kept beside the report and where it can be checked
 */
export function compose(composition: Composition, job: ReportJob, texts: SlotTexts, kept: Kept): Report {
  const { province, head, inputs } = composition;
  const { regime, outline } = job;
  const { to } = windowOf(inputs.period, inputs.scheme);
  const letterhead = letterheadOf(job, province, composition.names, to);
  const called = calledBy(namesOn(province, composition.tree, to));
  const filled = (text: string): string =>
    text.replaceAll(WHEN, periodText(inputs.period)).replaceAll(WHO, () => letterhead.name);
  const isAnnex = job.form === "annex";
  const addressees = othersThan(letterhead.name, called(askersOf(composition, job)));
  const parties = { reporting: letterhead.name, receiving: addressees };
  const about = { composition, targets: composition.targets, job, parties, texts };
  const appendices = appendicesOf(about);
  const closing = outline.closing === undefined ? [] : [`${filled(outline.closing)}./.`];
  const { superior, issuer, name, symbol, place } = letterhead;
  const printed = {
    letterhead: { superior, issuer, name, symbol, place, year: nominalLastDayOf(inputs.period).slice(0, 4) },
    subject: filled(regime.subject),
    addressees: isAnnex ? [] : addressees,
    signer: signerLines(letterhead.signer, regime.signature),
  };
  return inWordsOf(province, {
    ...printed,
    province: province.id,
    period: inputs.period,
    report: job.key,
    form: job.form,
    kind: outline.kind,
    basis: isAnnex ? [] : basisLines(inputs.programmes),
    labels: labelsOf(head, inputs.programmes, inputs.period),
    body: bodyOf({ ...about, appendices }, letterhead, closing),
    recipients: recipientLines(called(regime.recipients), regime.drafter, letterhead.name),
    signerName: regime.signature?.name ?? "",
    appendices,
    provenance: withUnconfirmed(provenanceOf(composition, kept), composition, job),
    archive: archiveOf(printed),
    revision: head.revision,
    state: head.state,
    synthetic: head.synthetic,
    dataAsOf: head.dataAsOf,
  });
}
