import type { Composition, PrintedTarget } from "./composition.ts";
import type { ReportJob } from "./job.ts";
import type { Appendix } from "./report.ts";
import type { SlotTexts } from "./slot.ts";
import type { Parties } from "./tables/form06a.ts";
import { roman } from "./wording.ts";

/** What one report is about: its appendices are made from this alone. */
export interface Subject {
  readonly composition: Composition;
  readonly targets: readonly PrintedTarget[];
  readonly job: ReportJob;
  /** Đơn vị báo cáo and đơn vị nhận. */
  readonly parties: Parties;
  readonly texts: SlotTexts;
}

/** What the parts of one report are written from. */
export interface Writing extends Subject {
  /** The report's appendices, which its sentences name by their numbers. */
  readonly appendices: readonly Appendix[];
}

/** "Phụ lục II", as sentences name the appendix whose title begins so; null where the report does not have it. */
export function appendixText({ appendices }: Writing, title: string): string | null {
  const at = appendices.findIndex((appendix) => appendix.title.startsWith(title));
  if (at === -1) return null;
  return appendices.length === 1 ? "Phụ lục" : `Phụ lục ${roman(at + 1)}`;
}
