import { sourceVariable } from "../domain/mapping/words.ts";
import { type Environment, webAddress } from "./values.ts";

/** Where a source of counts beside the contract, or a report system, is, and what shows who asks; null for what is not set. */
export interface SourceSettings {
  readonly url: string | null;
  readonly token: string | null;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
}

/** Settings of sources, by the id of the mapping file. */
export type SourcesSettings = Readonly<Record<string, SourceSettings>>;

/**
 * The settings of the source of a mapping file: SOURCE_<ID>_URL, _TOKEN, _CLIENT_ID and _CLIENT_SECRET. Throws
 * SettingInvalid naming the variable of an address that is none.
 */
export function readSource(env: Environment, id: string): SourceSettings {
  const value = (name: string): string | null => env[sourceVariable(id, name)] || null;
  return {
    url: webAddress(env, sourceVariable(id, "URL")),
    token: value("TOKEN"),
    clientId: value("CLIENT_ID"),
    clientSecret: value("CLIENT_SECRET"),
  };
}

/** The settings of every source and report system that has a mapping file. Throws SettingInvalid as for one. */
export const readSources = (env: Environment, mappings: readonly { readonly id: string }[]): SourcesSettings =>
  Object.fromEntries(mappings.map(({ id }) => [id, readSource(env, id)]));
