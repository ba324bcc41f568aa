import { parse } from "csv-parse/sync";
import type { z } from "zod";
import { RequestInvalid } from "../domain/failure.ts";
import { NewRecipient } from "../domain/recipient.ts";

/** The columns of a list of recipients; the order does not matter, capitals do not either. */
const COLUMNS = { name: "họ tên", address: "thư điện tử", role: "vai trò", code: "mã" } as const;

/** How a list and the command name the roles. */
export const ROLE_WORDS = { recipient: "nhận báo cáo", contact: "đầu mối", operator: "quản trị" } as const;

type Line = Readonly<Record<keyof typeof COLUMNS, string>>;

const plain = (text: string): string => text.normalize("NFC").trim().toLocaleLowerCase("vi");

/** Rows of cells. Spreadsheets divide cells by a comma or, with Vietnamese settings, by a semicolon. */
function cellsOf(text: string): string[][] {
  const delimiter = text.slice(0, text.indexOf("\n")).includes(";") ? ";" : ",";
  try {
    return parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch {
    throw new RequestInvalid("Tệp danh sách không phải CSV (có thể thiếu dấu ngoặc kép); lưu lại dạng CSV UTF-8.");
  }
}

function columnsOf(head: readonly string[]): Record<keyof typeof COLUMNS, number> {
  const at = (title: string): number => head.findIndex((cell) => plain(cell) === title);
  const lacking = Object.values(COLUMNS).filter((title) => at(title) < 0);
  if (lacking.length > 0) {
    throw new RequestInvalid(
      `Dòng đầu của tệp danh sách thiếu cột ${lacking.join(", ")}; cần các cột ${Object.values(COLUMNS).join(", ")}.`,
    );
  }
  const { name, address, role, code } = COLUMNS;
  return { name: at(name), address: at(address), role: at(role), code: at(code) };
}

/** A role as its words and codes name it; null where the words are unknown. */
function roleOf({ role, code }: Line): unknown {
  const codes = code.split(/[\s,;]+/).filter((one) => one !== "");
  switch (plain(role)) {
    case ROLE_WORDS.recipient:
      return { kind: "recipient", reports: codes.length === 0 ? null : codes };
    case ROLE_WORDS.contact:
      return { kind: "contact", agency: code };
    case ROLE_WORDS.operator:
      return { kind: "operator" };
    default:
      return null;
  }
}

const FIELDS: Readonly<Record<string, string>> = { name: COLUMNS.name, address: COLUMNS.address, roles: COLUMNS.code };

/** What is wrong with a person, in a few words: the field as officials know it, and why. */
export function faultText(error: z.ZodError): string {
  const [issue] = error.issues;
  const field = FIELDS[String(issue?.path[0])] ?? "";
  return `${field} ${issue?.message ?? ""}`.trim();
}

function personOf(line: Line): { person: NewRecipient } | { fault: string } {
  const role = roleOf(line);
  if (role === null) {
    return { fault: `vai trò "${line.role}" không rõ, chỉ dùng: ${Object.values(ROLE_WORDS).join(", ")}` };
  }
  const parsed = NewRecipient.safeParse({ name: line.name, address: line.address, roles: [role] });
  return parsed.success ? { person: parsed.data } : { fault: faultText(parsed.error) };
}

/** One person for each address: the roles of all their lines, the name of the last. */
function joined(people: readonly NewRecipient[]): NewRecipient[] {
  const byAddress = [...Map.groupBy(people, ({ address }) => address).values()];
  return byAddress.flatMap((same) => {
    const last = same.at(-1);
    return last === undefined ? [] : [{ ...last, roles: same.flatMap(({ roles }) => roles) }];
  });
}

const MOST_FAULTS = 5;

/**
 * Reads a list of recipients: a line for each person and role. All of it or nothing: throws RequestInvalid naming the
 * lines that are wrong and why.
 */
export function recipientsIn(text: string): NewRecipient[] {
  const [head = [], ...rows] = cellsOf(text);
  const columns = columnsOf(head);
  const results = rows.map((cells) => {
    const cell = (column: keyof typeof COLUMNS): string => cells[columns[column]] ?? "";
    return personOf({ name: cell("name"), address: cell("address"), role: cell("role"), code: cell("code") });
  });
  const faults = results.flatMap((result, index) => ("fault" in result ? [`dòng ${index + 2}: ${result.fault}`] : []));
  if (faults.length > 0) {
    const more = faults.length > MOST_FAULTS ? `; và ${faults.length - MOST_FAULTS} dòng khác` : "";
    throw new RequestInvalid(
      `Chưa nhập gì vì danh sách có lỗi: ${faults.slice(0, MOST_FAULTS).join("; ")}${more}; sửa tệp rồi chạy lại.`,
    );
  }
  const people = results.flatMap((result) => ("person" in result ? [result.person] : []));
  if (people.length === 0) throw new RequestInvalid("Tệp danh sách không có người nào; thêm dòng rồi chạy lại.");
  return joined(people);
}
