import { type Context, Hono } from "hono";
import { RequestInvalid } from "../../../../domain/failure.ts";
import type { Recipient } from "../../../../mail/recipient.ts";
import type { Paged, PageRequires } from "../../../page-guard.ts";
import { LINKS_PATH, linksAddress, RECIPIENT_PATH } from "../../../pages/console/mails/paths.ts";
import { type RecipientForm, recipientContent, removalContent } from "../../../pages/console/mails/recipient-form.ts";
import { consolePage } from "../../../pages/console/shell.ts";
import type { FormErrors, ProvinceChoice } from "../../../pages/parts.ts";
import type { Portal } from "../../../portal.ts";
import { Problem } from "../../../problems.ts";
import { chosenProvince, provinceChoices } from "../periods.ts";
import { EMPTY_FORM, formOf, personIn, reportChoices, sentForm } from "./recipient-form.ts";

const NO_ERRORS: FormErrors = new Map();

const noPerson = (): Problem => new Problem("not-found", "Không có người nhận này; mở lại từ danh sách người nhận.");

/** The province by its id. Throws RequestInvalid for one that there is not. */
async function provinceOf(portal: Portal, asked: string): Promise<ProvinceChoice> {
  const { id } = portal.catalogue.province(asked);
  return (await provinceChoices(portal)).find(([known]) => known === id) ?? [id, id];
}

async function personOf(portal: Portal, province: string, has: (one: Recipient) => boolean): Promise<Recipient | null> {
  return (await portal.recipients.list(province)).find(has) ?? null;
}

interface Shown {
  readonly province: ProvinceChoice;
  readonly form: RecipientForm;
  readonly standing: Recipient | null;
  readonly errors: FormErrors;
}

function formPage(portal: Portal, context: Context<Paged>, shown: Shown): Response | Promise<Response> {
  const who = context.get("who");
  const choices = reportChoices(portal, shown.province[0]);
  const title = shown.standing === null ? "Thêm người nhận thư" : "Sửa người nhận thư";
  const content = recipientContent({ ...shown, choices }, who);
  const status = shown.errors.size === 0 ? 200 : 422;
  return context.html(consolePage({ title, who, section: LINKS_PATH, content }), status);
}

async function openForm(portal: Portal, context: Context<Paged>): Promise<Response> {
  const province = await provinceOf(portal, chosenProvince(context, await provinceChoices(portal)));
  const { ma: id, "co-quan": agencies = "" } = context.req.query();
  if (id === undefined) {
    const form = { ...EMPTY_FORM, agencies: agencies.slice(0, 80) };
    return formPage(portal, context, { province, form, standing: null, errors: NO_ERRORS });
  }
  const standing = await personOf(portal, province[0], (one) => one.id === id);
  if (standing === null) throw noPerson();
  const form = formOf(standing, reportChoices(portal, province[0]));
  return formPage(portal, context, { province, form, standing, errors: NO_ERRORS });
}

async function keep(portal: Portal, context: Context<Paged>): Promise<Response> {
  const body = await context.req.parseBody();
  const text = (name: string): string => String(body[name] ?? "");
  const province = await provinceOf(portal, text("tinh"));
  const form = sentForm(body, reportChoices(portal, province[0]));
  const isNew = body["moi"] === "1";
  const standing = isNew ? null : await personOf(portal, province[0], ({ address }) => address === form.address);
  if (!isNew && standing === null) throw noPerson();
  const refused = (errors: FormErrors) => formPage(portal, context, { province, form, standing, errors });
  const read = personIn(form);
  if ("errors" in read) return refused(read.errors);
  try {
    const asked = { person: read.person, isNew, resubscribe: body["nhan-lai"] === "1" };
    const { kept, isChanged } = await portal.storeRecipient(province[0], asked);
    const who = context.get("who");
    if (isChanged) await portal.noteDone(who, "recipient-kept", `${province[0]}: mã ${kept.id}`);
    return context.redirect(linksAddress(province[0], { "da-luu": kept.id }), 303);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    return refused(new Map([["", error.message]]));
  }
}

function addRemoval(app: Hono<Paged>, portal: Portal, requires: PageRequires): void {
  const path = `${RECIPIENT_PATH}/:id/xoa`;
  app.get(path, requires("operator"), async (context) => {
    const [province] = await provinceOf(portal, chosenProvince(context, await provinceChoices(portal)));
    const person = await personOf(portal, province, ({ id }) => id === context.req.param("id"));
    if (person === null) throw noPerson();
    const who = context.get("who");
    const content = removalContent(province, person, who);
    return context.html(consolePage({ title: "Xóa người nhận thư", who, section: LINKS_PATH, content }));
  });
  app.post(path, requires("operator"), async (context) => {
    const [province] = await provinceOf(portal, chosenProvince(context, await provinceChoices(portal)));
    const id = context.req.param("id");
    const revoked = await portal.dropRecipient(province, id);
    // Sent twice, the second finds nobody: it is done all the same.
    if (revoked !== null) await portal.noteDone(context.get("who"), "recipient-removed", `${province}: mã ${id}`);
    return context.redirect(linksAddress(province, { "da-xoa": String(revoked ?? 0) }), 303);
  });
}

/** Who is written to: added, changed, removed. */
export function recipientPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(RECIPIENT_PATH, requires("operator"), (context) => openForm(portal, context));
  app.post(RECIPIENT_PATH, requires("operator"), (context) => keep(portal, context));
  addRemoval(app, portal, requires);
  return app;
}
