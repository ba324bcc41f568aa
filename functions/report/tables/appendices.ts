import type { Agency } from "../../domain/agency.ts";
import { crossCheckAppendices } from "../national/table.ts";
import type { AppendixName } from "../outline.ts";
import { RawFormulas } from "../raw/formulas.ts";
import type { Appendix, Block } from "../report.ts";
import { roman } from "../wording.ts";
import type { Subject } from "../writing.ts";
import { changesAppendix } from "./changes.ts";
import { filingTable } from "./filing.ts";
import { form06aByField, form06aTable } from "./form06a.ts";
import { lineAppendices, type TableContext } from "./lines.ts";
import { hasPayments, paymentsTable } from "./payments.ts";
import { postalTable } from "./postal.ts";
import { qualityAppendix } from "./quality.ts";
import { reorganisationAppendix } from "./reorganisation.ts";
import { summaryAppendix, targetsAppendix } from "./targets/appendices.ts";
import { tasksAppendix } from "./tasks/tables.ts";
import { areaTables, communeTables, levelTables } from "./units/levels.ts";

type Writer = (context: TableContext, subject: Subject) => Appendix[];

/** So many rows of a list without end are printed in what is signed, and in the full tables. */
const MOST_ROWS = { report: 30, annex: 300 } as const;

/** Of a report about one agency; nothing in the others. */
const ofAgency =
  (write: (context: TableContext, agency: Agency, subject: Subject) => Appendix[]): Writer =>
  (context, subject) =>
    subject.job.agency === null ? [] : write(context, subject.job.agency, subject);

const WRITERS: Record<AppendixName, Writer> = {
  targets: (context) => [targetsAppendix(context)],
  summary: (context) => [summaryAppendix(context)],
  so: (context) => levelTables(context, "so"),
  huyen: (context) => levelTables(context, "huyen"),
  xa: (context) => levelTables(context, "xa"),
  areas: areaTables,
  filing: (context) => lineAppendices(context, filingTable(context)),
  payments: (context) => (hasPayments(context.composition) ? lineAppendices(context, paymentsTable(context)) : []),
  postal: (context) => lineAppendices(context, postalTable(context)),
  "form-06a": (context, { parties }) => lineAppendices(context, form06aTable(context, parties)),
  // Its columns were not read: whoever asks for it is told so before anything is written.
  "form-07a-btp": () => [],
  tasks: ({ composition }) => tasksAppendix(composition, composition.figures.evidence.internal),
  reorganisation: ({ composition }) => reorganisationAppendix(composition),
  changes: ({ composition }, { job }) => changesAppendix(composition, MOST_ROWS[job.form]),
  quality: ({ composition }, { job }) => qualityAppendix(composition, MOST_ROWS[job.form]),
  "national-portal": ({ composition }, { job }) => crossCheckAppendices(composition, MOST_ROWS[job.form]),
  "agency-communes": ofAgency(communeTables),
  // The reports of the others are short; they have the form in their workbook.
  "agency-form-06a": ofAgency(({ composition }, agency, { parties }) =>
    agency.level === "so"
      ? [form06aByField(composition, agency, composition.figures.evidence.fields(agency.code), parties)]
      : [],
  ),
};

/** The appendices that the outline asks for, as far as there is something to print in them. */
export function appendicesOf(subject: Subject): Appendix[] {
  const context = { composition: subject.composition, raw: new RawFormulas([], false) };
  return subject.job.outline.appendices.flatMap((name) => WRITERS[name](context, subject));
}

/** "… từ Phụ lục I đến Phụ lục V": the body refers to every appendix (Nghị định 30/2020/NĐ-CP Phụ lục I, Mục III). */
export function attachmentBlocks(appendices: readonly Appendix[], hasAnnex: boolean): Block[] {
  if (appendices.length === 0) return [{ type: "paragraph", text: "Số liệu chi tiết tại tệp Excel kèm theo." }];
  const named = appendices.length === 1 ? "Phụ lục" : `các Phụ lục I đến ${roman(appendices.length)}`;
  const more = `${hasAnnex ? ", tệp phu-luc.pdf" : ""} và tệp Excel kèm theo`;
  return [{ type: "paragraph", text: `Số liệu chi tiết tại ${named}${more}.` }];
}
