import type { Agency } from "../../../domain/agency.ts";
import { distance } from "../../../domain/name.ts";
import type { NewRecipient } from "../../../mail/recipient.ts";
import type { Entry } from "./list.ts";
import { folded } from "./rows.ts";

type Known = Pick<Agency, "code" | "name">;

const isNumber = (code: string): boolean => /^\d+$/.test(code);
const withoutZeros = (code: string): string => code.replace(/^0+/, "");

/** How a code that is not known may be written for one that is, and how that came about. */
const SLIPS: readonly (readonly [(code: string, agency: Known) => boolean, string])[] = [
  [(code, agency) => code.toLowerCase() === agency.code.toLowerCase(), "chỉ khác chữ hoa, chữ thường"],
  [
    (code, agency) => isNumber(code) && isNumber(agency.code) && withoutZeros(code) === withoutZeros(agency.code),
    "Excel đã bỏ số 0 ở đầu",
  ],
  [(code, agency) => folded(code) !== "" && folded(code) === folded(agency.name), "đó là tên cơ quan"],
];

const NEAR = 2;
const MOST_NEAR = 3;

const titled = ({ code, name }: Known): string => `${code} (${name})`;

function unknownText(code: string, agencies: readonly Known[]): string {
  const word = code.toLowerCase();
  const measured = agencies.map((agency) => ({ agency, far: distance(word, agency.code.toLowerCase()) }));
  const near = measured.filter(({ far }) => far <= NEAR).sort((left, right) => left.far - right.far);
  const names = near.slice(0, MOST_NEAR).map(({ agency }) => titled(agency));
  const hint = names.length === 0 ? "" : `; gần giống: ${names.join(", ")}`;
  return `mã "${code}" không có trong danh sách cơ quan của tỉnh${hint}. Người này không nhận được thư đôn đốc cho đến khi sửa mã.`;
}

/** The code that is meant, and what is to be said of it: nothing of one that is known. */
function meant(code: string, agencies: readonly Known[]): { code: string; note: string | null } {
  if (agencies.some((agency) => agency.code === code)) return { code, note: null };
  for (const [isSlip, why] of SLIPS) {
    const [agency, ...others] = agencies.filter((one) => isSlip(code, one));
    if (agency === undefined || others.length > 0) continue;
    return { code: agency.code, note: `mã "${code}" được hiểu là ${titled(agency)} vì ${why}.` };
  }
  return { code, note: unknownText(code, agencies) };
}

const UNCHECKED =
  "Lưu ý: chưa đối chiếu được mã cơ quan vì chưa có danh sách cơ quan của tỉnh; lập báo cáo một kỳ rồi nhập lại để kiểm tra.";

/** People whose codes were held against the agencies of the province, and what whoever enters them is to know. */
export interface Checked<Person> {
  readonly people: Person[];
  readonly notes: string[];
}

/**
 * Holds the codes of contacts against the agencies that are known: a slip with one meaning is mended and told, a code
 * that nobody knows stays and is warned of, with those that are near.
 *
 * @param agencies null where no list is stored yet
 */
export function checkCodes<Person extends Pick<Entry, "person"> & { readonly line: number | null }>(
  people: readonly Person[],
  agencies: readonly Known[] | null,
): Checked<Person> {
  const notes = new Set<string>();
  const roleOf = (role: NewRecipient["roles"][number], line: number | null) => {
    if (role.kind !== "contact") return role;
    if (agencies === null) {
      notes.add(UNCHECKED);
      return role;
    }
    const { code, note } = meant(role.agency, agencies);
    if (note !== null) notes.add(`Lưu ý${line === null ? "" : `, dòng ${line}`}: ${note}`);
    return { ...role, agency: code };
  };
  const checked = people.map((one) => {
    const roles = one.person.roles.map((role) => roleOf(role, one.line));
    return { ...one, person: { ...one.person, roles } };
  });
  return { people: checked, notes: [...notes] };
}
