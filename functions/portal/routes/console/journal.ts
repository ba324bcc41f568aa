import { Hono } from "hono";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { JOURNAL_PATH, journalContent } from "../../pages/console/journal.ts";
import { consolePage } from "../../pages/console/shell.ts";
import type { Portal } from "../../portal.ts";

/** Lines on one page. */
const PAGE = 50;

/** Who did what by these pages. */
export function journalPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(JOURNAL_PATH, requires("operator"), async (context) => {
    const before = context.req.query("truoc")?.slice(0, 100);
    const { entries, next } = await portal.journal.recent(PAGE, before === undefined || before === "" ? null : before);
    const content = journalContent(entries, next);
    return context.html(consolePage({ title: "Nhật ký", who: context.get("who"), section: JOURNAL_PATH, content }));
  });
  return app;
}
