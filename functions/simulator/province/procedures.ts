/**
 * What a province had made of its procedures in a month: SYNTHETIC, decided by chance and growing only, so that
 * reports of 2021, 2022 and 2023 find targets met, missed and nearly reached.
 */

import { type Curve, valueAt } from "../answers/growth.ts";
import type { Procedure, Service } from "../contract.ts";
import { draw, hashText, mix } from "../random.ts";
import { firstHolder, type Province } from "./agencies.ts";
import type { Booking } from "./bookings.ts";
import { type Month, monthOf } from "./calendar.ts";
import type { Entry } from "./catalogue.ts";
import { loadEntries } from "./catalogue.ts";
import { type Placement, placementsIn } from "./placements.ts";

/** A procedure of a month with its unchanging part. */
export interface Handled {
  entry: Entry;
  procedure: Procedure;
  /** Mean number of dossiers a month at an agency of size 1 that handles it. */
  volume: number;
}

/** The catalogue of a province, month by month. */
export interface Catalogue {
  /** All procedures in the order of their codes. They change on the first of a month only. */
  inMonth(month: Month): readonly Handled[];
  /** Those that an agency handles, as of its last day in the window. */
  ofAgency(booking: Booking): readonly Handled[];
  /** Whether an agency handles this one, as of its last day in the window. */
  isHandledBy(entry: Entry, booking: Booking): boolean;
}

// Shares of the procedures that have reached something, by month since 2020-12.
const PARTIAL: Curve = [
  [0, 0.6],
  [12, 0.92],
  [18, 1],
];
const FULL: Curve = [
  [0, 0.25],
  [12, 0.75],
  [22, 1],
];
const PUBLISHED: Curve = [
  [0, 0.72],
  [12, 0.9],
  [20, 1],
];
const INTEGRATED: Curve = [
  [0, 0.2],
  [12, 0.5],
  [24, 0.8],
  [48, 1],
];
const PAYABLE: Curve = [
  [0, 0.15],
  [12, 0.4],
  [24, 0.66],
  [36, 0.85],
  [60, 1],
];
const REDESIGNED: Curve = [
  [0, 0],
  [12, 0.08],
  [24, 0.3],
  [36, 0.5],
  [60, 0.9],
];
const POSTAL_INTAKE: Curve = [
  [0, 0.6],
  [48, 0.9],
];
const POSTAL_RETURN: Curve = [
  [0, 0.65],
  [48, 0.95],
];

const CHARGED = /giấy phép|giấy chứng nhận|chứng chỉ|chứng thực|lý lịch|thẻ|đăng ký|bản sao|phù hiệu|trích lục/i;

const QUESTION = {
  pace: 1,
  ambition: 2,
  eligible: 3,
  partial: 4,
  full: 5,
  published: 6,
  integrated: 7,
  fee: 8,
  payable: 9,
  postalIntake: 10,
  postalReturn: 11,
  redesigned: 12,
};

const MONTHS_KEPT = 24;

function eligibility(entry: Entry, seed: number, ambition: number): Procedure["eligible"] {
  const chance = draw(seed, QUESTION.eligible);
  if (chance < 0.52 + 0.4 * ambition) return "full";
  return entry.prominent || chance < 0.94 ? "partial" : "none";
}

function serviceOf(entry: Entry, eligible: Procedure["eligible"], seed: number, progress: Month): Service {
  if (eligible === "none") return "information";
  if (eligible === "full" && draw(seed, QUESTION.full) < valueAt(FULL, progress)) return "full";
  // The busy procedures were put online first, long before the targets were set.
  const hurdle = draw(seed, QUESTION.partial) * (entry.prominent ? 0.5 : 1);
  return hurdle < valueAt(PARTIAL, progress) ? "partial" : "information";
}

function procedureIn(province: Province, entry: Entry, { level, owner }: Placement, month: Month): Procedure {
  const seed = mix(hashText(province.id), entry.seed);
  // Whoever takes a procedure over takes it as it is: what it has reached goes by who had it first.
  const pioneer = entry.role === null ? undefined : firstHolder(province, entry.role);
  const ownerSeed = hashText(`${province.id} ${pioneer ?? entry.level}`);
  // Some owners are ahead of the curves, others behind them.
  const progress = Math.max(0, month) * (0.6 + 1.5 * draw(ownerSeed, QUESTION.pace));
  const has = (question: number, curve: Curve): boolean => draw(seed, question) < valueAt(curve, progress);
  const eligible = eligibility(entry, seed, draw(ownerSeed, QUESTION.ambition));
  const service = serviceOf(entry, eligible, seed, progress);
  const online = service !== "information";
  const fee = !entry.internal && draw(seed, QUESTION.fee) < (CHARGED.test(entry.name) ? 0.68 : 0.14);
  const { code, name, field, internal } = entry;
  return {
    code,
    name,
    field,
    level,
    owner,
    service,
    eligible,
    internal,
    fee,
    published: has(QUESTION.published, PUBLISHED),
    integrated: online && has(QUESTION.integrated, INTEGRATED),
    payableOnline: fee && has(QUESTION.payable, PAYABLE),
    postalIntake: !internal && has(QUESTION.postalIntake, POSTAL_INTAKE),
    postalReturn: !internal && has(QUESTION.postalReturn, POSTAL_RETURN),
    redesigned: online && has(QUESTION.redesigned, REDESIGNED),
  };
}

/** The month whose catalogue an agency works with in a window. */
const workingMonth = ({ lastDay }: Booking): Month => monthOf(lastDay);

/** The catalogue of a province. Months are made when they are first asked for, and the last two years of them kept. */
export function createCatalogue(province: Province): Catalogue {
  const entries = loadEntries();
  const months = new Map<Month, ReadonlyMap<string, ReadonlyMap<string, Handled>>>();
  const make = (month: Month): ReadonlyMap<string, ReadonlyMap<string, Handled>> => {
    const all = new Map<string, Handled>();
    const groups = new Map([["", all]]);
    const placed = placementsIn(province, entries, month);
    for (const [entry, placement] of placed) {
      const { level, owner, volume } = placement;
      const handled = { entry, procedure: procedureIn(province, entry, placement, month), volume };
      const group = groups.get(owner ?? level) ?? new Map<string, Handled>();
      groups.set(owner ?? level, group.set(entry.code, handled));
      all.set(entry.code, handled);
    }
    return groups;
  };
  const groupsOf = (month: Month): ReadonlyMap<string, ReadonlyMap<string, Handled>> => {
    const groups = months.get(month) ?? make(month);
    months.set(month, groups);
    for (const oldest of months.keys()) if (months.size > MONTHS_KEPT) months.delete(oldest);
    return groups;
  };
  const groupOf = (booking: Booking): ReadonlyMap<string, Handled> | undefined =>
    groupsOf(workingMonth(booking)).get(booking.level === "so" ? booking.code : booking.level);
  return {
    inMonth: (month) => [...(groupsOf(month).get("")?.values() ?? [])],
    ofAgency: (booking) => [...(groupOf(booking)?.values() ?? [])],
    isHandledBy: (entry, booking) => groupOf(booking)?.has(entry.code) ?? false,
  };
}
