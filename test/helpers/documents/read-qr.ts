/**
 * Reads the modules of a QR code, written from ISO/IEC 18004:2015 alone: versions 1 to 10, error correction level M,
 * byte mode. Nothing is corrected: a code that would need it is an error.
 */

/** Level M by version from 1: error correction codewords of a block, then how many blocks of how many data codewords. */
const BLOCKS: readonly (readonly [correction: number, ...groups: (readonly [blocks: number, data: number])[]])[] = [
  [10, [1, 16]],
  [16, [1, 28]],
  [26, [1, 44]],
  [18, [2, 32]],
  [24, [2, 43]],
  [16, [4, 27]],
  [18, [4, 31]],
  [22, [2, 38], [2, 39]],
  [22, [3, 36], [2, 37]],
  [26, [4, 43], [1, 44]],
];

/** Centres of the alignment patterns by version (Annex E). */
const CENTRES = [[], [18], [22], [26], [30], [34], [22, 38], [24, 42], [26, 46], [28, 50]];

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];

type Dark = (row: number, column: number) => boolean;

const inside = (value: number, from: number, to: number): boolean => value >= from && value <= to;

/** Whether a module belongs to a pattern or to format or version information, and to no codeword (7.7.3). */
function isFunction(row: number, column: number, version: number): boolean {
  const last = 16 + 4 * version;
  if (row === 6 || column === 6) return true;
  if (row <= 8 && (column <= 8 || column >= last - 7)) return true;
  if (column <= 8 && row >= last - 7) return true;
  const information = (one: number, other: number): boolean => one <= 5 && inside(other, last - 10, last - 8);
  if (version >= 7 && (information(row, column) || information(column, row))) return true;
  const centres = [6, ...(CENTRES[version - 1] ?? [])];
  return centres.some((y) =>
    centres.some((x) => {
      const isFinder = (x === 6 && y === 6) || (x === 6 && y === last - 6) || (x === last - 6 && y === 6);
      return !isFinder && Math.abs(row - y) <= 2 && Math.abs(column - x) <= 2;
    }),
  );
}

/** The mask's number from the format information beside the finder pattern; throws for another level than M (7.9). */
function maskOf(dark: Dark): number {
  const places = [...Array.from({ length: 6 }, (_, index) => [8, index] as const), [8, 7], [8, 8], [7, 8]] as const;
  const below = [5, 4, 3, 2, 1, 0].map((row) => [row, 8] as const);
  const bits = [...places, ...below].reduce((all, [row, column]) => all * 2 + (dark(row, column) ? 1 : 0), 0) ^ 0x5412;
  let rest = bits;
  for (let power = 14; power >= 10; power--) if ((rest >> power) & 1) rest ^= 0x537 << (power - 10);
  if (rest !== 0) throw new Error("format information is damaged");
  if (bits >> 13 !== 0) throw new Error("error correction level is not M");
  return (bits >> 10) & 7;
}

/** Codewords in the order of placement: columns in pairs from the right, upwards and downwards in turn (7.7.3). */
function codewordsOf(dark: Dark, version: number): number[] {
  const size = 17 + 4 * version;
  const mask = MASKS[maskOf(dark)] ?? (() => false);
  const bits: number[] = [];
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const row = upwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (!isFunction(row, column, version)) bits.push(Number(dark(row, column) !== mask(row, column)));
      }
    }
    upwards = !upwards;
  }
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0),
  );
}

/** Product in GF(256) with the polynomial 0x11D (7.5.2). */
function times(left: number, right: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ (product & 0x80 ? 0x11d : 0);
    if ((right >> bit) & 1) product ^= left;
  }
  return product;
}

/** Throws where a block is no codeword of its Reed-Solomon code: not every power of 2 is a root. */
function check(block: readonly number[], correction: number): void {
  let root = 1;
  for (let power = 0; power < correction; power++) {
    if (block.reduce((sum, byte) => times(sum, root) ^ byte, 0) !== 0) throw new Error("a block is damaged");
    root = times(root, 2);
  }
}

/** The blocks, taken apart (7.6) and checked; their data one after the other. */
function dataOf(words: readonly number[], version: number): number[] {
  const [correction, ...groups] = BLOCKS[version - 1] ?? [0];
  const lengths = groups.flatMap(([count, length]) => Array.from({ length: count }, () => length));
  const blocks = lengths.map((): number[] => []);
  let next = 0;
  for (let place = 0; place < Math.max(...lengths); place++) {
    lengths.forEach((length, index) => {
      if (place < length) blocks[index]?.push(words[next++] ?? -1);
    });
  }
  const data = blocks.flat();
  for (let place = 0; place < correction; place++) for (const block of blocks) block.push(words[next++] ?? -1);
  for (const block of blocks) check(block, correction);
  return data;
}

/**
 * The text of a QR code.
 *
 * @param dark whether a module is dark, rows and columns from 0
 * @param size modules on a side
 */
export function readQr(dark: Dark, size: number): string {
  const version = (size - 17) / 4;
  if (!Number.isInteger(version) || !inside(version, 1, 10)) throw new Error(`no code has ${size} modules`);
  const bits = dataOf(codewordsOf(dark, version), version)
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  if (!bits.startsWith("0100")) throw new Error("not in byte mode");
  const start = version < 10 ? 12 : 20;
  const length = Number.parseInt(bits.slice(4, start), 2);
  const bytes = Array.from({ length }, (_, index) =>
    Number.parseInt(bits.slice(start + index * 8, start + index * 8 + 8), 2),
  );
  return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes));
}
