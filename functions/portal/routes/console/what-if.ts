import { type Context, Hono } from "hono";
import { z } from "zod";
import { RequestInvalid, TemplateInvalid } from "../../../domain/failure.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { PROGRAMMES_PATH } from "../../pages/console/programmes.ts";
import { consolePage } from "../../pages/console/shell.ts";
import { WHAT_IF_PATH, type WhatIfPage, whatIfContent } from "../../pages/console/what-if.ts";
import type { Portal } from "../../portal.ts";
import { chosenProvince, provinceChoices } from "./periods.ts";

type Asked = Pick<WhatIfPage, "document" | "errors" | "found">;

async function page(portal: Portal, context: Context<Paged>, asked: string, shown: Asked): Promise<Response> {
  const provinces = await provinceChoices(portal);
  const province = provinces.some(([id]) => id === asked) ? asked : (provinces[0]?.[0] ?? "");
  const who = context.get("who");
  const content = whatIfContent({ province, provinces, ...shown }, who, portal.catalogue);
  const status = shown.errors.size === 0 ? 200 : 422;
  return context.html(consolePage({ title: "Thử văn bản", who, section: PROGRAMMES_PATH, content }), status);
}

const Sent = z.object({ tinh: z.string().catch(""), "van-ban": z.string().catch("") });

/** Tries another text of a document against what is published. */
async function tried(portal: Portal, context: Context<Paged>): Promise<Response> {
  const { tinh, "van-ban": document } = Sent.parse(await context.req.parseBody());
  try {
    const found = await portal.differencesIn(tinh, document.trim() === "" ? null : document, null);
    return page(portal, context, tinh, { document, errors: new Map(), found });
  } catch (error) {
    if (!(error instanceof TemplateInvalid || error instanceof RequestInvalid)) throw error;
    const sentence = error instanceof TemplateInvalid ? error.atTerminal : error.message;
    return page(portal, context, tinh, { document, errors: new Map([["van-ban", sentence]]), found: null });
  }
}

/** What a changed document would do to what is published. */
export function whatIfPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(WHAT_IF_PATH, requires("operator"), async (context) => {
    const chosen = chosenProvince(context, await provinceChoices(portal));
    return page(portal, context, chosen, { document: "", errors: new Map(), found: null });
  });
  app.post(WHAT_IF_PATH, requires("operator"), (context) => tried(portal, context));
  return app;
}
