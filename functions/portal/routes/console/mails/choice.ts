import type { PublishedRevision } from "../../../../revisions/published.ts";
import { type PublishedChoice, periodOf } from "../../../pages/console/mails/choice.ts";
import type { Portal } from "../../../portal.ts";
import { provinceChoices } from "../periods.ts";

/** What somebody has asked for by a page's address or its form. */
export interface AskedChoice {
  readonly tinh?: string | undefined;
  readonly ky?: string | undefined;
}

/** The published period that a page is about: the one that was asked for, or the newest. Throws RequestInvalid. */
export async function chosenPublished(portal: Portal, { tinh, ky }: AskedChoice): Promise<PublishedChoice> {
  const provinces = await provinceChoices(portal);
  const province = portal.catalogue.province(tinh ?? provinces[0]?.[0] ?? "");
  const all = await portal.currentRevisions(province.id);
  const asked = all.find((one) => periodOf(one) === ky);
  const shown: PublishedRevision | null = asked ?? all[0] ?? null;
  return { province, provinces, all, shown, isOther: ky !== undefined && asked === undefined };
}
