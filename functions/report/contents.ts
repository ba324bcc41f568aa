import type { Agency } from "../domain/agency.ts";
import type { IndicatorGroup } from "../domain/indicator.ts";
import { nextOf } from "../domain/period.ts";
import { levelBars } from "./charts/levels.ts";
import { targetCharts } from "./charts/targets.ts";
import type { ReportJob } from "./job.ts";
import type { PartName, PlainPart } from "./outline.ts";
import type { Block } from "./report.ts";
import { slotBlocks } from "./slot.ts";
import { ownShortfall } from "./text/assessment/agencies.ts";
import { agencyWeaknessBlocks } from "./text/assessment/agency.ts";
import { areMany } from "./text/assessment/judged.ts";
import { ownTargetBlocks } from "./text/assessment/own-targets.ts";
import { strengthBlocks, weaknessBlocks } from "./text/assessment/province.ts";
import { recommendationBlocks } from "./text/assessment/requests.ts";
import { agencyUpcomingBlocks, upcomingBlocks } from "./text/assessment/upcoming.ts";
import { changesBlocks } from "./text/changes.ts";
import { type HeadedTargets, headedTargets } from "./text/headed.ts";
import { agencyNoteBlocks } from "./text/notes/agency.ts";
import { generalNotes } from "./text/notes/general.ts";
import { overdueBlocks } from "./text/overdue.ts";
import { overviewBlocks } from "./text/overview.ts";
import { qualityBlocks } from "./text/quality.ts";
import { reorganisationBlocks } from "./text/reorganisation.ts";
import { definitionBlocks } from "./text/sentences.ts";
import { briefBlocks, targetBlocks } from "./text/targets/target.ts";
import { agencyTaskBlocks } from "./text/tasks/agency.ts";
import { taskBlocks } from "./text/tasks/province.ts";
import { volumeBlocks } from "./text/volume.ts";
import { periodText, roman } from "./wording.ts";
import type { Writing } from "./writing.ts";

type Groups = readonly IndicatorGroup[] | undefined;
type Writer = (writing: Writing, groups: Groups) => Block[];

/** Of a report about one agency; nothing in the others. */
const ofAgency =
  (write: (writing: Writing, agency: Agency) => Block[]): Writer =>
  (writing) =>
    writing.job.agency === null ? [] : write(writing, writing.job.agency);

/** Points are counted by the Vietnamese alphabet (Nghị định 30/2020/NĐ-CP Phụ lục I, Mục II khoản 5). */
const POINTS = "abcdđeghiklmnopqrstuvxy";

const ofGroups = (targets: readonly HeadedTargets[], groups: Groups): readonly HeadedTargets[] =>
  groups === undefined
    ? targets
    : targets.filter(({ printed }) => printed.some(({ indicator }) => groups.includes(indicator.group)));

const WRITERS: Record<PartName, Writer> = {
  targets: ({ targets, composition }) => headedTargets(targets).flatMap((headed) => targetBlocks(headed, composition)),
  "targets-brief": ({ targets, composition }, groups) => {
    const told = ofGroups(headedTargets(targets), groups);
    // One alone is not counted.
    const pointOf = (index: number): string => (told.length === 1 ? "" : `${POINTS.charAt(index)}) `);
    return told.flatMap((headed, index) => briefBlocks(headed, pointOf(index), composition));
  },
  overview: overviewBlocks,
  volume: ({ composition, job }) => volumeBlocks(composition, job.agency),
  overdue: ({ composition, job }) => overdueBlocks(composition, job.agency),
  // Of many targets the pictures would take a page of their own; they stand with the full tables.
  "target-charts": ({ composition, targets, job }) =>
    job.form !== "annex" && areMany(targets) ? [] : targetCharts(composition),
  "level-charts": ({ composition }) => levelBars(composition),
  definitions: ({ targets }) => definitionBlocks(targets),
  notes: ({ composition, job }) => generalNotes(composition, job.agency, job.form),
  tasks: ({ composition }) => taskBlocks(composition),
  strengths: strengthBlocks,
  weaknesses: weaknessBlocks,
  upcoming: upcomingBlocks,
  recommendations: recommendationBlocks,
  changes: changesBlocks,
  quality: qualityBlocks,
  reorganisation: reorganisationBlocks,
  "agency-targets": ofAgency(ownTargetBlocks),
  "agency-tasks": ofAgency(({ composition }, agency) => agencyTaskBlocks(composition, agency)),
  "agency-weaknesses": ofAgency(agencyWeaknessBlocks),
  "agency-upcoming": ofAgency(agencyUpcomingBlocks),
};

function plain(writing: Writing, part: PlainPart): Block[] {
  if (!("slot" in part)) return WRITERS[part.part](writing, part.groups);
  if (part.of === "agencies") return agencyNoteBlocks(writing, part);
  if (part.only === "own-shortfall" && ownShortfall(writing).length === 0) return [];
  return slotBlocks(part, writing.texts, writing.parties.reporting, writing.job.isDraft);
}

/** Khoản under their numbers: one without text is left out and takes none, and one alone is not counted. */
function numbered(parts: readonly (readonly Block[])[]): Block[] {
  const isKhoan = (block: Block): boolean => block.type === "heading" && block.level === 2;
  const alone = parts.flat().filter(isKhoan).length === 1;
  let number = 0;
  return parts.flat().map((block): Block => {
    if (block.type !== "heading" || block.level !== 2 || alone) return block;
    number += 1;
    return { ...block, text: `${number}. ${block.text}` };
  });
}

/** The parts of a section, those under a heading of their own as khoản. */
function sectionBlocks(writing: Writing, parts: ReportJob["outline"]["sections"][number]["parts"]): Block[] {
  return numbered(
    parts.map((part): Block[] => {
      if (!("heading" in part)) return plain(writing, part);
      const blocks = part.parts.flatMap((one) => plain(writing, one));
      return blocks.length === 0 ? [] : [{ type: "heading", level: 2, text: part.heading }, ...blocks];
    }),
  );
}

/** The body by its outline: sections numbered I, II …; one without text is left out. */
export function outlineBlocks(writing: Writing): Block[] {
  const { outline } = writing.job;
  const next = periodText(nextOf(writing.composition.inputs.period)).toLocaleUpperCase("vi");
  let number = 0;
  return outline.sections.flatMap((section): Block[] => {
    const blocks = sectionBlocks(writing, section.parts);
    if (blocks.length === 0) return [];
    number += 1;
    return [
      { type: "heading", level: 1, text: `${roman(number)}. ${section.title.replace("{kỳ tới}", next)}` },
      ...blocks,
    ];
  });
}
