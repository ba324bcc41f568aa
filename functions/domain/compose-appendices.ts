import { changesAppendix } from "./compose-changes.ts";
import type { Writing } from "./compose-outline.ts";
import { qualityAppendix } from "./compose-quality.ts";
import { reorganisationAppendix } from "./compose-reorganisation.ts";
import { detailAppendices } from "./compose-details.ts";
import { areaTables, levelTables, summaryAppendix } from "./compose-tables.ts";
import type { AppendixName } from "./outline.ts";
import type { Appendix, Block } from "./report.ts";
import { roman, titleText } from "./wording.ts";

type Writer = (writing: Writing) => Appendix[];

const WRITERS: Record<AppendixName, Writer> = {
  summary: ({ targets }) => [summaryAppendix(targets)],
  so: ({ composition, targets }) => levelTables(composition, targets, "so"),
  huyen: ({ composition, targets }) => levelTables(composition, targets, "huyen"),
  xa: ({ composition, targets }) => levelTables(composition, targets, "xa"),
  areas: ({ composition, targets }) => areaTables(composition, targets),
  filing: () => [],
  payments: () => [],
  postal: () => [],
  "form-06a": () => [],
  tasks: () => [],
  ranking: () => [],
  reorganisation: ({ composition }) => reorganisationAppendix(composition),
  changes: ({ composition }) => changesAppendix(composition),
  quality: ({ composition }) => [qualityAppendix(composition)],
  details: ({ targets }) => detailAppendices(targets),
  "agency-summary": () => [],
  "agency-communes": () => [],
  "agency-form-06a": () => [],
  "agency-tasks": () => [],
};

/** The appendices that the outline asks for, as far as there is something to print in them. */
export const appendicesOf = (writing: Writing): Appendix[] =>
  writing.commission.outline.appendices.flatMap((name) => WRITERS[name](writing));

/** "Kèm theo: Phụ lục I …": the body refers to every appendix (Nghị định 30/2020/NĐ-CP Phụ lục I, Mục III). */
export function attachmentBlocks(appendices: readonly Appendix[]): Block[] {
  const printed = appendices.filter(({ workbookOnly }) => !workbookOnly);
  const named = printed.map(({ title }, index) => {
    const number = printed.length === 1 ? "Phụ lục" : `Phụ lục ${roman(index + 1)}`;
    return `${number}: ${titleText(title)}`;
  });
  return named.length === 0
    ? []
    : [{ type: "paragraph", text: `Số liệu chi tiết tại các phụ lục kèm theo (${named.join("; ")}).` }];
}
