/** As far as it is used here. */
declare module "snappyjs" {
  /** Throws where the bytes are not Snappy's, or more than `maxLength` would come of them. */
  export function uncompress(bytes: Uint8Array, maxLength?: number): Uint8Array;
}
