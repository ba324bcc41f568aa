import { z } from "zod";
import { type Agency, LEVELS, type Level } from "./agency.ts";
import { Day, nominalLastDayOf, type Period } from "./period.ts";
import { type NameOn, Task, taskOn } from "./task.ts";
import { Threshold } from "./threshold.ts";

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối");
const text = z.string().trim().min(1, "không được để trống");

/** Thresholds in percent (0–100), or whole numbers where the unit is count; a level left out is not bound. */
export const Thresholds = z.strictObject({
  so: Threshold.optional(),
  huyen: Threshold.optional(),
  xa: Threshold.optional(),
  province: Threshold.optional(),
  /** A district with its communes; where absent, the threshold that huyen and xa share. */
  area: Threshold.optional(),
});
export type Thresholds = z.infer<typeof Thresholds>;

/** `min` tối thiểu, `strive` phấn đấu, `benchmark` a level for full marks (mức điểm tối đa), which nobody is asked to reach. */
export const Goal = z.enum(["min", "strive", "benchmark"]);
export type Goal = z.infer<typeof Goal>;

/**
 * `percent`; `count`, judged on the numerator alone, of an indicator that `isCounted`; or `average`, so many for each, of an
 * indicator of that kind.
 */
export const Unit = z.enum(["percent", "count", "average"]);

/** The rate in percent that a procedure must have, and which procedures: all, or those of online services. */
const PerProcedure = z.strictObject({ threshold: z.int().min(1).max(100), among: z.enum(["all", "online"]) });

/** A target (chỉ tiêu) of a directing document, with the clause it comes from. */
export const Target = z.strictObject({
  id,
  indicator: id,
  name: text,
  goal: Goal,
  unit: Unit,
  /** Each procedure for itself is asked for this rate; the thresholds then say which share of them must have it. */
  perProcedure: PerProcedure.optional(),
  thresholds: Thresholds,
  deadline: Day.nullable(),
  /** The document's words for the deadline ("Lộ trình đến tháng 11/2023"), as reports print it. */
  deadlineText: text.optional(),
  /** Why the deadline lies before the document's issue, where the document itself has it so. */
  deadlineNote: text.optional(),
  /** The one office that the document gives the target to (cơ quan được giao chủ trì), by the document's name for it. */
  lead: text.optional(),
  clause: text,
  /** The clause's words, obvious scanning slips mended; "[…]" stands where words between two clauses are left out. */
  quote: text,
  /** Where the number was read, with its address, where that is not the document itself. */
  source: text.optional(),
  /** How sure that is, in words. */
  certainty: text.optional(),
  /** False where nobody has read the clause yet: reports say "cần xác nhận" until it is set to true. */
  confirmed: z.boolean().optional(),
});
export type Target = z.infer<typeof Target>;

/** What a document demands and no figures of a province can tell, with why. */
const Uncounted = z.strictObject({
  name: text,
  reason: text,
  source: text,
  /** What it is where it is no target that anybody was given: a level for full marks. */
  goal: Goal.optional(),
  /** Its first and its last day, where they are not the document's own: a report of another period does not tell of it. */
  from: Day.optional(),
  until: Day.optional(),
});
type Uncounted = z.infer<typeof Uncounted>;

/** Stands in the place of a province's id in a document of the national pack, which binds them all. */
export const EVERY_PROVINCE = "all";

/** A directing document (văn bản giao chỉ tiêu): whom it binds, what it demands, where that is written. */
export const Programme = z.strictObject({
  id,
  /** The province that it binds, or `all`. */
  province: id,
  /** The document's kind, number and day as reports cite it; a part that is not known yet is dotted. */
  citation: text,
  /** Tên gọi tắt, as tables print it. */
  shortName: text,
  title: text,
  /** False where nobody has read the title in the document yet: reports say so until it is set to true. */
  titleConfirmed: z.boolean().optional(),
  issuer: text,
  /** The day the document was issued; where the day is not known, the earliest that the document itself allows. */
  issued: Day,
  /** Why `issued` is what it is, where the document does not say. */
  issuedNote: text.optional(),
  /** Days on which it is in force (thời hạn thực hiện): from its issue, or a later day that it names, to its last day. */
  inForce: z.strictObject({ from: Day.optional(), to: Day }),
  /** Names of agencies that it does not bind, as the API gives them. */
  exceptions: z.array(z.strictObject({ name: text, clause: text, quote: text.optional() })),
  /** Scanning slips mended in the quotes. */
  ocrCorrections: z.array(z.strictObject({ clause: text, scanned: text, printed: text })),
  targets: z.array(Target),
  /** What it demands besides, and cannot be counted. */
  uncounted: z.array(Uncounted).min(1).optional(),
  /** Its numbered tasks and organising duties, in the order of the clauses. */
  tasks: z.array(Task).default([]),
});
export type Programme = z.infer<typeof Programme>;

export const isNational = ({ province }: Pick<Programme, "province">): boolean => province === EVERY_PROVINCE;

/** The days on which a programme is in force (thời hạn thực hiện), both included. */
export const DaysInForce = z.object({ from: Day, to: Day });
type DaysInForce = z.infer<typeof DaysInForce>;

export const daysInForce = ({ issued, inForce }: Pick<Programme, "issued" | "inForce">): DaysInForce => ({
  from: inForce.from ?? issued,
  to: inForce.to,
});

/** How a programme stands to a period: chưa ban hành, chưa có hiệu lực, có hiệu lực, đã hết thời hạn. */
export type Standing = "not-issued" | "not-begun" | "in-force" | "expired";

/** Whether the period ends, by its nominal last day, within one of these spans. */
export const isCovered = (spans: readonly DaysInForce[], period: Period): boolean => {
  const day = nominalLastDayOf(period);
  return spans.some(({ from, to }) => from <= day && day <= to);
};

/** How a programme stands to a period: told by the period's nominal last day, never by the day on which it is asked. */
export function standingIn(programme: Pick<Programme, "issued" | "inForce">, period: Period): Standing {
  const day = nominalLastDayOf(period);
  const { from, to } = daysInForce(programme);
  if (day < programme.issued) return "not-issued";
  if (day < from) return "not-begun";
  return day > to ? "expired" : "in-force";
}

/** What a document demands on a day and no figures of a province can tell. */
export const uncountedOn = ({ uncounted = [] }: Pick<Programme, "uncounted">, day: Day): Uncounted[] =>
  uncounted.filter(({ from, until }) => (from ?? day) <= day && day <= (until ?? day));

export const bindsLevel = (target: Target, level: Level): boolean => target.thresholds[level] !== undefined;

/** Levels that the target binds, in the order of print. */
export const boundLevels = (target: Target): Level[] => LEVELS.filter((level) => bindsLevel(target, level));

/** Whether the target has rows for districts with their communes (địa bàn). */
export function bindsAreas(target: Target): boolean {
  return target.thresholds.area !== undefined || (bindsLevel(target, "huyen") && bindsLevel(target, "xa"));
}

/** The threshold of an area row: the one given for areas, or else the one that huyen and xa share, else none. */
export function areaThreshold(target: Target): number | null {
  const { area, huyen, xa } = target.thresholds;
  if (area !== undefined) return area;
  return huyen !== undefined && huyen === xa ? huyen : null;
}

const OF_LEVEL = { so: "so", huyen: "huyen", xa: "xa", area: "huyen", province: null } as const;

const onLevels = ({ thresholds, ...target }: Target, levels: ReadonlySet<Level>): Target => ({
  ...target,
  thresholds: Thresholds.parse(
    Object.fromEntries(
      Thresholds.keyof().options.flatMap((scope) => {
        const level = OF_LEVEL[scope];
        return thresholds[scope] === undefined || (level !== null && !levels.has(level))
          ? []
          : [[scope, thresholds[scope]]];
      }),
    ),
  ),
});

/**
 * The programme as a report prints it whose agencies are of these levels only: nothing that it demands of another level,
 * and no task of another level alone. The same where all levels have agencies.
 *
 * @param nameOn how somebody whom a task names is called on the report's day
 */
export function programmeOn(programme: Programme, levels: ReadonlySet<Level>, nameOn: NameOn): Programme {
  const targets = programme.targets.map((target) => onLevels(target, levels));
  return { ...programme, targets, tasks: programme.tasks.flatMap((task) => taskOn(task, levels, nameOn)) };
}

/** Compared after Unicode NFC and trimming. */
export function isExcepted(programme: Pick<Programme, "exceptions">, agencyName: string): boolean {
  const name = agencyName.normalize("NFC").trim();
  return programme.exceptions.some((exception) => exception.name.normalize("NFC").trim() === name);
}

/** The exceptions of a programme that none of these agencies bears the name of. */
export const exceptionsOfNobody = (
  { exceptions }: Pick<Programme, "exceptions">,
  agencies: readonly Pick<Agency, "name">[],
): Programme["exceptions"] =>
  exceptions.filter((exception) => !agencies.some(({ name }) => isExcepted({ exceptions: [exception] }, name)));
