import { create as contentDisposition } from "content-disposition";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { StoreDamaged } from "../../../domain/failure.ts";
import type { Held } from "../../../pipeline/support/release/decide.ts";
import type { Paged, PageRequires } from "../../page-guard.ts";
import {
  RELEASES_PATH,
  type ReleasePage,
  releaseAddress,
  releaseContent,
  releasesContent,
  releaseTitle,
} from "../../pages/console/release.ts";
import { consolePage } from "../../pages/console/shell.ts";
import type { Portal } from "../../portal.ts";
import { Problem } from "../../problems.ts";
import { DecisionSchema } from "../release-schema.ts";

/** Who looks at drafts: those who decide, and those whose runs made them. */
const LOOKING = ["operator", "approver"] as const;

const noDraft = (): Problem => new Problem("draft-unknown", "Không có dự thảo này; mở lại từ danh sách chờ phát hành.");

async function heldOf(portal: Portal, run: string): Promise<Held> {
  const held = (await portal.heldDrafts()).get(run);
  if (held === undefined) throw noDraft();
  return held;
}

/** What is in a draft, as long as it can still be released; storage drops it after that. */
async function contentsOf(portal: Portal, { draft, state }: Held): Promise<Pick<ReleasePage, "files" | "changes">> {
  if (state !== "waiting" && state !== "approved") return { files: [], changes: null };
  try {
    const files = (await portal.draftFiles(draft.run)) ?? [];
    return { files, changes: await portal.draftChanges(draft.run, draft.province) };
  } catch (error) {
    if (!(error instanceof StoreDamaged)) throw error;
    portal.warn(`${draft.run}: ${error.message}`);
    return { files: [], changes: null };
  }
}

type Refused = Pick<ReleasePage, "errors" | "reason">;

async function draftPage(portal: Portal, context: Context<Paged>, run: string, { errors, reason }: Refused) {
  const held = await heldOf(portal, run);
  const [record, contents] = await Promise.all([portal.history.get(run), contentsOf(portal, held)]);
  const who = context.get("who");
  const content = releaseContent({ held, record, ...contents, errors, reason }, who, portal.catalogue);
  const title = releaseTitle(held, portal.catalogue);
  const page = consolePage({ title, who, section: RELEASES_PATH, content });
  return context.html(page, errors.size === 0 ? 200 : 422);
}

const Sent = z.object({ "quyet-dinh": z.enum(["dong-y", "tra-lai"]), "ly-do": z.string().default("") });

/** Decides once; a decision that came too late or from whoever started the run is told by a sentence. */
async function decide(portal: Portal, context: Context<Paged>, run: string): Promise<Response> {
  const sent = Sent.safeParse(await context.req.parseBody()).data;
  if (sent === undefined) throw new Problem("form-stale", "Chưa chọn đồng ý hay trả lại; mở lại trang rồi chọn.");
  const isReturned = sent["quyet-dinh"] === "tra-lai";
  const asked = DecisionSchema.safeParse({ decision: isReturned ? "return" : "approve", reason: sent["ly-do"] });
  const text = asked.data?.reason ?? "";
  if (!asked.success || (isReturned && text === "")) {
    const sentence = "Viết lý do trả lại trong một dòng, không quá 500 ký tự.";
    return draftPage(portal, context, run, { errors: new Map([["ly-do", sentence]]), reason: sent["ly-do"] });
  }
  const who = context.get("who");
  const outcome = isReturned ? ("returned" as const) : ("approved" as const);
  const decided = await portal.decideRelease(run, { outcome, by: who.name, reason: text });
  if (decided.outcome === "unknown") throw noDraft();
  if (decided.outcome === "own") throw new Problem("release-own", decided.message);
  if (decided.outcome === "late") throw new Problem("release-late", decided.message);
  if (decided.outcome === "decided") {
    await portal.noteDone(who, isReturned ? "draft-returned" : "draft-approved", run);
  }
  return context.redirect(releaseAddress(run), 303);
}

async function file(portal: Portal, context: Context<Paged>, run: string, name: string): Promise<Response> {
  const disposition = contentDisposition(name.replace(/^.*\//, ""));
  const served = await portal.serveDraft(run, name, disposition);
  if (served === null) throw noDraft();
  const { given, mediaType } = served;
  if ("url" in given) return context.redirect(given.url, 302);
  return context.body(new Uint8Array(given.bytes), 200, {
    "Content-Type": mediaType,
    "Content-Disposition": disposition,
  });
}

/** Drafts that wait for somebody to agree to their release. */
export function releasePages(portal: Portal, requires: PageRequires): Hono<Paged> {
  const app = new Hono<Paged>();
  app.get(RELEASES_PATH, requires(LOOKING), async (context) => {
    const all = [...(await portal.heldDrafts()).values()];
    all.sort((one, other) => (one.draft.at < other.draft.at ? 1 : -1));
    const content = releasesContent(all, portal.catalogue);
    const who = context.get("who");
    return context.html(consolePage({ title: "Phát hành", who, section: RELEASES_PATH, content }));
  });
  app.get(`${RELEASES_PATH}/:run`, requires(LOOKING), (context) =>
    draftPage(portal, context, context.req.param("run"), { errors: new Map(), reason: "" }),
  );
  app.post(`${RELEASES_PATH}/:run`, requires("approver"), (context) =>
    decide(portal, context, context.req.param("run")),
  );
  app.get(`${RELEASES_PATH}/:run/tep/:name{.+}`, requires(LOOKING), (context) => {
    const { run, name } = context.req.param();
    return file(portal, context, run, name);
  });
  return app;
}
