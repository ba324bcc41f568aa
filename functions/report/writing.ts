import type { Composition, PrintedTarget } from "./composition.ts";
import type { ReportJob } from "./job.ts";
import type { SlotTexts } from "./slot.ts";
import type { Parties } from "./tables/form06a.ts";

/** What the parts of one report are written from. */
export interface Writing {
  readonly composition: Composition;
  readonly targets: readonly PrintedTarget[];
  readonly job: ReportJob;
  /** Đơn vị báo cáo and đơn vị nhận. */
  readonly parties: Parties;
  readonly texts: SlotTexts;
}
