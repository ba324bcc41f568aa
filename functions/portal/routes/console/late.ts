import { type Context, Hono } from "hono";
import { RequestInvalid } from "../../../domain/failure.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { LATE_PATH, lateAddress, lateContent } from "../../pages/console/mails/late.ts";
import { consolePage } from "../../pages/console/shell.ts";
import type { FormErrors } from "../../pages/parts.ts";
import type { Portal } from "../../portal.ts";
import { type AskedChoice, chosenPublished } from "./mails/choice.ts";
import { mailsForm, sentRun } from "./mails/form.ts";

const NO_ERRORS: FormErrors = new Map();

async function latePage(
  portal: Portal,
  context: Context<Paged>,
  asked: AskedChoice,
  errors: FormErrors,
): Promise<Response> {
  const choice = await chosenPublished(portal, asked);
  const { shown } = choice;
  const late = shown === null ? null : await portal.lateAgencies(shown.series, shown.revision);
  const who = context.get("who");
  const content = lateContent({ ...choice, late, errors, sentBy: sentRun(context) }, who);
  const page = consolePage({ title: "Đơn vị chậm số liệu", who, section: LATE_PATH, content });
  return context.html(page, errors.size === 0 ? 200 : 422);
}

async function remind(portal: Portal, context: Context<Paged>): Promise<Response> {
  const { tinh, ky, revision, ids, seen } = await mailsForm(context);
  const { shown, isOther } = await chosenPublished(portal, { tinh, ky });
  try {
    if (shown === null || isOther)
      throw new RequestInvalid("Kỳ này chưa phát hành báo cáo, nên chưa gửi thư nhắc nào.");
    const who = context.get("who");
    const mails = { kind: "missing" as const, series: shown.series, revision };
    const { record, created } = await portal.tellAgain({ ...mails, ids, seen, by: who.name });
    const whom = ids === null ? "mọi đầu mối" : ids.join(", ");
    if (created) await portal.noteDone(who, "reminded", `${shown.series}, bản ${revision}: ${whom}`);
    return context.redirect(`${lateAddress(shown)}&da-gui=${record.id}`, 303);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    return latePage(portal, context, { tinh, ky }, new Map([["", error.message]]));
  }
}

/** Agencies that are late with their counts, and their reminders. */
export function latePages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(LATE_PATH, requires("viewer"), (context) => latePage(portal, context, context.req.query(), NO_ERRORS));
  app.post(LATE_PATH, requires("operator"), (context) => remind(portal, context));
  return app;
}
