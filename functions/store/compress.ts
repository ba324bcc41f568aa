import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

const OPERATING_SYSTEM_BYTE = 9;
const UNKNOWN_SYSTEM = 255;

/** Text (as UTF-8) or bytes as gzip. Node writes no time; the byte naming the operating system is fixed, so hosts agree. */
export async function compress(content: string | Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await promisify(gzip)(content, { level: 9 });
  bytes[OPERATING_SYSTEM_BYTE] = UNKNOWN_SYSTEM;
  return bytes;
}

/** The text again; null where the bytes are not what `compress` made (gzip carries a checksum). */
export async function decompress(bytes: Uint8Array): Promise<string | null> {
  try {
    return (await promisify(gunzip)(bytes)).toString("utf8");
  } catch {
    return null;
  }
}
