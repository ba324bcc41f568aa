import { type CountField, PENDING, RECEIVED, RESOLVED } from "../../domain/counts.ts";

const TAKEN = "Số hồ sơ nhận giải quyết";
const DONE = "Số hồ sơ đã giải quyết";
const UNDER_WAY = "Số hồ sơ đang giải quyết";

/** What a cell counts. */
export interface Counting {
  readonly counts: readonly CountField[];
  /** Counts that are in it too where the source tells them apart; where it does not, it holds them already or has none. */
  readonly apart?: CountField;
  /** Of which month alone the counts are; of all months where nothing is said. */
  readonly of?: "first" | "last";
}

/** A column that counts. */
export interface Counted extends Counting {
  readonly key: string;
  readonly title: string;
  readonly group: string;
}

/** A column that adds up columns right behind it. */
export interface Added {
  readonly key: string;
  readonly title: string;
  readonly group: string;
  readonly adds: readonly string[];
  /** What they come to where a source does not tell them apart. */
  readonly whole: readonly Counting[];
}

/** Columns (3) to (13) of the form. */
export const PARTS: readonly (Counted | Added)[] = [
  {
    ...{ key: "taken", title: "Tổng số", group: TAKEN, adds: ["online", "onPaper", "backlog"] },
    whole: [{ counts: RECEIVED }, { counts: ["openingBacklog"], of: "first" }],
  },
  { key: "online", title: "Trong kỳ: trực tuyến", group: TAKEN, counts: ["onlineRemote", "onlineAssisted"] },
  { key: "onPaper", title: "Trong kỳ: trực tiếp, bưu chính", group: TAKEN, counts: ["counter", "postal"] },
  { key: "backlog", title: "Từ kỳ trước", group: TAKEN, counts: ["openingBacklog"], of: "first" },
  {
    ...{ key: "done", title: "Tổng số", group: DONE, adds: ["early", "onTime", "late"] },
    whole: [{ counts: RESOLVED, apart: "withdrawn" }],
  },
  { key: "early", title: "Trước hạn", group: DONE, counts: ["resolvedEarly"] },
  { key: "onTime", title: "Đúng hạn", group: DONE, counts: ["resolvedOnTime"], apart: "withdrawn" },
  { key: "late", title: "Quá hạn", group: DONE, counts: ["resolvedLate"] },
  {
    ...{ key: "underWay", title: "Tổng số", group: UNDER_WAY, adds: ["inTime", "overdue"] },
    whole: [{ counts: PENDING, of: "last" }],
  },
  { key: "inTime", title: "Trong hạn", group: UNDER_WAY, counts: ["pendingInTime"], of: "last" },
  { key: "overdue", title: "Quá hạn", group: UNDER_WAY, counts: ["pendingOverdue"], of: "last" },
];
