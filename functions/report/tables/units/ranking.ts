import { type Agency, LEVELS, type Level } from "../../../domain/agency.ts";
import type { AgencyNames } from "../../../domain/agency-names.ts";
import { SCOPE_NAMES, type Verdict } from "../../../domain/figures/figure.ts";
import { bindsLevel } from "../../../domain/programme.ts";
import { judgedRow, type PrintedTarget } from "../../composition.ts";
import type { Appendix } from "../../report.ts";
import type { WorkbookSheet } from "../../workbook.ts";
import type { TableContext } from "../lines.ts";
import { column, lettersIn, SHEETS, sheetOf, type TableRow } from "../spec.ts";
import { targetColumns } from "../targets/columns.ts";
import type { TargetSheet } from "../targets/sheets.ts";
import { count, LEGEND, text } from "../value.ts";
import { JUDGED_NOTE, type Numbered, numbered, type Unit, unitColumns, unitRow } from "./columns.ts";
import { matrixAppendices } from "./matrix.ts";

const TITLES: Readonly<Record<Level, string>> = {
  so: "XẾP HẠNG CÁC SỞ, BAN, NGÀNH",
  huyen: "XẾP HẠNG UBND CẤP HUYỆN",
  xa: "XẾP HẠNG UBND CẤP XÃ",
};

const REASONS: readonly (readonly [Verdict, string])[] = [
  ["no-activity", "không phát sinh"],
  ["no-data", "chưa có số liệu"],
  ["not-assessed", "không đánh giá"],
];

/** "(1), (3) không phát sinh; (2) chưa có số liệu". */
function reasonsText(targets: readonly Numbered[], { rows }: Unit): string {
  const parts = REASONS.flatMap(([verdict, words]) => {
    const found = targets.filter(({ number }) => (rows.get(number)?.verdict ?? "not-assessed") === verdict);
    if (found.length === 0) return [];
    return [
      found.length === targets.length ? words : `${found.map(({ number }) => `(${number})`).join(", ")} ${words}`,
    ];
  });
  return parts.join("; ");
}

/** Agencies by their rank in the first target, then by code, those without one at the end. */
function ranked(agencies: readonly Agency[], first: PrintedTarget) {
  const rankOf = ({ code }: Agency): number | null => judgedRow(first, "agency", code)?.rank ?? null;
  const withRank = agencies.flatMap((agency) => {
    const rank = rankOf(agency);
    return rank === null ? [] : [{ agency, rank }];
  });
  return {
    ordered: withRank.sort((left, right) => left.rank - right.rank).map(({ agency }) => agency),
    unranked: agencies.filter((agency) => rankOf(agency) === null),
  };
}

/** The agencies of a level by rank; those that have none under a line that says so. */
function rankedRows(
  targets: readonly Numbered[],
  agencies: readonly Agency[],
  first: PrintedTarget,
  names: AgencyNames,
): TableRow<Unit>[] {
  const { ordered, unranked } = ranked(agencies, first);
  const rows = [...ordered, ...unranked].map((agency, index) =>
    unitRow(targets, "agency", { ...agency, name: names.of(agency) }, count(index + 1)),
  );
  if (unranked.length === 0) return rows;
  const heading = [text(""), text(`Không xếp hạng theo ${first.target.name}`)];
  return rows.toSpliced(ordered.length, 0, { kind: "group", cells: heading });
}

const isRanked = ({ target }: PrintedTarget): boolean => target.unit === "percent";

/** The agencies of each level by their rank in the targets that bind it. */
export function rankingAppendix({ composition: { tree, targets, names } }: TableContext): Appendix[] {
  return LEVELS.flatMap((level) => {
    const agencies = tree.inForce.filter((agency) => agency.level === level);
    const bound = targets.filter((printed) => isRanked(printed) && bindsLevel(printed.target, level));
    const [first] = bound;
    if (first === undefined || agencies.length === 0) return [];
    return matrixAppendices(bound, {
      title: TITLES[level],
      name: `Xep hang ${level}`,
      subject: "Cơ quan",
      parts: ["rank", "rate"],
      rows: (own) => rankedRows(own, agencies, first, names),
      extra: (own) =>
        column("reasons", "Không xếp hạng", [34, 0], (unit) => text(reasonsText(own, unit)), { align: "left" }),
      notes: () => [
        `Xếp theo hạng của chỉ tiêu “${first.target.name}”, sau đó theo mã cơ quan. ${JUDGED_NOTE} ${LEGEND}`,
      ],
    });
  });
}

/** The agencies of each level by their rank in the first target that binds it; ranks and rates of all targets. */
export function rankingSheet(
  context: TableContext,
  agencies: readonly Agency[],
  levels: ReadonlyMap<Level, TargetSheet>,
  about: string,
): WorkbookSheet {
  const targets = numbered(context.composition.targets).filter(
    ({ printed }) => isRanked(printed) && LEVELS.some((level) => bindsLevel(printed.target, level)),
  );
  const letters = lettersIn(targetColumns(context, "Chỉ tiêu số", "", true));
  const sheets = new Map([...levels].map(([level, sheet]) => [level, { sheet, letters }] as const));
  const rows = LEVELS.flatMap((level): TableRow<Unit>[] => {
    const own = agencies.filter((agency) => agency.level === level);
    const first = targets.find(({ printed }) => bindsLevel(printed.target, level));
    if (!levels.has(level) || first === undefined || own.length === 0) return [];
    const heading = { kind: "group" as const, cells: [text(""), text(SCOPE_NAMES[level])] };
    return [heading, ...rankedRows(targets, own, first.printed, context.composition.names)];
  });
  const notes = [
    ...(rows.length === 0 ? ["Không có."] : []),
    `Trong từng cấp, xếp theo hạng của chỉ tiêu đầu tiên giao cho cấp đó, sau đó theo mã cơ quan. ${JUDGED_NOTE}`,
    LEGEND,
  ];
  const given = { name: SHEETS.ranking, title: "XẾP HẠNG CÁC CƠ QUAN THEO CẤP", about, notes };
  return sheetOf(given, unitColumns("Cơ quan", targets, ["rank", "rate"], sheets), rows);
}
