import type { Agency } from "../../../functions/domain/agency.ts";
import { COUNT_FIELDS, type Measures } from "../../../functions/domain/counts.ts";
import type { Procedure } from "../../../functions/domain/procedure.ts";
import type { TaskProgress } from "../../../functions/domain/task.ts";
import type { Reply } from "./stub.ts";

/** Rows as a province sends them, right where a test does not say otherwise. */
type Changes = Readonly<Record<string, unknown>>;

export const DAY = "2023-06-14";
export const WINDOW = { from: "2023-05-15", to: DAY };
export const READ_AT = "2023-06-15T00:00:00+07:00";

/** One page; the last one, final, unless given. */
export function page(items: readonly unknown[], changes: Changes = {}): Reply {
  return { json: { nextCursor: null, dataAsOf: READ_AT, status: "final", items, ...changes } };
}

export function countsRow(procedure: string, changes: Changes = {}) {
  return { procedure, ...Object.fromEntries(COUNT_FIELDS.map((field) => [field, 0])), ...changes };
}

export function agencyRow(code: string, changes: Changes = {}) {
  const row: Agency = {
    code,
    name: "Sở Thông tin và Truyền thông",
    level: "so",
    parentCode: null,
    validFrom: "2008-04-01",
    validTo: null,
    successors: [],
  };
  return { ...row, ...changes };
}

export function procedureRow(code: string, changes: Changes = {}) {
  const row: Procedure = {
    code,
    name: "Cấp giấy phép bưu chính",
    field: "Bưu chính",
    level: "so",
    owner: "77-STTTT",
    service: "full",
    eligible: "full",
    published: true,
    integrated: true,
    internal: false,
    fee: true,
    payableOnline: true,
    postalIntake: true,
    postalReturn: true,
    redesigned: false,
  };
  return { ...row, ...changes };
}

export function measuresRow(agency: string, changes: Changes = {}) {
  const row: Measures = { agency, portalUsers: 120, identifiedUsers: 80, websites: 1, websitesWithSection: 1 };
  return { ...row, ...changes };
}

export function taskRow(task: string, agency: string, changes: Changes = {}) {
  const row: TaskProgress = { task, agency, status: "in-progress", completedOn: null, note: "Đang thực hiện" };
  return { ...row, ...changes };
}
