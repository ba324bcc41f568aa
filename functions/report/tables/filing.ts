import { type CountField, ONLINE, RECEIVED } from "../../domain/counts.ts";
import { unlikeOf } from "../../domain/figures/grown.ts";
import type { Scope } from "../../domain/scope.ts";
import { limitsOf } from "../composition.ts";
import { printedEarlier, printedShare } from "../printed-rate.ts";
import { previousText } from "../wording.ts";
import { earlierFormula, pointsFormula, rateFormula } from "./formulas.ts";
import { type Line, type LineTable, scopeOf, type TableContext } from "./lines.ts";
import { type ColumnSpec, column } from "./spec.ts";
import { known, points, share } from "./value.ts";

const GROUP = "Hồ sơ tiếp nhận trong kỳ";
/** The ways in which dossiers are filed. */
const WAYS: readonly (readonly [field: CountField, title: string])[] = [
  ["onlineRemote", "Trực tuyến từ xa"],
  ["onlineAssisted", "Trực tuyến tại một cửa"],
  ["counter", "Trực tiếp"],
  ["postal", "Bưu chính công ích"],
];

/** A number of dossiers received in the period, and the sum over the raw counts behind it. */
function receivedColumn(
  { composition, raw }: TableContext,
  key: string,
  title: string,
  fields: readonly CountField[],
): ColumnSpec<Line> {
  const { evidence } = composition.figures;
  return column(
    key,
    title,
    [18, 11],
    ({ scopes }) => {
      return known(evidence.sums(scopes)?.sum(fields) ?? null);
    },
    {
      group: GROUP,
      formula: (line) => raw.sumOr({ of: { counts: fields }, scope: scopeOf(line), when: "period" }),
    },
  );
}

/** One way of filing online: its indicator, and the counts over all that was received. */
interface Way {
  readonly indicator: string;
  readonly group: string;
  readonly numerator: readonly CountField[];
}

/** The sum of counts of agencies whose sources tell both sides of the rate. */
const sumOver = ({ numerator }: Way, counts: readonly CountField[], line: Line, when: "period" | "previous") =>
  ({ of: { counts }, beside: [numerator, RECEIVED], scope: scopeOf(line), when }) as const;

function rateColumn({ composition, raw }: TableContext, way: Way): ColumnSpec<Line> {
  const { indicator, group, numerator } = way;
  return column(
    `${indicator}-rate`,
    "Tỷ lệ (%)",
    [16, 10],
    ({ scopes }) => {
      const { numerator: part = null, denominator = null } =
        composition.figures.evidence.share(indicator, scopes) ?? {};
      return share({ numerator: part, denominator, limits: limitsOf(composition, indicator, scopes) });
    },
    {
      group,
      formula: (line, { cell }) => {
        if (!raw.isCoarse) return rateFormula(`(${numerator.map(cell).join("+")})`, cell("received"));
        // Where a source does not tell the ways apart, the cells of a line are sums over other agencies.
        const [over, under] = [numerator, RECEIVED].map((counts) => raw.sumOr(sumOver(way, counts, line, "period")));
        return rateFormula(over ?? "", under ?? "");
      },
    },
  );
}

/** How the rate differs from the period before. */
function changeColumn({ composition, raw }: TableContext, way: Way): ColumnSpec<Line> {
  const { indicator, group, numerator } = way;
  const { growth, figures } = composition;
  const { evidence } = figures;
  const isLike = (scopes: readonly Scope[]): boolean =>
    !scopes.some((scope) => unlikeOf(growth, scope).includes("previous"));
  const rates = ({ scopes }: Line) => {
    const limits = limitsOf(composition, indicator, scopes);
    const now = evidence.share(indicator, scopes);
    return {
      now: now === null ? null : printedShare({ ...now, limits }),
      before: isLike(scopes) ? printedEarlier(evidence.rateBefore(indicator, scopes), limits) : null,
    };
  };
  return column(
    `${indicator}-change`,
    `± so với ${previousText(composition.inputs.period)} (điểm %)`,
    [18, 10],
    (line) => {
      const { now, before } = rates(line);
      return points(now, before);
    },
    {
      group,
      formula: (line, { cell }) => {
        if (!isLike(line.scopes)) return null;
        const before = (counts: readonly CountField[]): string => raw.sum(sumOver(way, counts, line, "previous"));
        const rateBefore = earlierFormula(before(numerator), before(RECEIVED));
        const printed = rates(line);
        return pointsFormula(
          { cell: cell(`${indicator}-rate`), decimals: printed.now?.decimals ?? 2 },
          { cell: rateBefore, decimals: printed.before?.decimals ?? 2 },
        );
      },
    },
  );
}

const ONLINE_WAYS: readonly Way[] = [
  { indicator: "online-filing", group: "Nộp trực tuyến", numerator: ONLINE },
  { indicator: "remote-filing", group: "Nộp trực tuyến từ xa", numerator: ["onlineRemote"] },
];

/** Dossiers received in the period by the way they were filed, with both rates of filing online and their change. */
export function filingTable(context: TableContext): LineTable {
  return {
    title: "HỒ SƠ TIẾP NHẬN THEO HÌNH THỨC NỘP (SỐ LIỆU TRONG KỲ)",
    name: "Tiep nhan",
    sheet: "filing",
    subject: "Đơn vị",
    columns: [
      receivedColumn(context, "received", "Tổng số", RECEIVED),
      ...WAYS.map(([field, title]) => receivedColumn(context, field, title, [field])),
      ...ONLINE_WAYS.flatMap((way) => [rateColumn(context, way), changeColumn(context, way)]),
    ],
    notes: [
      "Nộp trực tuyến gồm trực tuyến từ xa và trực tuyến tại bộ phận một cửa có hỗ trợ; ± là hiệu của hai tỷ lệ, tính bằng điểm phần trăm.",
    ],
    bars: ["online-filing-rate", "remote-filing-rate"],
  };
}
