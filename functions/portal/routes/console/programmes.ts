import { Hono } from "hono";
import { programmesOf } from "../../../pipeline/support/request.ts";
import { dayAt } from "../../../revisions/cadence.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { PROGRAMMES_PATH, programmesContent } from "../../pages/console/programmes.ts";
import { consolePage } from "../../pages/console/shell.ts";
import type { Portal } from "../../portal.ts";
import { chosenProvince, provinceChoices } from "./periods.ts";

/** The documents that reports are made by. */
export function programmePages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(PROGRAMMES_PATH, requires("viewer"), async (context) => {
    const provinces = await provinceChoices(portal);
    const province = portal.catalogue.province(chosenProvince(context, provinces));
    const programmes = programmesOf(province.id, portal.catalogue);
    const who = context.get("who");
    const isOperator = who.roles.has("operator");
    const content = programmesContent({ province, provinces, programmes, today: dayAt(portal.now()), isOperator });
    return context.html(consolePage({ title: "Văn bản và chỉ tiêu", who, section: PROGRAMMES_PATH, content }));
  });
  return app;
}
