import { SettingInvalid } from "../../domain/failure.ts";
import type { SourceMapping } from "../../domain/mapping/mapping.ts";
import { sourceVariable } from "../../domain/mapping/words.ts";
import type { Province } from "../../domain/province.ts";
import type { ConnectionOptions } from "../connection.ts";
import type { SourceAccount } from "./account.ts";
import { type MappedSource, mappedSource } from "./source.ts";

/** Where a source is, unless its province says it, and what shows who asks. */
export interface SourcePlace extends SourceAccount {
  readonly url: string | null;
}

const NOWHERE: SourcePlace = { url: null, token: null, clientId: null, clientSecret: null };

function addressOf(id: string, url: string | null): string {
  if (url !== null) return url;
  throw new SettingInvalid(
    `Chưa có địa chỉ của nguồn số liệu ${id}; ghi mục sources.${id}.url vào bí mật của tỉnh trong Secrets Manager rồi chạy lại.`,
    {
      atTerminal: `Thiếu biến môi trường ${sourceVariable(id, "URL")}: địa chỉ của nguồn số liệu ${id}; đặt rồi chạy lại.`,
    },
  );
}

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
    return [mappedSource({ ...connection, mapping, account, baseUrl: addressOf(id, set ?? url ?? null) })];
  });
}
