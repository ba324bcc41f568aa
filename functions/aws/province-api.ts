import { AccessDenied, SettingInvalid } from "../domain/failure.ts";
import type { SourceMapping } from "../domain/mapping/mapping.ts";
import { systemsOf } from "../domain/mapping/systems.ts";
import type { Province } from "../domain/province.ts";
import type { TemplateCatalogue } from "../ports/ports.ts";
import type { ProvinceApi } from "../ports/province-api.ts";
import type { ConnectionOptions } from "../sources/connection.ts";
import type { Credentials } from "./credentials.ts";

export interface ProvincesOptions {
  readonly credentials: (province: string) => Promise<Credentials>;
  /** Loads the client, which is large, when a province is first asked: most steps never do. */
  readonly open: (credentials: Credentials, province: string) => Promise<ProvinceApi>;
  /** Which of a province's systems are asked of an agency: nothing has to be opened for it. */
  readonly systems: (province: string) => ProvinceApi["systems"];
}

/**
 * The provinces' APIs, each opened at its first question with the credentials that are kept for it, and once for as long
 * as the process lives. After a refusal they are read anew: they may have been changed since.
 */
export function provinceApis({ credentials, open, systems }: ProvincesOptions): (province: string) => ProvinceApi {
  const opened = new Map<string, Promise<ProvinceApi>>();
  const ask = async <Reply>(province: string, question: (api: ProvinceApi) => Promise<Reply>): Promise<Reply> => {
    const api = opened.get(province) ?? credentials(province).then((found) => open(found, province));
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
    systems: (agency, window) => systems(province)(agency, window),
    counts: (agency, window, system) => ask(province, (api) => api.counts(agency, window, system)),
    tasks: (programme, day) => ask(province, (api) => api.tasks(programme, day)),
  });
}

/** Which systems the templates have each province ask of an agency. */
export const systemsIn =
  (catalogue: Pick<TemplateCatalogue, "province" | "mappings">): ProvincesOptions["systems"] =>
  (province) =>
  (agency, window) =>
    systemsOf(catalogue.province(province).sources, catalogue.mappings(), agency, window);

/** How a province is asked: for how long, and what is said meanwhile. */
type Manner = Omit<ConnectionOptions, "baseUrl">;

/**
 * A province's API and, where its file names sources of counts beside the contract, those. Throws SettingInvalid where the
 * address or the account of a source is not set, or the address has no TLS.
 */
export async function openProvince(
  { url, sources = {}, ...account }: Credentials,
  province: Pick<Province, "id" | "sources">,
  mappings: readonly SourceMapping[],
  manner: Manner,
): Promise<ProvinceApi> {
  const { provinceApi } = await import("../sources/client.ts");
  const api = provinceApi({ ...manner, ...account, baseUrl: url });
  if (province.sources.length === 0) return api;
  const plain = province.sources.find((one) => one.url?.startsWith("http:") && sources[one.mapping]?.url == null);
  if (plain !== undefined) {
    throw new SettingInvalid(
      `Địa chỉ của nguồn số liệu ${plain.mapping} trong tệp của tỉnh ${province.id} phải là https; sửa tệp rồi triển khai lại.`,
    );
  }
  const [{ openSources }, { withMappedCounts }] = await Promise.all([
    import("../sources/mapped/open.ts"),
    import("../sources/mapped/province.ts"),
  ]);
  return withMappedCounts(api, openSources(province, mappings, sources, manner), (agency, window) =>
    systemsOf(province.sources, mappings, agency, window),
  );
}
