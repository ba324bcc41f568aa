import { type Context, Hono } from "hono";
import type { Basis, FigureRow } from "../../../domain/figures/figure.ts";
import { currentOf, type PublishedRevision, type PublishedRevisions } from "../../../revisions/published.ts";
import { type FigureBook, targetOf } from "../../actions/figures.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { figureContent } from "../../pages/console/figures/figure.ts";
import { type Chosen, linesIn } from "../../pages/console/figures/grid.ts";
import { figuresContent, LINE_NAMES, noFiguresContent } from "../../pages/console/figures/table.ts";
import { BASIS_NAMES, FIGURE_PATH, FIGURES_PATH, SCOPE_NAMES, seriesName } from "../../pages/console/figures/words.ts";
import { consolePage } from "../../pages/console/shell.ts";
import type { Html } from "../../pages/page.ts";
import type { Portal } from "../../portal.ts";
import { Problem } from "../../problems.ts";
import { chosenProvince, provinceChoices } from "./periods.ts";

const BASES: readonly Basis[] = ["period", "year", "as-of"];

const pageOf = (context: Context<Paged>, title: string, content: Html): Response | Promise<Response> =>
  context.html(consolePage({ title, who: context.get("who"), section: FIGURES_PATH, content }));

/** Letters of a name that is looked for. */
const NAME_LETTERS = 100;

/** What is chosen of a revision's figures; the first level that it has where none of them was named. */
function chosenOf(context: Context, book: FigureBook): Chosen {
  const { "co-so": basis, cap, ten = "" } = context.req.query();
  const known = linesIn(book);
  return {
    basis: BASES.find((one) => BASIS_NAMES[one] === basis) ?? null,
    lines: known.find((one) => LINE_NAMES[one] === cap) ?? known[0] ?? "so",
    name: ten.trim().slice(0, NAME_LETTERS),
  };
}

const revisionsOf = async (portal: Portal, published: PublishedRevision): Promise<PublishedRevisions> =>
  (await portal.revisionsOf(published.series)) ?? [published];

/** Says what of an address is not there, and what is shown in its place; null where all of it is. */
function remarkOn(context: Context, series: PublishedRevision, shown: PublishedRevision): string | null {
  const { ky, ban = "" } = context.req.query();
  if (ky !== undefined && ky !== seriesName(series))
    return "Tỉnh này chưa phát hành kỳ đã chọn; đây là kỳ mới nhất đã phát hành.";
  return ban === "" || ban === String(shown.revision) ? null : "Kỳ này không có bản đã chọn; đây là bản hiện hành.";
}

async function figuresPage(portal: Portal, context: Context<Paged>): Promise<Response> {
  const provinces = await provinceChoices(portal);
  const { id } = portal.catalogue.province(chosenProvince(context, provinces));
  const series = await portal.currentRevisions(id);
  const { ky, ban } = context.req.query();
  const current = series.find((one) => seriesName(one) === ky) ?? series[0];
  if (current === undefined) return pageOf(context, "Số liệu", noFiguresContent(id, provinces));
  const revisions = await revisionsOf(portal, current);
  const published = revisions.find(({ revision }) => String(revision) === ban) ?? currentOf(revisions);
  const book = await portal.figureBook(published);
  const chosen = chosenOf(context, book);
  const remark = remarkOn(context, current, published);
  const { catalogue } = portal;
  return pageOf(context, "Số liệu", figuresContent({ catalogue, provinces, series, revisions, book, chosen, remark }));
}

/** The row that an address names; undefined where there is none. */
function rowNamed(context: Context, { rows }: FigureBook): FigureRow | undefined {
  const {
    "van-ban": programme,
    "chi-tieu": target,
    "pham-vi": scope,
    ma: code = "",
    "co-so": basis,
  } = context.req.query();
  return rows.find(
    (row) =>
      row.programme === programme &&
      row.target === target &&
      row.code === code &&
      SCOPE_NAMES[row.scope] === scope &&
      BASIS_NAMES[row.basis] === basis,
  );
}

const noFigure = (): Problem => new Problem("not-found", "Không có số liệu này; mở lại từ bảng Số liệu.");

async function figurePage(portal: Portal, context: Context<Paged>): Promise<Response> {
  const { tinh = "", ky = "", ban } = context.req.query();
  const all = await portal.revisionsOf(`${tinh}/${ky}`);
  const published = all?.find(({ revision }) => String(revision) === ban);
  if (all === null || published === undefined) throw noFigure();
  const book = await portal.figureBook(published);
  const row = rowNamed(context, book);
  if (row === undefined) throw noFigure();
  const trace = await portal.figureTrace(book, row);
  const { catalogue } = portal;
  const content = figureContent({ catalogue, book, row, trace, current: currentOf(all).revision });
  return pageOf(context, targetOf(book, row).target.name, content);
}

/** The published figures, and what each of them was made of. */
export function figurePages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(FIGURES_PATH, requires("viewer"), (context) => figuresPage(portal, context));
  app.get(FIGURE_PATH, requires("viewer"), (context) => figurePage(portal, context));
  return app;
}
