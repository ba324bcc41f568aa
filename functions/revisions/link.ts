import { z } from "zod";

/** What a link opens. */
export const LinkScope = z.discriminatedUnion("kind", [
  /** One report of a series ("cntt", "don-vi", "don-vi/77-STC"), with the open data that it was made from. */
  z.strictObject({ kind: z.literal("report"), series: z.string().min(1), report: z.string().min(1) }),
  /** Everything published for one period: province/period, or province/period/programmes. */
  z.strictObject({ kind: z.literal("series"), series: z.string().min(1) }),
  /** Everything published for a province, whatever its period. */
  z.strictObject({ kind: z.literal("province"), province: z.string().min(1) }),
]);
export type LinkScope = z.infer<typeof LinkScope>;

const instant = z.iso.datetime({ offset: true });

/** Names of recipients go into mails, pages and lists: one line, no control characters, text in NFC. */
const Recipient = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u)
  .transform((text) => text.normalize("NFC"));

/** A link (liên kết) that one recipient opens, until it expires or is revoked. Its token is kept as a hash only. */
export const Link = z.object({
  /** Names the link to administrators; it opens nothing. 16 hexadecimal digits. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** Whom it was given to: an address or a name. */
  recipient: Recipient,
  scope: LinkScope,
  /** The revision that the link was sent with, so that its page can say that it was replaced; null for none. */
  revision: z.int().min(1).nullable(),
  created: instant,
  /** The first instant at which it opens nothing any more. */
  expires: instant,
  /** When it was revoked (thu hồi); null while it stands. */
  revoked: instant.nullable(),
});
export type Link = z.infer<typeof Link>;

/** What a link is made from; the store gives it its id and token. */
export const NewLink = Link.omit({ id: true, revoked: true });
export type NewLink = z.infer<typeof NewLink>;

/** One download: what was given to whom, when, and to which network address. */
export const Download = z.object({
  /** Id of the link. */
  link: z.string(),
  recipient: z.string(),
  at: instant,
  series: z.string(),
  revision: z.int().min(1),
  file: z.string(),
  /** As the service sees it; empty where it is not known. */
  address: z.string(),
});
export type Download = z.infer<typeof Download>;

/** Days that a link lives unless given: officials open reports of the years before when they write the year's. */
export const LINK_DAYS = 1096;

/** The address of a link's page. @param base of the portal, without "/" at its end */
export const linkAddress = (base: string, token: string): string => `${base}/b/${token}`;

const DAY_MS = 86_400_000;

/** The instant this many days after another (RFC 3339). */
export const daysAfter = (instantText: string, days: number): string =>
  new Date(Date.parse(instantText) + days * DAY_MS).toISOString();

/** Whether a link opens anything at an instant (RFC 3339). */
export const isLive = ({ expires, revoked }: Pick<Link, "expires" | "revoked">, at: string): boolean =>
  revoked === null && Date.parse(at) < Date.parse(expires);

const provinceOf = (series: string): string => series.slice(0, series.indexOf("/"));

/** Whether a scope opens a series. */
export const opensSeries = (scope: LinkScope, series: string): boolean =>
  scope.kind === "province" ? provinceOf(series) === scope.province : scope.series === series;

/** Whether all that a scope opens is of one province. */
export const isOfProvince = (scope: LinkScope, province: string): boolean =>
  (scope.kind === "province" ? scope.province : provinceOf(scope.series)) === province;

/** Whether a scope opens what was signed of a report ("cntt", "don-vi/77-STC") of a series that it opens. */
export const opensReport = (scope: LinkScope, report: string): boolean =>
  scope.kind !== "report" || report === scope.report || report.startsWith(`${scope.report}/`);

/** The full tables of a revision, which say no more than its open data. */
const ANNEX = "phu-luc.pdf";

/** Whether a file belongs to every report of its revision, as open data and the full tables do. */
export const isOfEveryReport = (name: string): boolean => name.endsWith(".csv") || name === ANNEX;

/** Whether a scope opens a file of a series that it opens. */
export function opensFile(scope: LinkScope, name: string): boolean {
  if (scope.kind !== "report" || isOfEveryReport(name)) return true;
  const stem = name.slice(0, name.lastIndexOf("."));
  const { report } = scope;
  return (
    [`bao-cao-${report}`, report].includes(stem) ||
    [`${report}/`, `${report}-gop/`].some((folder) => stem.startsWith(folder))
  );
}
