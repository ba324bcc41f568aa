/**
 * What a province had made of its procedures in a month: SYNTHETIC, decided by chance and growing only, so that
 * reports of 2021, 2022 and 2023 find targets met, missed and nearly reached.
 */

import type { AgencyRecord, Province } from "./agencies.ts";
import type { Month } from "./calendar.ts";
import type { Entry } from "./catalogue.ts";
import { loadEntries } from "./catalogue.ts";
import type { Procedure, Service } from "./contract.ts";
import { type Curve, valueAt } from "./growth.ts";
import { draw, hashText, mix } from "./random.ts";

/** A procedure of a month with its unchanging part. */
export interface Handled {
  entry: Entry;
  procedure: Procedure;
}

/** The catalogue of a province, month by month. */
export interface Catalogue {
  /** All procedures in the order of their codes. They change on the first of a month only. */
  inMonth(month: Month): readonly Handled[];
  /** Those that an agency handles. */
  ofAgency(record: AgencyRecord, month: Month): readonly Handled[];
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

function procedureIn(province: Province, entry: Entry, owner: string | null, month: Month): Procedure {
  const seed = mix(hashText(province.id), entry.seed);
  const ownerSeed = hashText(`${province.id} ${owner ?? entry.level}`);
  // Some owners are ahead of the curves, others behind them.
  const progress = Math.max(0, month) * (0.6 + 1.5 * draw(ownerSeed, QUESTION.pace));
  const has = (question: number, curve: Curve): boolean => draw(seed, question) < valueAt(curve, progress);
  const eligible = eligibility(entry, seed, draw(ownerSeed, QUESTION.ambition));
  const service = serviceOf(entry, eligible, seed, progress);
  const online = service !== "information";
  const fee = !entry.internal && draw(seed, QUESTION.fee) < (CHARGED.test(entry.name) ? 0.68 : 0.14);
  const { code, name, field, level, internal } = entry;
  return {
    ...{ code, name, field, level, owner, service, eligible, internal, fee },
    published: has(QUESTION.published, PUBLISHED),
    integrated: online && has(QUESTION.integrated, INTEGRATED),
    payableOnline: fee && has(QUESTION.payable, PAYABLE),
    postalIntake: !internal && has(QUESTION.postalIntake, POSTAL_INTAKE),
    postalReturn: !internal && has(QUESTION.postalReturn, POSTAL_RETURN),
    redesigned: online && has(QUESTION.redesigned, REDESIGNED),
  };
}

/** The catalogue of a province. Months are made when they are first asked for, and the last two years of them kept. */
export function createCatalogue(province: Province): Catalogue {
  const entries = loadEntries();
  const owners = new Map(province.records.flatMap(({ agency, roles }) => roles.map((role) => [role, agency.code])));
  const months = new Map<Month, Map<string, Handled[]>>();
  const make = (month: Month): Map<string, Handled[]> => {
    const groups = new Map<string, Handled[]>([["", []]]);
    for (const entry of entries) {
      const owner = entry.role === null ? null : (owners.get(entry.role) ?? null);
      const handled = { entry, procedure: procedureIn(province, entry, owner, month) };
      groups.get("")?.push(handled);
      const key = owner ?? entry.level;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [handled]);
      else group.push(handled);
    }
    return groups;
  };
  const groupsOf = (month: Month): Map<string, Handled[]> => {
    const groups = months.get(month) ?? make(month);
    months.set(month, groups);
    for (const oldest of months.keys()) if (months.size > MONTHS_KEPT) months.delete(oldest);
    return groups;
  };
  return {
    inMonth: (month) => groupsOf(month).get("") ?? [],
    ofAgency: ({ agency }, month) => groupsOf(month).get(agency.level === "so" ? agency.code : agency.level) ?? [],
  };
}
