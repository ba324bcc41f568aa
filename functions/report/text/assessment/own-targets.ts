import type { Agency } from "../../../domain/agency.ts";
import { judgedRow, type PrintedTarget } from "../../composition.ts";
import type { Block } from "../../report.ts";
import { type OverviewLine, overviewTable } from "../../tables/targets/overview.ts";
import { count, legendOf, text } from "../../tables/value.ts";
import type { Writing } from "../../writing.ts";
import { termsByNumber } from "../sentences.ts";
import { scoreBlocks } from "./score.ts";

/** A district's second row of a target, below its own. */
const AREA = "Địa bàn, gồm các UBND cấp xã";

const COLUMNS_NOTE =
  "Cần đạt: tỷ lệ bình quân các tháng còn lại phải đạt. Hạng: trong các cơ quan cùng cấp của toàn tỉnh.";

/** The rows of one target: the agency's own, and of a district also its whole area. */
function linesOf(printed: PrintedTarget, index: number, code: string): OverviewLine[] {
  return (["agency", "area"] as const).flatMap((scope): OverviewLine[] => {
    if (judgedRow(printed, scope, code) === undefined) return [];
    const isArea = scope === "area";
    const place = {
      scope,
      code,
      name: isArea ? AREA : printed.target.name,
      number: isArea ? text("") : count(index + 1),
    };
    return [{ printed, place }];
  });
}

/** The targets that have a row of an agency, numbered in its report from 1. */
export const ownTargets = (targets: readonly PrintedTarget[], { code }: Agency): PrintedTarget[] =>
  targets.filter((printed) => judgedRow(printed, "agency", code) !== undefined);

/** Every target of an agency in one table, its score above it, what is demanded below it. */
export function ownTargetBlocks({ targets, composition, parties }: Writing, agency: Agency): Block[] {
  const bound = ownTargets(targets, agency);
  if (bound.length === 0) return [];
  const lines = bound.flatMap((printed, index) => linesOf(printed, index, agency.code));
  const table = overviewTable(lines, true);
  return [
    ...scoreBlocks(composition, agency, parties.reporting),
    { type: "table", table },
    { type: "note", text: `${termsByNumber(bound)} ${COLUMNS_NOTE} ${legendOf(table)}`.trim() },
  ];
}
