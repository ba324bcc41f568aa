import type { ImportedFile } from "../domain/imports/stored.ts";
import { SNAPSHOTS } from "./revision.ts";
import { UPLOADS } from "./signed-copy.ts";

/** Where the bytes of an imported workbook lie: written once, under their own hash. */
export const importFileKey = ({ sha256, ending }: Pick<ImportedFile, "sha256" | "ending">): string =>
  `${SNAPSHOTS}import/${sha256}.${ending}`;

/** Where a workbook waits that somebody has looked at and not stored yet. */
export const importUploadKey = (sha256: string): string => `${UPLOADS}${sha256}.workbook`;
