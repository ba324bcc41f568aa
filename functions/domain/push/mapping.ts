import { z } from "zod";
import { FieldPath } from "../mapping/condition.ts";
import { placeholdersOf, WINDOW_FORMS } from "../mapping/placeholders.ts";
import { Id, MAPPING_HEAD, transportWith } from "../mapping/transport.ts";
import { PeriodKind, type Window } from "../period.ts";
import { Code } from "../quality/bounds.ts";
import { pushFaults } from "./faults.ts";

/** What the texts of a push's body are filled in with: one figure of one period. */
interface PushFilling {
  readonly window: Window;
  /** As the report is called: "2026-08", "2026-Q3". */
  readonly period: string;
  /** The codes that the report system has for target and agency. */
  readonly indicator: string;
  readonly office: string;
  /** With a decimal point. */
  readonly value: string;
}

const quarterOf = ({ window }: PushFilling): string => String(Math.ceil(Number(window.to.slice(5, 7)) / 3));

const placeholders = placeholdersOf(
  new Map<string, (filling: PushFilling) => string>([
    ...WINDOW_FORMS,
    ["quarter", quarterOf],
    ["quarter:number", quarterOf],
    ["period", ({ period }) => period],
    ["indicator", ({ indicator }) => indicator],
    ["office", ({ office }) => office],
    ["value", ({ value }) => value],
    ["value:comma", ({ value }) => value.replace(".", ",")],
    ["value:number", ({ value }) => value],
  ]),
);

/** A text of the body as it is sent. */
export const pushJson = placeholders.json;

/** Addresses and headers are the same for every figure. */
const { Path, Headers, Access } = transportWith((text) =>
  /[{}]/.test(text) ? "không dùng ô điền ở đây; kỳ, đơn vị, chỉ tiêu, giá trị đặt trong body" : null,
);

const SystemCode = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{1,100}$/, "chỉ gồm ký tự ASCII, không có khoảng trắng");

/** Which number of a figure is sent: `rate` in percent, the others are whole numbers. */
const PushedField = z.enum(["rate", "numerator", "denominator", "shortfall"]);

/** A figure of a target, and its code at the report system. */
const PushedTarget = z.strictObject({
  programme: Id,
  target: Id,
  basis: z.enum(["period", "year", "as-of"]),
  code: SystemCode,
  value: PushedField,
  /** Of a rate. It is rounded half up, but never across 0, 100 or the threshold that it is held against. */
  decimals: z.int().min(0).max(6).default(2),
});
export type PushedTarget = z.infer<typeof PushedTarget>;

const Offices = z.strictObject({
  /** The code of the province itself; its own figures are not sent where it is left out. */
  province: SystemCode.optional(),
  /** The system's codes by those of agencies. */
  agencies: z.record(Code, SystemCode).default({}),
  /** What becomes of agencies that are not named: sent under their own code, or not at all. */
  others: z.enum(["own-code", "left-out"]).default("own-code"),
});

/** When the system has taken a figure, beside a status from 200 to 299. */
const Accepted = z.strictObject({
  field: FieldPath,
  in: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1),
});

const PushMappingFile = z.strictObject({
  ...MAPPING_HEAD,
  access: Access,
  request: z.strictObject({
    path: Path,
    headers: Headers.default({}),
    /** Sent as JSON by POST, once for each figure. */
    body: z.record(z.string(), z.unknown()),
  }),
  /** Where it is left out, a status from 200 to 299 with JSON or nothing in it says that a figure was taken. */
  accepted: Accepted.optional(),
  /** Kinds of period whose figures the system takes. */
  periods: z.array(PeriodKind).min(1),
  /** Whether figures of provisional revisions are sent, too. */
  provisional: z.boolean().default(false),
  /** Of a later revision: the figures that differ from what the system has taken, or all of them. */
  sends: z.enum(["changed", "all"]).default("changed"),
  targets: z.array(PushedTarget).min(1),
  offices: Offices,
});

/** How single figures are sent to a province's report system, and under which codes (templates/pushes/). */
export const PushMapping = PushMappingFile.check(({ value, issues }) => {
  for (const { path, message } of pushFaults(value, placeholders.fault)) {
    issues.push({ code: "custom", input: value, path: [...path], message });
  }
});
export type PushMapping = z.infer<typeof PushMapping>;
