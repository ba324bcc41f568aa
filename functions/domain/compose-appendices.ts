import type { Agency } from "./agency.ts";
import { internalCounts, sumsByField } from "./breakdown.ts";
import { agencyCommunes, agencySummary, communesOf } from "./compose-agency.ts";
import { agencyTasksAppendix } from "./compose-agency-tasks.ts";
import { changesAppendix } from "./compose-changes.ts";
import { filingAppendix } from "./compose-filing.ts";
import { form06aAppendix, form06aByField } from "./compose-form06a.ts";
import { paymentsAppendix } from "./compose-payments.ts";
import { postalAppendix } from "./compose-postal.ts";
import { qualityAppendix } from "./compose-quality.ts";
import { rankingAppendix } from "./compose-ranking.ts";
import { reorganisationAppendix } from "./compose-reorganisation.ts";
import { areaTables, levelTables, summaryAppendix } from "./compose-tables.ts";
import { communeTasks, tasksAppendix } from "./compose-tasks.ts";
import type { AppendixName } from "./outline.ts";
import type { Appendix, Block } from "./report.ts";
import { roman, titleText } from "./wording.ts";
import type { Writing } from "./writing.ts";

type Writer = (writing: Writing) => Appendix[];

/** Of a report about one agency; nothing in the others. */
const ofAgency =
  (write: (writing: Writing, agency: Agency) => Appendix[]): Writer =>
  (writing) =>
    writing.commission.agency === null ? [] : write(writing, writing.commission.agency);

const WRITERS: Record<AppendixName, Writer> = {
  summary: ({ targets }) => [summaryAppendix(targets)],
  so: ({ composition, targets }) => levelTables(composition, targets, "so"),
  huyen: ({ composition, targets }) => levelTables(composition, targets, "huyen"),
  xa: ({ composition, targets }) => levelTables(composition, targets, "xa"),
  areas: ({ composition, targets }) => areaTables(composition, targets),
  filing: ({ composition, targets }) => filingAppendix(composition, targets),
  payments: ({ composition, targets }) => paymentsAppendix(composition, targets),
  postal: ({ composition, targets }) => postalAppendix(composition, targets),
  "form-06a": ({ composition, parties }) => form06aAppendix(composition, parties),
  tasks: ({ composition }) => tasksAppendix(composition, internalCounts(composition.inputs, composition.tree)),
  ranking: ({ composition, targets }) => rankingAppendix(composition, targets),
  reorganisation: ({ composition }) => reorganisationAppendix(composition),
  changes: ({ composition }) => changesAppendix(composition),
  quality: ({ composition }) => [qualityAppendix(composition)],
  "agency-summary": ofAgency(({ targets }, agency) => agencySummary(targets, agency)),
  "agency-communes": ofAgency(({ composition, targets }, agency) => agencyCommunes(composition, targets, agency)),
  "agency-form-06a": ofAgency(({ composition, parties }, agency) => [
    form06aByField(sumsByField(composition.inputs, composition.tree, agency.code), agency, composition, parties),
  ]),
  "agency-tasks": ofAgency(({ composition }, agency) => [
    ...agencyTasksAppendix(composition, agency),
    ...(agency.level === "huyen" ? communeTasks(composition, communesOf(composition, agency)) : []),
  ]),
};

/** The appendices that the outline asks for, as far as there is something to print in them. */
export const appendicesOf = (writing: Writing): Appendix[] =>
  writing.commission.outline.appendices.flatMap((name) => WRITERS[name](writing));

/** "Kèm theo: Phụ lục I …": the body refers to every appendix (Nghị định 30/2020/NĐ-CP Phụ lục I, Mục III). */
export function attachmentBlocks(appendices: readonly Appendix[]): Block[] {
  const named = appendices.map(({ title }, index) => {
    const number = appendices.length === 1 ? "Phụ lục" : `Phụ lục ${roman(index + 1)}`;
    return `${number}: ${titleText(title)}`;
  });
  return named.length === 0
    ? []
    : [{ type: "paragraph", text: `Số liệu chi tiết tại các phụ lục kèm theo (${named.join("; ")}).` }];
}
