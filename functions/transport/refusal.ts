import { z } from "zod";

/**
 * What a refusal is about. `address`: this address, for good. `mail`: this mail now, for a reason that may pass, such as
 * an account that may not write to everybody yet; others may fare better. `service`: whoever is written to.
 */
export type Refusal = "address" | "mail" | "service";

/** What the libraries tell of a failure; everything else of it is left out of sight. */
export const Told = z.object({
  name: z.string().catch(""),
  message: z.string().catch(""),
  code: z.string().catch(""),
  /** The SMTP command that was refused. */
  command: z.string().catch(""),
  responseCode: z.int().nullable().catch(null),
  response: z.string().catch(""),
  syscall: z.string().catch(""),
  $metadata: z.object({ httpStatusCode: z.int() }).nullable().catch(null),
});
export type Told = z.infer<typeof Told>;

/** What a server without enhanced codes says of a policy of its own, which is no fault of the address. */
const POLICY = /relay|authenticat|sender|polic|block|black|spam|reputation|not permitted|not verified|sandbox/i;

type Table = readonly (readonly [RegExp, Refusal])[];

/**
 * "COMMAND code enhanced", the first row that fits: RFC 5321 4.2.3 and 4.3.2, RFC 3463, and the registry of enhanced
 * codes (RFC 5248). A row that is wrong in doubt costs another attempt; a mail refused for good is not sent again by
 * itself. So only what is surely about the address is.
 */
const SMTP: Table = [
  // Before RCPT TO nobody has been named: greeting, TLS, account, sender.
  [/^(?!RCPT TO|DATA)/, "service"],
  // The server closes, or wants another account or TLS (RFC 4954, RFC 7504).
  [/ (421|521|53\d)/, "service"],
  [/ 4\d\d/, "mail"],
  // X.1 Addressing status, but not of the sender's address (X.1.7, X.1.8) or of a system on the way (X.1.9).
  [/ 5\.1\.[78]$/, "service"],
  [/ 5\.1\.(?!9$)\d+$/, "address"],
  // X.2 Mailbox status: disabled, or a list that cannot be expanded; one that is full (X.2.2) empties.
  [/ 5\.2\.[014]$/, "address"],
  // X.7 Security or policy: a list closed to us; the address belongs to somebody else now (RFC 7293).
  [/ 5\.7\.(2|17|18)$/, "address"],
  [/ 5\.\d+\.\d+$/, "mail"],
  // Without enhanced code or words of a policy: no such mailbox, not here, no such name; a domain that takes no mail (RFC 7505).
  [/^RCPT TO 55[0136]$/, "address"],
  [/^(RCPT TO|DATA) /, "mail"],
];

/**
 * "Exception: message" of Amazon SES. MessageRejected and most of BadRequestException are about the account (an identity
 * that is not verified, an account in the sandbox); what is wrong with an address comes back as a mail. The last row is
 * also for servers that cannot be reached.
 */
const SES: Table = [
  [/^BadRequestException: .*(illegal address|missing final|local address|domain (contains|starts|ends))/i, "address"],
  [/^(MessageRejected|BadRequestException):/, "mail"],
  [/^/, "service"],
];

const found = (table: Table, key: string): Refusal => table.find(([row]) => row.test(key))?.[1] ?? "service";

const enhancedCode = (response: string): string | undefined => /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];

/** The code by which a server refused, the enhanced one where it gave it; empty where it gave none. */
export const codeOf = ({ responseCode, response }: Told): string =>
  enhancedCode(response) ?? (responseCode === null ? "" : String(responseCode));

/** What a failed attempt at a mail was about. */
export function refusalOf({ name, message, command, responseCode, response }: Told): Refusal {
  if (responseCode === null) return found(SES, `${name}: ${message}`);
  const enhanced = enhancedCode(response);
  const detail = enhanced ?? (POLICY.test(response) ? "policy" : "");
  return found(SMTP, `${command} ${responseCode} ${detail}`.trim());
}
