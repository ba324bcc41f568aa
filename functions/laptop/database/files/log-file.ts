import { isSound, uint32At } from "./bytes.ts";

/** Bytes of a block, which no fragment crosses, and of a fragment's header: checksum, length, type. */
const BLOCK = 32_768;
const HEADER = 7;

/** What a fragment is of its record. */
const FULL = 1;
const FIRST = 2;
const LAST = 4;

interface Fragment {
  readonly at: number;
  readonly type: number;
  readonly data: Uint8Array;
}

/** Where no fragment can be read; `isCut` where the file ends before it does. */
interface Gap {
  readonly at: number;
  readonly isCut: boolean;
}

/** The first place at which a file of records is not whole. */
interface LogFault {
  /** Byte at which the record begins that cannot be read. */
  readonly at: number;
  /** The file ends within the record. */
  readonly isCut: boolean;
  /** No record begins after it: a process or a machine that ends while it writes leaves such an end. */
  readonly isTorn: boolean;
}

/** Every record that can be read; more than LevelDB reads, which leaves out the rest of a block. */
export interface LogContent {
  readonly records: readonly Uint8Array[];
  readonly fault: LogFault | null;
}

/** The fragment that begins at a place; null where none does. */
function fragmentAt(bytes: Uint8Array, at: number, blockEnd: number): Fragment | null {
  const end = at + HEADER + (bytes[at + 4] ?? 0) + 256 * (bytes[at + 5] ?? 0);
  const type = bytes[at + 6] ?? 0;
  if (type < FULL || type > LAST || end > blockEnd) return null;
  if (!isSound(bytes.subarray(at + 6, end), uint32At(bytes, at))) return null;
  return { at, type, data: bytes.subarray(at + HEADER, end) };
}

/** What can be read after a gap: a length that is wrong must not hide what follows in the block. */
function nextFragment(bytes: Uint8Array, from: number, blockEnd: number): Fragment | null {
  for (let at = from; at + HEADER <= blockEnd; at++) {
    const fragment = fragmentAt(bytes, at, blockEnd);
    if (fragment !== null) return fragment;
  }
  return null;
}

function* fragmentsOf(bytes: Uint8Array): Generator<Fragment | Gap> {
  for (let block = 0; block < bytes.length; block += BLOCK) {
    const blockEnd = Math.min(block + BLOCK, bytes.length);
    const isShort = blockEnd < block + BLOCK;
    let at = block;
    while (at + HEADER <= blockEnd) {
      let fragment = fragmentAt(bytes, at, blockEnd);
      if (fragment === null) {
        const length = (bytes[at + 4] ?? 0) + 256 * (bytes[at + 5] ?? 0);
        yield { at, isCut: isShort && at + HEADER + length > blockEnd };
        fragment = nextFragment(bytes, at + 1, blockEnd);
      }
      if (fragment === null) break;
      yield fragment;
      at = fragment.at + HEADER + fragment.data.length;
    }
    // In a block that is full, fewer bytes than a header are no part of anything.
    if (isShort && at < blockEnd && at + HEADER > blockEnd) yield { at, isCut: true };
  }
}

/** Puts fragments together into records, and keeps the first place that is not whole. */
class Assembly {
  readonly records: Uint8Array[] = [];
  fault: LogFault | null = null;
  #open: { readonly at: number; readonly parts: Uint8Array[] } | null = null;

  gap({ at, isCut }: Gap): void {
    this.fault ??= { at: this.#open?.at ?? at, isCut, isTorn: true };
    this.#open = null;
  }

  add({ at, type, data }: Fragment): void {
    const begins = type === FULL || type === FIRST;
    if (begins !== (this.#open === null)) this.gap({ at, isCut: false });
    if (begins) {
      if (this.fault !== null) this.fault = { ...this.fault, isTorn: false };
      this.#open = { at, parts: [] };
    }
    if (this.#open === null) return;
    const { parts } = this.#open;
    parts.push(data);
    if (type !== FULL && type !== LAST) return;
    this.records.push(parts.length === 1 ? data : Buffer.concat(parts));
    this.#open = null;
  }

  end(at: number): void {
    if (this.#open !== null) this.gap({ at, isCut: true });
  }
}

/**
 * Reads a file of records: a log, or a MANIFEST.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/log_format.md
 */
export function readLog(bytes: Uint8Array): LogContent {
  const assembly = new Assembly();
  for (const one of fragmentsOf(bytes)) {
    if ("data" in one) assembly.add(one);
    else assembly.gap(one);
  }
  assembly.end(bytes.length);
  return assembly;
}
