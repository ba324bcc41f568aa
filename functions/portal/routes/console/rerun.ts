import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { RequestInvalid } from "../../../domain/failure.ts";
import { monthBefore, type Period, PeriodKind } from "../../../domain/period.ts";
import { newestEnded } from "../../../revisions/cadence.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { type RerunForm, rerunContent } from "../../pages/console/rerun.ts";
import { runAddress } from "../../pages/console/runs.ts";
import { consolePage } from "../../pages/console/shell.ts";
import type { FormErrors } from "../../pages/parts.ts";
import type { Portal } from "../../portal.ts";
import { Problem } from "../../problems.ts";
import { RunRequestSchema } from "../run-schema.ts";
import { provinceChoices } from "./periods.ts";

const SECTION = "/quan-tri/chay-lai";

/** Months that are offered beside the last period of each other kind. */
const MONTHS = 12;

/** The periods of a province that somebody is likely to run: those that ended last. */
function likelyPeriods(portal: Portal, id: string): Period[] {
  const province = portal.catalogue.province(id);
  const now = portal.now();
  const months: Period[] = [];
  let month: Period | null = newestEnded("month", province, now);
  for (; month !== null && months.length < MONTHS; month = monthBefore(month)) months.push(month);
  const longer = PeriodKind.options.filter((kind) => kind !== "month");
  return [...months, ...longer.map((kind) => newestEnded(kind, province, now))];
}

const Sent = z.object({
  province: z.string().catch(""),
  period: z.string().catch(""),
  reason: z.string().catch(""),
  key: z.uuid().catch(() => randomUUID()),
});

async function sentForm(context: Context): Promise<RerunForm> {
  const body = await context.req.parseBody();
  const isOn = (name: string): boolean => body[name] === "1";
  return {
    ...Sent.parse(body),
    ...{ refresh: isOn("refresh"), provisional: isOn("provisional"), reissue: isOn("reissue") },
    preview: body["viec"] === "xem-truoc",
  };
}

const WRONG: Readonly<Record<string, string>> = {
  province: "Chọn tỉnh, thành phố.",
  period: "Viết kỳ báo cáo, ví dụ 2023-06.",
  reason: "Viết lý do trong một dòng, không quá 500 ký tự.",
};

/** The request that a form makes, or what is wrong with it by its fields. */
function requestOf({ key: _key, ...form }: RerunForm) {
  const parsed = RunRequestSchema.safeParse({ ...form, period: form.period.trim() });
  if (parsed.success) return { request: parsed.data };
  const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
  return { errors: new Map(fields.map((name) => [name, WRONG[name] ?? "Nội dung không hợp lệ."])) };
}

async function formPage(
  portal: Portal,
  context: Context<Paged>,
  form: RerunForm,
  errors: FormErrors,
): Promise<Response> {
  const who = context.get("who");
  const provinces = await provinceChoices(portal);
  const known = provinces.some(([id]) => id === form.province) ? form.province : (provinces[0]?.[0] ?? "");
  const shown = { form: { ...form, province: known }, errors, provinces, periods: likelyPeriods(portal, known) };
  const title = errors.size === 0 ? "Chạy lại" : "Chạy lại: cần sửa";
  const page = consolePage({ title, who, section: SECTION, content: rerunContent(shown, who) });
  return context.html(page, errors.size === 0 ? 200 : 422);
}

/** What the pressed button says; what no button of the page says starts nothing. */
const Work = z.enum(["xem-truoc", "chay"]);

async function start(portal: Portal, context: Context<Paged>): Promise<Response> {
  const form = await sentForm(context);
  if (!Work.safeParse((await context.req.parseBody())["viec"]).success) {
    throw new Problem("form-stale", "Chưa chọn xem trước hay chạy lại; mở lại trang rồi bấm một trong hai nút.");
  }
  const { request, errors } = requestOf(form);
  if (request === undefined) return formPage(portal, context, form, errors);
  try {
    const who = context.get("who");
    const asked = { ...request, by: who.name };
    const first = await portal.requestRun({ ...asked, key: form.key });
    // Somebody went back to a form that was sent, and wrote something else into it.
    const isOther = first.outcome === "reused";
    const { record, outcome } = isOther ? await portal.requestRun({ ...asked, key: randomUUID() }) : first;
    if (outcome === "started") await portal.noteDone(who, "run-requested", record.id);
    return context.redirect(runAddress(record.id), 303);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    return formPage(portal, context, form, new Map([["period", error.message]]));
  }
}

/** The form by which a period is run again. */
export function rerunPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(SECTION, requires("operator"), (context) => {
    const { tinh = "", ky = "" } = context.req.query();
    const empty = { reason: "", refresh: false, provisional: false, reissue: false, preview: false, key: randomUUID() };
    return formPage(portal, context, { province: tinh, period: ky, ...empty }, new Map());
  });
  app.post(SECTION, requires("operator"), (context) => start(portal, context));
  return app;
}
