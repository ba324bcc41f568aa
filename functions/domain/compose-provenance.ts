import type { Composition } from "./composition.ts";
import { windowOf, windowOfMonths, yearToDateOf } from "./period.ts";
import type { Report } from "./report.ts";
import { PRINTED_DIGITS } from "./revision.ts";
import { dayText, momentText, periodText } from "./wording.ts";

/** What is kept beside a report and how a reader reaches it. */
export interface Kept {
  /** SHA-256 of figures.csv as it is published, 64 hexadecimal digits. */
  readonly figuresSha256: string;
  /** Where this revision can be checked; null where nothing of it is on a network. */
  readonly verifyAddress: string | null;
}

const STATES = { final: "CHÍNH THỨC", provisional: "TẠM TÍNH" } as const;

const SYNTHETIC = "DỮ LIỆU MÔ PHỎNG";

function dataLines({ province, inputs, issue }: Composition): string[] {
  const window = windowOf(inputs.period, inputs.scheme);
  const toDate = windowOfMonths(yearToDateOf(inputs.period), inputs.scheme);
  const read = `số liệu tại thời điểm ${momentText(issue.dataAsOf)}`;
  const system = `Hệ thống thông tin giải quyết thủ tục hành chính ${province.name}`;
  const source = issue.synthetic ? `${SYNTHETIC}, không phải số liệu của ${province.name}` : system;
  return [
    `Số liệu trong kỳ (${periodText(inputs.period)}): từ ngày ${dayText(window.from)} đến hết ngày ${dayText(window.to)}.`,
    `Số liệu lũy kế từ đầu năm: từ ngày ${dayText(toDate.from)} đến hết ngày ${dayText(toDate.to)}.`,
    `Nguồn: ${source}; ${read}.`,
  ];
}

/**
 * The words about the data behind a report: the days they cover, when they were read, which revision this is and the
 * beginning of the hash of figures.csv, which the PDF carries inside.
 */
export function provenanceOf(composition: Composition, { figuresSha256, verifyAddress }: Kept): Report["provenance"] {
  const { inputs, issue } = composition;
  const state = STATES[issue.state];
  const digits = figuresSha256.slice(0, PRINTED_DIGITS);
  const check =
    verifyAddress === null
      ? "Kiểm chứng: so mã băm của tệp figures.csv đính kèm với mã ghi trên."
      : "Kiểm chứng: quét mã QR hoặc mở địa chỉ ghi dưới mã; so mã băm của tệp figures.csv với mã ghi trên.";
  const lastDay = dayText(windowOf(inputs.period, inputs.scheme).to);
  return {
    lines: [
      ...dataLines(composition),
      `Bản phát hành: ${issue.revision}; trạng thái số liệu: ${state}.`,
      `Tệp số liệu figures.csv đính kèm trong tệp PDF này; mã băm SHA-256 bắt đầu bằng ${digits}.`,
      check,
    ],
    footer: [
      ...(issue.synthetic ? [SYNTHETIC] : []),
      `Bản ${issue.revision}`,
      state,
      `Số liệu đến ${lastDay}`,
      `figures.csv SHA-256 ${digits}`,
    ].join(" · "),
    verification: verifyAddress === null ? null : { address: verifyAddress },
  };
}

/** Phụ lục VI of Nghị định 30/2020 gives "Trích yếu" no more letters. */
const LONGEST_SUBJECT = 500;

/**
 * What a report that has no number and no date yet can tell an archive (Nghị định 30/2020/NĐ-CP Phụ lục VI), taken from
 * what it prints.
 */
export function archiveOf(
  printed: Pick<Report, "letterhead" | "subject" | "addressees" | "signer">,
): Report["archive"] {
  const { letterhead, subject, addressees, signer } = printed;
  return {
    properties: {
      OrganName: letterhead.name,
      CodeNotation: `BC-${letterhead.symbol}`,
      Subject: subject.slice(0, LONGEST_SUBJECT),
      Language: "Tiếng Việt",
      "SignerInfo.Position": signer.split("\n").join(" "),
      "To.OrganName": addressees.join("; "),
    },
  };
}
