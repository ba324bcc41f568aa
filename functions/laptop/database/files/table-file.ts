import { uncompress } from "snappyjs";
import { ByteReader, isSound, uint32At } from "./bytes.ts";

const FOOTER = 48;
/** The last eight bytes of every table. */
const MAGIC = "57fb808b247547db";
/** Behind a block: how it is compressed, and its checksum. */
const TRAILER = 5;
const RAW = 0;
const SNAPPY = 1;

/** A block of a table: where it begins, and its bytes without the trailer. */
interface Handle {
  readonly at: number;
  readonly size: number;
}

interface Entry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

function handleOf(reader: ByteReader): Handle {
  const at = reader.varint();
  return { at, size: reader.varint() };
}

function checkBlock(bytes: Uint8Array, { at, size }: Handle): void {
  const end = at + size + 1;
  if (end + TRAILER - 1 > bytes.length) throw new RangeError(`block at ${at} is beyond the end`);
  if (!isSound(bytes.subarray(at, end), uint32At(bytes, end))) throw new RangeError(`block at ${at} was changed`);
}

function readBlock(bytes: Uint8Array, handle: Handle): Uint8Array {
  checkBlock(bytes, handle);
  const { at, size } = handle;
  const block = bytes.subarray(at, at + size);
  const compression = bytes[at + size];
  if (compression === RAW) return block;
  if (compression !== SNAPPY) throw new RangeError(`block at ${at} is compressed in an unknown way`);
  return uncompress(block);
}

/** The entries of a block; each key tells only what differs from the one before. */
function entriesOf(block: Uint8Array): Entry[] {
  const restarts = uint32At(block, block.length - 4);
  const reader = new ByteReader(block.subarray(0, block.length - 4 * (restarts + 1)));
  const entries: Entry[] = [];
  let key = new Uint8Array();
  while (!reader.isAtEnd) {
    const shared = reader.varint();
    const [rest, length] = [reader.varint(), reader.varint()];
    key = Buffer.concat([key.subarray(0, shared), reader.take(rest)]);
    entries.push({ key, value: reader.take(length) });
  }
  return entries;
}

interface Blocks {
  readonly data: readonly Handle[];
  /** Of the filters, by which LevelDB tells that a key is not there. */
  readonly other: readonly Handle[];
}

function blocksOf(bytes: Uint8Array): Blocks {
  const footer = bytes.subarray(-FOOTER);
  if (Buffer.from(footer.subarray(-8)).toString("hex") !== MAGIC) throw new RangeError("no footer");
  const reader = new ByteReader(footer);
  const [others, index] = [handleOf(reader), handleOf(reader)];
  const handlesIn = (handle: Handle): Handle[] =>
    entriesOf(readBlock(bytes, handle)).map(({ value }) => handleOf(new ByteReader(value)));
  return { data: handlesIn(index), other: handlesIn(others) };
}

/**
 * Holds every block of a table against its checksum. Throws RangeError.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/table_format.md
 */
export function checkTable(bytes: Uint8Array): void {
  const { data, other } = blocksOf(bytes);
  for (const handle of [...data, ...other]) checkBlock(bytes, handle);
}

/**
 * The values that can still be read of a table, former ones of a key among them. A block that is not sound is left out;
 * where the index is not, nothing can be found.
 */
export function soundValues(bytes: Uint8Array): Uint8Array[] {
  const sound = <Value>(read: () => Value[]): Value[] => {
    try {
      return read();
    } catch {
      return [];
    }
  };
  const blocks = sound(() => [...blocksOf(bytes).data]);
  return blocks.flatMap((handle) => sound(() => entriesOf(readBlock(bytes, handle)).map(({ value }) => value)));
}
