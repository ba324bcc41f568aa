import type { Commission } from "./commission.ts";
import type { Parties } from "./compose-form06a.ts";
import type { Composition, PrintedTarget } from "./composition.ts";
import type { SlotTexts } from "./slot.ts";

/** What the parts of one report are written from. */
export interface Writing {
  readonly composition: Composition;
  readonly targets: readonly PrintedTarget[];
  readonly commission: Commission;
  /** Đơn vị báo cáo and đơn vị nhận. */
  readonly parties: Parties;
  readonly texts: SlotTexts;
}
