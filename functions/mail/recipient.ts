import { z } from "zod";

/** What a text holds that must not get into a header or a list: line breaks and control characters of any kind. */
const ONE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;

/** Octets of a mail address at most (RFC 5321, 4.5.3.1.1 and 4.5.3.1.3: a path of 256 with its brackets). */
const LOCAL_PART = 64;
const ADDRESS = 254;

/** A mail address (địa chỉ thư điện tử) of ASCII letters, in lower case: one person is never written to twice. */
export const MailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(
    z
      .email("không đúng dạng địa chỉ thư điện tử, ví dụ van-thu@tinh.gov.vn")
      .max(ADDRESS, `dài quá ${ADDRESS} ký tự`)
      .refine((address) => address.indexOf("@") <= LOCAL_PART, `phần trước @ dài quá ${LOCAL_PART} ký tự`),
  );
export type MailAddress = z.infer<typeof MailAddress>;

/** A name as it is in a mail's header and greeting, in NFC. */
export const MailName = z
  .string()
  .trim()
  .min(1, "không được để trống")
  .max(120, "dài quá 120 ký tự")
  .regex(ONE_LINE, "không được có dấu xuống dòng hoặc ký tự điều khiển")
  .transform((name) => name.normalize("NFC"));

const word = z
  .string()
  .trim()
  .min(1, "không được để trống")
  .max(80, "dài quá 80 ký tự")
  .regex(ONE_LINE, "không được có dấu xuống dòng hoặc ký tự điều khiển");

/** For what somebody is written to. */
const Role = z.discriminatedUnion("kind", [
  /** Người nhận báo cáo: of these reports ("cntt"), or of every published one. */
  z.strictObject({ kind: z.literal("recipient"), reports: z.array(word).min(1).nullable() }),
  /** Đầu mối of an agency, by its code: told when its figures are missing. */
  z.strictObject({ kind: z.literal("contact"), agency: word }),
  /** Quản trị viên of the service: told when a run fails or a report is not there. */
  z.strictObject({ kind: z.literal("operator") }),
  /** Người đồng ý phát hành: told when a draft waits for its release. */
  z.strictObject({ kind: z.literal("approver") }),
]);

export const RoleKind = z.enum(["recipient", "contact", "operator", "approver"]);
export type RoleKind = z.infer<typeof RoleKind>;

/** Why somebody gets files with the mail in place of links: the portal cannot be reached from their network, say. */
const AttachedReason = z
  .string()
  .trim()
  .min(1, "không được để trống")
  .max(200, "dài quá 200 ký tự")
  .regex(ONE_LINE, "không được có dấu xuống dòng hoặc ký tự điều khiển")
  .transform((text) => text.normalize("NFC"));

/** Somebody of a province who is written to, as entered; the address tells people apart. */
export const NewRecipient = z.object({
  name: MailName,
  address: MailAddress,
  roles: z.array(Role).min(1, "không được để trống"),
  /** Absent for somebody who gets links. */
  attached: z.strictObject({ reason: AttachedReason }).exactOptional(),
});
export type NewRecipient = z.infer<typeof NewRecipient>;

/** Somebody who is written to (người nhận thư). */
export const Recipient = NewRecipient.extend({
  /** Made from the address: the same person has the same id in every province. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** Kinds of mail that the person has unsubscribed from. */
  muted: z.array(RoleKind),
});
export type Recipient = z.infer<typeof Recipient>;

/** Whether somebody still wants the mails of a role. */
export const wants = ({ roles, muted }: Pick<Recipient, "roles" | "muted">, kind: RoleKind): boolean =>
  !muted.includes(kind) && roles.some((role) => role.kind === kind);

/** The agencies whose contact somebody is. */
export const agenciesOf = ({ roles }: Pick<Recipient, "roles">): string[] =>
  roles.flatMap((role) => (role.kind === "contact" ? [role.agency] : []));

/** The reports that somebody gets; null for every one. */
export function reportsOf({ roles }: Pick<Recipient, "roles">): ReadonlySet<string> | null {
  const own = roles.flatMap((role) => (role.kind === "recipient" ? [role.reports] : []));
  return own.includes(null) ? null : new Set(own.flatMap((reports) => reports ?? []));
}
