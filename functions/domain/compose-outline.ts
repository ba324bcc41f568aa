import type { Agency } from "./agency.ts";
import type { Commission } from "./commission.ts";
import { changesBlocks } from "./compose-changes.ts";
import { districtMultiples, trendCharts } from "./compose-charts.ts";
import type { Parties } from "./compose-form06a.ts";
import { levelBars } from "./compose-level-charts.ts";
import { qualityBlocks } from "./compose-quality.ts";
import { reorganisationBlocks } from "./compose-reorganisation.ts";
import { generalNotes, targetBlocks } from "./compose-target.ts";
import type { Composition, PrintedTarget } from "./composition.ts";
import type { IndicatorGroup } from "./indicator.ts";
import type { PartName, PlainPart } from "./outline.ts";
import { nextOf } from "./period.ts";
import type { Block } from "./report.ts";
import { type SlotTexts, slotBlocks } from "./slot.ts";
import { periodText, roman } from "./wording.ts";

/** What the parts of one report are written from. */
export interface Writing {
  readonly composition: Composition;
  readonly targets: readonly PrintedTarget[];
  readonly commission: Commission;
  /** Đơn vị báo cáo and đơn vị nhận. */
  readonly parties: Parties;
  readonly texts: SlotTexts;
}

type Groups = readonly IndicatorGroup[] | undefined;
type Writer = (writing: Writing, groups: Groups) => Block[];

/** Of a report about one agency; nothing in the others. */
const ofAgency =
  (write: (writing: Writing, agency: Agency) => Block[]): Writer =>
  (writing) =>
    writing.commission.agency === null ? [] : write(writing, writing.commission.agency);

const WRITERS: Record<PartName, Writer> = {
  targets: ({ targets }) => targets.flatMap((printed, index) => targetBlocks(printed, index + 1)),
  "targets-brief": () => [],
  progress: () => [],
  "trend-charts": ({ composition, targets }) => trendCharts(composition, targets),
  "level-charts": ({ composition, targets }) => levelBars(composition, targets),
  "district-charts": ({ composition, targets }) => districtMultiples(composition, targets),
  notes: ({ composition }) => generalNotes(composition),
  tasks: () => [],
  strengths: () => [],
  weaknesses: () => [],
  upcoming: () => [],
  recommendations: () => [],
  changes: ({ composition }) => changesBlocks(composition),
  quality: ({ composition }) => qualityBlocks(composition),
  reorganisation: ({ composition }) => reorganisationBlocks(composition),
  "agency-targets": ofAgency(() => []),
  "agency-tasks": ofAgency(() => []),
  "agency-weaknesses": ofAgency(() => []),
  "agency-upcoming": ofAgency(() => []),
};

const plain = (writing: Writing, part: PlainPart): Block[] =>
  "slot" in part ? slotBlocks(part, writing.texts) : WRITERS[part.part](writing, part.groups);

/** The parts of a section; a khoản without text is left out and takes no number. */
function sectionBlocks(writing: Writing, parts: Commission["outline"]["sections"][number]["parts"]): Block[] {
  let number = 0;
  return parts.flatMap((part): Block[] => {
    if (!("heading" in part)) return plain(writing, part);
    const blocks = part.parts.flatMap((one) => plain(writing, one));
    if (blocks.length === 0) return [];
    number += 1;
    return [{ type: "heading", level: 2, text: `${number}. ${part.heading}` }, ...blocks];
  });
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
