import { type Context, Hono } from "hono";
import { RequestInvalid } from "../../../domain/failure.ts";
import type { ListedImport } from "../../../pipeline/support/imports/list.ts";
import type { ImportPlace } from "../../actions/imports.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { IMPORTS_PATH, importsAddress, WITHDRAWAL_PATH } from "../../pages/console/imports.ts";
import { consolePage } from "../../pages/console/shell.ts";
import { withdrawalContent } from "../../pages/console/withdrawal.ts";
import type { FormErrors } from "../../pages/parts.ts";
import type { Portal } from "../../portal.ts";
import { Problem } from "../../problems.ts";
import { placeOf } from "../import-place.ts";

type Asked = Readonly<Record<string, unknown>>;

/** The import that is named; null where there is none. */
async function foundBy(portal: Portal, place: ImportPlace, asked: Asked): Promise<ListedImport | null> {
  const all = await portal.importsOf(place);
  return all.find(({ agency, system }) => agency === asked["co-quan"] && system === asked["he-thong"]) ?? null;
}

const noImport = (): Problem =>
  new Problem("not-found", "Không có số liệu nhập này; mở lại từ danh sách số liệu đã lưu.");

async function formPage(portal: Portal, context: Context<Paged>, asked: Asked, errors: FormErrors): Promise<Response> {
  const place = placeOf(portal, asked["tinh"], asked["thang"]);
  const found = await foundBy(portal, place, asked);
  if (found === null) throw noImport();
  const who = context.get("who");
  const reason = typeof asked["ly-do"] === "string" ? asked["ly-do"].slice(0, 500) : "";
  const content = withdrawalContent({ province: place.province.id, found, reason, errors }, who);
  const page = consolePage({ title: "Rút số liệu đã nhập", who, section: IMPORTS_PATH, content });
  return context.html(page, errors.size === 0 ? 200 : 422);
}

async function withdraw(portal: Portal, context: Context<Paged>): Promise<Response> {
  const body = await context.req.parseBody();
  const place = placeOf(portal, body["tinh"], body["thang"]);
  const found = await foundBy(portal, place, body);
  if (found === null) throw noImport();
  const vintage = Number(/^\d{1,6}$/.exec(String(body["lan"]))?.[0] ?? 0);
  const reason = typeof body["ly-do"] === "string" ? body["ly-do"] : "";
  const { agency, system } = found;
  const who = context.get("who");
  try {
    const { outcome } = await portal.withdraw({ ...place, agency, system, reason, by: who.label, vintage });
    const about = `${place.province.id}/${place.month}: ${system}/${agency}: ${reason}`;
    if (outcome === "withdrawn") await portal.noteDone(who, "import-withdrawn", about.slice(0, 500));
    return context.redirect(`${importsAddress({ province: place.province.id, month: place.month })}&da-rut`, 303);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    return formPage(portal, context, body, new Map([["ly-do", error.message]]));
  }
}

/** Stored counts that are not to be used any more. */
export function withdrawalPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(WITHDRAWAL_PATH, requires("operator"), (context) =>
    formPage(portal, context, context.req.query(), new Map()),
  );
  app.post(WITHDRAWAL_PATH, requires("operator"), (context) => withdraw(portal, context));
  return app;
}
