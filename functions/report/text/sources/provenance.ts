import { agenciesOfWindow } from "../../../domain/agency.ts";
import { Grain } from "../../../domain/counts.ts";
import { kindOf, monthsOf, windowOf, windowOfMonth, windowOfMonths, yearToDateOf } from "../../../domain/period.ts";
import { PRINTED_DIGITS } from "../../../revisions/revision.ts";
import type { Composition } from "../../composition.ts";
import type { Report } from "../../report.ts";
import { countText, dayText, fewText, listText, momentText, periodText, withinSentence } from "../../wording.ts";
import { monthsText } from "../sentences.ts";

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

const GRAIN_WORDS: Readonly<Record<Grain, string>> = {
  procedure: "theo từng thủ tục hành chính",
  field: "theo lĩnh vực",
  unit: "theo tổng số của cơ quan",
};

/** "theo từng thủ tục hành chính; riêng 03 cơ quan theo lĩnh vực": how fine the counts of the period are. */
function grainText({ inputs }: Pick<Composition, "inputs">): string {
  const coarsest = new Map<string, Grain>();
  for (const month of monthsOf(inputs.period)) {
    for (const agency of agenciesOfWindow(inputs.lists, windowOfMonth(month, inputs.scheme))) {
      const grain = inputs.digests(agency, month)?.grain;
      const known = coarsest.get(agency);
      if (grain === undefined || known === "unit" || (known === "field" && grain === "procedure")) continue;
      coarsest.set(agency, grain);
    }
  }
  const found = Grain.options.flatMap((grain) => {
    const agencies = [...coarsest.values()].filter((one) => one === grain).length;
    return agencies === 0 ? [] : [{ grain, agencies }];
  });
  const [finest, ...coarser] = found;
  if (finest === undefined) return "";
  const apart = coarser.map(({ grain, agencies }) => `${fewText(agencies)} cơ quan ${GRAIN_WORDS[grain]}`);
  return `, ${GRAIN_WORDS[finest.grain]}${apart.length === 0 ? "" : `; riêng ${listText(apart)}`}`;
}

/** Where the data come from, when they were read, and how fine they are: said once, at the beginning. */
export function sourceText({ province, head, inputs }: Pick<Composition, "province" | "head" | "inputs">): string {
  const source = head.synthetic
    ? `dữ liệu mô phỏng, không phải số liệu của ${province.name}`
    : `Hệ thống thông tin giải quyết thủ tục hành chính ${province.name}`;
  return `Nguồn số liệu: ${source}, tại thời điểm ${momentText(head.dataAsOf)}${grainText({ inputs })}.`;
}

/** How many agencies are named; the others are counted. */
const NAMED = 10;

function fewNames(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join("; ")}${more > 0 ? `; và ${countText(more)} cơ quan khác` : ""}`;
}

/**
 * Whose counts of which months were imported from workbooks, and which of them count withdrawn dossiers as resolved on time;
 * nothing where none were.
 *
 * @param codes of the agencies that are told of; null for all
 */
export function importedTexts(
  { imported = [], names, inputs: { scheme } }: Pick<Composition, "imported" | "names" | "inputs">,
  codes: ReadonlySet<string> | null = null,
): string[] {
  const own = imported.filter(({ agency }) => codes === null || codes.has(agency));
  if (own.length === 0) return [];
  const byName = Map.groupBy(own, ({ agency, month }) => names.on(agency, windowOfMonth(month, scheme).to));
  const months = [...byName].map(([name, all]) => {
    return `${name} (${monthsText([...new Set(all.map(({ month }) => month))].sort())})`;
  });
  const withdrawn = [...byName].filter(([, all]) => all.some((one) => one.onTimeHoldsWithdrawn)).map(([name]) => name);
  return [
    `Số liệu nhập từ sổ tính, thay số liệu hệ thống chưa cung cấp: ${fewNames(months)}.`,
    ...(withdrawn.length === 0
      ? []
      : [`Theo sổ tính, hồ sơ giải quyết đúng hạn gồm cả hồ sơ rút, trả lại: ${fewNames(withdrawn)}.`]),
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
