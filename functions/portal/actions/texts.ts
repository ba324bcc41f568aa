import { createHash } from "node:crypto";
import { previousOf } from "../../domain/period.ts";
import { periodNamed } from "../../domain/province.ts";
import { checkExists } from "../../pipeline/support/request.ts";
import { fillTexts, outlineFor, type TextsPlace, textsOf } from "../../pipeline/support/texts.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import { type Slot, slotsOf } from "../../report/outline.ts";
import type { SlotText, SlotTexts } from "../../report/slot.ts";

/** The texts of a report that people write, those of the period before beside them. */
export interface ReportTexts {
  readonly slots: readonly Slot[];
  readonly texts: SlotTexts;
  /** Null where there is no period before. */
  readonly before: { readonly period: string; readonly texts: SlotTexts } | null;
  /** Tells the texts from those that somebody else has written since. */
  readonly version: string;
}

type TextPorts = Pick<PortalPorts, "catalogue" | "snapshots" | "now">;

const versionOf = (texts: SlotTexts): string =>
  createHash("sha256")
    .update(JSON.stringify([...texts].sort()))
    .digest("hex");

/** Throws RequestInvalid for a report or a period that there is not. */
export async function reportTexts(ports: TextPorts, place: TextsPlace): Promise<ReportTexts> {
  const slots = slotsOf(outlineFor(ports, place));
  const texts = await textsOf(ports, place);
  const province = ports.catalogue.province(place.province);
  const period = periodNamed(place.period, province.regime);
  if (period !== null) checkExists(province, period);
  const earlier = period === null ? null : previousOf(period);
  const before =
    earlier === null ? null : { period: earlier, texts: await textsOf(ports, { ...place, period: earlier }) };
  return { slots, texts, before, version: versionOf(texts) };
}

/**
 * Keeps the texts unless somebody else has changed them since; the next run of the period prints them. Safe to repeat.
 *
 * @returns whether they were kept
 */
export async function keepTexts(
  ports: TextPorts,
  place: TextsPlace,
  texts: readonly SlotText[],
  version: string,
): Promise<boolean> {
  const standing = await textsOf(ports, place);
  const wanted = new Map(texts.map(({ slot, text }) => [slot, text]));
  if (versionOf(standing) === versionOf(wanted)) return true;
  if (versionOf(standing) !== version) return false;
  await fillTexts(ports, place, texts);
  return true;
}
