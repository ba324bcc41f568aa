import type { Period } from "../../domain/period.ts";
import type { Programme } from "../../domain/programme.ts";
import { countText, dayOfInstant, dayText, fewText, listText, momentText, periodText } from "../../report/wording.ts";
import type { Manifest } from "../../revisions/revision.ts";
import { MOST_ATTACHED } from "../attachments.ts";
import { type ChangesTold, firstOf } from "./changes.ts";
import { type Letter, type LetterPart, madeText, paragraph } from "./letter.ts";
import type { Missing } from "./missing.ts";

/** What a series is of: "Báo cáo công nghệ thông tin, cải cách hành chính tháng 6 năm 2023", with the programmes where they were named. */
export function seriesText(series: string, period: Period, programmes: readonly Programme[]): string {
  const named = series.split("/").length > 2 ? ` theo ${listText(programmes.map(({ shortName }) => shortName))}` : "";
  return `Báo cáo công nghệ thông tin, cải cách hành chính ${periodText(period)}${named}`;
}

/** A link that was made for the reader. */
interface GivenLink {
  readonly text: string;
  readonly address: string;
}

/** What the mail about a revision is written from. */
export interface ReportMail {
  /** The reader's. */
  readonly name: string;
  /** "tỉnh Bà Rịa - Vũng Tàu". */
  readonly province: string;
  /** As `seriesText` gives it. */
  readonly what: string;
  readonly manifest: Manifest;
  readonly labels: readonly string[];
  /** The trích yếu of each document that the reader gets. */
  readonly documents: readonly string[];
  /** What was signed of them and registered, a line each, with number, day and signer. */
  readonly signed: readonly string[];
  readonly missing: readonly Missing[];
  /** Null for a first revision. */
  readonly changes: ChangesTold | null;
  /** The files that go with the mail in place of links, and the names of those that are too large for it; null for links. */
  readonly attached: { readonly files: readonly { readonly name: string }[]; readonly left: readonly string[] } | null;
  /** Where the reader finds the files, and until which instant; null where no portal is set up. */
  readonly links: { readonly given: readonly GivenLink[]; readonly expires: string } | null;
}

const list = (items: readonly string[]): LetterPart => ({ type: "list", items });

const MOST = 10;

/** Files that a letter names. */
const MOST_FILES = 20;

/** First, where there is something: what was signed is what the reader files. */
const signedParts = ({ signed }: ReportMail): LetterPart[] =>
  signed.length === 0 ? [] : [paragraph("Bản đã ký:"), list(firstOf(signed, MOST, "văn bản"))];

function stateParts({ manifest, missing }: ReportMail): LetterPart[] {
  if (manifest.state === "final") return [];
  if (missing.length === 0) {
    return [paragraph("Báo cáo dùng số liệu tạm tính vì còn số liệu mà tỉnh chưa chốt hoặc chưa lấy được.")];
  }
  const names = firstOf(
    missing.map(({ name }) => name),
    MOST,
    "cơ quan",
  );
  return [
    paragraph(`Báo cáo dùng số liệu tạm tính vì ${fewText(missing.length)} cơ quan chưa có đủ số liệu:`),
    list(names),
  ];
}

/** What the revision lacks, and that the next one is to have it. */
function missingParts({ manifest: { missing } }: ReportMail): LetterPart[] {
  if (missing.length === 0) return [];
  const agencies = [...new Set(missing.map(({ agencyName }) => agencyName))];
  return [
    paragraph("Bản này chưa có báo cáo của các cơ quan sau đây; bản tiếp theo bổ sung khi lập được:"),
    list(firstOf(agencies, MOST, "cơ quan")),
  ];
}

function changeParts({ manifest: { revision }, changes }: ReportMail): LetterPart[] {
  if (changes === null) return [];
  const replaced = `Bản ${revision} thay bản ${revision - 1}`;
  const causes =
    changes.causes.length === 0 ? [] : [paragraph("Nguyên nhân:"), list(firstOf(changes.causes, MOST, "thay đổi"))];
  if (changes.total === 0) {
    return [paragraph(`${replaced}, không làm thay đổi số liệu đã phát hành.`), ...causes];
  }
  const what = `${replaced}, điều chỉnh ${countText(changes.total)} số liệu đã phát hành`;
  const agencies = changes.agencies === 0 ? "" : `, trong đó có số liệu của ${fewText(changes.agencies)} cơ quan`;
  const rates =
    changes.rates.length === 0
      ? []
      : [paragraph("Tỷ lệ của toàn tỉnh thay đổi như sau:"), list(firstOf(changes.rates, MOST, "tỷ lệ"))];
  const whole = `Từng số đã điều chỉnh có trong phụ lục “Bảng điều chỉnh số liệu” và tệp changes.csv.`;
  return [paragraph(`${what}${agencies}.`), ...rates, ...causes, paragraph(whole)];
}

function attachedParts({ files, left }: NonNullable<ReportMail["attached"]>): LetterPart[] {
  const here = files.map(({ name }) => name);
  const sent: LetterPart[] =
    here.length === 0 ? [] : [paragraph("Tệp kèm theo thư này:"), list(firstOf(here, MOST_FILES, "tệp"))];
  if (left.length === 0) return sent;
  const size = countText(MOST_ATTACHED / 1_000_000);
  return [
    ...sent,
    paragraph(`Không kèm được vì tổng dung lượng vượt ${size} MB, đề nghị liên hệ quản trị viên của hệ thống để nhận:`),
    list(firstOf(left, MOST_FILES, "tệp")),
  ];
}

function linkParts({ links, attached, manifest }: ReportMail): LetterPart[] {
  const { address } = manifest.verification;
  const check: LetterPart[] =
    address === null ? [] : [{ type: "link", text: "Kiểm tra bản này còn hiện hành hay không", address }];
  if (attached !== null) return [...attachedParts(attached), ...check];
  if (links === null) {
    return [paragraph("Để nhận tệp báo cáo, đề nghị liên hệ quản trị viên của hệ thống."), ...check];
  }
  return [
    ...links.given.map((link): LetterPart => ({ type: "link", ...link })),
    paragraph(
      `Liên kết trên cấp riêng cho Ông/Bà, dùng được đến ngày ${dayText(dayOfInstant(links.expires))}; mỗi lượt tải được ghi lại, đề nghị không chuyển tiếp.`,
    ),
    ...check,
  ];
}

/** Tells somebody of a new report, or of a new revision of one. */
export function reportLetter(mail: ReportMail): Letter {
  const { name, province, what, manifest, labels, documents } = mail;
  const { revision, state, window, dataAsOf, synthetic } = manifest;
  const news = revision === 1 ? "" : `: bản ${revision} thay bản ${revision - 1}`;
  const standing = state === "final" ? "số liệu chính thức" : "số liệu tạm tính";
  const days = `từ ngày ${dayText(window.from)} đến hết ngày ${dayText(window.to)}`;
  return {
    subject: `${what}, ${province}${news}`,
    labels,
    parts: [
      paragraph(`Kính gửi: ${name}`),
      ...signedParts(mail),
      paragraph(
        `${what} của ${province} ${madeText(synthetic)} (bản ${revision}, ${synthetic ? "dữ liệu mô phỏng" : standing}), gồm:`,
      ),
      list(documents),
      paragraph(`Số liệu trong kỳ tính ${days}, tại thời điểm ${momentText(dataAsOf)}.`),
      ...stateParts(mail),
      ...missingParts(mail),
      ...changeParts(mail),
      ...linkParts(mail),
      paragraph("Thư này do hệ thống báo cáo gửi tự động, đề nghị không trả lời."),
    ],
  };
}
