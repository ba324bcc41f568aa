/** Sector numbers from here on mean something else than a sector ([MS-CFB] 2.1). */
const MAXIMUM_SECTOR = 0xfffffffa;
const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const MINI_SECTOR_BYTES = 64;
/** Locations of the sectors of the allocation table that stand in the header. */
const HEADER_LOCATIONS = 109;
const ROOT = 5;
const STREAM = 2;

/** The streams of an old Office file by name, each whole. */
export type CompoundStreams = ReadonlyMap<string, Uint8Array>;

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly start: number;
  readonly size: number;
}

/** Thrown within this file only. */
class Damaged extends Error {}

/** The sectors of a file; a chain that goes in circles or leaves the file is damage. */
class Sectors {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #size: number;
  readonly #table: number[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < HEADER_BYTES) throw new Damaged();
    const shift = this.#view.getUint16(30, true);
    if (shift !== 9 && shift !== 12) throw new Damaged();
    this.#size = 2 ** shift;
    for (const sector of this.#tableSectors()) this.#table.push(...numbersIn(this.#sector(sector)));
  }

  /** The sectors that hold the allocation table: the header's, then those of the chain behind it. */
  #tableSectors(): number[] {
    const found = Array.from({ length: HEADER_LOCATIONS }, (_, index) => this.#view.getUint32(76 + 4 * index, true));
    const seen = new Set<number>();
    for (let next = this.#view.getUint32(68, true); next < MAXIMUM_SECTOR; ) {
      if (seen.has(next)) throw new Damaged();
      seen.add(next);
      const numbers = numbersIn(this.#sector(next));
      next = numbers.pop() ?? MAXIMUM_SECTOR;
      found.push(...numbers);
    }
    return found.filter((sector) => sector < MAXIMUM_SECTOR);
  }

  #sector(index: number): Uint8Array {
    const from = (index + 1) * this.#size;
    if (from >= this.#bytes.length) throw new Damaged();
    return this.#bytes.subarray(from, from + this.#size);
  }

  /** What a chain of sectors holds. */
  chain(start: number): Uint8Array {
    const parts: Uint8Array[] = [];
    const seen = new Set<number>();
    for (let next = start; next < MAXIMUM_SECTOR; next = this.#table[next] ?? MAXIMUM_SECTOR) {
      if (seen.has(next)) throw new Damaged();
      seen.add(next);
      parts.push(this.#sector(next));
    }
    return joined(parts);
  }

  get directoryStart(): number {
    return this.#view.getUint32(48, true);
  }

  /** Streams shorter than this lie in the small sectors of the root's stream. */
  get miniLimit(): number {
    return this.#view.getUint32(56, true);
  }

  get miniTable(): number[] {
    return numbersIn(this.chain(this.#view.getUint32(60, true)));
  }
}

function numbersIn(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length >> 2 }, (_, index) => view.getUint32(4 * index, true));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function entriesIn(directory: Uint8Array): Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const starts = Array.from({ length: Math.floor(directory.length / ENTRY_BYTES) }, (_, index) => index * ENTRY_BYTES);
  return starts.map((at) => {
    const letters = Math.min(32, Math.max(0, view.getUint16(at + 64, true) / 2 - 1));
    const name = new TextDecoder("utf-16le").decode(directory.subarray(at, at + 2 * Math.floor(letters)));
    return {
      name,
      type: view.getUint8(at + 66),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    };
  });
}

function miniChain(start: number, table: readonly number[], container: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const seen = new Set<number>();
  for (let next = start; next < MAXIMUM_SECTOR; next = table[next] ?? MAXIMUM_SECTOR) {
    if (seen.has(next)) throw new Damaged();
    seen.add(next);
    parts.push(container.subarray(next * MINI_SECTOR_BYTES, (next + 1) * MINI_SECTOR_BYTES));
  }
  return joined(parts);
}

function streamsIn(bytes: Uint8Array): CompoundStreams {
  const sectors = new Sectors(bytes);
  const entries = entriesIn(sectors.chain(sectors.directoryStart));
  const root = entries.find(({ type }) => type === ROOT);
  const container = root === undefined ? new Uint8Array() : sectors.chain(root.start);
  const { miniLimit, miniTable } = sectors;
  const streams = new Map<string, Uint8Array>();
  for (const { name, type, start, size } of entries) {
    // Storages have no bytes; their names tell of macros and encryption.
    const isMini = size < miniLimit;
    const whole =
      type !== STREAM || size === 0
        ? new Uint8Array()
        : isMini
          ? miniChain(start, miniTable, container)
          : sectors.chain(start);
    if (type === STREAM && whole.length < size) throw new Damaged();
    if (name !== "") streams.set(name, type === STREAM ? whole.subarray(0, size) : whole);
  }
  return streams;
}

/**
 * The streams and storages of a compound file ([MS-CFB]), the container of `.xls` and of encrypted workbooks. It is read
 * here because the workbook library follows a damaged file's chains of sectors without an end.
 *
 * @returns null where the file is not whole
 */
export function compoundStreams(bytes: Uint8Array): CompoundStreams | null {
  try {
    return streamsIn(bytes);
  } catch (error) {
    if (error instanceof Damaged || error instanceof RangeError) return null;
    throw error;
  }
}
