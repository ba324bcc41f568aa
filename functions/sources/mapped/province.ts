import { NotReported } from "../../domain/failure.ts";
import type { ProvinceApi } from "../../ports/province-api.ts";
import { whoseCounts } from "../client.ts";
import { addedAnswers } from "./added.ts";
import type { MappedSource } from "./source.ts";

/**
 * A province whose counts come from systems beside its API, and all else from that. The counts of an agency's systems are
 * added up; where one of them does not answer, nothing is known of the agency.
 */
export function withMappedCounts(api: ProvinceApi, sources: readonly MappedSource[]): ProvinceApi {
  if (sources.length === 0) return api;
  return {
    agencies: (day) => api.agencies(day),
    procedures: (day) => api.procedures(day),
    measures: (day) => api.measures(day),
    tasks: (programme, day) => api.tasks(programme, day),
    async counts(agency, window) {
      const covering = sources.filter((source) => source.covers(agency));
      const [first, ...others] = await Promise.all(covering.map((source) => source.counts(agency, window)));
      if (first === undefined) throw new NotReported(whoseCounts(agency, window));
      return addedAnswers([first, ...others]);
    },
  };
}
