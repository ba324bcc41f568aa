import type { Agency } from "../../domain/agency.ts";
import { RequestInvalid } from "../../domain/failure.ts";
import type { NewRecipient, Recipient } from "../../mail/recipient.ts";
import { storedAgencies } from "../../pipeline/support/agencies.ts";
import {
  checkReports,
  enterList,
  keepRecipient,
  type ListedPerson,
  readList,
  removeRecipient,
  reportsOf,
} from "../../pipeline/support/recipients/keep.ts";
import { entriesIn, joined } from "../../pipeline/support/recipients/list.ts";
import { textIn } from "../../pipeline/support/recipients/text.ts";
import type { PortalPorts } from "../../ports/ports.ts";

/** Bytes of a list at most: some thousand lines, many times what a province has. */
export const MOST_LIST_BYTES = 500_000;

/** The agencies of a province by code, as its newest run knows them; null where none has asked for them. */
export const knownAgencies = (ports: PortalPorts, province: string): Promise<readonly Agency[] | null> =>
  storedAgencies(ports, province);

/** How somebody is kept. */
export interface KeepRequest {
  readonly person: NewRecipient;
  /** Whether the address must be nobody's yet. */
  readonly isNew: boolean;
  /** Whether kinds of mail that the person has ended are sent again. */
  readonly resubscribe: boolean;
}

/** Somebody as kept; `notes` are what whoever entered it is to know. */
export interface KeptRecipient {
  readonly kept: Recipient;
  readonly isChanged: boolean;
  readonly notes: readonly string[];
}

/**
 * Keeps somebody of a province as entered. Safe to repeat. Throws RequestInvalid for a report or an agency that the
 * province does not have, and for an address that is somebody's where it must not be.
 */
export async function storeRecipient(
  ports: PortalPorts,
  province: string,
  { person, isNew, resubscribe }: KeepRequest,
): Promise<KeptRecipient> {
  const { id } = ports.catalogue.province(province);
  checkReports([person], reportsOf(ports.catalogue, id));
  return keepRecipient(ports, id, person, { isNew, resubscribe });
}

/**
 * Forgets somebody of a province and revokes the links; null where there is nobody of this id. Safe to repeat.
 *
 * @returns how many links were revoked
 */
export async function dropRecipient(ports: PortalPorts, province: string, id: string): Promise<number | null> {
  const person = (await ports.recipients.list(province)).find((one) => one.id === id);
  return person === undefined ? null : removeRecipient(ports, province, person.address, ports.now());
}

/** The text of a list that somebody has sent. Throws RequestInvalid for what is no text of Unicode. */
export function listText(bytes: Uint8Array, name: string): string {
  if (bytes.byteLength > MOST_LIST_BYTES) {
    throw new RequestInvalid("Tệp danh sách lớn hơn 500 KB; chia thành nhiều tệp rồi nhập từng tệp.");
  }
  return textIn(bytes, name);
}

/** What a list would bring. Throws RequestInvalid naming the lines that are wrong, and why. */
export async function previewList(
  ports: PortalPorts,
  province: string,
  text: string,
  name: string,
): Promise<{ readonly people: readonly ListedPerson[]; readonly notes: readonly string[] }> {
  const { id } = ports.catalogue.province(province);
  const reports = reportsOf(ports.catalogue, id);
  const entries = entriesIn(text, name, reports);
  checkReports(joined(entries), reports);
  return readList(ports, id, entries);
}

/** Stores a list. Safe to repeat. Throws as `previewList` does. @returns the people who were stored or changed */
export async function storeList(
  ports: PortalPorts,
  province: string,
  text: string,
  name: string,
): Promise<{ readonly stored: number; readonly notes: readonly string[] }> {
  const { people, notes } = await previewList(ports, province, text, name);
  await enterList(ports, province, people);
  return { stored: people.filter(({ isChanged }) => isChanged).length, notes };
}
