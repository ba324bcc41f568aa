import type { Programme } from "../../../domain/programme.ts";

/** Where a target is written. */
export interface TargetSource {
  readonly programme: Programme;
  readonly clause: string;
  /** False where nobody has read the clause in the document: it is not cited. */
  readonly isRead: boolean;
  readonly quote: string;
  /** "đối chiếu, văn bản đã hết thời hạn"; null where the programme is in force in the period. */
  readonly comparison: string | null;
  /** Whether the report has no other programme: its clauses are cited without it. */
  readonly isOnly: boolean;
}
