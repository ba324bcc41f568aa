/**
 * The partitions of the one table, written once: the stores make their keys of them, and each function's role names those
 * that it reads or writes. One that ends with "#" is the beginning of many.
 */
export const PARTITION = {
  /** Vintages of one window of a province. */
  snapshots: "snapshot#",
  /** Months of a province that were collected. */
  collected: "collected#",
  /** What the steps of one run leave for each other. */
  run: "run#",
  /** One run as the history has it; the register of all by time; those that have not ended. */
  runRecord: "run-record#",
  runRegister: "run-records",
  openRuns: "open-runs",
  /** Executions at work and in line. */
  turns: "turns",
  /** The pointer of one series of revisions, and the register of all. */
  series: "series#",
  seriesRegister: "series",
  /** Revisions by their printed code. */
  code: "code#",
  /** Drafts whose release somebody has to agree to, an item for each series. */
  releases: "releases",
  /** Signed copies of one series. */
  signed: "signed#",
  links: "links",
  downloads: "downloads#",
  /** Who is written to in one province. */
  recipients: "recipients#",
  /** Addresses of which mail servers have told something. */
  mailboxes: "mailboxes",
  /** Who is signed in with a browser. */
  sessions: "session#",
  /** What people did by the console's pages. */
  journal: "journal",
  /** Mails of one occasion. */
  mail: "mail#",
  /** Figures of one report that were sent to one report system. */
  push: "push#",
} as const;

export type Partition = keyof typeof PARTITION;
