/** Seeded choices: the same seed and names always give the same ones, whatever was chosen elsewhere. */
export class Chance {
  readonly #seed: number;
  #state: number;

  constructor(seed: number, ...names: readonly (string | number)[]) {
    let hash = 0x811c9dc5;
    for (const letter of [seed, ...names].join("\u0000")) {
      hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    }
    this.#seed = seed;
    this.#state = hash >>> 0;
  }

  /** From 0 up to, not including, 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] ?? from[0];
  }

  shuffled<T>(from: readonly T[]): T[] {
    return from
      .map((one) => ({ one, place: this.next() }))
      .sort((left, right) => left.place - right.place)
      .map(({ one }) => one);
  }

  /** Other choices, of the same seed. */
  of(...names: readonly (string | number)[]): Chance {
    return new Chance(this.#seed, ...names);
  }
}
