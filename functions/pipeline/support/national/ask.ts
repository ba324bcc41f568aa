import { z } from "zod";
import { PORTAL_ANSWERS, type PortalAnswerName } from "../../../domain/national/answers.ts";
import { type KeptAnswer, PAGES, pageName } from "../../../domain/national/kept.ts";
import { portalQuestion } from "../../../domain/national/question.ts";
import { notAskedText, portalMissedText } from "../../../domain/national/unavailable.ts";
import { type Period, previousOf, type Window, windowOf } from "../../../domain/period.ts";
import { type Province, provinceNameOn } from "../../../domain/province.ts";
import type { PortalAnswer } from "../../../ports/national-portal.ts";
import type { Ports } from "../../../ports/ports.ts";
import { dayAt } from "../../../revisions/cadence.ts";
import { type SnapshotKey, SnapshotRef } from "../../../revisions/revision.ts";
import { intact } from "../lists.ts";

/** What a run knows of the national portal: the vintages of its answers, and why some could not be had. */
export const PortalNote = z.object({
  refs: z.array(SnapshotRef),
  /** What earlier runs have stored of the period before, for the places that agencies have moved. */
  earlier: z.array(SnapshotRef).default([]),
  missed: z.string().nullable(),
});
export type PortalNote = z.infer<typeof PortalNote>;

/** The portal's answers are its own, whether the province's figures are made up or not. */
const keyOf = (province: string, name: string, window: Window): SnapshotKey => ({
  province,
  synthetic: false,
  kind: "national-portal",
  agency: name,
  ...window,
});

function save(ports: Ports, province: string, window: Window, answer: PortalAnswer): Promise<SnapshotRef> {
  const { name, page, body, sha256, askedAt, readAt } = answer;
  const row: KeptAnswer = { body, sha256 };
  // The portal closes no period: what it says of an old one changes from day to day.
  const content = { status: "provisional" as const, dataAsOf: readAt, askedAt, rows: [row] };
  return ports.snapshots.save(keyOf(province, pageName(name, page), window), content);
}

/** The pages of an answer as an earlier run has stored them; none where one of them cannot be read. */
async function storedPages(ports: Ports, province: string, window: Window, name: PortalAnswerName) {
  const refs: SnapshotRef[] = [];
  for (const page of PAGES) {
    const stored = await ports.snapshots.latest(keyOf(province, pageName(name, page), window));
    if (stored === null) break;
    const ref = await intact(ports, stored);
    if (ref === null) return [];
    refs.push(ref);
  }
  return refs;
}

/** What was stored by earlier runs of these answers. */
const storedAnswers = async (ports: Ports, province: string, window: Window, names: readonly PortalAnswerName[]) =>
  (await Promise.all(names.map((name) => storedPages(ports, province, window, name)))).flat();

/** What earlier runs have stored of the portal's evaluation of the period before. */
function earlierAnswers(ports: Ports, province: string, period: Period): Promise<SnapshotRef[]> {
  const before = previousOf(period);
  if (before === null) return Promise.resolve([]);
  // The comparison of all provinces tells itself what each has gained.
  const names = PORTAL_ANSWERS.filter((name) => name !== "service-results");
  return storedAnswers(ports, province, windowOf(before, "calendar"), names);
}

/**
 * Asks the national portal for a report's period and keeps its answers; null where it is not to be asked at all. What it
 * does not answer never ends a run: the stored answers stand, and it is said why.
 */
export async function askPortal(ports: Ports, province: Province, period: string): Promise<PortalNote | null> {
  if (ports.nationalPortal === null) return null;
  const question = portalQuestion(period, dayAt(ports.now()));
  if (typeof question === "string") return { refs: [], earlier: [], missed: notAskedText(question) };
  const { window } = question;
  const { answers, failure } = await ports.nationalPortal.read(question, provinceNameOn(province, window.to));
  const kept: SnapshotRef[] = [];
  for (const answer of answers) kept.push(await save(ports, province.id, window, answer));
  const earlier = await earlierAnswers(ports, province.id, period);
  if (failure === null) return { refs: kept, earlier, missed: null };
  const missed = portalMissedText(failure);
  ports.warn(`${missed} Báo cáo vẫn được lập; phần đối chiếu ghi rõ điều này.`);
  const open = PORTAL_ANSWERS.filter((name) => !answers.some((one) => one.name === name));
  return { refs: [...kept, ...(await storedAnswers(ports, province.id, window, open))], earlier, missed };
}
