import { type Context, Hono } from "hono";
import { RequestInvalid } from "../../../domain/failure.ts";
import { kindOf, Period } from "../../../domain/period.ts";
import type { WorkbookFile } from "../../../pipeline/support/imports/read.ts";
import { newestEnded } from "../../../revisions/cadence.ts";
import type { ImportPlace, WaitingFile } from "../../actions/imports.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { IMPORTS_PATH, importsContent, keptAddress, previewContent } from "../../pages/console/imports.ts";
import { consolePage } from "../../pages/console/shell.ts";
import type { Html } from "../../pages/page.ts";
import type { FormErrors } from "../../pages/parts.ts";
import type { Portal } from "../../portal.ts";
import { placeOf } from "../import-place.ts";
import { templateHeaders } from "../template-file.ts";
import { provinceChoices } from "./periods.ts";
import { withdrawalPages } from "./withdrawal.ts";

const NO_ERRORS: FormErrors = new Map();

const pageOf = (
  context: Context<Paged>,
  title: string,
  content: Html,
  status: 200 | 422,
): Response | Promise<Response> =>
  context.html(consolePage({ title, who: context.get("who"), section: IMPORTS_PATH, content }), status);

/** The form, with what is stored of the month. @param asked what somebody has named, however wrong */
async function formPage(
  portal: Portal,
  context: Context<Paged>,
  asked: { readonly tinh?: string; readonly thang?: string },
  errors: FormErrors,
): Promise<Response> {
  const provinces = await provinceChoices(portal);
  const known = provinces.find(([id]) => id === asked.tinh)?.[0] ?? provinces[0]?.[0] ?? "";
  const province = portal.catalogue.province(known);
  const last = newestEnded("month", province, portal.now());
  const named = Period.safeParse(asked.thang).data;
  const month = named !== undefined && kindOf(named) === "month" ? named : last;
  const imports = await portal.importsOf({ province, month });
  const kept = /^\d{1,5}$/.exec(context.req.query("da-luu") ?? "");
  const done = { kept: kept === null ? null : Number(kept[0]), isWithdrawn: context.req.query("da-rut") !== undefined };
  const shown = { province: known, provinces, month, errors, imports, ...done };
  return pageOf(context, "Nhập số liệu", importsContent(shown, context.get("who")), errors.size === 0 ? 200 : 422);
}

async function filesOf(context: Context): Promise<WorkbookFile[]> {
  const { tep } = await context.req.parseBody({ all: true });
  const files = [tep].flat().filter((one) => one instanceof File && one.size > 0);
  return Promise.all(
    files.flatMap((file) => (file instanceof File ? [file.bytes().then((bytes) => ({ name: file.name, bytes }))] : [])),
  );
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Does something with what was sent; what is wrong with it is said above the form. */
async function orForm(
  portal: Portal,
  context: Context<Paged>,
  work: (place: ImportPlace) => Promise<Response>,
): Promise<Response> {
  const { tinh, thang } = await context.req.parseBody();
  try {
    return await work(placeOf(portal, tinh, thang));
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    return formPage(portal, context, { tinh: text(tinh), thang: text(thang) }, new Map([["", error.message]]));
  }
}

const preview = (portal: Portal, context: Context<Paged>): Promise<Response> =>
  orForm(portal, context, async (place) => {
    const files = await filesOf(context);
    if (files.length === 0) throw new RequestInvalid("Chưa chọn tệp nào; chọn sổ tính Excel rồi xem trước.");
    const { reading, waiting } = await portal.previewImport(place, files);
    const about = { province: place.province.id, month: place.month };
    const content = previewContent(about, reading, waiting, context.get("who"));
    return pageOf(context, "Xem trước số liệu nhập", content, reading.taken === null ? 422 : 200);
  });

const WAITING = /^([0-9a-f]{64}) (.{1,300})$/u;

const store = (portal: Portal, context: Context<Paged>): Promise<Response> =>
  orForm(portal, context, async (place) => {
    const { tep } = await context.req.parseBody({ all: true });
    const waiting = [tep].flat().flatMap((one): WaitingFile[] => {
      const [, sha256, name] = WAITING.exec(text(one)) ?? [];
      return sha256 === undefined || name === undefined ? [] : [{ sha256, name }];
    });
    const kept = await portal.storeImport(place, waiting, context.get("who").label);
    const stored = kept.filter(({ outcome }) => outcome === "stored").length;
    const about = `${place.province.id}/${place.month}: ${waiting.map(({ name }) => name).join(", ")}`;
    if (stored > 0) await portal.noteDone(context.get("who"), "import-stored", about.slice(0, 500));
    return context.redirect(keptAddress({ province: place.province.id, month: place.month }, stored), 303);
  });

/** Our own template for a month, as a file. */
async function template(portal: Portal, context: Context<Paged>): Promise<Response> {
  const { tinh, thang } = context.req.query();
  const place = placeOf(portal, tinh, thang);
  const bytes = await portal.importTemplate(place);
  return context.body(new Uint8Array(bytes), 200, templateHeaders(place, bytes));
}

/** Counts out of workbooks: given, looked at, stored, withdrawn. */
export function importPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(IMPORTS_PATH, requires("operator"), (context) => formPage(portal, context, context.req.query(), NO_ERRORS));
  app.post(IMPORTS_PATH, requires("operator"), (context) => preview(portal, context));
  app.post(`${IMPORTS_PATH}/luu`, requires("operator"), (context) => store(portal, context));
  app.get(`${IMPORTS_PATH}/mau`, requires("operator"), (context) => template(portal, context));
  app.route("/", withdrawalPages(portal, requires));
  return app;
}
