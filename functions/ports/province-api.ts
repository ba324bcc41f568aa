import type { Agency } from "../domain/agency.ts";
import type { AnswerStatus, CoarseCounts, Measures, ProcedureCounts } from "../domain/counts.ts";
import type { Day, Window } from "../domain/period.ts";
import type { Procedure } from "../domain/procedure.ts";
import type { TaskProgress } from "../domain/task.ts";

/** A whole list of the province: all its pages, of one `dataAsOf`, checked against the contract, text in NFC. */
export interface Answer<Row> {
  readonly rows: readonly Row[];
  /** Provisional if any page says so. */
  readonly status: AnswerStatus;
  /** RFC 3339 instant. */
  readonly dataAsOf: string;
  /** The answer comes from the simulator and is labelled so. */
  readonly synthetic: boolean;
}

/** The counts of one agency and window, as finely as their source tells them. */
export type CountsAnswer = (Answer<ProcedureCounts> | Answer<CoarseCounts>) & {
  /** Every page of a system's answer as it came, without its content coding; left out where the API itself answers. */
  readonly raw?: readonly Uint8Array[];
};

/**
 * The province's statistics API. Every call may throw ProvinceUnavailable (after the retries), AccessDenied or
 * AnswerInvalid; `counts` also NotReported (404). `systems` asks nobody.
 */
export interface ProvinceApi {
  agencies(asOf: Day): Promise<Answer<Agency>>;
  procedures(asOf: Day): Promise<Answer<Procedure>>;
  measures(asOf: Day): Promise<Answer<Measures>>;
  /** Ids of the mappings by which an agency's counts of a window are asked of its systems; empty: of the API itself. */
  systems(agency: string, window: Window): readonly string[];
  /** @param system one of `systems`; left out where there is none */
  counts(agency: string, window: Window, system?: string): Promise<CountsAnswer>;
  /** Progress on the tasks of a programme, by its id; each (task, agency) pair is once. */
  tasks(programme: string, asOf: Day): Promise<Answer<TaskProgress>>;
}
