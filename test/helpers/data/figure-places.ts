import type { FigureRow } from "../../../functions/domain/figures/figure.ts";
import type { Composition } from "../../../functions/report/composition.ts";
import type { Appendix, Cell } from "../../../functions/report/report.ts";

type Part = "numerator" | "denominator" | "rate" | "points";

/** Which figure of figures.csv is in a column, by sheet and "group|title". */
const PLACES: Readonly<Record<string, readonly (readonly [column: string, indicator: string, part: Part])[]>> = {
  "Tiep nhan": [
    ["Hồ sơ tiếp nhận trong kỳ|Tổng số", "online-filing", "denominator"],
    ["Hồ sơ tiếp nhận trong kỳ|Trực tuyến từ xa", "remote-filing", "numerator"],
    ["Nộp trực tuyến|Tỷ lệ (%)", "online-filing", "rate"],
    ["Nộp trực tuyến|± so với kỳ trước (điểm %)", "online-filing", "points"],
    ["Nộp trực tuyến từ xa|Tỷ lệ (%)", "remote-filing", "rate"],
    ["Nộp trực tuyến từ xa|± so với kỳ trước (điểm %)", "remote-filing", "points"],
  ],
  "Thanh toan": [
    ["TTHC có nghĩa vụ tài chính|Tổng số", "payable-procedures", "denominator"],
    ["TTHC có nghĩa vụ tài chính|Đã mở TTTT", "payable-procedures", "numerator"],
    ["TTHC có nghĩa vụ tài chính|Tỷ lệ (%)", "payable-procedures", "rate"],
    ["TTHC có giao dịch TTTT|Tổng số TTHC", "paid-procedures", "denominator"],
    ["TTHC có giao dịch TTTT|Có giao dịch", "paid-procedures", "numerator"],
    ["TTHC có giao dịch TTTT|Tỷ lệ (%)", "paid-procedures", "rate"],
    ["DVCTT có nghĩa vụ tài chính|Tổng số", "payable-services", "denominator"],
    ["DVCTT có nghĩa vụ tài chính|Đã mở TTTT", "payable-services", "numerator"],
    ["DVCTT có nghĩa vụ tài chính|Tỷ lệ (%)", "payable-services", "rate"],
    ["Giao dịch thanh toán|Tổng số", "online-payments", "denominator"],
    ["Giao dịch thanh toán|Trực tuyến", "online-payments", "numerator"],
    ["Hồ sơ có nghĩa vụ tài chính|Tổng số", "paid-online-dossiers", "denominator"],
    ["Hồ sơ có nghĩa vụ tài chính|Thanh toán trực tuyến", "paid-online-dossiers", "numerator"],
    ["Giao dịch thanh toán|Tỷ lệ (%)", "online-payments", "rate"],
    ["Hồ sơ có nghĩa vụ tài chính|Tỷ lệ (%)", "paid-online-dossiers", "rate"],
  ],
  "BCCI - So hoa": [
    ["Tiếp nhận hồ sơ|Tổng số", "postal-intake", "denominator"],
    ["Tiếp nhận hồ sơ|Qua BCCI", "postal-intake", "numerator"],
    ["Tiếp nhận hồ sơ|Tỷ lệ (%)", "postal-intake", "rate"],
    ["Trả kết quả|Tổng số", "postal-return", "denominator"],
    ["Trả kết quả|Qua BCCI", "postal-return", "numerator"],
    ["Trả kết quả|Tỷ lệ (%)", "postal-return", "rate"],
    ["TTHC thực hiện qua BCCI|Tổng số", "postal-procedures", "denominator"],
    ["TTHC thực hiện qua BCCI|Có phát sinh", "postal-procedures", "numerator"],
    ["TTHC thực hiện qua BCCI|Tỷ lệ (%)", "postal-procedures", "rate"],
    ["Số hóa kết quả|Đã giải quyết", "digitised-results", "denominator"],
    ["Số hóa kết quả|Kết quả số hóa", "digitised-results", "numerator"],
    ["Số hóa kết quả|Tỷ lệ (%)", "digitised-results", "rate"],
  ],
};

/** The scopes of the tables' rows: the province, then each level and its agencies by code, as the spec orders them. */
function scopesInOrder({ tree }: Composition): { scope: string; code: string }[] {
  const levels = (["so", "huyen", "xa"] as const).flatMap((level) => {
    const agencies = tree.inForce.filter((agency) => agency.level === level);
    const own = agencies.map(({ code }) => ({ scope: "agency", code }));
    return own.length === 0 ? [] : [{ scope: "level", code: level as string }, ...own];
  });
  return [{ scope: "province", code: "" }, ...levels];
}

const millionths = (cell: Cell): bigint | null =>
  cell.type === "text" ? null : BigInt(Math.round(cell.value * 1_000_000));

const MILLION = 1_000_000n;

/** A rate in millionths of a percent as it is printed: with two decimals, or with all six where two would hide something. */
function seen(rate: bigint, thresholds: readonly bigint[]): bigint {
  const rounded = (digits: bigint): bigint =>
    ((2n * rate + 10n ** (6n - digits)) / (2n * 10n ** (6n - digits))) * 10n ** (6n - digits);
  const hides = (shown: bigint): boolean =>
    (shown === 0n) !== (rate === 0n) ||
    [...thresholds, 100n].some((limit) => shown === limit * MILLION && rate < shown);
  const digits = [2n, 3n, 4n, 5n].find((one) => !hides(rounded(one)));
  return rounded(digits ?? 6n);
}

/** @param thresholds of every target on the row's indicator, for its scope */
function expectedOf(figure: FigureRow, part: Part, thresholds: readonly bigint[]): bigint | null {
  if (part === "numerator" || part === "denominator") {
    const value = figure[part];
    return value === null ? null : BigInt(value) * 1_000_000n;
  }
  if (part === "rate") return figure.rate;
  if (figure.rate === null || figure.previous === null) return null;
  return seen(figure.rate, thresholds) - seen(figure.previous, thresholds);
}

/** What a cell without a number must say. */
function wordOf(figure: FigureRow, part: Part): string {
  if (part === "points") return "–";
  return part === "rate" && figure.numerator !== null ? "KPS" : "CCSL";
}

/** Cells that say something else than the row of figures.csv that they stand for, and how many have such a row. */
export function disagreements(
  composition: Composition,
  appendices: readonly Appendix[],
): { found: number; wrong: string[] } {
  const wrong: string[] = [];
  let found = 0;
  const scopes = scopesInOrder(composition);
  for (const { sheet, table } of appendices) {
    if (table.rows.length !== scopes.length) wrong.push(`${sheet}: ${table.rows.length} rows`);
    const names = table.columns.map(
      ({ group = "", title }) => `${group}|${title.replace(/so với .* \(/, "so với kỳ trước (")}`,
    );
    for (const [column, indicator, part] of PLACES[sheet] ?? []) {
      const at = names.indexOf(column);
      const figures = composition.figures.rows.filter((row) => row.indicator === indicator && row.basis !== "year");
      const percents = figures.filter(({ unit }) => unit === "percent");
      if (at === -1 && figures.length > 0) wrong.push(`${sheet}: no column ${column}`);
      for (const [index, { scope, code }] of scopes.entries()) {
        const own = percents.filter((row) => row.scope === scope && row.code === code);
        const [figure] = own;
        const cell = table.rows[index]?.cells[at];
        if (figure === undefined || cell === undefined) continue;
        found += 1;
        const thresholds = own.flatMap(({ threshold }) => (threshold === null ? [] : BigInt(threshold)));
        const expected = expectedOf(figure, part, thresholds);
        const agrees = expected === null ? cell.text === wordOf(figure, part) : millionths(cell) === expected;
        if (!agrees) wrong.push(`${sheet}, ${column}, ${scope} ${code}: ${cell.text}, figures.csv ${expected}`);
      }
    }
  }
  return { found, wrong };
}
