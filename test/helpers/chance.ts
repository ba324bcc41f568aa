import { hash } from "node:crypto";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Seeded choices: the same seed and names always give the same ones, whatever was chosen elsewhere. */
export class Chance {
  readonly #random;

  constructor(...names: readonly (string | number)[]) {
    this.#random = xoroshiro128plus(hash("sha256", names.join("\u0000"), "buffer").readInt32LE());
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    return uniformFloat64(this.#random);
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    return uniformInt(this.#random, 0, limit - 1);
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
}

/** A whole number from 0 up to, not including, `limit` that is always the same for the same names. */
export const chance = (limit: number, ...names: readonly (string | number)[]): number =>
  new Chance(...names).below(limit);
