/** Bytes of UTF-8: of a whole key in S3, and of one name in a folder. */
const MOST = { key: 1024, name: 255 } as const;

const isName = (text: string): boolean =>
  text !== "" && !text.startsWith(".") && !/[\\:\0]/.test(text) && Buffer.byteLength(text) <= MOST.name;

/** Whether an object can have this key, in S3 as in a folder: a path of plain names. */
export function isObjectKey(key: string): boolean {
  return key.isWellFormed() && Buffer.byteLength(key) <= MOST.key && key.split("/").every(isName);
}

/** Throws RangeError for what is no key: only a mistake of the program writes under one. */
export function requireObjectKey(key: string): void {
  if (!isObjectKey(key)) throw new RangeError(`not a key of an object: ${JSON.stringify(key.slice(0, 300))}`);
}
