import type { AgencyNames } from "../../domain/agency-names.ts";
import type { SourceLabel } from "../../domain/mapping/systems.ts";
import type { Change, InputChange } from "../../revisions/change.ts";
import { isOfCounts } from "../../revisions/counted.ts";
import type { Composition } from "../composition.ts";
import type { Block } from "../report.ts";
import { CHANGES_TITLE } from "../tables/titles.ts";
import { countText, dayText, monthText, verdictText } from "../wording.ts";
import { appendixText, type Writing } from "../writing.ts";
import { paragraph } from "./sentences.ts";

export const FIELD_TEXTS: Readonly<Record<string, string>> = {
  row: "Dòng số liệu",
  name: "Tên đơn vị",
  numerator: "Tử số",
  denominator: "Mẫu số",
  rate: "Tỷ lệ (%)",
  goal: "Loại chỉ tiêu",
  threshold: "Mức giao",
  unit: "Đơn vị tính",
  deadline: "Thời hạn",
  verdict: "Đánh giá",
  shortfall: "Còn thiếu",
  rank: "Hạng",
  previous: "Kỳ trước (%)",
  year_earlier: "Cùng kỳ (%)",
  missing: "Lượt thiếu số liệu",
  needed: "Tỷ lệ cần đạt (%)",
};

export const BASIS_TEXTS: Readonly<Record<string, string>> = {
  period: "trong kỳ",
  year: "lũy kế",
  "as-of": "tại ngày chốt",
};
const VERDICTS = ["met", "not-met", "not-due", "no-activity", "no-data", "not-assessed"] as const;
const RATES = new Set(["rate", "previous", "year_earlier", "needed"]);

/** A published text as documents print it: decimal comma, grouped thousands, Vietnamese words. */
export function changeValueText(field: string, value: string): string {
  if (value === "") return "–";
  if (field === "verdict") return verdictText(VERDICTS.find((verdict) => verdict === value) ?? null, "min");
  if (field === "row") return value === "present" ? "có" : "không có";
  if (field === "deadline") return dayText(value);
  if (RATES.has(field) || (field === "threshold" && value.includes("."))) return value.replace(".", ",");
  return /^\d+$/.test(value) ? countText(Number(value)) : value;
}

const KINDS: Readonly<Record<InputChange["kind"], string>> = {
  counts: "số liệu",
  import: "số liệu nhập từ sổ tính",
  "source-counts": "số liệu",
  agencies: "danh sách cơ quan",
  procedures: "danh mục thủ tục hành chính",
  measures: "số liệu người dùng, trang thông tin điện tử",
  tasks: "tiến độ nhiệm vụ",
  templates: "văn bản giao chỉ tiêu hoặc cấu hình của tỉnh thay đổi",
  code: "phiên bản chương trình thay đổi",
  documents: "báo cáo",
};

const HOW = { added: "bổ sung", changed: "điều chỉnh", removed: "không còn" } as const;

/** What causes are told with. */
export interface CauseNames {
  readonly names: Pick<AgencyNames, "on">;
  /** The systems beside the API that counts may come from; none where it is not given. */
  readonly sources?: readonly SourceLabel[];
}

/**
 * What made figures change, in words: "Sở Tài chính bổ sung số liệu tháng 6/2023"; of a system beside the API
 * "Sở Tài chính bổ sung số liệu tháng 6/2023 từ nguồn “OpenCPS”".
 */
export function causeWords(change: InputChange, { names, sources = [] }: CauseNames): string {
  if (change.kind === "templates" || change.kind === "code") return KINDS[change.kind];
  if (change.kind === "documents") return `bổ sung báo cáo của ${names.on(change.agency, change.to)}`;
  if (!isOfCounts(change.kind)) {
    return `${HOW[change.how]} ${KINDS[change.kind]} ngày ${dayText(change.when)}`;
  }
  const { system } = change;
  const source = sources.find(({ id }) => id === system)?.name ?? system;
  const from = source === undefined ? "" : ` từ nguồn “${source}”`;
  return `${names.on(change.agency, change.to)} ${HOW[change.how]} ${KINDS[change.kind]} ${monthText(change.when)}${from}`;
}

export function causesText(change: Change, names: CauseNames): string {
  const words = change.causes.slice(0, 3).map((cause) => causeWords(cause, names));
  const more = change.causes.length - words.length;
  return `${words.join("; ")}${more > 0 ? `; và ${more} thay đổi khác` : ""}`;
}

/** Why there is another revision, where the table of changes does not say it: no number has changed, or the program has. */
function reasonText(composition: Composition): string {
  const { changes, inputChanges } = composition;
  const isRenewed = inputChanges.some(({ kind }) => kind === "code");
  if (changes?.length !== 0 && !isRenewed) return "";
  const [renewed, others] = [true, false].map((is) => inputChanges.filter(({ kind }) => (kind === "code") === is));
  const words = [...new Set([...(renewed ?? []), ...(others ?? [])].map((change) => causeWords(change, composition)))];
  if (words.length === 0) return "";
  const more = words.length > 3 ? `; và ${words.length - 3} thay đổi khác` : "";
  return ` Nguyên nhân: ${words.slice(0, 3).join("; ")}${more}.`;
}

/** Says which revision this one replaces, how much it changes, and why. */
export function changesBlocks(writing: Writing): Block[] {
  const { composition } = writing;
  const { changes, head } = composition;
  if (changes === null) return [];
  const what =
    changes.length === 0
      ? "không làm thay đổi số liệu đã phát hành"
      : `điều chỉnh ${countText(changes.length)} số liệu đã phát hành, chi tiết tại ${appendixText(writing, CHANGES_TITLE) ?? "tệp Excel kèm theo"}`;
  return [
    paragraph(`Báo cáo này là bản ${head.revision}, thay bản ${head.revision - 1}; ${what}.${reasonText(composition)}`),
  ];
}
