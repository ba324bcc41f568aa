import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Resolver, resourcesOf, type Template } from "./resolve.ts";
import type { Reply } from "./wire.ts";

/** What becomes of mails to an address: they come back or are called unwanted later, or are not taken at all. */
export type Fate = "permanent" | "transient" | "complaint" | "illegal";

const Sent = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.tuple([z.string()]) }),
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/) })).default([]),
});

/** A mail that was taken. */
export interface TakenMail {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly at: Date;
  readonly tags: Readonly<Record<string, string[]>>;
}

export interface MailServiceOptions {
  /** Domains and addresses that were shown to be one's own. */
  readonly identities: readonly string[];
  /** Which events each configuration set publishes. */
  readonly published: ReadonlyMap<string, readonly string[]>;
  readonly now: () => Date;
}

const refused = (status: number, name: string, message: string): Reply => ({
  status,
  headers: { "content-type": "application/json", "x-amzn-errortype": name },
  body: JSON.stringify({ message }),
});

const BOUNCES = {
  permanent: { bounceType: "Permanent", bounceSubType: "NoEmail", status: "5.1.1" },
  transient: { bounceType: "Transient", bounceSubType: "MailboxFull", status: "4.2.2" },
} as const;

/**
 * Amazon SES as it refuses and takes: in the sandbox only mails from and to whom it knows, so many a second, and what
 * became of them it tells later. Source: Amazon SES Developer Guide ("Request production access", "Errors related to the
 * sending quotas", "Contents of event data").
 */
export class MailService {
  readonly taken: TakenMail[] = [];
  /** Requests that were not taken, by the name of the refusal. */
  readonly refusals: string[] = [];
  /** By address. */
  readonly fates = new Map<string, Fate>();
  readonly verified: Set<string>;
  inSandbox = false;
  /** Mails a second. */
  rate = Number.POSITIVE_INFINITY;
  readonly #options: MailServiceOptions;
  #told = 0;

  constructor(options: MailServiceOptions) {
    this.#options = options;
    this.verified = new Set(options.identities);
  }

  /** Answers SendEmail. */
  send(input: unknown): Reply {
    const { FromEmailAddress, Destination, ConfigurationSetName: set, EmailTags } = Sent.parse(input);
    const from = FromEmailAddress.replace(/^.*<|>.*$/g, "");
    const [to] = Destination.ToAddresses;
    const unknown = [from, ...(this.inSandbox ? [to] : [])].filter((address) => !this.#isVerified(address));
    if (set !== undefined && !this.#options.published.has(set)) return this.#refuse(404, "NotFoundException", set);
    if (unknown.length > 0) {
      const which = `The following identities failed the check in region AP-SOUTHEAST-1: ${unknown.join(", ")}`;
      return this.#refuse(400, "MessageRejected", `Email address is not verified. ${which}`);
    }
    if (this.fates.get(to) === "illegal") return this.#refuse(400, "BadRequestException", "Illegal address");
    const at = this.#options.now();
    const recent = this.taken.filter((mail) => at.getTime() - mail.at.getTime() < 1000);
    if (recent.length >= this.rate)
      return this.#refuse(429, "TooManyRequestsException", "Maximum sending rate exceeded.");
    const id = `0107-${randomUUID()}`;
    const own = Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, [Value]]));
    const tags = { ...own, ...(set === undefined ? {} : { "ses:configuration-set": [set] }) };
    this.taken.push({ id, to, from, at, tags });
    return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify({ MessageId: id }) };
  }

  /** What it tells EventBridge of the mails that it has told nothing of yet: later than they were taken. */
  tell(): object[] {
    const untold = this.taken.slice(this.#told);
    this.#told = this.taken.length;
    return untold.flatMap((mail) => {
      const fate = this.fates.get(mail.to);
      const event = fate === undefined || fate === "illegal" ? null : eventOf(mail, fate, this.#options.now());
      const [set = ""] = mail.tags["ses:configuration-set"] ?? [];
      const types = this.#options.published.get(set) ?? [];
      return event !== null && types.includes(event.detail.eventType.toLowerCase()) ? [event] : [];
    });
  }

  #isVerified(address: string): boolean {
    return this.verified.has(address) || this.verified.has(address.slice(address.indexOf("@") + 1));
  }

  #refuse(status: number, name: string, message: string): Reply {
    this.refusals.push(name);
    return refused(status, name, message);
  }
}

/** As Amazon SES publishes it. */
function eventOf({ id, to, from, at, tags }: TakenMail, fate: Exclude<Fate, "illegal">, now: Date) {
  const timestamp = now.toISOString();
  const mail = {
    ...{ timestamp: at.toISOString(), messageId: id, source: from, sendingAccountId: "111122223333" },
    ...{ destination: [to], headersTruncated: false, headers: [], commonHeaders: { to: [to] }, tags },
  };
  const feedbackId = `${id}-feedback`;
  const told =
    fate === "complaint"
      ? {
          eventType: "Complaint" as const,
          complaint: {
            ...{ complainedRecipients: [{ emailAddress: to }], timestamp, feedbackId },
            ...{ complaintSubType: null, userAgent: "thu", complaintFeedbackType: "abuse" },
          },
        }
      : { eventType: "Bounce" as const, bounce: bounceOf(to, fate, { timestamp, feedbackId }) };
  return {
    ...{ version: "0", id: randomUUID(), source: "aws.ses", account: "111122223333", region: "ap-southeast-1" },
    ...{ "detail-type": fate === "complaint" ? "Email Complaint Received" : "Email Bounced", time: timestamp },
    resources: [],
    detail: { ...told, mail },
  };
}

function bounceOf(to: string, fate: keyof typeof BOUNCES, told: { timestamp: string; feedbackId: string }) {
  const { status, ...types } = BOUNCES[fate];
  const recipient = { emailAddress: to, action: "failed", status, diagnosticCode: `smtp; 550 ${status} unknown` };
  return { ...types, bouncedRecipients: [recipient], reportingMTA: "dns; a.smtp-out.amazonses.com", ...told };
}

const Destination = z.looseObject({
  ConfigurationSetName: z.unknown(),
  EventDestination: z.looseObject({
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.looseObject({ EventBusArn: z.unknown() }).optional(),
  }),
});

const DEFAULT_BUS = /:event-bus\/default$/;

/** The service as a template sets it up, every identity of it shown to be one's own. */
export function mailServiceOf(template: Template, resolver: Resolver): MailService {
  const named = (type: string) => resourcesOf(template, type).map(([id]) => resolver.nameOf(id));
  const published = new Map(named("AWS::SES::ConfigurationSet").map((name) => [name, [] as string[]]));
  for (const [, { Properties }] of resourcesOf(template, "AWS::SES::ConfigurationSetEventDestination")) {
    const { ConfigurationSetName, EventDestination } = Destination.parse(Properties);
    const { Enabled, MatchingEventTypes, EventBridgeDestination: bus } = EventDestination;
    // SES publishes to no other bus than the account's own.
    if (!Enabled || bus === undefined || !DEFAULT_BUS.test(resolver.text(bus.EventBusArn))) continue;
    published.get(resolver.text(ConfigurationSetName))?.push(...MatchingEventTypes);
  }
  return new MailService({ identities: named("AWS::SES::EmailIdentity"), published, now: () => new Date() });
}
