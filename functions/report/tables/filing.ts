import type { CountField } from "../../domain/counts.ts";
import { limitsOf } from "../composition.ts";
import { printedEarlier, printedShare } from "../printed-rate.ts";
import { previousText } from "../wording.ts";
import { earlierFormula, pointsFormula, rateFormula } from "./formulas.ts";
import { type Line, type LineTable, scopeOf, type TableContext } from "./lines.ts";
import { type ColumnSpec, column } from "./spec.ts";
import { known, points, share } from "./value.ts";

const RECEIVED = "Hồ sơ tiếp nhận trong kỳ";
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
      const sums = evidence.sums(scopes);
      return known(sums === null ? null : fields.reduce((total, field) => total + sums[field], 0));
    },
    {
      group: RECEIVED,
      formula: (line) => raw.sumOr({ of: { counts: fields }, scope: scopeOf(line), when: "period" }),
    },
  );
}

/** The rate of one way of filing online, and how it differs from the period before. */
function rateColumns(
  { composition, raw }: TableContext,
  indicator: string,
  group: string,
  numerator: readonly CountField[],
): ColumnSpec<Line>[] {
  const { evidence } = composition.figures;
  const over = ({ cell }: { readonly cell: (key: string) => string }): string => numerator.map(cell).join("+");
  const rates = ({ scopes }: Line) => {
    const limits = limitsOf(composition, indicator, scopes);
    const share = evidence.share(indicator, scopes);
    const now = share === null ? null : printedShare({ ...share, limits });
    return { now, before: printedEarlier(evidence.rateBefore(indicator, scopes), limits) };
  };
  const rate = column<Line>(
    `${indicator}-rate`,
    "Tỷ lệ (%)",
    [16, 10],
    (line) => {
      const { numerator: part = null, denominator = null } = evidence.share(indicator, line.scopes) ?? {};
      return share({ numerator: part, denominator, limits: limitsOf(composition, indicator, line.scopes) });
    },
    { group, formula: (_, cells) => rateFormula(`(${over(cells)})`, cells.cell("received")) },
  );
  const change = column<Line>(
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
        const before = (counts: readonly CountField[]): string =>
          raw.sum({ of: { counts }, scope: scopeOf(line), when: "previous" });
        const rateBefore = earlierFormula(before(numerator), before(WAYS.map(([field]) => field)));
        const printed = rates(line);
        return pointsFormula(
          { cell: cell(`${indicator}-rate`), decimals: printed.now?.decimals ?? 2 },
          { cell: rateBefore, decimals: printed.before?.decimals ?? 2 },
        );
      },
    },
  );
  return [rate, change];
}

/** Dossiers received in the period by the way they were filed, with both rates of filing online and their change. */
export function filingTable(context: TableContext): LineTable {
  return {
    title: "HỒ SƠ TIẾP NHẬN THEO HÌNH THỨC NỘP (SỐ LIỆU TRONG KỲ)",
    name: "Tiep nhan",
    sheet: "filing",
    subject: "Đơn vị",
    columns: [
      receivedColumn(
        context,
        "received",
        "Tổng số",
        WAYS.map(([field]) => field),
      ),
      ...WAYS.map(([field, title]) => receivedColumn(context, field, title, [field])),
      ...rateColumns(context, "online-filing", "Nộp trực tuyến", ["onlineRemote", "onlineAssisted"]),
      ...rateColumns(context, "remote-filing", "Nộp trực tuyến từ xa", ["onlineRemote"]),
    ],
    notes: [
      "Nộp trực tuyến gồm trực tuyến từ xa và trực tuyến tại bộ phận một cửa có hỗ trợ; ± là hiệu của hai tỷ lệ, tính bằng điểm phần trăm.",
    ],
    bars: ["online-filing-rate", "remote-filing-rate"],
  };
}
