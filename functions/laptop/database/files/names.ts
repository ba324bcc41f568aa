const numbered = (number: number): string => String(number).padStart(6, "0");

export const logName = (number: number): string => `${numbered(number)}.log`;

/** A table was named ".sst" by LevelDB before 1.14. */
export const tableNames = (number: number) => [`${numbered(number)}.ldb`, `${numbered(number)}.sst`] as const;

/** The numbers of the logs among the names of a database's files. */
export const logNumbers = (names: Iterable<string>): number[] =>
  [...names].flatMap((name) => (/^\d+\.log$/.test(name) ? [Number.parseInt(name, 10)] : []));
