/** What is found while a sheet is read: problems refuse the file, notices do not. */
export class Findings {
  readonly problems: string[] = [];
  readonly notices: string[] = [];
  readonly #sheet: string;

  constructor(sheet: string) {
    this.#sheet = sheet;
  }

  /**
   * @param place a cell ("B7"), or a few words such as "cột B"
   * @param what is wrong, before a semicolon
   * @param remedy before "rồi nhập lại"
   */
  problem(place: string, what: string, remedy: string): void {
    this.problems.push(`Trang tính "${this.#sheet}", ${place}: ${what}; ${remedy} rồi nhập lại.`);
  }

  notice(place: string, what: string): void {
    this.notices.push(`Trang tính "${this.#sheet}", ${place}: ${what}.`);
  }
}

/** What a cell says, cut to what fits a sentence. */
export const quoted = (text: string): string => {
  const line = text.replace(/\s+/gu, " ").trim();
  return `"${line.length > 80 ? `${line.slice(0, 79)}…` : line}"`;
};
