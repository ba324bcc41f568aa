declare namespace Intl {
  interface NumberFormat {
    /** A decimal of any length, formatted exactly: the published types take no exponent (ECMA-402, ToIntlMathematicalValue). */
    format(decimal: `${bigint}E-${number}`): string;
  }
}
