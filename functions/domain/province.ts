import { z } from "zod";
import type { AgencyTree } from "./agency.ts";
import { Body, DatedName, nameInUse, nameOn, Office, UnitLetterhead } from "./office.ts";
import { Day, kindOf, Period, Scheme, specialPeriod } from "./period.ts";
import type { NameOn } from "./task.ts";
import { UNIT_TYPES, unitTypeOf } from "./unit-name.ts";

const text = z.string().trim().min(1, "không được để trống");

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối");

/** How a province reports: scheme of periods, deadlines, completeness. */
export const ReportingRules = z.strictObject({
  scheme: Scheme,
  /** Days of the month; not yet confirmed by the province where `confirmed` is false ("cần xác nhận"). */
  deadlines: z.strictObject({
    month: text,
    quarter: text,
    half: text,
    year: text,
    source: text,
    confirmed: z.boolean(),
  }),
  /**
   * Periods that somebody has asked for once, each by an id of its own ("kstt-2025") and its days, which need not be
   * those of months. `before` is the id of the one that it is compared with; none where it is left out.
   */
  special: z.array(z.strictObject({ id, from: Day, to: Day, before: id.optional() })).default([]),
  /** Share of (agency, month) pairs that must be present, in percent (0–100). */
  minimumCompleteness: z.int().min(0).max(100),
  /** An agency with fewer dossiers received since January is named neither among the best nor among the weakest. */
  smallest: z.int().min(0).default(30),
  /** Whether reports print a score of every agency and its place among those of its level. */
  scored: z.boolean().default(true),
});

/** When reports are released (phát hành); it says nothing about what they say, so no report depends on it. */
export const ReleaseRules = z.strictObject({
  /** `automatic`: as soon as they are made and checked; `approved`: once somebody who did not start the run agrees. */
  mode: z.enum(["automatic", "approved"]).default("automatic"),
  /**
   * In percent (1–100): a result with agencies or totals down by more than this share against what was published last
   * waits for somebody to agree, whatever the mode.
   */
  emptier: z.int().min(1).max(100).default(30),
});

/** A system outside, by a mapping file. */
const OutsideSystem = z.strictObject({
  /** Id of the mapping file. */
  mapping: id,
  /** http or https, without account and parameters. */
  url: z
    .url({ protocol: /^https?$/, error: "phải là địa chỉ http hoặc https" })
    .regex(/^[^@?#]*$/, "không kèm tài khoản, tham số")
    .optional(),
});

/** A system that counts come from: the province's own, or one of a ministry. */
const CountSource = OutsideSystem.extend({
  system: z.enum(["province", "ministry"]),
  /** The first day of its use: it is asked for months that end on this day or later; for all where it is left out. */
  from: Day.optional(),
});

/** A province: who reports to whom, under which regime. */
export const Province = z.strictObject({
  id,
  /** With its type, as sentences print it: "tỉnh Bà Rịa - Vũng Tàu"; its newest name where it had several. */
  name: text,
  /** Its names and types by day. Version 0.3 knew one name only. */
  names: z.array(DatedName).default([]),
  /** Mã đơn vị hành chính of the General Statistics Office, e.g. "77". */
  code: text,
  /** Địa danh of the documents of its departments. */
  place: text,
  /** Offices that issue the province's reports. */
  offices: z.array(Office).min(1),
  /**
   * Offices beside those, and offices named together, whose names changed: addressees, Nơi nhận and whom a document's
   * tasks name are printed by the name of the report's day. Version 0.2 did not know them.
   */
  bodies: z.array(Body).default([]),
  /**
   * Proper names of its districts and communes that are names of persons or historic events: the type before them is
   * written in capitals (Nghị định 30/2020/NĐ-CP Phụ lục II), as before a number.
   */
  namedAfter: z.array(text).default([]),
  /** How its agencies head and sign their own reports. */
  units: z.array(UnitLetterhead),
  regime: ReportingRules,
  release: ReleaseRules.prefault({}),
  /**
   * Systems that counts of the agencies that they know come from in place of its API, each as a mapping file of
   * templates/sources/ says; what they tell of an agency is added up. Their addresses are settings unless they are given
   * here.
   */
  sources: z.array(CountSource).default([]),
  /** Where nobody but the national portal tells its counts, and its agencies: there is no API then, and no other source. */
  fedBy: z.literal("national-portal").optional(),
  /** The report system that single figures are sent to, as a file of templates/pushes/ says; none where it is left out. */
  push: OutsideSystem.optional(),
  /** The last day on which the province exists, and what it became part of. */
  ended: z.strictObject({ lastDay: Day, successor: text }).optional(),
  /** Provinces that became part of it, each by its name and its own last day. Version 0.3.2 did not know them. */
  joined: z.array(z.strictObject({ name: text, lastDay: Day })).default([]),
});
export type Province = z.infer<typeof Province>;

/** How a province is called on a day: "tỉnh Đồng Nai", later "thành phố Đồng Nai". */
export const provinceNameOn = ({ name, names }: Pick<Province, "name" | "names">, day: Day): string =>
  nameInUse(names, day, name);

/** Whether a province is a city under the central government (thành phố trực thuộc trung ương), by its name of the day. */
export const isCity = (name: string): boolean => /^thành phố /iu.test(name);

/** Since when a province is a city: null where it has always been one, undefined where it is none. */
export function citySince({ name, names }: Pick<Province, "name" | "names">): Day | null | undefined {
  const first = names.find((one) => isCity(one.name));
  if (first !== undefined) return first.from;
  return names.length === 0 && isCity(name) ? null : undefined;
}

/** A period as it is asked for: in its usual writing, or by the id of one that the regime names; null for anything else. */
export function periodNamed(text: string, { special }: Province["regime"]): Period | null {
  const named = special.find(({ id, ...window }) => text === id || text === specialPeriod(window));
  if (named !== undefined) return specialPeriod(named);
  const usual = Period.safeParse(text);
  return usual.success && kindOf(usual.data) !== "special" ? usual.data : null;
}

/** The special period that the regime names as the one before a special one. */
export function specialBefore(period: Period, { special }: Province["regime"]): Period | undefined {
  const { before } = special.find((one) => specialPeriod(one) === period) ?? {};
  const earlier = special.find(({ id }) => id === before);
  return earlier === undefined ? undefined : specialPeriod(earlier);
}

/** Everybody of a province whose name changed: its issuing offices, and the bodies beside them. */
export const bodiesOf = ({ offices, bodies }: Pick<Province, "offices" | "bodies">): Body[] => [
  ...offices.map(({ id, letterheads }) => ({
    id,
    names: letterheads.map(({ from, to, name }) => ({ from, to, name })),
  })),
  ...bodies,
];

/** Stands for the kinds of communes that a province has: "xã, phường, đặc khu". */
const COMMUNE_TYPES = "{đơn vị cấp xã}";

/** The kinds of communes among agencies, in the order of official documents. */
function communeTypes({ inForce }: Pick<AgencyTree, "inForce">): string {
  const found = new Set(inForce.filter(({ level }) => level === "xa").map(({ name }) => unitTypeOf(name)));
  return UNIT_TYPES.filter((type) => found.has(type)).join(", ");
}

/**
 * How somebody whom a document names is called on a report's day: offices by their names of that day, the committees
 * below the province by the kinds of units that it has then. "{ubnd-duoi-tinh}" stands for the body of that id.
 *
 * @param tree the agencies of the report
 */
export function namesOn(
  province: Pick<Province, "offices" | "bodies">,
  tree: Pick<AgencyTree, "inForce">,
  day: Day,
): NameOn {
  const bodies = bodiesOf(province);
  const called = (name: string): string => {
    const body = bodies.find(({ id }) => name === `{${id}}`);
    return body === undefined ? nameOn(name, bodies, day) : nameInUse(body.names, day, name);
  };
  return (name, ofCommunes = true) => {
    const now = called(name);
    return ofCommunes || !now.includes(COMMUNE_TYPES)
      ? now.replace(COMMUNE_TYPES, () => communeTypes(tree) || "xã, phường")
      : name;
  };
}
