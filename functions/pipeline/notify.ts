import { z } from "zod";
import { StoreDamaged } from "../domain/failure.ts";
import type { Regime } from "../domain/regime.ts";
import { attachedOf } from "../mail/attachments.ts";
import { incompleteLetter } from "../mail/letters/failure.ts";
import { pushLetter, pushSentences } from "../mail/letters/push.ts";
import { reportLetter, seriesText } from "../mail/letters/report.ts";
import { type Recipient, reportsOf, wants } from "../mail/recipient.ts";
import type { MailFile } from "../ports/mail.ts";
import type { ServicePorts } from "../ports/ports.ts";
import { reportTitle, savedName, signedText } from "../report/file-title.ts";
import { listText, periodText } from "../report/wording.ts";
import {
  daysAfter,
  LINK_DAYS,
  type Link,
  type LinkScope,
  linkAddress,
  opensFile,
  opensReport,
} from "../revisions/link.ts";
import { type Attempted, attempt, type Delivered, type MailDelivery, settled } from "./support/deliver.ts";
import { scopesOf } from "./support/delivery/scopes.ts";
import { sha256, stored } from "./support/draft.ts";
import { reminderDeliveries, reminderOf } from "./support/missing.ts";
import { type News, newsOf } from "./support/news.ts";
import { UNTOLD } from "./support/notes.ts";
import { toOperators, whatOf } from "./support/operators.ts";
import { push } from "./support/push/push.ts";
import { askDeliveries } from "./support/release/approvers.ts";

const AskInput = z.object({ run: z.string().min(1), awaiting: z.object({ series: z.string().min(1) }) });

const NotifyInput = z.object({
  run: z.string().min(1),
  published: z.object({ series: z.string().min(1), revision: z.int().min(1) }),
});

const documentOf = (regime: Regime, { manifest, period }: News): string | null => {
  const written = manifest.files.some(({ name }) => name === `bao-cao-${regime.report}.pdf`);
  return written ? regime.subject.replaceAll("{kỳ}", periodText(period)) : null;
};

/** The documents that a scope opens, by their trích yếu. */
function documentsOf(scope: LinkScope, news: News): string[] {
  const opened = news.material.regimes.filter(({ report }) => opensFile(scope, `bao-cao-${report}.pdf`));
  const named = opened.flatMap((regime) => documentOf(regime, news) ?? []);
  if (named.length > 0) return named;
  return news.manifest.files.map(({ name }) => name).filter((name) => !name.endsWith(".csv") && opensFile(scope, name));
}

/** What was signed of the reports that scopes open, a line each. */
const signedIn = (scopes: readonly LinkScope[], { signed, material }: News): string[] =>
  signed
    .filter(({ report }) => scopes.some((scope) => opensReport(scope, report)))
    .map((copy) => `${reportTitle(copy.report, material.regimes)}: ${signedText(copy)}`);

/** Makes a link, and says what it opens. */
async function giveLink(ports: ServicePorts, base: string, recipient: Recipient, scope: LinkScope, news: News) {
  const { manifest } = news;
  const created = ports.now().toISOString();
  const made = { recipient: recipient.address, scope, revision: manifest.revision, created };
  const { link, token } = await ports.links.add({ ...made, expires: daysAfter(created, LINK_DAYS) });
  const all = "Xem và tải báo cáo, tệp số liệu";
  const text = scope.kind === "report" ? `Xem và tải: ${listText(documentsOf(scope, news))}` : all;
  return { link, given: { text, address: linkAddress(base, token) } };
}

/** The files that go with a mail. Throws StoreDamaged where one is not what was published. */
async function attachedTo(ports: ServicePorts, recipient: Recipient, scopes: readonly LinkScope[], news: News) {
  const { manifest, prefix } = news;
  const opened = manifest.files.filter(({ name }) => scopes.some((scope) => opensFile(scope, name)));
  const { files, left } = attachedOf(opened, reportsOf(recipient) !== null);
  const read = files.map(async (file): Promise<MailFile> => {
    const bytes = await stored(ports.objects, `${prefix}/${file.name}`);
    if (sha256(bytes) !== file.sha256) throw new StoreDamaged(`tệp đã phát hành ${prefix}/${file.name} sai mã băm`);
    return { name: savedName(file, manifest), mediaType: file.mediaType, bytes };
  });
  return { files: await Promise.all(read), left: left.map((file) => savedName(file, manifest)) };
}

/**
 * Writes to one reader. The links are made here, just before the mail is sent, since a token is kept as a hash only
 * and cannot be had again: an attempt that surely failed takes its links back, one whose end nobody knows leaves them.
 */
async function compose(ports: ServicePorts, recipient: Recipient, scopes: readonly LinkScope[], news: News) {
  const { manifest, material, period, labels, missing, changes } = news;
  const { portalBase: base } = ports;
  const attached = recipient.attached === undefined ? null : await attachedTo(ports, recipient, scopes, news);
  const linked =
    base === null || attached !== null ? [] : scopes.map((scope) => giveLink(ports, base, recipient, scope, news));
  const made = await Promise.all(linked);
  const links: Link[] = made.map(({ link }) => link);
  const expires = links[0]?.expires;
  const letter = reportLetter({
    name: recipient.name,
    province: material.province.name,
    what: seriesText(manifest.series, period, material.programmes),
    documents: scopes.flatMap((scope) => documentsOf(scope, news)),
    signed: signedIn(scopes, news),
    attached,
    links: expires === undefined ? null : { given: made.map(({ given }) => given), expires },
    manifest,
    labels,
    missing,
    changes,
  });
  const undo = async (): Promise<void> => {
    for (const { id } of links) await ports.links.revoke(id, ports.now().toISOString());
  };
  return { letter, undo, ...(attached === null ? {} : { files: attached.files }) };
}

function reportDelivery(ports: ServicePorts, news: News, recipient: Recipient): MailDelivery[] {
  const scopes = scopesOf(recipient, news.manifest);
  if (scopes.length === 0) return [];
  const { series, revision, province } = news.manifest;
  return [
    {
      key: { kind: "report", about: `${series}/r${revision}`, recipient: recipient.id },
      to: recipient,
      subscription: { province, kind: "recipient" },
      compose: () => compose(ports, recipient, scopes, news),
    },
  ];
}

/** Tells the operators, once for each revision, which documents it lacks. */
function incompleteDeliveries(ports: ServicePorts, news: News, recipients: readonly Recipient[]): MailDelivery[] {
  const { province, period, series, revision, missing, synthetic } = news.manifest;
  if (missing.length === 0) return [];
  const about = { what: whatOf(ports, province, period), revision, synthetic, labels: news.labels, missing };
  const key = { kind: "incomplete", about: `${series}/r${revision}` } as const;
  return toOperators(ports, { province, recipients }, key, (name) => incompleteLetter({ ...about, name }));
}

/** Sends figures to the province's report system, and tells the operators, once, what of them is not there. */
async function pushed(ports: ServicePorts, news: News, recipients: readonly Recipient[]): Promise<MailDelivery[]> {
  const told = await push(ports, news.manifest);
  if (told === null) return [];
  const { province, period, series, revision } = news.manifest;
  const sentences = pushSentences(told, revision);
  for (const sentence of sentences) ports.warn(`Gửi số liệu lên ${told.system}: ${sentence}`);
  if (sentences.length === 0) return [];
  const about = {
    what: whatOf(ports, province, period),
    revision,
    system: told.system,
    labels: news.labels,
    sentences,
  };
  const key = { kind: "push", about: `${series}/r${revision}/${sha256(sentences.join()).slice(0, 12)}` } as const;
  return toOperators(ports, { province, recipients }, key, (name) => pushLetter({ ...about, name }));
}

/** What two rounds of mails came to together. */
const both = (one: Attempted, other: Attempted): Attempted => ({
  sent: one.sent + other.sent,
  standing: one.standing + other.standing,
  refused: one.refused + other.refused,
  waiting: one.waiting + other.waiting,
  undeliverable: [...new Map([...one.undeliverable, ...other.undeliverable].map((who) => [who.address, who])).values()],
});

const NO_LINKS =
  "Thư báo có báo cáo không kèm liên kết tải vì chưa đặt địa chỉ cổng báo cáo; cấp liên kết cho từng người bằng npm run links -- add.";

/** Keeps with a run whom it could not tell. Throws MailUnavailable where some could not be written to yet. */
async function noteAttempted(ports: ServicePorts, run: string, attempted: Attempted): Promise<Delivered> {
  const { waiting, refused, undeliverable } = attempted;
  await ports.runs.put(run, UNTOLD, { waiting, refused, undeliverable });
  return settled(attempted);
}

/**
 * Asks those who may agree to the release of a series' draft to look at it, each once for every draft. Throws
 * MailUnavailable where some could not be written to yet; a repeat writes to those.
 */
async function askApprovers(ports: ServicePorts, { run, awaiting }: z.infer<typeof AskInput>): Promise<Delivered> {
  return noteAttempted(ports, run, await attempt(ports, await askDeliveries(ports, awaiting.series)));
}

/**
 * Tells people of a revision: its recipients that it is there, with lasting links of their own; the contacts of
 * agencies whose figures it lacks what is missing, at most once a day. Each is written to once, however often the step
 * is repeated. A revision that was replaced meanwhile is told by the one after it. Throws MailUnavailable where some
 * could not be written to yet; a repeat writes to those. Who was not told stands in the run's notes. Then the figures go to
 * the province's report system, where one is to have them; what becomes of that is told to the operators and fails nothing.
 * Of a draft that waits for its release only those who may agree to it are told.
 */
export async function notify(ports: ServicePorts, input: unknown): Promise<Delivered> {
  const asked = AskInput.safeParse(input).data;
  if (asked !== undefined) return askApprovers(ports, asked);
  const { run, published } = NotifyInput.parse(input);
  const news = await newsOf(ports, published.series, published.revision);
  if (news === null) return settled(await attempt(ports, []));
  const recipients = await ports.recipients.list(news.manifest.province);
  const readers = recipients.filter((one) => wants(one, "recipient"));
  const readersTold = await attempt(ports, [
    ...readers.flatMap((recipient) => reportDelivery(ports, news, recipient)),
    ...reminderDeliveries(ports, reminderOf(news), recipients),
    ...incompleteDeliveries(ports, news, recipients),
  ]);
  // After people: a report system that is slow keeps nobody waiting for the report.
  const attempted = both(readersTold, await attempt(ports, await pushed(ports, news, recipients)));
  if (ports.portalBase === null && readers.length > 0 && attempted.sent > 0) ports.warn(NO_LINKS);
  return noteAttempted(ports, run, attempted);
}
