import type { z } from "zod";
import { RequestInvalid } from "../../../domain/failure.ts";
import { NewRecipient } from "../../../mail/recipient.ts";
import { COLUMNS, folded, type Row, rowsOf } from "./rows.ts";

type Role = NewRecipient["roles"][number];

/** How a list and the command name the roles. */
export const ROLE_WORDS = {
  recipient: "nhận báo cáo",
  contact: "đầu mối",
  operator: "quản trị",
  approver: "phê duyệt",
} as const;

/** The words of a role, without marks and blanks. */
const ROLES: ReadonlyMap<string, Role["kind"]> = new Map([
  ["nhanbaocao", "recipient"],
  ["nguoinhanbaocao", "recipient"],
  ["nguoinhan", "recipient"],
  ["daumoi", "contact"],
  ["quantri", "operator"],
  ["quantrivien", "operator"],
  ["pheduyet", "approver"],
  ["nguoipheduyet", "approver"],
]);

/** Somebody of a list and the line that names them. */
export interface Entry {
  readonly line: number;
  readonly person: NewRecipient;
}

const FIELDS: Readonly<Record<string, string>> = { name: COLUMNS.name, address: COLUMNS.address, roles: COLUMNS.code };

/** What is wrong with a person, in a few words: the field as officials know it, and why. */
export function faultText(error: z.ZodError): string {
  const [issue] = error.issues;
  const field = FIELDS[String(issue?.path[0])] ?? "";
  return `${field} ${issue?.message ?? ""}`.trim();
}

const parts = (cell: string, divider: RegExp): string[] => cell.split(divider).filter((part) => part !== "");

/** The addresses of a cell, without what mail programs and Word put around them. */
function addressesIn(cell: string): string[] {
  const bracketed = [...cell.matchAll(/<([^<>]*)>/g)].map(([, address = ""]) => address);
  const written = bracketed.length > 0 ? bracketed.join(" ") : cell;
  return parts(written, /[\s;,/|]+/)
    .map((part) => part.replace(/^["'([{<]*(mailto:)?/i, "").replace(/\?.*$/, ""))
    .map((part) => part.replace(/[)\]}>"'.:]+$/, ""))
    .filter((part) => part !== "");
}

/** Codes of a cell, without the signs by which Excel is kept from changing them; a name in words stays whole. */
function codesIn(cell: string): string[] {
  const whole = parts(cell, /\s*[,;]\s*/);
  const each = whole.flatMap((part) => (/[^\x20-\x7e]/.test(part) ? [part] : parts(part, / /)));
  return each.map((code) => code.replace(/^[='"]+|["'.]+$/g, "")).filter((code) => code !== "");
}

const isReport = (code: string, reports: readonly string[]): boolean =>
  reports.some((report) => code.toLowerCase() === report || code.toLowerCase().startsWith(`${report}/`));

/** The roles that a row gives, one for each agency; the words that name none. */
function rolesOf({ role, code }: Row, reports: readonly string[]): { roles: Role[]; unknown: string | undefined } {
  const words = parts(role, /\s*[,;/+]\s*/);
  const kinds = new Set(words.flatMap((word) => ROLES.get(folded(word)) ?? []));
  const codes = codesIn(code);
  // A cell for two roles has the codes of both; of one it is that one's.
  const both = kinds.has("recipient") && kinds.has("contact");
  const ofReports = both ? codes.filter((one) => isReport(one, reports)) : codes;
  const ofAgencies = both ? codes.filter((one) => !isReport(one, reports)) : codes;
  const named = ofReports.map((one) =>
    isReport(one, reports) ? one.replace(/^[^/]+/, (id) => id.toLowerCase()) : one,
  );
  const roles = [...kinds].flatMap((kind): Role[] => {
    if (kind === "operator" || kind === "approver") return [{ kind }];
    if (kind === "recipient") return [{ kind, reports: named.length === 0 ? null : named }];
    return ofAgencies.length === 0 ? [{ kind, agency: "" }] : ofAgencies.map((agency) => ({ kind, agency }));
  });
  return { roles, unknown: words.length === 0 ? "" : words.find((word) => !ROLES.has(folded(word))) };
}

/** Letters that a program has replaced by "?", since its code does not have them. */
const LOST = /\p{L}\?|\?\p{L}/u;

function entriesOf(row: Row, reports: readonly string[]): { people: NewRecipient[] } | { fault: string } {
  const { roles, unknown } = rolesOf(row, reports);
  if (unknown !== undefined) {
    const words = Object.values(ROLE_WORDS).join(", ");
    return {
      fault: unknown === "" ? `vai trò không được để trống` : `vai trò "${unknown}" không rõ, chỉ dùng: ${words}`,
    };
  }
  if (LOST.test(row.name)) return { fault: `họ tên "${row.name}" mất chữ có dấu, lưu tệp lại theo CSV UTF-8` };
  const addresses = addressesIn(row.address);
  if (addresses.length === 0) return { fault: "thư điện tử không được để trống" };
  const people: NewRecipient[] = [];
  for (const address of addresses) {
    const parsed = NewRecipient.safeParse({ name: row.name, address, roles });
    if (!parsed.success) {
      const which = addresses.length > 1 ? ` ("${address}")` : "";
      return { fault: `${faultText(parsed.error)}${which}` };
    }
    people.push(parsed.data);
  }
  return { people };
}

/** One person for each address: the roles of all their lines, each once, and the name of the last. */
export function joined(entries: readonly Entry[]): NewRecipient[] {
  const byAddress = [...Map.groupBy(entries, ({ person }) => person.address).values()];
  return byAddress.flatMap((same) => {
    const last = same.at(-1);
    const roles = new Map(same.flatMap(({ person }) => person.roles.map((role) => [JSON.stringify(role), role])));
    return last === undefined ? [] : [{ ...last.person, roles: [...roles.values()] }];
  });
}

const MOST_FAULTS = 5;

/**
 * Reads a list of recipients as an office has saved it: a line for each person and role. All of it or nothing: throws
 * RequestInvalid naming the file, the lines that are wrong and why.
 *
 * @param reports ids of the province's reports
 */
export function entriesIn(text: string, path: string, reports: readonly string[]): Entry[] {
  const results = rowsOf(text, path).map((row) => ({ line: row.line, ...entriesOf(row, reports) }));
  const faults = results.flatMap((result) => ("fault" in result ? [`dòng ${result.line}: ${result.fault}`] : []));
  if (faults.length > 0) {
    const more = faults.length > MOST_FAULTS ? `; và ${faults.length - MOST_FAULTS} dòng khác` : "";
    throw new RequestInvalid(
      `Chưa nhập gì vì tệp ${path} có lỗi: ${faults.slice(0, MOST_FAULTS).join("; ")}${more}; sửa tệp rồi nhập lại.`,
    );
  }
  const entries = results.flatMap((result) =>
    "people" in result ? result.people.map((person) => ({ line: result.line, person })) : [],
  );
  if (entries.length === 0) throw new RequestInvalid(`Tệp ${path} không có người nào; thêm dòng rồi nhập lại.`);
  return entries;
}
