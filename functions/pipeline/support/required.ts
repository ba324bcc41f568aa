import { SlotsEmpty } from "../../domain/failure.ts";
import type { ReportJobMaterial } from "../../report/job.ts";
import { slotsOf } from "../../report/outline.ts";
import type { SlotTexts } from "../../report/slot.ts";

/**
 * Holds the texts of the reports that a run is to publish against what their regimes require. Throws SlotsEmpty with every
 * slot that is not filled in.
 */
export function checkRequired(
  { regimes, outlines }: ReportJobMaterial,
  texts: ReadonlyMap<string, SlotTexts>,
  period: string,
): void {
  const empty = regimes
    .filter(({ published }) => published)
    .flatMap(({ report, outline: id, required = [] }) => {
      const labels = new Map(
        outlines.filter((one) => one.id === id).flatMap((one) => slotsOf(one).map(({ slot, label }) => [slot, label])),
      );
      return required
        .filter((slot) => (texts.get(report)?.get(slot) ?? "").trim() === "")
        .map((slot) => `${report}: ${slot} (${labels.get(slot) ?? slot})`);
    });
  if (empty.length > 0) throw new SlotsEmpty(period, empty);
}
