import { decimalText, rounded } from "./numbers.ts";

/** Spreadsheets keep and show no more digits of a number. */
const DIGITS = 15;

/** A number with so many decimals, half up from its fifteen digits, as spreadsheets round for the eye: "52,35". */
export function shownDecimals(value: number, decimals: number): string {
  const [mantissa = "0", power = "0"] = Math.abs(value)
    .toExponential(DIGITS - 1)
    .split("e");
  const digits = BigInt(mantissa.replace(".", ""));
  const scale = Number(power) - (DIGITS - 1);
  const text =
    scale >= 0
      ? decimalText(digits * 10n ** BigInt(scale + decimals), decimals)
      : decimalText(rounded(digits, 10n ** BigInt(-scale), decimals), decimals);
  return text;
}

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

/** "30/11/2023" of the days since 1899-12-30: days below 10 and the months 1 and 2 with a zero in front. */
function dayWords(serial: number): string {
  const day = new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10);
  const [year, month, date] = day.split("-");
  return `${date}/${Number(month) < 3 ? month : Number(month)}/${year}`;
}

/** Digits behind the point of a format: 2 of "+0.00;-0.00;0.00". */
const decimalsIn = (format: string): number => /0\.(0+)/.exec(format)?.[1]?.length ?? 0;

/** What a reader in Việt Nam sees of a cell. */
export function shown(value: number | string, format: string): string {
  if (typeof value === "string") return value;
  if (format === "dd/mm/yyyy") return dayWords(value);
  if (format === '0"%"') return `${value}%`;
  const decimals = decimalsIn(format);
  if (decimals === 0) return grouped(value);
  const text = shownDecimals(value, decimals);
  const sign = value > 0 ? "+" : value < 0 ? "-" : "";
  return format.startsWith("+") ? `${sign}${text}` : `${value < 0 ? "-" : ""}${text}`;
}
