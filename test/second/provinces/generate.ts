import { chance } from "../../helpers/chance.ts";
import { lastMonthOf, monthsLater, monthsOfYearUpTo, windowOfMonth } from "../computation/days.ts";
import { agenciesAfter } from "./agencies.ts";
import { around } from "./around.ts";
import { catalogueOf } from "./catalogue.ts";
import { soundAnswers } from "./counts.ts";
import { silenced, withMishaps } from "./mishaps.ts";
import type { Mishap, Plan } from "./plan.ts";
import { retoldAnswers } from "./retold.ts";
import { trialProgramme } from "./trial.ts";
import {
  type AgencyRecord,
  listedOn,
  type MeasureRow,
  type ProcedureRecord,
  type Question,
  type Says,
  type TaskRow,
  type World,
} from "./world.ts";

/** A programme of figures.md 5, with a province that has it and the years in which it is asked for. */
export interface Asked {
  readonly programme: string;
  readonly province: string;
  readonly years: readonly string[];
}

/** The five programmes and a made-up one; mostly their own years, sometimes one outside. */
export const asked: readonly Asked[] = [
  { programme: "brvt-qd-2023", province: "ba-ria-vung-tau", years: ["2023", "2023", "2023", "2024"] },
  { programme: "brvt-kh93-2021", province: "ba-ria-vung-tau", years: ["2021", "2021", "2021", "2022"] },
  { programme: "brvt-kh92-2021", province: "ba-ria-vung-tau", years: ["2021", "2021", "2021", "2020"] },
  { programme: "quangtri-cv90-2021", province: "quang-tri", years: ["2021", "2022", "2024", "2025", "2020"] },
  { programme: "dongnai-kh109-2022", province: "dong-nai", years: ["2022", "2022", "2022", "2023"] },
  { programme: trialProgramme.id, province: trialProgramme.province, years: ["2023", "2023", "2023", "2024"] },
];

function measureRow(plan: Plan, agency: string, day: string): MeasureRow {
  const some = (most: number, what: string): number => chance(most + 1, plan.seed, agency, day, what);
  const [portalUsers, websites] = [some(100, "users"), some(3, "sites")];
  const tooMany = plan.measures === "excess" && some(2, "excess") === 0 ? 7 : 0;
  return {
    agency,
    portalUsers,
    identifiedUsers: some(portalUsers, "identified") + tooMany * 20,
    websites,
    websitesWithSection: some(websites, "sections") + (tooMany > 0 ? some(3, "more") : 0),
  };
}

type When = "now" | "then";

function measuresOf(plan: Plan, says: Says, months: readonly string[], when: When): Says["measures"] {
  const days = months.map((month) => windowOfMonth(month, plan.scheme).to);
  return Object.fromEntries(
    days.map((day) => {
      if (plan.measures === "failed" && chance(3, plan.seed, day, "list", when) > 0) return [day, null];
      const rows = listedOn(says, day).map((one) => measureRow(plan, one.code, day));
      const isLeftOut = ({ agency }: MeasureRow): boolean => chance(3, plan.seed, agency, day, "row", when) === 0;
      return [day, plan.measures === "gaps" ? rows.filter((row) => !isLeftOut(row)) : rows];
    }),
  );
}

const statuses = ["not-started", "in-progress", "done"] as const;

/** An agency tells of one task or two, or of none. */
function taskRows(plan: Plan, { code }: AgencyRecord, day: string, when: When): TaskRow[] {
  const some = (count: number, what: string): number => chance(count, plan.seed, code, day, what, when);
  const silent = plan.tasks === "gaps" && some(3, "silent") === 0;
  return ["T-1", "T-2"].slice(0, silent ? 0 : some(2, "tasks") + 1).map((task) => {
    const status = around(statuses, some(3, task)) ?? "done";
    return { task, agency: code, status, completedOn: status === "done" ? day : null, note: "" };
  });
}

function tasksOf(plan: Plan, says: Says, months: readonly string[], when: When): Says["tasks"] {
  const days = months.map((month) => windowOfMonth(month, plan.scheme).to);
  return Object.fromEntries(
    days.map((day) => {
      const answered = when === "now" ? 0 : 1;
      if (plan.tasks === "failed" && chance(3, plan.seed, day, "progress", when) > answered) return [day, null];
      return [day, listedOn(says, day).flatMap((one) => taskRows(plan, one, day, when))];
    }),
  );
}

/** A procedure as the catalogue had it before somebody put it right. */
const uncorrected = (one: ProcedureRecord): ProcedureRecord => ({
  ...one,
  fee: !one.fee,
  service: one.service === "information" ? "full" : one.service,
});

/** A province's history as the plan has it: what the API says now, and what it said in the runs before. */
export function worldOf(plan: Plan): World {
  const last = lastMonthOf(plan.period);
  const thisYear = monthsOfYearUpTo(plan.period);
  const lastYear = Array.from({ length: 12 }, (_, at) => monthsLater(thisYear[0] ?? "", at - 12));
  const months = [...lastYear, ...thisYear];
  const agencies = agenciesAfter(plan, months, plan.events);
  const bare: Says = { agencies, ...catalogueOf(plan, months, agencies), counts: {}, measures: {}, tasks: {} };
  const sound = silenced(plan, bare, soundAnswers(plan, months, bare), last);
  const codes = [...bare.catalogue, ...bare.changes].map((one) => one.code);
  const struck = (when: Mishap["when"]): Says["counts"] => {
    const mishaps = plan.mishaps.filter((one) => one.when === when || one.when === "both");
    return retoldAnswers(plan, withMishaps(sound, mishaps, months, codes, plan.scheme));
  };
  const known = plan.events.filter((event) => !event.late);
  const then: Says = { ...bare, agencies: agenciesAfter(plan, months, known), counts: struck("then") };
  const thenKnown: Says = {
    ...then,
    measures: measuresOf(plan, then, months, "then"),
    tasks: tasksOf(plan, then, months, "then"),
    catalogue: plan.corrected ? then.catalogue.map(uncorrected) : then.catalogue,
  };
  const runs = [...plan.before].sort((one, other) => (lastMonthOf(one) < lastMonthOf(other) ? -1 : 1));
  return {
    before: runs.map((period) => ({ period, says: thenKnown })),
    says: {
      ...bare,
      counts: struck("now"),
      measures: measuresOf(plan, bare, months, "now"),
      tasks: tasksOf(plan, bare, months, "now"),
    },
  };
}

/** The question that goes with a plan. */
export const questionOf = (plan: Plan, { programme, province }: Asked): Question => ({
  province,
  programme,
  period: plan.period,
  scheme: plan.scheme,
  refresh: plan.refresh,
});
