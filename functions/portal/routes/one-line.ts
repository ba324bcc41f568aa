/**
 * Without control characters, lone surrogates and other breaks of lines. Not a pattern of the API's description: programs
 * read \p{…} as what it is only where they read patterns as Unicode.
 */
export const ONE_LINE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u;
