import { createHash, randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { type RunView, runCursor } from "../../../revisions/run.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import { FOLLOW_SCRIPT } from "../../pages/console/follow.ts";
import {
  followingHead,
  isUnderWay,
  progressPart,
  progressText,
  runContent,
  runTitle,
} from "../../pages/console/run.ts";
import { runAddress, runsContent } from "../../pages/console/runs.ts";
import { consolePage } from "../../pages/console/shell.ts";
import type { Portal } from "../../portal.ts";
import { Problem } from "../../problems.ts";

const SECTION = "/quan-tri/lan-chay";
const PAGE = 20;

async function viewOf(portal: Portal, id: string): Promise<RunView> {
  const record = await portal.history.get(id);
  if (record === null) throw new Problem("run-unknown", "Không có lần chạy này; mở lại từ danh sách lượt chạy.");
  return portal.viewOf(await portal.reconcile(record));
}

/** Milliseconds until a browser asks again. */
const RENEW_MS = 2_000;

/**
 * One event, and the end of the answer: the browser asks again by itself, with the name of what it has seen. An answer that
 * stays open would not come through a Lambda at all, and on a machine's own HTTP it takes one of the six connections that
 * a browser opens, so that the seventh tab would wait for ever.
 */
async function progressEvent(view: RunView, seen: string | undefined): Promise<string> {
  const over = !isUnderWay(view);
  const data = JSON.stringify({ html: String(await progressPart(view)), text: progressText(view), over });
  const name = createHash("sha256").update(data).digest("hex").slice(0, 16);
  return name === seen ? `retry: ${RENEW_MS}\n\n` : `retry: ${RENEW_MS}\nid: ${name}\ndata: ${data}\n\n`;
}

function addList(app: Hono<Paged>, portal: Portal, requires: PageRequires): void {
  app.get(SECTION, requires("viewer"), async (context) => {
    const before = context.req.query("truoc") ?? null;
    if (before !== null && !/^[^#]{1,150}#./su.test(before.slice(0, 200))) return context.redirect(SECTION);
    const found = await portal.history.recent(PAGE + 1, before);
    const records = await Promise.all(found.slice(0, PAGE).map((record) => portal.reconcile(record)));
    const last = records.at(-1);
    const next = last === undefined || found.length <= PAGE ? null : runCursor(last);
    const { catalogue } = portal;
    const places = await portal.placesOf(records);
    const content = runsContent({ catalogue, records, places, now: portal.now(), next, isFirst: before === null });
    return context.html(consolePage({ title: "Lượt chạy", who: context.get("who"), section: SECTION, content }));
  });
}

/** Runs: the list, one with its steps, its end. */
export function runPages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  addList(app, portal, requires);
  app.get(`${SECTION}/:id`, requires("viewer"), async (context) => {
    const view = await viewOf(portal, context.req.param("id"));
    const who = context.get("who");
    const changes = view.preview === null ? null : await portal.previewedChanges(view.record.id);
    const content = runContent(view, who, portal.catalogue, { changes, key: randomUUID() });
    return context.html(
      consolePage({
        title: runTitle(view, portal.catalogue),
        who,
        section: SECTION,
        content,
        head: followingHead(view),
      }),
    );
  });
  app.get(`${SECTION}/:id/tien-do`, requires("viewer", "renewed"), async (context) => {
    const view = await viewOf(portal, context.req.param("id"));
    const event = await progressEvent(view, context.req.header("Last-Event-ID"));
    return context.body(event, 200, { "Content-Type": "text/event-stream; charset=utf-8" });
  });
  app.post(`${SECTION}/:id/dung`, requires("operator"), (context) => stop(portal, context, context.req.param("id")));
  app.get("/tien-do.js", (context) =>
    context.body(FOLLOW_SCRIPT, 200, { "Content-Type": "text/javascript; charset=utf-8" }),
  );
  return app;
}

async function stop(portal: Portal, context: Context<Paged>, id: string): Promise<Response> {
  const cancelled = await portal.cancelRun(id, context.get("who").name);
  if (cancelled === null) throw new Problem("run-unknown", "Không có lần chạy này; mở lại từ danh sách lượt chạy.");
  if (cancelled.outcome === "elsewhere") {
    throw new Problem("run-elsewhere", "Lần chạy này do lệnh hoặc máy khác thực hiện; dừng tại nơi đã khởi động.");
  }
  if (cancelled.outcome === "cancelling") await portal.noteDone(context.get("who"), "run-cancelled", id);
  // One that has just ended by itself shows how.
  return context.redirect(runAddress(id), 303);
}
