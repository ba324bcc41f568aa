import { type Context, Hono } from "hono";
import { sentence } from "../../../report/wording.ts";
import { dayAt } from "../../../revisions/cadence.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { periodsContent } from "../../pages/console/periods.ts";
import { consolePage, SECTIONS } from "../../pages/console/shell.ts";
import type { ProvinceChoice } from "../../pages/parts.ts";
import { provinceName } from "../../pages/revision.ts";
import type { Portal } from "../../portal.ts";

/** Every province by id and name, those of which something was published first. */
export async function provinceChoices(portal: Portal): Promise<ProvinceChoice[]> {
  const all = portal.catalogue.provinces();
  const used = new Set(await portal.publishedProvinces());
  const ordered = [...all.filter((id) => used.has(id)), ...all.filter((id) => !used.has(id))];
  return ordered.map((id) => [id, sentence(provinceName(portal.catalogue, id))] as const);
}

/** The province that a page is about: the one that was asked for, or the first. */
export const chosenProvince = (context: Context, provinces: readonly ProvinceChoice[]): string =>
  context.req.query("tinh") ?? provinces[0]?.[0] ?? "";

/** How each period stands. */
export function periodPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get("/quan-tri", (context) => context.redirect(SECTIONS[0].path));
  app.get(SECTIONS[0].path, requires("viewer"), async (context) => {
    const provinces = await provinceChoices(portal);
    const province = portal.catalogue.province(chosenProvince(context, provinces));
    const who = context.get("who");
    const now = portal.now();
    const statuses = await portal.periodsOf(province.id);
    const isOperator = who.roles.has("operator");
    const content = periodsContent({ province, provinces, statuses, now, today: dayAt(now), isOperator });
    return context.html(consolePage({ title: "Kỳ báo cáo", who, section: SECTIONS[0].path, content }));
  });
  return app;
}
