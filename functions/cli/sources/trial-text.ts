import { CoarseField, type CountRows, coarseRows, procedureRows } from "../../domain/counts.ts";
import type { IdentityReading } from "../../domain/mapping/identities.ts";
import { identitiesOf } from "../../domain/mapping/identities.ts";
import type { SourceMapping } from "../../domain/mapping/mapping.ts";
import type { TrialExchange, TrialOutcome } from "../../laptop/sources.ts";
import { countText } from "../../report/wording.ts";

/** So much of the first answer is shown, and so many rows. */
const HEAD_LETTERS = 2_000;
const MOST_ROWS = 20;

function rawText(exchanges: readonly TrialExchange[]): string[] {
  const [first, ...others] = exchanges;
  if (first === undefined) return ["Câu trả lời của nguồn: không có."];
  const letters = [...first.text];
  const head = letters.slice(0, HEAD_LETTERS).join("");
  return [
    `Đã hỏi: ${first.asked}${others.length === 0 ? "" : ` và ${others.length} lượt khác`}`,
    `Câu trả lời đầu tiên của nguồn (${first.status}, ${countText(letters.length)} ký tự):`,
    letters.length > HEAD_LETTERS ? `${head} …` : head,
  ];
}

type NamedRow = readonly [name: string, counts: Readonly<Partial<Record<CoarseField, number | null>>>];

const namedRows = (rows: CountRows): NamedRow[] => [
  ...(procedureRows(rows) ?? []).map(({ procedure, ...counts }): NamedRow => [procedure, counts]),
  ...coarseRows(rows).map(({ field, ...counts }): NamedRow => [field || "cả cơ quan", counts]),
];

function rowText([name, counts]: NamedRow): string {
  const given = CoarseField.options.flatMap((field) => {
    const count = counts[field];
    return count === null || count === undefined ? [] : [`${field} ${countText(count)}`];
  });
  return `  ${name}: ${given.join("; ") || "không có số đếm nào"}`;
}

function rowsText(rows: CountRows): string[] {
  const all = namedRows(rows);
  const lacking = CoarseField.options.filter((field) => all.every(([, counts]) => (counts[field] ?? null) === null));
  const more = all.length > MOST_ROWS ? [`  … và ${countText(all.length - MOST_ROWS)} dòng khác`] : [];
  return [
    `Số đếm đọc được (${countText(all.length)} dòng):`,
    ...all.slice(0, MOST_ROWS).map(rowText),
    ...more,
    ...(lacking.length === 0 || all.length === 0 ? [] : [`  Nguồn không có: ${lacking.join(", ")}`]),
  ];
}

function identityText({ words, held, unknown, failed }: IdentityReading): string {
  const shown = failed
    .slice(0, MOST_ROWS)
    .map(({ name, left, right }) => `${name || "cả cơ quan"} (${countText(left)} và ${countText(right)})`);
  const wrong = failed.length === 0 ? "" : `; SAI ở ${countText(failed.length)} chỗ: ${shown.join(", ")}`;
  const open = unknown === 0 ? "" : `; không kiểm tra được ở ${countText(unknown)} dòng vì nguồn thiếu số đếm`;
  return `  ${words}: đúng ở ${countText(held)} dòng${wrong}${open}`;
}

const STATUS = { final: "đã chốt", provisional: "tạm tính" } as const;

/** What a trial of a source came to, as lines for a terminal. */
export function trialText({ exchanges, result }: TrialOutcome, mapping: SourceMapping): string {
  const raw = rawText(exchanges);
  const kept = "Chỉ thử, chưa lưu gì.";
  if ("refused" in result) return [...raw, `Không nhận được: ${result.refused.atTerminal}`, kept].join("\n");
  const { rows, status, dataAsOf } = result.answer;
  const withdrawn = mapping.onTimeHoldsWithdrawn
    ? ["Số đúng hạn của nguồn gồm cả hồ sơ rút, trả lại (onTimeHoldsWithdrawn)."]
    : [];
  return [
    ...raw,
    ...rowsText(rows),
    `Trạng thái: ${STATUS[status]}; thời điểm số liệu: ${dataAsOf}.`,
    ...withdrawn,
    "Đẳng thức:",
    ...identitiesOf(rows, mapping.onTimeHoldsWithdrawn).map(identityText),
    kept,
  ].join("\n");
}
