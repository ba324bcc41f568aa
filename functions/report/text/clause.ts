import type { Target } from "../../domain/programme.ts";
import { dayText, withinSentence } from "../wording.ts";
import type { TargetSource } from "./targets/source.ts";

const ORDINALS = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];

/** "thứ nhất"; beyond ten by its digits. */
const ordinal = (number: string): string => `thứ ${ORDINALS[Number(number) - 1] ?? number}`;

/** "gạch 1", "đoạn 2", "đoạn cuối", "(+)": which line of a clause. */
function lineText(line: string): string {
  const [, kind = "", number = ""] = /^(gạch|đoạn) (\d+)$/u.exec(line) ?? [];
  if (kind === "gạch") return `gạch đầu dòng ${ordinal(number)} `;
  if (kind === "đoạn") return `đoạn ${ordinal(number)} `;
  return line === "(+)" ? "đoạn sau dấu cộng (+) " : `${line} `;
}

/** "điểm a khoản 1 " of what follows an article's or a section's number: 1 and a, 1 and 1. */
function pointsText(first: string | undefined, second: string | undefined): string {
  if (first === undefined) return "";
  const isPoint = /^\p{L}$/u.test(first);
  const khoan = isPoint ? `điểm ${first} ` : `khoản ${first} `;
  if (second === undefined) return khoan;
  return `điểm ${/^\d/.test(second) ? `${first}.${second}` : second} ${khoan}`;
}

/** "Điều 2", "II" or nothing, what divides it, and the line. */
const CLAUSE =
  /^(?:(?:Điều (\d+)|([IVX]+))(?:\.([\p{L}\d]+))?(?:\.([\p{L}\d]+))?|(\d+)(?:\.([\p{L}\d]+))?)(?: (gạch \d+|đoạn \d+|đoạn cuối|\(\+\)))?$/u;

function oneClause(clause: string): string {
  const parts = CLAUSE.exec(clause);
  if (parts === null) return clause;
  const [, article, section, first, second, bare, below, line] = parts;
  const whole = article === undefined ? (section === undefined ? "" : `Mục ${section}`) : `Điều ${article}`;
  const points = bare === undefined ? pointsText(first, second) : pointsText(bare, below);
  return `${line === undefined ? "" : lineText(line)}${points}${whole}`.trim();
}

/**
 * The clauses that a programme names in short, as a document cites them: "Điều 1.1" is "khoản 1 Điều 1", "Điều 2.e gạch
 * 1" is "gạch đầu dòng thứ nhất điểm e Điều 2", "I.2, II.2" is "khoản 2 Mục I, khoản 2 Mục II". Other words stay.
 */
export const clauseText = (clause: string): string => clause.split(", ").map(oneClause).join(", ");

/** "khoản 2 Mục I Kế hoạch số 92/KH-UBND"; the document alone where nobody has read the clause in it. */
export const citedText = ({
  clause,
  isRead,
  programme,
}: Pick<TargetSource, "clause" | "isRead" | "programme">): string =>
  isRead ? `${clauseText(clause)} ${programme.shortName}` : programme.shortName;

/** By when, as the clause has it: "lộ trình đến tháng 11/2023"; null where it sets no deadline. */
export const deadlineText = ({
  deadline,
  deadlineText: words,
}: Pick<Target, "deadline" | "deadlineText">): string | null =>
  deadline === null ? null : withinSentence(words ?? `đến hết ngày ${dayText(deadline)}`);
