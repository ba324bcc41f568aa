import { type Context, Hono } from "hono";
import { RequestInvalid } from "../../../../domain/failure.ts";
import { listText } from "../../../actions/recipients.ts";
import type { Paged, PageRequires } from "../../../page-guard.ts";
import { listContent, listPreviewContent } from "../../../pages/console/mails/list.ts";
import { LINKS_PATH, LIST_PATH, LIST_STORE_PATH, linksAddress } from "../../../pages/console/mails/paths.ts";
import { consolePage } from "../../../pages/console/shell.ts";
import type { Html } from "../../../pages/page.ts";
import type { FormErrors } from "../../../pages/parts.ts";
import type { Portal } from "../../../portal.ts";
import { chosenProvince, provinceChoices } from "../periods.ts";
import { agenciesByCode } from "./agencies.ts";

const NO_ERRORS: FormErrors = new Map();

const pageOf = (context: Context<Paged>, title: string, content: Html, status: 200 | 422) =>
  context.html(consolePage({ title, who: context.get("who"), section: LINKS_PATH, content }), status);

async function formPage(portal: Portal, context: Context<Paged>, asked: string, errors: FormErrors): Promise<Response> {
  const provinces = await provinceChoices(portal);
  const province = provinces.find(([id]) => id === asked)?.[0] ?? provinces[0]?.[0] ?? "";
  const content = listContent({ province, provinces, errors }, context.get("who"));
  return pageOf(context, "Nhập danh sách người nhận", content, errors.size === 0 ? 200 : 422);
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Does something with what was sent for a province; what is wrong with it is said above the form. */
async function orForm(
  portal: Portal,
  context: Context<Paged>,
  work: (province: string, body: Readonly<Record<string, unknown>>) => Promise<Response>,
): Promise<Response> {
  const body = await context.req.parseBody();
  try {
    return await work(portal.catalogue.province(text(body["tinh"])).id, body);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    return formPage(portal, context, text(body["tinh"]), new Map([["tep", error.message]]));
  }
}

const nameOf = (name: string): string => name.slice(0, 200);

const preview = (portal: Portal, context: Context<Paged>): Promise<Response> =>
  orForm(portal, context, async (province, { tep }) => {
    if (!(tep instanceof File) || tep.size === 0) {
      throw new RequestInvalid("Chưa chọn tệp nào; chọn tệp danh sách rồi xem trước.");
    }
    const file = { name: nameOf(tep.name), text: listText(await tep.bytes(), nameOf(tep.name)) };
    const listed = await portal.previewList(province, file.text, file.name);
    const choice = (await provinceChoices(portal)).find(([id]) => id === province) ?? ([province, province] as const);
    const agencies = await agenciesByCode(portal, province);
    const content = listPreviewContent({ ...listed, province: choice, agencies, file }, context.get("who"));
    return pageOf(context, "Xem trước danh sách người nhận", content, 200);
  });

const store = (portal: Portal, context: Context<Paged>): Promise<Response> =>
  orForm(portal, context, async (province, body) => {
    const name = nameOf(text(body["ten-tep"]));
    const { stored } = await portal.storeList(province, text(body["noi-dung"]), name);
    const about = `${province}: ${stored} người, tệp ${name}`;
    if (stored > 0) await portal.noteDone(context.get("who"), "recipients-imported", about.slice(0, 500));
    return context.redirect(linksAddress(province, { "da-nhap": String(stored) }), 303);
  });

/** A list of recipients: given, looked at, stored. */
export function listPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(LIST_PATH, requires("operator"), async (context) =>
    formPage(portal, context, chosenProvince(context, await provinceChoices(portal)), NO_ERRORS),
  );
  app.post(LIST_PATH, requires("operator"), (context) => preview(portal, context));
  app.post(LIST_STORE_PATH, requires("operator"), (context) => store(portal, context));
  return app;
}
