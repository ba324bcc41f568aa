import { ByteReader } from "./bytes.ts";
import { readLog } from "./log-file.ts";

/** What a MANIFEST says of a database. */
export interface Descriptor {
  /** Bytes of each table, by its number. */
  readonly tables: ReadonlyMap<number, number>;
  /** The first log of which not everything is in tables; 0 in a database that was never opened. */
  readonly log: number;
  /** One before it that counts, too; 0 for none. */
  readonly logBefore: number;
}

/** Numbers behind their tags, as the first record has them all. */
interface Heads {
  log?: number;
  logBefore?: number;
  nextFile?: number;
  sequence?: number;
}

/** What each tag of a record says. */
const TAGS: Readonly<Record<number, (reader: ByteReader, tables: Map<number, number>, heads: Heads) => void>> = {
  /** The name of the order of keys. */
  1: (reader) => void reader.prefixed(),
  2: (reader, _, heads) => {
    heads.log = reader.varint();
  },
  3: (reader, _, heads) => {
    heads.nextFile = reader.varint();
  },
  4: (reader, _, heads) => {
    heads.sequence = reader.varint();
  },
  /** How far a level was compacted. */
  5: (reader) => {
    reader.varint();
    reader.prefixed();
  },
  /** A table is no longer one of its level. */
  6: (reader, tables) => {
    reader.varint();
    tables.delete(reader.varint());
  },
  /** A table is one of a level, with its first and last key. */
  7: (reader, tables) => {
    reader.varint();
    const table = reader.varint();
    tables.set(table, reader.varint());
    reader.prefixed();
    reader.prefixed();
  },
  9: (reader, _, heads) => {
    heads.logBefore = reader.varint();
  },
};

/** Reads a MANIFEST as LevelDB does. Throws RangeError where LevelDB would not open it, either. */
export function readDescriptor(bytes: Uint8Array): Descriptor {
  const { records, fault } = readLog(bytes);
  if (fault !== null && !(fault.isTorn && fault.isCut)) throw new RangeError(`a record at ${fault.at} was changed`);
  const tables = new Map<number, number>();
  const heads: Heads = {};
  for (const record of records) {
    const reader = new ByteReader(record);
    while (!reader.isAtEnd) {
      const tag = reader.varint();
      const read = TAGS[tag];
      if (read === undefined) throw new RangeError(`unknown tag ${tag}`);
      read(reader, tables, heads);
    }
  }
  const { log, logBefore = 0, nextFile, sequence } = heads;
  if (log === undefined || nextFile === undefined || sequence === undefined) throw new RangeError("no heads");
  return { tables, log, logBefore };
}
