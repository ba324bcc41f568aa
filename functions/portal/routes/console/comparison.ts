import { Hono } from "hono";
import { RequestInvalid } from "../../../domain/failure.ts";
import type { PublishedRevision } from "../../../revisions/published.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { COMPARISON_PATH, comparisonContent, keyOf } from "../../pages/console/comparison.ts";
import { consolePage } from "../../pages/console/shell.ts";
import type { Portal } from "../../portal.ts";
import { chosenProvince, provinceChoices } from "./periods.ts";

/** The series that is asked for; unless one is, the newest that has something to compare. */
function chosenOf(current: readonly PublishedRevision[], key: string | undefined): PublishedRevision | null {
  if (key === undefined) return current.find(({ revision }) => revision > 1) ?? current[0] ?? null;
  const found = current.find((one) => keyOf(one) === key);
  if (found === undefined)
    throw new RequestInvalid(`Chưa phát hành báo cáo kỳ ${key.slice(0, 100)} của tỉnh này; chọn kỳ trong danh sách.`);
  return found;
}

/** The number of a revision in an address; null where none is given, or what is given is none. */
const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;

/** Two revisions side by side. */
export function comparisonPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(COMPARISON_PATH, requires("viewer"), async (context) => {
    const provinces = await provinceChoices(portal);
    const { id: province } = portal.catalogue.province(chosenProvince(context, provinces));
    const current = await portal.currentRevisions(province);
    const { ky, ban, voi } = context.req.query();
    const chosen = chosenOf(current, ky);
    const comparison = chosen === null ? null : await portal.comparisonOf(chosen.series, numberIn(ban), numberIn(voi));
    const { catalogue } = portal;
    const content = comparisonContent({ catalogue, province, provinces, current, chosen, comparison });
    const who = context.get("who");
    return context.html(consolePage({ title: "So sánh bản", who, section: COMPARISON_PATH, content }));
  });
  return app;
}
