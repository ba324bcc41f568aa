import { AccessDenied } from "../domain/failure.ts";
import type { ProvinceApi } from "../ports/ports.ts";
import type { Credentials } from "./credentials.ts";

export interface ProvincesOptions {
  readonly credentials: (province: string) => Promise<Credentials>;
  /** Loads the client, which is large, when a province is first asked: most steps never do. */
  readonly open: (credentials: Credentials) => Promise<ProvinceApi>;
}

/**
 * The provinces' APIs, each opened at its first question with the credentials that are kept for it, and once for as long
 * as the process lives. After a refusal they are read anew: they may have been changed since.
 */
export function provinceApis({ credentials, open }: ProvincesOptions): (province: string) => ProvinceApi {
  const opened = new Map<string, Promise<ProvinceApi>>();
  const ask = async <Reply>(province: string, question: (api: ProvinceApi) => Promise<Reply>): Promise<Reply> => {
    const api = opened.get(province) ?? credentials(province).then(open);
    opened.set(province, api);
    try {
      return await question(await api);
    } catch (error) {
      const standing = await api.catch(() => null);
      if (standing === null || error instanceof AccessDenied) opened.delete(province);
      throw error;
    }
  };
  return (province) => ({
    agencies: (day) => ask(province, (api) => api.agencies(day)),
    procedures: (day) => ask(province, (api) => api.procedures(day)),
    measures: (day) => ask(province, (api) => api.measures(day)),
    counts: (agency, window) => ask(province, (api) => api.counts(agency, window)),
    tasks: (programme, day) => ask(province, (api) => api.tasks(programme, day)),
  });
}
