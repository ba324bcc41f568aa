import { monthsLater, windowOfMonth } from "../computation/days.ts";
import { dayAfter, dayIn, firstAgencies } from "./agencies.ts";
import { around } from "./around.ts";
import type { Plan, ProcedurePlan } from "./plan.ts";
import { type AgencyRecord, type CatalogueChange, levelNames, type ProcedureRecord } from "./world.ts";

interface Edit {
  readonly from: string;
  readonly code: string;
  readonly make: (old: ProcedureRecord | undefined) => ProcedureRecord | null;
}

const kinds = ["full", "partial", "information"] as const;
const eligibles = ["full", "partial", "none"] as const;

function flagsOf(bits: number) {
  const bit = (at: number): boolean => ((bits >> at) & 1) === 1;
  return {
    published: bit(0),
    integrated: bit(1),
    internal: bit(2),
    fee: bit(3),
    payableOnline: bit(4),
    postalIntake: bit(5),
    postalReturn: bit(6),
    redesigned: bit(7),
  };
}

function procedureOf(plan: ProcedurePlan, at: number, owners: readonly string[]): ProcedureRecord {
  const level = around(levelNames, plan.level) ?? "xa";
  return {
    code: `${(at % 3) + 1}.${100_000 + at}`,
    name: `Thủ tục số ${at}`,
    field: "Hộ tịch",
    level,
    owner: level === "so" ? (around(owners, plan.owner) ?? "Z.GONE") : null,
    service: around(kinds, plan.service) ?? "full",
    eligible: around(eligibles, plan.eligible) ?? "none",
    ...flagsOf(plan.flags),
  };
}

const wideOf = (owners: readonly string[]): ProcedureRecord[] =>
  Array.from({ length: 300 }, (_, at) => {
    const { level, ...rest } = { level: at, owner: at, changes: 99, change: "flags" as const };
    const entry = procedureOf({ level, ...rest, service: at % 2, eligible: 0, flags: 255 }, at + 500, owners);
    return { ...entry, integrated: at % 17 !== 0 };
  });

function editOf(
  plan: ProcedurePlan,
  entry: ProcedureRecord,
  day: string,
  owners: readonly string[],
  inForce: ReadonlySet<string>,
): Edit {
  const { code } = entry;
  const change = (old: ProcedureRecord | undefined): ProcedureRecord | null => {
    const now = old ?? entry;
    if (plan.change === "leaves") return null;
    if (plan.change === "level") return { ...now, level: "xa", owner: null };
    if (plan.change === "owner" && now.level === "so") {
      const owner = around(owners, plan.owner + 1);
      return owner !== undefined && inForce.has(owner) ? { ...now, owner } : now;
    }
    return plan.change === "comes" ? now : { ...now, ...flagsOf(~plan.flags & 255), service: "full" };
  };
  return { from: day, code, make: change };
}

/** A sở that merges takes its procedures along; where the plan says so, the catalogue goes on naming the old one. */
function takeovers(plan: Plan, agencies: readonly AgencyRecord[], codes: readonly string[], jan: string): Edit[] {
  return agencies.flatMap((agency): Edit[] => {
    const [heir, ...more] = agency.successors;
    if (agency.level !== "so" || agency.validTo === null || heir === undefined || more.length > 0) return [];
    const isStale = plan.events[0]?.staleOwner === true;
    // Stale owners only within the lists of this run: whether older mergers are known is left open by figures.md.
    if (isStale && agency.validTo >= windowOfMonth(jan, plan.scheme).from) return [];
    const from = dayAfter(agency.validTo);
    return codes.map((code) => ({
      from,
      code,
      make: (old) => (old?.owner === agency.code ? { ...old, owner: heir } : (old ?? null)),
    }));
  });
}

/** The catalogue on the first day and how it changes. */
export function catalogueOf(
  plan: Plan,
  months: readonly string[],
  agencies: readonly AgencyRecord[],
): { catalogue: ProcedureRecord[]; changes: CatalogueChange[] } {
  const owners = firstAgencies(plan).flatMap((one) => (one.level === "so" ? [one.code] : []));
  const entries = plan.procedures.map((one, at) => procedureOf(one, at, owners));
  const isChanged = (one: ProcedurePlan | undefined): one is ProcedurePlan => (one?.changes ?? 99) < months.length;
  const edits = plan.procedures.flatMap((one, at) => {
    const entry = entries[at];
    if (entry === undefined || !isChanged(one)) return [];
    const day = dayIn(months.at(-1 - one.changes) ?? "", one.owner, plan.scheme);
    const inForce = agencies.filter((other) => other.validFrom <= day && (other.validTo ?? day) >= day);
    return [editOf(one, entry, day, owners, new Set(inForce.map((other) => other.code)))];
  });
  const comesLater = (_: ProcedureRecord, at: number): boolean => {
    const one = plan.procedures[at];
    return isChanged(one) && one.change === "comes";
  };
  const catalogue = [...entries.filter((one, at) => !comesLater(one, at)), ...(plan.wide ? wideOf(owners) : [])];
  const jan = `${plan.period.slice(0, 4)}-01`;
  const codes = entries.map((one) => one.code);
  const told = [...edits, ...takeovers(plan, agencies, codes, monthsLater(jan, 0))];
  const current = new Map(catalogue.map((one) => [one.code, one]));
  const changes: CatalogueChange[] = [];
  for (const { from, code, make } of told.sort((one, other) => (one.from < other.from ? -1 : 1))) {
    const old = current.get(code);
    const now = make(old);
    if (now === null) current.delete(code);
    else current.set(code, now);
    if (now !== old && (now !== null || old !== undefined)) changes.push({ from, code, now });
  }
  return { catalogue, changes };
}
