import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { RequestInvalid } from "../../../domain/failure.ts";
import { periodNamed } from "../../../domain/province.ts";
import { slotText } from "../../../report/slot-file.ts";
import { dayAt, latestEnded } from "../../../revisions/cadence.ts";
import type { ReportTexts } from "../../actions/texts.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { consolePage } from "../../pages/console/shell.ts";
import {
  choicePart,
  slotField,
  TEXTS_PATH,
  type TextsForm,
  textsAddress,
  textsPart,
} from "../../pages/console/texts.ts";
import type { Html } from "../../pages/page.ts";
import type { FormErrors } from "../../pages/parts.ts";
import type { Portal } from "../../portal.ts";
import { chosenProvince, provinceChoices } from "./periods.ts";

/** The reports of a province that an office issues, each once. */
function reportChoices(portal: Portal, province: string): (readonly [id: string, name: string])[] {
  const issued = portal.catalogue.regimes(province).filter(({ issuer }) => "office" in issuer);
  return [...new Map(issued.map(({ report, name }) => [report, name] as const))];
}

async function chosen(portal: Portal, context: Context) {
  const provinces = await provinceChoices(portal);
  const { id: province, regime } = portal.catalogue.province(chosenProvince(context, provinces));
  const reports = reportChoices(portal, province);
  const { ky, "bao-cao": report = reports[0]?.[0] ?? "" } = context.req.query();
  const asked = ky?.trim() || latestEnded("month", dayAt(portal.now()), regime.scheme);
  const period = periodNamed(asked, regime) ?? asked;
  return { place: { province, period, report }, provinces, reports, isChosen: ky !== undefined };
}

const NO_ERRORS: FormErrors = new Map();

/** What somebody has sent, checked slot by slot. */
function checkedTexts({ slots }: ReportTexts, body: Readonly<Record<string, unknown>>) {
  const errors = new Map<string, string>();
  const shown = new Map<string, string>();
  const texts = slots.flatMap((slot) => {
    const sent = body[slotField(slot.slot)];
    const text = typeof sent === "string" ? sent : "";
    shown.set(slot.slot, text);
    try {
      const printed = slotText(slot, text, slot.label);
      return printed === "" ? [] : [{ slot: slot.slot, text: printed }];
    } catch (error) {
      if (!(error instanceof RequestInvalid)) throw error;
      errors.set(slotField(slot.slot), error.message);
      return [];
    }
  });
  return { texts, shown, errors };
}

const CHANGED =
  "Người khác đã lưu nội dung này sau khi bạn mở trang, nên chưa lưu gì. Mở lại trang ở thẻ khác để xem nội dung mới, rồi sửa ở đây và lưu lần nữa để thay thế.";

async function shownPage(portal: Portal, context: Context<Paged>, form: Partial<TextsForm>): Promise<Response> {
  const who = context.get("who");
  const { isChosen, ...choice } = await chosen(portal, context);
  const page = (errors: FormErrors, part: Html | "", status: 200 | 422) => {
    const content = html`${choicePart(choice, errors)}${part}`;
    return context.html(consolePage({ title: "Nội dung", who, section: TEXTS_PATH, content }), status);
  };
  if (!isChosen) return page(NO_ERRORS, "", 200);
  try {
    const stored = await portal.reportTexts(choice.place);
    const whole = { ...stored, shown: stored.texts, errors: NO_ERRORS, isKept: false, ...form };
    return page(NO_ERRORS, textsPart(choice.place, whole, who), whole.errors.size === 0 ? 200 : 422);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    return page(new Map([["ky", error.message]]), "", 422);
  }
}

async function keep(portal: Portal, context: Context<Paged>): Promise<Response> {
  const { place } = await chosen(portal, context);
  const body = await context.req.parseBody();
  const { texts, shown, errors } = checkedTexts(await portal.reportTexts(place), body);
  if (errors.size > 0) return shownPage(portal, context, { shown, errors, version: String(body["version"]) });
  if (await portal.keepTexts(place, texts, String(body["version"]))) {
    await portal.noteDone(context.get("who"), "texts-kept", `${place.province}/${place.period}: ${place.report}`);
    return context.redirect(`${textsAddress(place)}&da-luu`, 303);
  }
  return shownPage(portal, context, { shown, errors: new Map([["", CHANGED]]) });
}

/** What people write into reports. */
export function textPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(TEXTS_PATH, requires("operator"), (context) =>
    shownPage(portal, context, { isKept: context.req.query("da-luu") !== undefined }),
  );
  app.post(TEXTS_PATH, requires("operator"), (context) => keep(portal, context));
  return app;
}
