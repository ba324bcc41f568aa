import { isDeepStrictEqual } from "node:util";
import { RequestInvalid } from "../../../domain/failure.ts";
import { agenciesOf, type NewRecipient, type Recipient, type RoleKind } from "../../../mail/recipient.ts";
import type { ServicePorts, TemplateCatalogue } from "../../../ports/ports.ts";
import { isOfProvince } from "../../../revisions/link.ts";
import { type AgencyPorts, storedAgencies } from "../agencies.ts";
import { type Checked, checkCodes } from "./codes.ts";
import { type Entry, joined } from "./list.ts";

/** What changing who is written to reaches. */
export interface RecipientPorts extends AgencyPorts, Pick<ServicePorts, "links"> {
  readonly recipients: Pick<ServicePorts["recipients"], "list" | "put" | "remove">;
}

/** Ids of the reports that people of a province may get; one of single agencies is named "don-vi/77-STC". */
export const reportsOf = (catalogue: TemplateCatalogue, province: string): string[] => [
  ...new Set(catalogue.regimes(province).map(({ report }) => report)),
];

/** Throws RequestInvalid where somebody is to get a report that the province does not have. */
export function checkReports(people: readonly NewRecipient[], known: readonly string[]): void {
  for (const { address, roles } of people) {
    const asked = roles.flatMap((role) => (role.kind === "recipient" ? (role.reports ?? []) : []));
    const unknown = asked.find((name) => !known.some((report) => name === report || name.startsWith(`${report}/`)));
    if (unknown === undefined) continue;
    throw new RequestInvalid(
      `Không có báo cáo "${unknown}" cho ${address}; các báo cáo của tỉnh: ${known.join(", ")}.`,
    );
  }
}

/** As entered, and what was kept of how somebody gets files; `links` ends that. */
function withStanding(person: NewRecipient, standing: Recipient | undefined, links: boolean): NewRecipient {
  const attached = person.attached ?? standing?.attached;
  return links || attached === undefined ? person : { ...person, attached };
}

const isContact = ({ roles }: Pick<NewRecipient, "roles">): boolean => roles.some(({ kind }) => kind === "contact");

/** One person with codes as they are meant, and what is to be said of them. */
async function checkedPerson(ports: AgencyPorts, province: string, entry: NewRecipient) {
  const known = isContact(entry) ? await storedAgencies(ports, province) : null;
  const { people, notes } = checkCodes([{ line: null, person: entry }], known);
  return { person: people[0]?.person ?? entry, notes, known };
}

/** Adds somebody, or gives somebody who is there more roles. @param links whether links come in place of files again */
export async function addRecipient(
  ports: RecipientPorts,
  province: string,
  entry: NewRecipient,
  links: boolean,
): Promise<{ readonly added: Recipient; readonly notes: readonly string[] }> {
  const { person, notes } = await checkedPerson(ports, province, entry);
  const standing = (await ports.recipients.list(province)).find(({ address }) => address === person.address);
  const known = new Set(person.roles.map((role) => JSON.stringify(role)));
  const kept = (standing?.roles ?? []).filter((role) => !known.has(JSON.stringify(role)));
  const added = await ports.recipients.put(province, {
    ...withStanding(person, standing, links),
    roles: [...kept, ...person.roles],
  });
  return { added, notes };
}

/** Throws RequestInvalid for somebody who is contact of another agency than these; null where none is known. */
function checkAgencies(person: NewRecipient, allowed: readonly string[] | null, notes: readonly string[]): void {
  if (allowed === null || agenciesOf(person).every((code) => allowed.includes(code))) return;
  throw new RequestInvalid(`Chưa lưu gì. ${notes.join(" ")}`);
}

/** What is stored of somebody, as it was entered. */
const enteredOf = ({ name, address, roles, attached }: NewRecipient) => ({ name, address, roles, attached });

/** How somebody is kept. */
interface Keeping {
  /** Whether the address must be nobody's yet. */
  readonly isNew: boolean;
  /** Whether kinds of mail that the person has ended are sent again; otherwise they stay ended. */
  readonly resubscribe: boolean;
}

/**
 * Keeps somebody as entered, in place of what is stored under the address. Safe to repeat: what is stored alike is left as
 * it is. Throws RequestInvalid for an agency that neither the province has nor the person had, and for an address that must be nobody's
 * and is somebody's.
 */
export async function keepRecipient(
  ports: RecipientPorts,
  province: string,
  entry: NewRecipient,
  { isNew, resubscribe }: Keeping,
): Promise<{ readonly kept: Recipient; readonly isChanged: boolean; readonly notes: readonly string[] }> {
  const { person, notes, known } = await checkedPerson(ports, province, entry);
  const standing = (await ports.recipients.list(province)).find(({ address }) => address === person.address);
  checkAgencies(
    person,
    known === null ? null : [...known.map(({ code }) => code), ...(standing === undefined ? [] : agenciesOf(standing))],
    notes,
  );
  const muted: readonly RoleKind[] = resubscribe ? [] : (standing?.muted ?? []);
  const isSame = standing !== undefined && isDeepStrictEqual(enteredOf(standing), enteredOf(person));
  if (isSame && muted.length === standing.muted.length) return { kept: standing, isChanged: false, notes };
  if (isNew && standing !== undefined) {
    throw new RequestInvalid(`Địa chỉ ${person.address} đã có trong danh sách; sửa người đó thay vì thêm mới.`);
  }
  return { kept: await ports.recipients.put(province, person, muted), isChanged: true, notes };
}

/**
 * Forgets somebody, and revokes the links that were given for the province.
 *
 * @returns how many links were revoked; null where there is nobody with this address
 */
export async function removeRecipient(
  ports: RecipientPorts,
  province: string,
  address: string,
  now: Date,
): Promise<number | null> {
  const wanted = address.trim().toLowerCase();
  const person = (await ports.recipients.list(province)).find((one) => one.address === wanted);
  if (person === undefined) return null;
  // First: somebody who is forgotten and whose links still open something would not be found by a repeat.
  const links = (await ports.links.list()).filter(
    ({ recipient, revoked, scope }) =>
      recipient === person.address && revoked === null && isOfProvince(scope, province),
  );
  for (const { id } of links) await ports.links.revoke(id, now.toISOString());
  return (await ports.recipients.remove(province, person.address)) ? links.length : null;
}

/** Somebody of a list, and what stands under the address. */
export interface ListedPerson {
  readonly person: NewRecipient;
  /** Null for somebody new. */
  readonly standing: Recipient | null;
  readonly isChanged: boolean;
}

/** What a list would bring: its people with their codes as they are meant, and what is to be said of them. */
export async function readList(
  ports: RecipientPorts,
  province: string,
  entries: readonly Entry[],
): Promise<{ readonly people: readonly ListedPerson[]; readonly notes: readonly string[] }> {
  const { people, notes }: Checked<Entry> = checkCodes(entries, await storedAgencies(ports, province));
  const known = new Map((await ports.recipients.list(province)).map((one) => [one.address, one]));
  const listed = joined(people).map((one): ListedPerson => {
    const standing = known.get(one.address);
    // A list says nothing of who gets files: that stays.
    const person = withStanding(one, standing, false);
    const isSame =
      standing !== undefined &&
      standing.muted.length === 0 &&
      isDeepStrictEqual(enteredOf(standing), enteredOf(person));
    return { person, standing: standing ?? null, isChanged: !isSame };
  });
  return { people: listed, notes };
}

/** People who are stored at once. */
const AT_ONCE = 10;

/** Stores the people of a list, each in place of what stands under the address. Safe to repeat. */
export async function enterList(
  ports: RecipientPorts,
  province: string,
  people: readonly ListedPerson[],
): Promise<void> {
  const changed = people.filter(({ isChanged }) => isChanged);
  for (let start = 0; start < changed.length; start += AT_ONCE) {
    await Promise.all(
      changed.slice(start, start + AT_ONCE).map(({ person }) => ports.recipients.put(province, person)),
    );
  }
}
