import { Hono } from "hono";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { LINKS_PATH, linksContent, revokeContent } from "../../pages/console/links.ts";
import { consolePage } from "../../pages/console/shell.ts";
import type { Portal } from "../../portal.ts";
import { Problem } from "../../problems.ts";
import { chosenProvince, provinceChoices } from "./periods.ts";

/** Links on one page. */
const PAGE = 50;

const noLink = (): Problem => new Problem("not-found", "Không có liên kết này; mở lại từ danh sách liên kết.");

/** Who is written to, which links were given, and their end. */
export function linkPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(LINKS_PATH, requires("operator"), async (context) => {
    const provinces = await provinceChoices(portal);
    const { id: province } = portal.catalogue.province(chosenProvince(context, provinces));
    const start = context.req.query("tu") ?? "0";
    const from = /^\d{1,6}$/.test(start) ? Number(start) : 0;
    const { catalogue } = portal;
    const addressees = await portal.addresseesOf(province);
    const found = await portal.linksFrom(from, PAGE);
    const now = portal.now().toISOString();
    const content = linksContent({ catalogue, province, provinces, addressees, ...found, from, most: PAGE, now });
    return context.html(
      consolePage({ title: "Liên kết và người nhận", who: context.get("who"), section: LINKS_PATH, content }),
    );
  });
  app.get(`${LINKS_PATH}/:id/thu-hoi`, requires("operator"), async (context) => {
    const use = await portal.linkUse(context.req.param("id"));
    if (use === null) throw noLink();
    const who = context.get("who");
    const content = revokeContent(use, who, portal.catalogue);
    return context.html(consolePage({ title: "Thu hồi liên kết", who, section: LINKS_PATH, content }));
  });
  app.post(`${LINKS_PATH}/:id/thu-hoi`, requires("operator"), async (context) => {
    const id = context.req.param("id");
    const link = await portal.revokeLink(id);
    if (link === null) throw noLink();
    await portal.noteDone(context.get("who"), "link-revoked", `${id}: ${link.recipient}`);
    return context.redirect(LINKS_PATH, 303);
  });
  return app;
}
