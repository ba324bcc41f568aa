import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { RequestInvalid } from "../../../domain/failure.ts";
import { countText } from "../../../report/wording.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { linksContent, revokeContent } from "../../pages/console/links.ts";
import { periodOf } from "../../pages/console/mails/choice.ts";
import { AGAIN_PATH, LINKS_PATH, linksAddress } from "../../pages/console/mails/paths.ts";
import { runAddress } from "../../pages/console/runs.ts";
import { consolePage } from "../../pages/console/shell.ts";
import type { Html } from "../../pages/page.ts";
import type { FormErrors } from "../../pages/parts.ts";
import type { Portal } from "../../portal.ts";
import { Problem } from "../../problems.ts";
import { agenciesByCode } from "./mails/agencies.ts";
import { type AskedChoice, chosenPublished } from "./mails/choice.ts";
import { mailsForm, sentRun } from "./mails/form.ts";
import { listPages } from "./mails/list.ts";
import { recipientPages } from "./mails/recipients.ts";

/** Links on one page. */
const PAGE = 50;

const NO_ERRORS: FormErrors = new Map();

const noLink = (): Problem => new Problem("not-found", "Không có liên kết này; mở lại từ danh sách liên kết.");

/** What the page was led back to for. */
function doneBy(context: Context): Html | null {
  const run = sentRun(context);
  if (run !== null) {
    return html`Đã nhận yêu cầu gửi lại thư. <a href="${runAddress(run)}">Xem lần chạy đang gửi thư</a>.`;
  }
  const { "da-luu": kept, "da-xoa": revoked, "da-nhap": entered } = context.req.query();
  if (kept !== undefined) return html`Đã lưu người nhận thư.`;
  const count = /^\d{1,6}$/.exec(revoked ?? entered ?? "")?.[0];
  if (count === undefined) return null;
  const number = countText(Number(count));
  return revoked === undefined
    ? html`Đã thêm hoặc ghi lại ${number} người nhận thư theo danh sách.`
    : html`Đã xóa người nhận thư và thu hồi ${number} liên kết đã cấp.`;
}

async function linksPage(
  portal: Portal,
  context: Context<Paged>,
  asked: AskedChoice,
  errors: FormErrors,
): Promise<Response> {
  const { catalogue } = portal;
  const choice = await chosenPublished(portal, asked);
  const { shown, province } = choice;
  const start = context.req.query("tu") ?? "0";
  const from = /^\d{1,6}$/.test(start) ? Number(start) : 0;
  const [addressees, agencies, found, people] = await Promise.all([
    portal.addresseesOf(province.id),
    agenciesByCode(portal, province.id),
    portal.linksFrom(from, PAGE),
    shown === null ? [] : portal.deliveriesOf(shown.series, shown.revision),
  ]);
  const who = context.get("who");
  const now = portal.now().toISOString();
  const links = { ...found, from, most: PAGE, now };
  const content = linksContent(
    { catalogue, choice, addressees, agencies, people, errors, done: doneBy(context), ...links },
    who,
  );
  const page = consolePage({ title: "Liên kết và người nhận", who, section: LINKS_PATH, content });
  return context.html(page, errors.size === 0 ? 200 : 422);
}

async function sendAgain(portal: Portal, context: Context<Paged>): Promise<Response> {
  const { tinh, ky, revision, ids, seen } = await mailsForm(context);
  const { shown, isOther } = await chosenPublished(portal, { tinh, ky });
  try {
    if (shown === null || isOther) throw new RequestInvalid("Kỳ này chưa phát hành báo cáo, nên chưa gửi lại thư nào.");
    // Of a report everybody has had a mail: nobody's is sent again unless it is named.
    if (ids === null)
      throw new RequestInvalid("Chưa chọn người nhận, nên chưa gửi lại thư nào; bấm Gửi lại ở người cần gửi.");
    const who = context.get("who");
    const mails = { kind: "report" as const, series: shown.series, revision };
    const { record, created } = await portal.tellAgain({ ...mails, ids, seen, by: who.name });
    if (created) await portal.noteDone(who, "mail-resent", `${shown.series}, bản ${revision}: mã ${ids.join(", ")}`);
    return context.redirect(linksAddress(shown.province, { ky: periodOf(shown), "da-gui": record.id }), 303);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    return linksPage(portal, context, { tinh, ky }, new Map([["", error.message]]));
  }
}

function addRevoking(app: Hono<Paged>, portal: Portal, requires: PageRequires): void {
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
}

/** Who is written to, what became of the mails, which links were given, and their end. */
export function linkPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(LINKS_PATH, requires("operator"), (context) => linksPage(portal, context, context.req.query(), NO_ERRORS));
  app.post(AGAIN_PATH, requires("operator"), (context) => sendAgain(portal, context));
  app.route("/", recipientPages(portal, requires));
  app.route("/", listPages(portal, requires));
  addRevoking(app, portal, requires);
  return app;
}
