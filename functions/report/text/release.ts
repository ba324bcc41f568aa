import { Period } from "../../domain/period.ts";
import type { Hold } from "../../revisions/release/approval.ts";
import type { HeldDraft, HeldState } from "../../revisions/release/release.ts";
import { countText, momentText, periodText } from "../wording.ts";

const BASES = { period: "trong kỳ", year: "lũy kế từ đầu năm", "as-of": "đến ngày cuối kỳ" } as const;

/** Why somebody has to agree to a release, each as part of a sentence. */
export const holdTexts = (holds: readonly Hold[]): string[] =>
  holds.map((hold) => {
    if (hold.kind === "setting") return "tỉnh chỉ phát hành báo cáo khi có người đồng ý";
    const than = `(bản ${hold.than.revision}, ${periodText(hold.than.period)})`;
    if (hold.kind === "agencies") {
      const { before, now } = hold;
      return `cơ quan có số liệu giảm từ ${before.part}/${before.of} ${than} còn ${now.part}/${now.of}`;
    }
    const fell = `giảm từ ${countText(hold.before)} ${than} còn ${countText(hold.now)}`;
    return `số dùng để tính chỉ tiêu “${hold.target}” (${BASES[hold.basis]}) ${fell}`;
  });

/** "bản 2 của báo cáo tháng 6 năm 2023". */
const heldName = ({ revision, period }: Pick<HeldDraft, "revision" | "period">): string => {
  const known = Period.safeParse(period);
  return `bản ${revision} của báo cáo ${known.success ? periodText(known.data) : `kỳ ${period}`}`;
};

const decided = ({ decision }: HeldDraft, verb: string): string =>
  decision === null ? verb : `đã được ${decision.by} ${verb} lúc ${momentText(decision.at)}`;

/** How a draft stands, as a sentence. */
export function heldText(draft: HeldDraft, state: HeldState): string {
  const what = `Dự thảo ${heldName(draft)} (lần chạy ${draft.run})`;
  const { decision } = draft;
  const reason = decision === null || decision.reason === "" ? "" : `; lý do: ${decision.reason}`;
  switch (state) {
    case "waiting":
      return `${what} đang chờ đồng ý phát hành từ ${momentText(draft.at)}.`;
    case "approved":
      return `${what} ${decided(draft, "đồng ý phát hành")}${reason}, đang được phát hành.`;
    case "published":
      return `${what} ${decided(draft, "đồng ý phát hành")}${reason} và đã được phát hành.`;
    case "returned":
      return `${what} ${decided(draft, "trả lại")}${reason}.`;
    case "replaced":
      return `${what} không còn hiệu lực: sau đó đã có dự thảo mới hơn hoặc bản mới hơn được phát hành.`;
    case "expired":
      return `${what} đã quá hạn lưu dự thảo; chạy lại để lập dự thảo mới.`;
  }
}
