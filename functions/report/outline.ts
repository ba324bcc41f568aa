import { z } from "zod";
import { IndicatorGroup } from "../domain/indicator.ts";

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối");
const text = z.string().trim().min(1, "không được để trống");

/** Parts that the program writes from the figures. */
export const PartName = z.enum([
  "targets",
  "targets-brief",
  "overview",
  "volume",
  "overdue",
  "target-charts",
  "level-charts",
  "definitions",
  "notes",
  "tasks",
  "strengths",
  "weaknesses",
  "upcoming",
  "recommendations",
  "changes",
  "quality",
  "reorganisation",
  "agency-targets",
  "agency-tasks",
  "agency-weaknesses",
  "agency-upcoming",
]);
export type PartName = z.infer<typeof PartName>;

const Written = z.strictObject({
  part: PartName,
  /** Only targets of these groups of indicators. */
  groups: z.array(IndicatorGroup).min(1).optional(),
});

/** A text that only people know (chỉ đạo, nguyên nhân …), filled in per period. */
const Slot = z.strictObject({
  slot: id,
  /** What is to be written there, for the person who fills it. */
  label: text,
  /** An empty one leaves a dotted line in a draft, or no trace. */
  empty: z.enum(["dotted", "none"]),
  /** How the text begins; "{cơ quan}" stands for the office that reports. */
  lead: text.optional(),
  /** One line for each agency, "MÃ CƠ QUAN: nội dung", which is printed with its overdue dossiers. */
  of: z.literal("agencies").optional(),
  /** Printed only where the reporting office does not reach a minimum of its own. */
  only: z.literal("own-shortfall").optional(),
});
export type Slot = z.infer<typeof Slot>;

const Plain = z.union([Written, Slot], { error: "phải là một phần (part) hoặc một ô chữ (slot)" });

/** A khoản with a title of its own. */
const Headed = z.strictObject({ heading: text, parts: z.array(Plain).min(1) });

const Part = z.union([Written, Slot, Headed], {
  error: "phải là một phần (part), một ô chữ (slot) hoặc một khoản (heading)",
});
export type PlainPart = z.infer<typeof Plain>;

/** The appendices that a report may have, in the order in which the outline lists them. */
export const AppendixName = z.enum([
  "targets",
  "summary",
  "so",
  "huyen",
  "xa",
  "areas",
  "filing",
  "payments",
  "postal",
  "form-06a",
  "form-07a-btp",
  "tasks",
  "reorganisation",
  "changes",
  "quality",
  "national-portal",
  "agency-communes",
  "agency-form-06a",
]);
export type AppendixName = z.infer<typeof AppendixName>;

/** The outline of a report (đề cương): its sections and appendices, in the order of print. */
export const Outline = z.strictObject({
  id,
  /** Tên loại. */
  kind: text,
  /** Upper-case titles, numbered I, II …; "{kỳ tới}" stands for the next period. */
  sections: z.array(z.strictObject({ title: text, parts: z.array(Part).min(1) })),
  appendices: z.array(AppendixName),
  /** The closing sentence, without "./."; tables that nobody signs by themselves have none. */
  closing: text.optional(),
});
export type Outline = z.infer<typeof Outline>;

/** Every slot of an outline, in the order of print. */
export const slotsOf = (outline: Outline): Slot[] =>
  outline.sections
    .flatMap(({ parts }) => parts)
    .flatMap((part): PlainPart[] => ("heading" in part ? part.parts : [part]))
    .flatMap((part) => ("slot" in part ? [part] : []));
