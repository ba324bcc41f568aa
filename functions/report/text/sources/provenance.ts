import { kindOf, windowOf, windowOfMonths, yearToDateOf } from "../../../domain/period.ts";
import { PRINTED_DIGITS } from "../../../revisions/revision.ts";
import type { Composition } from "../../composition.ts";
import type { Report } from "../../report.ts";
import { dayText, periodText, withinSentence } from "../../wording.ts";

/** What is kept beside a report and how a reader reaches it. */
export interface Kept {
  /** SHA-256 of figures.csv as it is published, 64 hexadecimal digits. */
  readonly figuresSha256: string;
  /** Where this revision can be checked; null where nothing of it is on a network. */
  readonly verifyAddress: string | null;
}

/** Chính thức and tạm tính are states of the data, never of the document; made-up data have neither. */
const STATES = { final: "Số liệu chính thức", provisional: "Số liệu tạm tính" } as const;

const SYNTHETIC = "Dữ liệu mô phỏng";

/** "Số liệu chính thức", "Số liệu tạm tính", "Dữ liệu mô phỏng". */
export const stateOf = ({ synthetic, state }: Composition["head"]): string => (synthetic ? SYNTHETIC : STATES[state]);

function dataLines({ inputs }: Composition): string[] {
  const window = windowOf(inputs.period, inputs.scheme);
  const toDate = windowOfMonths(yearToDateOf(inputs.period), inputs.scheme);
  const days = `từ ngày ${dayText(window.from)} đến hết ngày ${dayText(window.to)}`;
  if (toDate.from === window.from)
    return [`Số liệu trong kỳ (${periodText(inputs.period)}), cũng là lũy kế từ đầu năm: ${days}.`];
  return [
    `Số liệu trong kỳ (${periodText(inputs.period)}): ${days}.`,
    ...(kindOf(inputs.period) === "special"
      ? []
      : [`Số liệu lũy kế từ đầu năm: từ ngày ${dayText(toDate.from)} đến hết ngày ${dayText(toDate.to)}.`]),
  ];
}

/**
 * The words about the data behind a report: the days they cover, which revision this is and the beginning of the hash of
 * figures.csv, which the PDF carries inside.
 */
export function provenanceOf(composition: Composition, { figuresSha256, verifyAddress }: Kept): Report["provenance"] {
  const { inputs, head } = composition;
  const state = stateOf(head);
  const digits = figuresSha256.slice(0, PRINTED_DIGITS);
  const check =
    verifyAddress === null
      ? "Kiểm chứng: so mã băm của tệp figures.csv với mã ghi trên."
      : "Kiểm chứng: quét mã QR hoặc mở địa chỉ ghi dưới mã; so mã băm của tệp figures.csv với mã ghi trên.";
  const lastDay = dayText(windowOf(inputs.period, inputs.scheme).to);
  return {
    lines: [
      ...dataLines(composition),
      `Bản phát hành: ${head.revision}; trạng thái số liệu: ${withinSentence(state)}.`,
      `Tệp số liệu: figures.csv phát hành cùng báo cáo này, đính kèm trong tệp PDF; mã băm SHA-256 bắt đầu bằng ${digits}.`,
      check,
    ],
    footer: `Bản ${head.revision} · ${state} đến ngày ${lastDay}`,
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
