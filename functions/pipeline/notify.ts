import { z } from "zod";
import type { Regime } from "../domain/regime.ts";
import { incompleteLetter } from "../mail/letters/failure.ts";
import { pushLetter, pushSentences } from "../mail/letters/push.ts";
import { reportLetter, seriesText } from "../mail/letters/report.ts";
import { type Recipient, reportsOf, wants } from "../mail/recipient.ts";
import type { ServicePorts } from "../ports/ports.ts";
import { reportTitle, signedText } from "../report/file-title.ts";
import { dayOfInstant, listText, periodText } from "../report/wording.ts";
import {
  daysAfter,
  isOfEveryReport,
  LINK_DAYS,
  type Link,
  type LinkScope,
  linkAddress,
  opensFile,
  opensReport,
} from "../revisions/link.ts";
import { type Attempted, attempt, type Delivered, type MailDelivery, settled } from "./support/deliver.ts";
import { sha256 } from "./support/draft.ts";
import { reminderDeliveries } from "./support/missing.ts";
import { type News, newsOf } from "./support/news.ts";
import { UNTOLD } from "./support/notes.ts";
import { toOperators, whatOf } from "./support/operators.ts";
import { push } from "./support/push/push.ts";

const NotifyInput = z.object({
  run: z.string().min(1),
  published: z.object({ series: z.string().min(1), revision: z.int().min(1) }),
});

/** What somebody is given of a revision: everything, or the reports that they get and that are in it. */
function scopesOf(recipient: Recipient, { manifest: { series, files } }: News): LinkScope[] {
  const reports = reportsOf(recipient);
  if (reports === null) return [{ kind: "series", series }];
  const scopes = [...reports].map((report): LinkScope => ({ kind: "report", series, report }));
  return scopes.filter((scope) => files.some(({ name }) => !isOfEveryReport(name) && opensFile(scope, name)));
}

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

/**
 * Writes to one reader. The links are made here, just before the mail is sent, since a token is kept as a hash only
 * and cannot be had again: an attempt that surely failed takes its links back, one whose end nobody knows leaves them.
 */
async function compose(ports: ServicePorts, recipient: Recipient, scopes: readonly LinkScope[], news: News) {
  const { manifest, material, period, labels, missing, changes } = news;
  const { portalBase: base } = ports;
  const linked = base === null ? [] : scopes.map((scope) => giveLink(ports, base, recipient, scope, news));
  const made = await Promise.all(linked);
  const links: Link[] = made.map(({ link }) => link);
  const expires = links[0]?.expires;
  const letter = reportLetter({
    name: recipient.name,
    province: material.province.name,
    what: seriesText(manifest.series, period, material.programmes),
    documents: scopes.flatMap((scope) => documentsOf(scope, news)),
    signed: signedIn(scopes, news),
    links: expires === undefined ? null : { given: made.map(({ given }) => given), expires },
    manifest,
    labels,
    missing,
    changes,
  });
  const undo = async (): Promise<void> => {
    for (const { id } of links) await ports.links.revoke(id, ports.now().toISOString());
  };
  return { letter, undo };
}

function reportDelivery(ports: ServicePorts, news: News, recipient: Recipient): MailDelivery[] {
  const scopes = scopesOf(recipient, news);
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

/**
 * Tells people of a revision: its recipients that it is there, with lasting links of their own; the contacts of
 * agencies whose figures it lacks what is missing, at most once a day. Each is written to once, however often the step
 * is repeated. A revision that was replaced meanwhile is told by the one after it. Throws MailUnavailable where some
 * could not be written to yet; a repeat writes to those. Who was not told stands in the run's notes. Then the figures go to
 * the province's report system, where one is to have them; what becomes of that is told to the operators and fails nothing.
 */
export async function notify(ports: ServicePorts, input: unknown): Promise<Delivered> {
  const { run, published } = NotifyInput.parse(input);
  const news = await newsOf(ports, published.series, published.revision);
  if (news === null) return settled(await attempt(ports, []));
  const { manifest, material, period, labels, missing } = news;
  const recipients = await ports.recipients.list(manifest.province);
  const readers = recipients.filter((one) => wants(one, "recipient"));
  const reminder = {
    about: `${manifest.series}/${dayOfInstant(manifest.publishedAt)}`,
    province: material.province,
    period,
    window: manifest.window,
    labels,
    missing,
  };
  const readersTold = await attempt(ports, [
    ...readers.flatMap((recipient) => reportDelivery(ports, news, recipient)),
    ...reminderDeliveries(ports, reminder, recipients),
    ...incompleteDeliveries(ports, news, recipients),
  ]);
  // After people: a report system that is slow keeps nobody waiting for the report.
  const attempted = both(readersTold, await attempt(ports, await pushed(ports, news, recipients)));
  const { sent, waiting, refused, undeliverable } = attempted;
  if (ports.portalBase === null && readers.length > 0 && sent > 0) ports.warn(NO_LINKS);
  await ports.runs.put(run, UNTOLD, { waiting, refused, undeliverable });
  return settled(attempted);
}
