import { create as contentDisposition } from "content-disposition";
import { type Context, Hono } from "hono";
import { asciiName, savedName } from "../domain/file-title.ts";
import { type Issued, type Issues, standingOf } from "../domain/issued.ts";
import type { Link } from "../domain/link.ts";
import { provinceName } from "./issue-view.ts";
import { issuePage, provincePage } from "./link-page.ts";
import { noLinkPage } from "./page.ts";
import type { Portal } from "./portal.ts";

/** The same bytes for every link that opens nothing, and for everything that a link does not open. */
const refused = (context: Context): Response | Promise<Response> => context.html(noLinkPage(), 404);

/** The series that a request means: a province's link needs it named, of the others it is known. */
function seriesOf({ scope }: Link, ky: string | undefined): string | null {
  if (scope.kind !== "province") return scope.series;
  return ky === undefined ? null : `${scope.province}/${ky}`;
}

function revisionIn(issues: Issues, text: string): Issued | undefined {
  return /^[1-9]\d{0,5}$/.test(text) ? issues.find(({ revision }) => revision === Number(text)) : undefined;
}

async function openedPage(portal: Portal, context: Context, token: string): Promise<Response> {
  const link = await portal.openLink(token);
  if (link === null) return refused(context);
  const { catalogue } = portal;
  const series = seriesOf(link, context.req.query("ky"));
  if (series === null) {
    const province = link.scope.kind === "province" ? link.scope.province : "";
    const issues = await portal.standingIssues(province);
    return context.html(provincePage(catalogue, token, link, issues, province));
  }
  const issues = await portal.linkedIssues(link, series);
  const ban = context.req.query("ban");
  const shown = issues === null ? undefined : ban === undefined ? standingOf(issues) : revisionIn(issues, ban);
  if (issues === null || shown === undefined) return refused(context);
  return context.html(issuePage({ catalogue, link, token, issues, shown }));
}

interface Asked {
  readonly token: string;
  readonly revision: string;
  readonly file: string;
}

async function download(portal: Portal, context: Context, asked: Asked, address: string): Promise<Response> {
  const link = await portal.openLink(asked.token);
  const series = link === null ? null : seriesOf(link, context.req.query("ky"));
  const issues = link === null || series === null ? null : await portal.linkedIssues(link, series);
  const issue = issues === null ? undefined : revisionIn(issues, asked.revision);
  const file = link === null || issue === undefined ? null : portal.linkedFile(link, issue, asked.file);
  if (link === null || issue === undefined || file === null) return refused(context);
  const name = savedName(file.name, issue, provinceName(portal.catalogue, issue.province));
  const disposition = contentDisposition(name, { fallback: asciiName(name) });
  const headers = { "Content-Type": file.mediaType, "Content-Disposition": disposition };
  if (context.req.method === "HEAD") return context.body(null, 200, headers);
  const given = await portal.handOver({ link, issue, file, address, disposition });
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
