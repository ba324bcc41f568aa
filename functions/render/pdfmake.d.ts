import "pdfmake";

declare module "pdfmake" {
  /** pdfmake's files in memory; the published types leave it out. */
  export const virtualfs: { writeFileSync(name: string, bytes: Uint8Array): void };
}
