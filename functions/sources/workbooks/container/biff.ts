/** Record types of a workbook stream ([MS-XLS] 2.3). */
const BOF = 0x0809;
const EOF = 0x000a;
const FILEPASS = 0x002f;
const SUPBOOK = 0x01ae;
const BOUNDSHEET = 0x0085;
const FORMULA = 0x0006;
const MULRK = 0x00bd;
const MERGECELLS = 0x00e5;
/** Code page, strings and what continues them, cells of every kind. */
const CELLS = [0x0042, 0x00fc, 0x003c, 0x00fd, 0x0203, 0x0204, 0x0205, 0x0207, 0x027e, FORMULA, MULRK, MERGECELLS];
const KEPT = new Set([BOF, EOF, BOUNDSHEET, ...CELLS]);
/** A record whose body nobody reads (Mms). */
const SKIPPED = 0x00c1;

const BIFF8 = 0x0600;
/** In place of a path: the workbook itself, and the functions of add-ins. */
const OWN_SHEETS = 0x0401;
const ADD_IN = 0x3a01;
const MACRO_SHEETS = [1, 6];
/** Where a cell's formula says how long it is, and the length that says that there is none. */
const FORMULA_LENGTH = 20;
const NO_FORMULA = 0xffff;

/** What a workbook stream of an `.xls` file is, beside its cells. */
interface BiffAbout {
  /** Whether every part has its end, in the format of Excel 97: half a stream has not. */
  readonly isWhole: boolean;
  readonly isEncrypted: boolean;
  readonly hasMacroSheets: boolean;
  readonly hasExternalLinks: boolean;
}

interface BiffRecord {
  readonly type: number;
  /** Of the record's head, and of its body. */
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The records of a stream in their order; the last may reach beyond its end. */
function* recordsOf(stream: Uint8Array): Generator<BiffRecord> {
  const view = viewOf(stream);
  for (let at = 0; at + 4 <= stream.length; ) {
    const length = view.getUint16(at + 2, true);
    yield { type: view.getUint16(at, true), at, from: at + 4, length };
    at += 4 + length;
  }
}

/** Looks over the records of a workbook stream without reading a cell. */
export function aboutBiff(stream: Uint8Array): BiffAbout {
  const view = viewOf(stream);
  const about = { isEncrypted: false, hasMacroSheets: false, hasExternalLinks: false };
  let isWhole = true;
  let depth = 0;
  let sheets = 0;
  let ended = 0;
  for (const { type, from, length } of recordsOf(stream)) {
    if (from + length > stream.length) return { ...about, isWhole: false };
    if (type === BOF) {
      depth++;
      if (length < 4 || view.getUint16(from, true) !== BIFF8) isWhole = false;
    }
    if (type === EOF && --depth === 0) ended++;
    if (type === FILEPASS) about.isEncrypted = true;
    if (type === BOUNDSHEET && length >= 6) {
      sheets++;
      if (MACRO_SHEETS.includes(view.getUint8(from + 5))) about.hasMacroSheets = true;
    }
    if (type === SUPBOOK && length >= 4 && ![OWN_SHEETS, ADD_IN].includes(view.getUint16(from + 2, true)))
      about.hasExternalLinks = true;
  }
  return { ...about, isWhole: isWhole && depth === 0 && ended > sheets };
}

/** Whether a record of cells says as many as it holds. */
function isSound(view: DataView, { type, from, length }: BiffRecord): boolean {
  if (type === FORMULA) return length >= FORMULA_LENGTH + 2;
  if (type === MERGECELLS) return length >= 2 && 2 + 8 * view.getUint16(from, true) <= length;
  if (type !== MULRK) return true;
  const [first, last] = [from + 2, from + length - 2].map((at) => view.getUint16(at, true));
  return length >= 12 && first !== undefined && last !== undefined && 6 * (last - first + 1) === length - 6;
}

/**
 * The stream with its sheets, strings, cells and their results only, every other record made one that nobody reads: the
 * workbook library visits every cell of whatever range a link of a damaged file names, four thousand million of them.
 */
export function cellsOnly(stream: Uint8Array): Uint8Array {
  const cells = stream.slice();
  const view = viewOf(cells);
  for (const record of recordsOf(stream)) {
    if (!KEPT.has(record.type) || !isSound(view, record)) view.setUint16(record.at, SKIPPED, true);
    else if (record.type === FORMULA) view.setUint16(record.from + FORMULA_LENGTH, NO_FORMULA, true);
  }
  return cells;
}
