import { z } from "zod";

const text = z.string().trim().min(1, "không được để trống");

/**
 * Who signs a report and by which authority (quyền hạn, chức vụ; Nghị định 30/2020/NĐ-CP Phụ lục I, Mục II khoản 7): the
 * head of the office himself, a deputy in his place (`KT.`, ký thay) or somebody by his order (`TL.`, thừa lệnh). What a
 * committee decides is signed `TM.` (thay mặt), which the letterhead's own title says.
 */
export const Signature = z
  .strictObject({
    authority: z.enum(["none", "TM", "KT", "TL"]).default("none"),
    /** Chức vụ of the head, in capitals; that of the letterhead where it is left out. */
    title: text.optional(),
    /** Chức vụ of who signs in his place or by his order. */
    deputy: text.optional(),
    /** Họ và tên. */
    name: text.optional(),
  })
  .refine(({ authority, deputy }) => (authority === "KT" || authority === "TL") === (deputy !== undefined), {
    error: "phải có đúng khi ký thay (KT) hoặc thừa lệnh (TL)",
    path: ["deputy"],
  });
export type Signature = z.infer<typeof Signature>;

/** The committee for which somebody signs, as it is printed above the title. */
const COMMITTEE = "TM. ỦY BAN NHÂN DÂN";

/**
 * The lines of the signature block above the room for the images.
 *
 * @param letterhead the title that the letterhead gives, its lines divided by a line break
 */
export function signerLines(letterhead: string, signature: Signature | undefined): string {
  if (signature === undefined) return letterhead;
  const { authority, deputy } = signature;
  const above = letterhead.split("\n");
  const title = signature.title ?? above.pop() ?? "";
  const committee = above.filter((line) => line.startsWith("TM."));
  const body = authority === "TM" && committee.length === 0 ? [COMMITTEE] : committee;
  if (deputy === undefined) return [...body, title].join("\n");
  return [...body, `${authority}. ${title}`, deputy].join("\n");
}
