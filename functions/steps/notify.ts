import { z } from "zod";
import { daysAfter, LINK_DAYS, type Link, type LinkScope, opensFile } from "../domain/link.ts";
import { reportLetter } from "../domain/mail-report.ts";
import { type Recipient, reportsOf, wants } from "../domain/recipient.ts";
import { Report } from "../domain/report.ts";
import type { Manifest, RevisionFile, SeriesPointer } from "../domain/revision.ts";
import type { ServicePorts } from "../ports.ts";
import { type Delivered, type Delivery, deliver } from "./deliver.ts";
import { reportName, storedJson } from "./draft.ts";
import { manifestOf, pointersOf, prefixOf } from "./issue.ts";

const NotifyInput = z.object({
  run: z.string().min(1),
  published: z.object({ series: z.string().min(1), revision: z.int().min(1) }),
});

/** A revision as the mails tell of it. */
interface News {
  readonly manifest: Manifest;
  readonly provinceName: string;
  readonly labels: readonly string[];
}

/** The labels printed on the report. Throws StoreDamaged. */
async function labelsOf(ports: ServicePorts, pointer: SeriesPointer, { files }: Manifest): Promise<readonly string[]> {
  const first = files.find(({ name }) => name.startsWith("bao-cao-") && name.endsWith(".pdf"));
  if (first === undefined) return [];
  const stem = first.name.slice(0, -".pdf".length);
  return Report.parse(await storedJson(ports.objects, `${prefixOf(pointer)}/${reportName(stem)}`)).labels;
}

const isDocument = ({ name }: RevisionFile): boolean => !name.endsWith(".csv");

/** What a link given to somebody opens: the reports that they get, or everything of the series. */
const scopesOf = (recipient: Recipient, series: string): LinkScope[] => {
  const reports = reportsOf(recipient);
  if (reports === null) return [{ kind: "series", series }];
  return [...reports].map((report) => ({ kind: "report", series, report }));
};

async function giveLink(ports: ServicePorts, recipient: Recipient, scope: LinkScope, revision: number) {
  if (ports.portalBase === null) return null;
  const created = ports.now().toISOString();
  const expires = daysAfter(created, LINK_DAYS);
  const { link, token } = await ports.links.add({ recipient: recipient.address, scope, revision, created, expires });
  return { link, address: `${ports.portalBase}/b/${token}` };
}

function reportDelivery(ports: ServicePorts, news: News, recipient: Recipient): Delivery[] {
  const { manifest, provinceName, labels } = news;
  const { series, revision } = manifest;
  const scopes = scopesOf(recipient, series).filter((scope) =>
    manifest.files.some((file) => isDocument(file) && opensFile(scope, file.name)),
  );
  if (scopes.length === 0) return [];
  const compose = async () => {
    const given = await Promise.all(scopes.map((scope) => giveLink(ports, recipient, scope, revision)));
    const files = manifest.files.filter(({ name }) => scopes.some((scope) => opensFile(scope, name)));
    const address = given[0]?.address ?? null;
    const letter = reportLetter({ name: recipient.name, provinceName, manifest, labels, files, address });
    const links = given.flatMap((one): Link[] => (one === null ? [] : [one.link]));
    const undo = async (): Promise<void> => {
      for (const { id } of links) await ports.links.revoke(id, ports.now().toISOString());
    };
    return { letter, undo };
  };
  const key = { kind: "report" as const, about: `${series}/r${revision}`, recipient: recipient.id };
  const subscription = { province: manifest.province, kind: "recipient" as const };
  return [{ key, to: recipient, subscription, compose }];
}

/**
 * Tells people of a revision: its recipients that it is there, with a lasting link of their own. Each is written to
 * once, however often the step is repeated. A revision that was replaced meanwhile is told by the one after it.
 * Throws MailUnavailable where some could not be written to yet; a repeat writes to those.
 */
export async function notify(ports: ServicePorts, input: unknown): Promise<Delivered> {
  const { published } = NotifyInput.parse(input);
  const pointers = await pointersOf(ports, published.series);
  const pointer = pointers.at(-1);
  if (pointer === undefined || pointer.revision !== published.revision) return deliver(ports, []);
  const manifest = await manifestOf(ports.objects, pointer);
  const provinceName = ports.catalogue.province(manifest.province).name;
  const news: News = { manifest, provinceName, labels: await labelsOf(ports, pointer, manifest) };
  const recipients = await ports.recipients.list(manifest.province);
  const readers = recipients.filter((one) => wants(one, "recipient"));
  return deliver(
    ports,
    readers.flatMap((recipient) => reportDelivery(ports, news, recipient)),
  );
}
