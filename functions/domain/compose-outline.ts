import type { Agency } from "./agency.ts";
import type { Commission } from "./commission.ts";
import {
  agencyWeaknessBlocks,
  aims,
  recommendationBlocks,
  strengthBlocks,
  upcomingBlocks,
  weaknessBlocks,
} from "./compose-assessment.ts";
import { changesBlocks } from "./compose-changes.ts";
import { districtMultiples, trendCharts } from "./compose-charts.ts";
import { levelBars } from "./compose-level-charts.ts";
import { progressBlocks } from "./compose-progress.ts";
import { qualityBlocks } from "./compose-quality.ts";
import { reorganisationBlocks } from "./compose-reorganisation.ts";
import { bullets } from "./compose-sentences.ts";
import { agencyTargetBlocks, briefBlocks, generalNotes, targetBlocks } from "./compose-target.ts";
import { agencyTaskBlocks, agencyTaskItems, taskBlocks } from "./compose-task-text.ts";
import { judgedRow, type PrintedTarget } from "./composition.ts";
import type { IndicatorGroup } from "./indicator.ts";
import type { PartName, PlainPart } from "./outline.ts";
import { nextOf } from "./period.ts";
import type { Block } from "./report.ts";
import { slotBlocks } from "./slot.ts";
import { periodText, roman } from "./wording.ts";
import type { Writing } from "./writing.ts";

type Groups = readonly IndicatorGroup[] | undefined;
type Writer = (writing: Writing, groups: Groups) => Block[];

/** Of a report about one agency; nothing in the others. */
const ofAgency =
  (write: (writing: Writing, agency: Agency) => Block[]): Writer =>
  (writing) =>
    writing.commission.agency === null ? [] : write(writing, writing.commission.agency);

/** Points are counted by the Vietnamese alphabet (Nghị định 30/2020/NĐ-CP Phụ lục I, Mục II khoản 5). */
const POINTS = "abcdđeghiklmnopqrstuvxy";

const ofGroups = (targets: readonly PrintedTarget[], groups: Groups): readonly PrintedTarget[] =>
  groups === undefined ? targets : targets.filter(({ indicator }) => groups.includes(indicator.group));

const WRITERS: Record<PartName, Writer> = {
  targets: ({ targets }) => targets.flatMap((printed, index) => targetBlocks(printed, index + 1)),
  "targets-brief": ({ targets }, groups) =>
    ofGroups(targets, groups).flatMap((printed, index) => briefBlocks(printed, POINTS.charAt(index))),
  progress: ({ composition }) => progressBlocks(composition),
  "trend-charts": ({ composition, targets }) => trendCharts(composition, targets),
  "level-charts": ({ composition, targets }) => levelBars(composition, targets),
  "district-charts": ({ composition, targets }) => districtMultiples(composition, targets),
  notes: ({ composition }) => generalNotes(composition),
  tasks: ({ composition }) => taskBlocks(composition),
  strengths: strengthBlocks,
  weaknesses: weaknessBlocks,
  upcoming: upcomingBlocks,
  recommendations: recommendationBlocks,
  changes: ({ composition }) => changesBlocks(composition),
  quality: ({ composition }) => qualityBlocks(composition),
  reorganisation: ({ composition }) => reorganisationBlocks(composition),
  "agency-targets": ofAgency(({ targets, parties }, { code }) =>
    targets
      .filter((printed) => judgedRow(printed, "agency", code) !== undefined)
      .flatMap((printed, index) => agencyTargetBlocks(printed, index + 1, code, parties.reporting)),
  ),
  "agency-tasks": ofAgency(({ composition }, agency) => agencyTaskBlocks(composition, agency)),
  "agency-weaknesses": ofAgency((writing, agency) =>
    agencyWeaknessBlocks(writing, agency, agencyTaskItems(writing.composition, agency).overdue),
  ),
  "agency-upcoming": ofAgency(({ composition, targets }, agency) => {
    const { overdue, due } = agencyTaskItems(composition, agency);
    return bullets([...aims(targets, "agency", agency.code), ...due, ...overdue]);
  }),
};

const plain = (writing: Writing, part: PlainPart): Block[] =>
  "slot" in part ? slotBlocks(part, writing.texts) : WRITERS[part.part](writing, part.groups);

/**
 * The parts of a section. A khoản takes the number after the last one before it; one without text is left out and takes
 * none.
 */
function sectionBlocks(writing: Writing, parts: Commission["outline"]["sections"][number]["parts"]): Block[] {
  const written: Block[] = [];
  for (const part of parts) {
    if (!("heading" in part)) {
      written.push(...plain(writing, part));
      continue;
    }
    const blocks = part.parts.flatMap((one) => plain(writing, one));
    if (blocks.length === 0) continue;
    const number = written.filter((block) => block.type === "heading" && block.level === 2).length + 1;
    written.push({ type: "heading", level: 2, text: `${number}. ${part.heading}` }, ...blocks);
  }
  return written;
}

/** The body by its outline: sections numbered I, II …; one without text is left out. */
export function outlineBlocks(writing: Writing): Block[] {
  const { outline } = writing.commission;
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
