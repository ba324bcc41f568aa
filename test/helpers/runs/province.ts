import { AnswerInvalid, NotReported, ProvinceUnavailable } from "../../../functions/domain/failure.ts";
import type { Request } from "../../../functions/pipeline/support/request.ts";
import type { Answer, ProvinceApi } from "../../../functions/ports/province-api.ts";
import type { SnapshotStore } from "../../../functions/ports/snapshots.ts";
import {
  AGENCY_ROWS,
  COUNTS_ROWS,
  checkRows,
  MEASURES_ROWS,
  PROCEDURE_ROWS,
  type RowRule,
  TASK_ROWS,
} from "../../../functions/sources/rows.ts";
import { type Answers, agenciesOn, catalogueOf, workedExample } from "../data/answers.ts";
import { cutting } from "./context.ts";

export const PROVINCE = "ba-ria-vung-tau";

/** What the province says, run after run: counts come late, closed counts are corrected, nothing is new. */
export const STAGES = ["first", "late", "refresh", "again"] as const;
export type Stage = (typeof STAGES)[number];

/** How large a province is. */
export interface Size {
  readonly period: string;
  readonly agencies: readonly string[];
}

export const SMALL: Size = {
  period: "2023-02",
  agencies: ["Z1.S01", "Z1.S03", "Z1.H01", "Z1.H02", "Z1.X01", "Z1.X03"],
};

/** For the seeded defects: one month of three agencies. */
export const TINY: Size = { period: "2023-01", agencies: ["Z1.S01", "Z1.H01", "Z1.X03"] };

/** Named, as the first months of 2023 end before it was issued. */
export const PROGRAMME = "brvt-qd-2023";

export const seriesOf = ({ period }: Pick<Size, "period">): string => `${PROVINCE}/${period}/${PROGRAMME}`;

export function requestOf(size: Size, stage: Stage, run: string): Request {
  const refresh = stage === "refresh";
  return {
    run,
    province: PROVINCE,
    period: size.period,
    programmes: [PROGRAMME],
    reports: null,
    refresh,
    provisional: false,
    reissue: false,
    preview: false,
  };
}

const WHOLE = workedExample();
const UNDER_WAY = { status: "in-progress", completedOn: null, note: "" } as const;
const LAST_FROM: Readonly<Record<string, string>> = { "2023-01": "2022-12-15", "2023-02": "2023-01-15" };

/** The answers of a stage: a cut-down worked example. */
export function answersOf(size: Size, stage: Stage): Answers {
  const late = (one: Answers["counts"][number]): boolean =>
    stage === "first" && one.agency === "Z1.X03" && one.from === LAST_FROM[size.period];
  const corrected = (one: Answers["counts"][number]): boolean =>
    (stage === "refresh" || stage === "again") && one.agency === "Z1.S01" && one.from === "2022-12-15";
  const known = new Set(size.agencies);
  return {
    ...WHOLE,
    agencies: WHOLE.agencies.filter(({ code }) => known.has(code)),
    measures: WHOLE.measures.filter(({ agency }) => known.has(agency)),
    tasks: size.agencies.map((agency) => ({ task: "VT23-T-A", agency, ...UNDER_WAY })),
    counts: WHOLE.counts
      .filter(({ agency }) => known.has(agency))
      .map((one) => {
        if (late(one)) return { agency: one.agency, from: one.from, to: one.to, status: 404 as const };
        return corrected(one) ? { ...one, items: one.items?.slice(0, -1) } : one;
      }),
  };
}

const DATA_AS_OF = "2023-06-15T06:00:00+07:00";

/** The province in this process, its rows checked as the client checks them. A cut answer fails as the client says. */
export function apiOf(said: () => Answers): ProvinceApi {
  const answer = async <Row extends object>(
    rows: readonly unknown[],
    rule: RowRule<Row>,
    what: string,
  ): Promise<Answer<Row>> => {
    await Promise.resolve();
    const cut = cutting();
    if (cut !== null && cut.share < 0.5) throw new ProvinceUnavailable(what, "connection reset");
    if (cut !== null) {
      throw new AnswerInvalid(what, { procedure: "", expected: "JSON of the contract", actual: "not JSON" });
    }
    return { rows: checkRows(rows, rule, what, () => {}), status: "final", dataAsOf: DATA_AS_OF, synthetic: false };
  };
  return {
    agencies: (day) => answer(agenciesOn(said(), day), AGENCY_ROWS, `agencies ${day}`),
    procedures: (day) => answer(catalogueOf(said(), day), PROCEDURE_ROWS, `procedures ${day}`),
    measures: (day) => answer(said().measures, MEASURES_ROWS, `measures ${day}`),
    async counts(agency, { from }) {
      const items = said().counts.find((one) => one.agency === agency && one.from === from)?.items;
      if (items === undefined) throw new NotReported(`${agency} ${from}`);
      return answer(items, COUNTS_ROWS, `counts ${agency} ${from}`);
    },
    systems: () => [],
    tasks: (programme, day) => answer(said().tasks, TASK_ROWS, `tasks ${programme} ${day}`),
  };
}

/** Counts of the month before the year, as an earlier run would have left them: they are compared with and carried over. */
export async function keepEarlierMonth(snapshots: SnapshotStore, size: Size): Promise<void> {
  const window = { from: "2022-11-15", to: "2022-12-14" };
  const source = { province: PROVINCE, synthetic: false };
  const content = { status: "final" as const, dataAsOf: DATA_AS_OF, askedAt: DATA_AS_OF };
  for (const agency of size.agencies.slice(0, 3)) {
    const rows = WHOLE.counts.find((one) => one.agency === agency && one.from === "2022-12-15")?.items ?? [];
    await snapshots.save({ ...source, kind: "counts", agency, ...window }, { ...content, rows });
  }
  const day = { from: window.to, to: window.to };
  const rows = catalogueOf(WHOLE, "2023-01-14");
  await snapshots.save({ ...source, kind: "procedures", agency: "", ...day }, { ...content, rows });
  await snapshots.markCollected(PROVINCE, false, "2022-12", "nd09");
}
