import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { namesIn } from "../../disk.ts";
import { ByteReader } from "./bytes.ts";
import { readLog } from "./log-file.ts";
import { soundValues } from "./table-file.ts";

/** Before the changes of a record of a log: the first one's number, and how many there are. */
const BATCH_HEADER = 12;

const DELETED = 0;

/** The values that a record of a log writes. */
function valuesWritten(record: Uint8Array): Uint8Array[] {
  const reader = new ByteReader(record.subarray(BATCH_HEADER));
  const values: Uint8Array[] = [];
  while (!reader.isAtEnd) {
    const isDeletion = reader.varint() === DELETED;
    reader.prefixed();
    if (!isDeletion) values.push(reader.prefixed());
  }
  return values;
}

/**
 * Every value that can still be read of a database, damaged as it may be, each with a checksum that holds: in no order,
 * several of a key among them, and some that were replaced.
 */
export async function* valuesIn(path: string): AsyncGenerator<Uint8Array> {
  for (const name of (await namesIn(path)).sort()) {
    if (!/^\d+\.(log|ldb|sst)$/.test(name)) continue;
    const bytes = await readFile(join(path, name));
    yield* name.endsWith(".log") ? readLog(bytes).records.flatMap(valuesWritten) : soundValues(bytes);
  }
}
