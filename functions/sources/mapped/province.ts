import type { ProvinceApi } from "../../ports/province-api.ts";
import type { MappedSource } from "./source.ts";

/**
 * A province some of whose counts come from systems beside its API, and all else from that.
 *
 * @param systems which of these sources are asked of an agency
 */
export function withMappedCounts(
  api: ProvinceApi,
  sources: readonly MappedSource[],
  systems: ProvinceApi["systems"],
): ProvinceApi {
  const byId = new Map(sources.map((source) => [source.id, source]));
  return {
    agencies: (day) => api.agencies(day),
    procedures: (day) => api.procedures(day),
    measures: (day) => api.measures(day),
    tasks: (programme, day) => api.tasks(programme, day),
    systems,
    async counts(agency, window, system) {
      if (system === undefined) return api.counts(agency, window);
      const source = byId.get(system);
      if (source === undefined) throw new RangeError(`no source ${system}`);
      return source.counts(agency, window);
    },
  };
}
