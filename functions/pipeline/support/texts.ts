import { z } from "zod";
import { RequestInvalid } from "../../domain/failure.ts";
import { windowOf } from "../../domain/period.ts";
import { periodNamed } from "../../domain/province.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Outline } from "../../report/outline.ts";
import { SlotText, type SlotTexts } from "../../report/slot.ts";
import type { SnapshotKey } from "../../revisions/revision.ts";
import { textsKey } from "./sources.ts";

/** Which report's texts: of one period; a report of one agency is named "don-vi/77-STC". */
export interface TextsPlace {
  readonly province: string;
  readonly period: string;
  readonly report: string;
}

/** The outline of a report. Throws RequestInvalid for a report that the province does not have. */
export function outlineFor(ports: Pick<Ports, "catalogue">, { province, report }: TextsPlace): Outline {
  const regimes = ports.catalogue.regimes(ports.catalogue.province(province).id);
  const regime = regimes.find((one) =>
    "office" in one.issuer ? one.report === report : new RegExp(`^${one.report}/[A-Za-z0-9._-]+$`).test(report),
  );
  if (regime !== undefined) return ports.catalogue.outline(regime.outline);
  const known = regimes.map((one) => ("office" in one.issuer ? one.report : `${one.report}/MÃ CƠ QUAN`));
  throw new RequestInvalid(`Không có báo cáo "${report}"; các báo cáo: ${[...new Set(known)].join(", ")}.`);
}

function keyOf(ports: Pick<Ports, "catalogue">, { province, period, report }: TextsPlace): SnapshotKey {
  const { id, regime } = ports.catalogue.province(province);
  const known = periodNamed(period, regime);
  if (known === null) throw new RequestInvalid(`Kỳ báo cáo "${period}" không hợp lệ; viết như 2023-06 hoặc 2023-Q2.`);
  return { ...textsKey(id, windowOf(known, regime.scheme)), agency: report };
}

/** What has been written for a report so far. */
export async function textsOf(ports: Pick<Ports, "catalogue" | "snapshots">, place: TextsPlace): Promise<SlotTexts> {
  const ref = await ports.snapshots.latest(keyOf(ports, place));
  const rows = ref === null ? [] : z.array(SlotText).parse(await ports.snapshots.read(ref));
  return new Map(rows.map(({ slot, text }) => [slot, text]));
}

/** Keeps the texts of a report as a vintage of their own: the next run of the period prints them, in a new revision. */
export async function fillTexts(
  ports: Pick<Ports, "catalogue" | "snapshots" | "now">,
  place: TextsPlace,
  texts: readonly SlotText[],
): Promise<void> {
  const now = ports.now().toISOString();
  const content = { status: "final" as const, dataAsOf: now, askedAt: now, rows: [...texts] };
  await ports.snapshots.save(keyOf(ports, place), content);
}
