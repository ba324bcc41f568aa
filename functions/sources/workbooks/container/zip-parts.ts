import { crc32, inflateRawSync } from "node:zlib";

/** One entry of an archive's directory (APPNOTE 4.3.12), nothing of it unpacked. */
interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly crc: number;
  /** Bytes in the archive, and those that it declares to unpack to. */
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the record at an archive's end begins; -1 where there is none, as in half a file. */
function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_BYTES - LONGEST_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= first; at--) if (view.getUint32(at, true) === END) return at;
  return -1;
}

/** The entries of an archive by its directory; null where it has none or the directory is damaged. */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] | null {
  const view = viewOf(bytes);
  const end = endOf(view);
  if (end < 0) return null;
  const count = view.getUint16(end + 10, true);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY) return null;
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength)),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += ENTRY_BYTES + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The packed bytes of an entry; null where they are not all there. */
function packedBytes(bytes: Uint8Array, { offset, packed }: ZipEntry): Uint8Array | null {
  if (offset + LOCAL_BYTES > bytes.length) return null;
  const view = viewOf(bytes);
  if (view.getUint32(offset, true) !== LOCAL) return null;
  const from = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return from + packed > bytes.length ? null : bytes.subarray(from, from + packed);
}

/** Unpacks at most what the entry declares: an archive that declares less than it holds is damaged or made to harm. */
function unpackedBytes(packed: Uint8Array, { method, size }: ZipEntry): Uint8Array | null {
  if (method === STORED) return packed;
  if (method !== DEFLATED) return null;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    return null;
  }
}

/** The parts of an archive by name, each with the declared size and checksum; null where one is damaged. */
export function zipParts(bytes: Uint8Array, entries: readonly ZipEntry[]): Record<string, Uint8Array> | null {
  const parts = new Map<string, Uint8Array>();
  for (const entry of entries) {
    const packed = packedBytes(bytes, entry);
    const part = packed === null ? null : unpackedBytes(packed, entry);
    if (part === null || part.length !== entry.size || crc32(part) !== entry.crc) return null;
    if (!entry.name.endsWith("/")) parts.set(entry.name, part);
  }
  return Object.fromEntries(parts);
}
