import { sourceVariable } from "../domain/mapping/words.ts";
import { type Environment, webAddress } from "./values.ts";

/** Where a source of counts beside the contract is, and what shows who asks; null for what is not set. */
export interface SourceSettings {
  readonly url: string | null;
  readonly token: string | null;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
}

/** Settings of sources, by the id of the mapping file. */
export type SourcesSettings = Readonly<Record<string, SourceSettings>>;

/**
 * The settings of every source that has a mapping file: SOURCE_<ID>_URL, _TOKEN, _CLIENT_ID and _CLIENT_SECRET. Throws
 * SettingInvalid naming the variable of an address that is none.
 */
export function readSources(env: Environment, mappings: readonly { readonly id: string }[]): SourcesSettings {
  const settingsOf = (id: string): SourceSettings => {
    const value = (name: string): string | null => env[sourceVariable(id, name)] || null;
    return {
      url: webAddress(env, sourceVariable(id, "URL")),
      token: value("TOKEN"),
      clientId: value("CLIENT_ID"),
      clientSecret: value("CLIENT_SECRET"),
    };
  };
  return Object.fromEntries(mappings.map(({ id }) => [id, settingsOf(id)]));
}
