import { dayText, decimalText, grouped, rounded } from "./numbers.ts";

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

/** The day that is many days after 1899-12-30. */
const dayOf = (serial: number): string => new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10);

/** Digits behind the point of a format: 2 of "+0.00;-0.00;0.00". */
const decimalsIn = (format: string): number => /0\.(0+)/.exec(format)?.[1]?.length ?? 0;

/** What a reader in Việt Nam sees of a cell. */
export function shown(value: number | string, format: string): string {
  if (typeof value === "string") return value;
  if (format === "dd/mm/yyyy") return dayText(dayOf(value));
  const decimals = decimalsIn(format);
  if (format.endsWith('"%"')) return `${decimals === 0 ? value : shownDecimals(value, decimals)}%`;
  const text = decimals === 0 ? grouped(Math.abs(value)) : shownDecimals(value, decimals);
  const sign = value > 0 ? "+" : value < 0 ? "-" : "";
  return format.startsWith("+") ? `${sign}${text}` : `${value < 0 ? "-" : ""}${text}`;
}
