import { type Letter, paragraph } from "./letter.ts";
import type { Manifest, RevisionFile } from "./revision.ts";
import { countText, momentText, periodText } from "./wording.ts";

/** What the mail about a revision is written from. */
export interface ReportMail {
  readonly name: string;
  readonly provinceName: string;
  readonly manifest: Manifest;
  readonly labels: readonly string[];
  /** Files that the reader gets. */
  readonly files: readonly RevisionFile[];
  /** Where the reader finds them; null where no portal is set up. */
  readonly address: string | null;
}

/** Tells somebody of a new report, or of a new revision of one. */
export function reportLetter({ name, provinceName, manifest, labels, files, address }: ReportMail): Letter {
  const { period, revision, state, dataAsOf } = manifest;
  const what = `Báo cáo CNTT – CCHC ${periodText(period)} của ${provinceName}`;
  const news = revision === 1 ? "" : `, bản ${revision} thay bản ${revision - 1}`;
  const standing = state === "final" ? "chính thức" : "tạm tính";
  return {
    subject: `${what}${news}`,
    labels,
    parts: [
      paragraph(`Kính gửi: ${name}`),
      paragraph(
        `${what}${news} đã được phát hành, số liệu ${standing}, tính đến ${momentText(dataAsOf)}, gồm các tệp:`,
      ),
      { type: "list", items: files.map((file) => `${file.name} (${countText(file.size)} byte)`) },
      ...(address === null ? [] : [{ type: "link" as const, text: "Xem và tải báo cáo", address }]),
      paragraph("Thư này do hệ thống gửi tự động, đề nghị không trả lời."),
    ],
  };
}
