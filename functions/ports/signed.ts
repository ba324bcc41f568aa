import type { SignedCopy } from "../revisions/signed-copy.ts";

/** The register of signed copies. Nothing in it is ever changed. */
export interface SignedCopyStore {
  /** Every registration for a series, by revision, report and entry; those that were corrected, too. */
  list(series: string): Promise<readonly SignedCopy[]>;
  /** False where this entry of this report of this revision is taken; what stands there stays. */
  add(copy: SignedCopy): Promise<boolean>;
}
