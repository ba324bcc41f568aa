import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { RequestInvalid } from "../../../domain/failure.ts";
import { windowOf } from "../../../domain/period.ts";
import { type Province, periodNamed } from "../../../domain/province.ts";
import { agenciesIn } from "../../../pipeline/support/imports/read.ts";
import { slotText } from "../../../report/slot-file.ts";
import { newestEnded } from "../../../revisions/cadence.ts";
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

/** The reports of a province, each once; one of single agencies is called that. */
function reportChoices(portal: Portal, province: string): (readonly [id: string, name: string])[] {
  const issued = portal.catalogue.regimes(province);
  return [
    ...new Map(
      issued.map(({ report, name, issuer }) => [report, "office" in issuer ? name : `${name} (chọn cơ quan)`]),
    ),
  ];
}

/** The agencies that have a report of their own in a period, as far as they are known; nothing where none has. */
async function agencyChoices(portal: Portal, { id, regime }: Province, period: string) {
  const levels = new Set(
    portal.catalogue.regimes(id).flatMap(({ issuer }) => ("levels" in issuer ? issuer.levels : [])),
  );
  const known = levels.size === 0 ? null : await portal.knownAgencies(id);
  const named = periodNamed(period, regime);
  const own = (known ?? []).filter(({ level }) => levels.has(level));
  const there = named === null ? own : agenciesIn(own, windowOf(named, regime.scheme));
  return there.map(({ code, name }) => [code, `${name} (${code})`] as const);
}

/** Whether every agency writes a report of this name for itself. */
const isOfAgencies = (portal: Portal, province: string, report: string): boolean =>
  portal.catalogue.regimes(province).some((one) => one.report === report && "levels" in one.issuer);

async function chosen(portal: Portal, context: Context) {
  const provinces = await provinceChoices(portal);
  const province = portal.catalogue.province(chosenProvince(context, provinces));
  const { id, regime } = province;
  const reports = reportChoices(portal, id);
  const { ky, "bao-cao": asked = reports[0]?.[0] ?? "", "co-quan": agency = "" } = context.req.query();
  const named = ky?.trim() || newestEnded("month", province, portal.now());
  const period = periodNamed(named, regime) ?? named;
  const agencies = await agencyChoices(portal, province, period);
  const report = isOfAgencies(portal, id, asked) ? `${asked}/${agency}` : asked;
  return { place: { province: id, period, report }, provinces, reports, agencies, isChosen: ky !== undefined };
}

type Chosen = Awaited<ReturnType<typeof chosen>>;

/**
 * The name of the agency whose own report is meant; null for a report of the whole province. Throws RequestInvalid for an
 * agency that has none in the period, or that nobody has chosen.
 */
function agencyOf({ place: { report }, agencies }: Chosen): string | null {
  const [, code] = /^[^/]*\/(.*)$/s.exec(report) ?? [];
  if (code === undefined) return null;
  const found = agencies.find(([known]) => known === code);
  if (found !== undefined) return found[1];
  if (agencies.length === 0) {
    throw new RequestInvalid("Chưa có danh sách cơ quan của tỉnh trong kỳ này; chạy một kỳ của tỉnh này trước.");
  }
  throw new RequestInvalid(
    code === "" ? "Chọn cơ quan có báo cáo cần viết." : `Không có cơ quan mã "${code.slice(0, 80)}" trong kỳ này.`,
  );
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
  const choice = await chosen(portal, context);
  const page = (errors: FormErrors, part: Html | "", status: 200 | 422) => {
    const content = html`${choicePart(choice, errors)}${part}`;
    return context.html(consolePage({ title: "Nội dung", who, section: TEXTS_PATH, content }), status);
  };
  if (!choice.isChosen) return page(NO_ERRORS, "", 200);
  const field = choice.place.report.includes("/") ? "co-quan" : "ky";
  try {
    const of = agencyOf(choice);
    const stored = await portal.reportTexts(choice.place);
    const whole = { ...stored, shown: stored.texts, errors: NO_ERRORS, isKept: false, ...form };
    return page(NO_ERRORS, textsPart(choice.place, of, whole, who), whole.errors.size === 0 ? 200 : 422);
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    return page(new Map([[choice.agencies.length === 0 ? "ky" : field, error.message]]), "", 422);
  }
}

async function keep(portal: Portal, context: Context<Paged>): Promise<Response> {
  const choice = await chosen(portal, context);
  const { place } = choice;
  agencyOf(choice);
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
