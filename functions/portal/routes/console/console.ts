import { Hono } from "hono";
import type { Paged, PageRequires } from "../../page-guard.ts";
import type { Portal } from "../../portal.ts";
import { comparisonPages } from "./comparison.ts";
import { figurePages } from "./figures.ts";
import { importPages } from "./imports.ts";
import { journalPages } from "./journal.ts";
import { latePages } from "./late.ts";
import { linkPages } from "./links.ts";
import { periodPages } from "./periods.ts";
import { programmePages } from "./programmes.ts";
import { releasePages } from "./release.ts";
import { rerunPages } from "./rerun.ts";
import { runPages } from "./runs.ts";
import { textPages } from "./texts.ts";
import { whatIfPages } from "./what-if.ts";

/** The administrators' pages, in the order of their menu. */
export function consolePages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  for (const pages of [
    periodPages,
    runPages,
    figurePages,
    rerunPages,
    releasePages,
    comparisonPages,
    latePages,
    importPages,
    textPages,
    linkPages,
    programmePages,
    whatIfPages,
    journalPages,
  ])
    app.route("/", pages(portal, requires));
  return app;
}
