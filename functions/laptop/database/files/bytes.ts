import crc32c from "crc-32/crc32c.js";

/** LevelDB keeps checksums rotated and moved, since a checksum over bytes that hold checksums tells little. */
const MASK_DELTA = 0xa282ead8;

/** Whether bytes have the checksum that LevelDB has kept of them. */
export function isSound(bytes: Uint8Array, kept: number): boolean {
  const crc = crc32c.buf(bytes) >>> 0;
  return (((crc >>> 15) | (crc << 17)) + MASK_DELTA) >>> 0 === kept;
}

export const uint32At = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true);

/** Reads LevelDB's numbers and texts one after the other. Throws RangeError at what is none. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** A whole number from 0, seven bits a byte, the lowest first. */
  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined || factor > 2 ** 49) throw new RangeError("not a varint");
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length)
      throw new RangeError(`${length} bytes wanted, ${this.#bytes.length - this.#at} there`);
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** Bytes behind their number. */
  prefixed(): Uint8Array {
    return this.take(this.varint());
  }
}
