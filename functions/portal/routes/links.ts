import { create as contentDisposition } from "content-disposition";
import { type Context, Hono } from "hono";
import { asciiName, savedName, savedSignedName } from "../../report/file-title.ts";
import type { Link } from "../../revisions/link.ts";
import {
  currentOf,
  type LinkedFile,
  type PublishedRevision,
  type PublishedRevisions,
} from "../../revisions/published.ts";
import { ledReports } from "../pages/link/files.ts";
import { provincePage, seriesPage } from "../pages/link.ts";
import { noLinkPage } from "../pages/page.ts";
import { provinceName } from "../pages/revision.ts";
import type { Portal } from "../portal.ts";

/** The same bytes for every link that opens nothing, and for everything that a link does not open. */
const refused = (context: Context): Response | Promise<Response> => context.html(noLinkPage(), 404);

/** The series that a request means: a province's link needs it named, of the others it is known. */
function seriesOf({ scope }: Link, ky: string | undefined): string | null {
  if (scope.kind !== "province") return scope.series;
  return ky === undefined ? null : `${scope.province}/${ky}`;
}

function revisionIn(all: PublishedRevisions, text: string): PublishedRevision | undefined {
  return all.find(({ revision }) => String(revision) === text);
}

async function openedPage(portal: Portal, context: Context, token: string): Promise<Response> {
  const link = await portal.openLink(token);
  if (link === null) return refused(context);
  const { catalogue } = portal;
  const series = seriesOf(link, context.req.query("ky"));
  if (series === null) {
    const province = link.scope.kind === "province" ? link.scope.province : "";
    const all = await portal.currentRevisions(province);
    return context.html(provincePage(catalogue, token, link, all, province));
  }
  const all = await portal.linkedRevisions(link, series);
  const ban = context.req.query("ban");
  const shown = all === null ? undefined : ban === undefined ? currentOf(all) : revisionIn(all, ban);
  if (all === null || shown === undefined) return refused(context);
  const signed = await portal.signedCopies(series);
  const [led] = ledReports(shown, link.scope);
  const overview = led === undefined ? null : await portal.overviewOf(shown, led.stem);
  return context.html(seriesPage({ catalogue, link, token, all, shown, signed, overview }));
}

interface Asked {
  readonly token: string;
  readonly revision: string;
  readonly file: string;
}

/** The media type of what is shown within a page. */
const PICTURE = "image/png";

async function picture(portal: Portal, context: Context, file: LinkedFile): Promise<Response> {
  const bytes = new Uint8Array(await portal.pictureOf(file));
  return context.body(bytes, 200, { "Content-Type": PICTURE, "Content-Length": String(bytes.byteLength) });
}

async function download(portal: Portal, context: Context, asked: Asked, address: string): Promise<Response> {
  const link = await portal.openLink(asked.token);
  const series = link === null ? null : seriesOf(link, context.req.query("ky"));
  const all = link === null || series === null ? null : await portal.linkedRevisions(link, series);
  const published = all === null ? undefined : revisionIn(all, asked.revision);
  const file = link === null || published === undefined ? null : await portal.linkedFile(link, published, asked.file);
  if (link === null || published === undefined || file === null) return refused(context);
  if (file.mediaType === PICTURE) return picture(portal, context, file);
  const name =
    file.number === null
      ? savedName(file, published)
      : savedSignedName(
          file.number,
          published,
          provinceName(portal.catalogue, published.province, published.window.to),
        );
  const isViewed = context.req.query("xem") !== undefined && file.mediaType === "application/pdf";
  const disposition = contentDisposition(name, { fallback: asciiName(name), type: isViewed ? "inline" : "attachment" });
  const headers = { "Content-Type": file.mediaType, "Content-Disposition": disposition };
  if (context.req.method === "HEAD") return context.body(null, 200, headers);
  const given = await portal.serveFile({ link, published, file, address, disposition });
  if ("url" in given) return context.redirect(given.url, 302);
  return context.body(new Uint8Array(given.bytes), 200, {
    ...headers,
    "Content-Length": String(given.bytes.byteLength),
  });
}

/** The links of recipients. */
export function linkRoutes(portal: Portal, addressOf: (context: Context) => string): Hono {
  const app = new Hono();
  app.get("/:token", (context) => openedPage(portal, context, context.req.param("token")));
  app.get("/:token/:revision/:file{.+}", (context) =>
    download(portal, context, context.req.param(), addressOf(context)),
  );
  return app;
}
