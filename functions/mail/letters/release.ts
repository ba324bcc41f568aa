import { heldText, holdTexts } from "../../report/text/release.ts";
import { sentence } from "../../report/wording.ts";
import type { HeldDraft } from "../../revisions/release/release.ts";
import { firstOf } from "./changes.ts";
import { type Letter, paragraph } from "./letter.ts";

const MOST = 10;

/**
 * Asks somebody to look at a draft that waits for its release. `what` is of the form "báo cáo tháng 6 năm 2023 của tỉnh …".
 *
 * @param portal address of the portal, without "/" at its end; null where there is none
 */
export function releaseLetter(about: {
  readonly name: string;
  readonly what: string;
  readonly labels: readonly string[];
  readonly draft: HeldDraft;
  readonly portal: string | null;
}): Letter {
  const { name, what, labels, draft, portal } = about;
  const open =
    portal === null
      ? []
      : [{ type: "link" as const, text: "Xem và quyết định tại cổng báo cáo", address: `${portal}/` }];
  return {
    subject: `Đề nghị đồng ý phát hành ${what}`,
    labels,
    parts: [
      paragraph(`Kính gửi: ${name}`),
      paragraph(`${heldText(draft, "waiting")} ${sentence(what)} phải có người đồng ý mới được phát hành vì:`),
      { type: "list", items: firstOf(holdTexts(draft.holds), MOST, "lý do") },
      paragraph(
        "Các văn bản đã được lập và kiểm tra; chưa phát hành, chưa gửi liên kết cho người nhận. Đề nghị Ông/Bà xem xét, đồng ý phát hành hoặc trả lại kèm lý do. Người đã khởi động lần chạy không tự quyết định.",
      ),
      ...open,
      paragraph("Thư này do hệ thống báo cáo gửi tự động, đề nghị không trả lời."),
    ],
  };
}
