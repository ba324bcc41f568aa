import { isOfEveryReport } from "../revisions/link.ts";
import type { RevisionFile } from "../revisions/revision.ts";

/** Bytes of the files of one mail: in base64 a mail server that takes 10 MB takes them. */
export const MOST_ATTACHED = 7_000_000;

/** Which files go with a mail, and which are too large for it. */
export interface Attached {
  readonly files: readonly RevisionFile[];
  readonly left: readonly RevisionFile[];
}

const isReadAtOnce = (name: string): boolean => name.endsWith(".pdf") || name.endsWith(".xlsx");

/** What is read first goes first: reports, then the full tables; PDF before Excel. */
const order = ({ name }: RevisionFile): number => (isOfEveryReport(name) ? 2 : 0) + (name.endsWith(".pdf") ? 0 : 1);

/**
 * The files that go with a mail to somebody who cannot reach the portal: PDF and Excel, as many as there is room for; Word
 * files are drafts and open data are for programs. Documents of single agencies only where one of their report is meant.
 *
 * @param opened the files that the reader may have
 * @param isNamed whether the reader gets single reports, not all
 */
export function attachedOf(opened: readonly RevisionFile[], isNamed: boolean, most = MOST_ATTACHED): Attached {
  const wanted = opened.filter(({ name }) => isReadAtOnce(name) && (isNamed || !name.includes("/")));
  const files: RevisionFile[] = [];
  const left: RevisionFile[] = [];
  let room = most;
  for (const file of wanted.toSorted((one, other) => order(one) - order(other))) {
    if (file.size > room) left.push(file);
    else {
      files.push(file);
      room -= file.size;
    }
  }
  return { files, left };
}
