import type { Agency } from "../../../domain/agency.ts";
import { distance } from "../../../domain/name.ts";
import { exceptionsOfNobody, type Programme } from "../../../domain/programme.ts";

type Known = Pick<Agency, "code" | "name">;

const plain = (name: string): string => name.normalize("NFC").trim().toLocaleLowerCase("vi");

/** Names that differ in so many letters, or of which one holds the other, may be meant for each other. */
const NEAR = 3;
const MOST_NEAR = 3;

function isNear(one: string, other: string): boolean {
  return one.includes(other) || other.includes(one) || distance(one, other) <= NEAR;
}

/** What is known of a name that no agency bears: it is a code, it is nearly a name, or nothing. */
function hintOf(name: string, agencies: readonly Known[]): string {
  const meant = agencies.find(({ code }) => plain(code) === plain(name));
  if (meant !== undefined) return `; đó là mã của ${meant.name}, phải ghi tên cơ quan`;
  const near = agencies.filter((agency) => isNear(plain(name), plain(agency.name))).slice(0, MOST_NEAR);
  return near.length === 0 ? "" : `; gần giống: ${near.map((agency) => agency.name).join(", ")}`;
}

/**
 * A sentence for each exception of a programme that names no agency in force: nobody would be excepted by it, and its
 * agency would be judged and ranked.
 *
 * @param agencies those in force on the report's last day
 */
export function unmatchedExceptions(programmes: readonly Programme[], agencies: readonly Known[]): string[] {
  return programmes.flatMap((programme) =>
    exceptionsOfNobody(programme, agencies).map(({ name, clause }) => {
      const nobody = `${programme.shortName} (${clause}) loại trừ "${name}" nhưng tỉnh không có cơ quan nào tên như vậy`;
      const remedy = `sửa mục exceptions của tệp programmes/${programme.id}.json rồi chạy lại`;
      return `${nobody}${hintOf(name, agencies)}. Chưa cơ quan nào được loại trừ theo mục này; ${remedy}.`;
    }),
  );
}
