/** The polynomial of Castagnoli; the package's types are of its other module only. */
declare module "crc-32/crc32c.js" {
  /** Gives a signed integer of 32 bits. */
  const crc32c: { readonly buf: (bytes: Uint8Array) => number };
  export default crc32c;
}
