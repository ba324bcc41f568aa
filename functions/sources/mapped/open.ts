import type { SourceMapping } from "../../domain/mapping/mapping.ts";
import type { Province } from "../../domain/province.ts";
import { addressOf, NOWHERE, type SourcePlace } from "../access.ts";
import type { ConnectionOptions } from "../connection.ts";
import { type MappedSource, mappedSource } from "./source.ts";

/**
 * The sources of a province, none of which is asked yet. Throws SettingInvalid where the address or the account of one is
 * not set.
 *
 * @param places by the id of the mapping file
 */
export function openSources(
  { sources }: Pick<Province, "sources">,
  mappings: readonly SourceMapping[],
  places: Readonly<Record<string, SourcePlace>>,
  connection: Omit<ConnectionOptions, "baseUrl">,
): MappedSource[] {
  return sources.flatMap(({ mapping: id, url }) => {
    const mapping = mappings.find((one) => one.id === id);
    if (mapping === undefined) return [];
    const { url: set, ...account } = places[id] ?? NOWHERE;
    return [
      mappedSource({ ...connection, mapping, account, baseUrl: addressOf(id, set ?? url ?? null, "nguồn số liệu") }),
    ];
  });
}
