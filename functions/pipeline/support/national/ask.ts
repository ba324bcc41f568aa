import { z } from "zod";
import { type KeptAnswer, PORTAL_ANSWERS } from "../../../domain/national/answers.ts";
import { portalQuestion } from "../../../domain/national/question.ts";
import { notAskedText, portalMissedText } from "../../../domain/national/unavailable.ts";
import type { Window } from "../../../domain/period.ts";
import { type Province, provinceNameOn } from "../../../domain/province.ts";
import type { PortalAnswer } from "../../../ports/national-portal.ts";
import type { Ports } from "../../../ports/ports.ts";
import { dayAt } from "../../../revisions/cadence.ts";
import { type SnapshotKey, SnapshotRef } from "../../../revisions/revision.ts";
import { intact } from "../lists.ts";

/** What a run knows of the national portal: the vintages of its answers, and why some could not be had. */
export const PortalNote = z.object({ refs: z.array(SnapshotRef), missed: z.string().nullable() });
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
  const { name, body, sha256, askedAt, readAt } = answer;
  const row: KeptAnswer = { body, sha256 };
  // The portal closes no period: what it says of an old one changes from day to day.
  const content = { status: "provisional" as const, dataAsOf: readAt, askedAt, rows: [row] };
  return ports.snapshots.save(keyOf(province, name, window), content);
}

/** What was not answered this time, as far as it was stored by an earlier run. */
async function standing(ports: Ports, province: string, window: Window, answered: readonly PortalAnswer[]) {
  const open = PORTAL_ANSWERS.filter((name) => !answered.some((one) => one.name === name));
  const refs = await Promise.all(
    open.map(async (name) => intact(ports, await ports.snapshots.latest(keyOf(province, name, window)))),
  );
  return refs.filter((ref) => ref !== null);
}

/**
 * Asks the national portal for a report's period and keeps its answers; null where it is not to be asked at all. What it
 * does not answer never ends a run: the stored answers stand, and it is said why.
 */
export async function askPortal(ports: Ports, province: Province, period: string): Promise<PortalNote | null> {
  if (ports.nationalPortal === null) return null;
  const question = portalQuestion(period, dayAt(ports.now()));
  if (typeof question === "string") return { refs: [], missed: notAskedText(question) };
  const { window } = question;
  const { answers, failure } = await ports.nationalPortal.read(question, provinceNameOn(province, window.to));
  const kept: SnapshotRef[] = [];
  for (const answer of answers) kept.push(await save(ports, province.id, window, answer));
  if (failure === null) return { refs: kept, missed: null };
  const missed = portalMissedText(failure);
  ports.warn(`${missed} Báo cáo vẫn được lập; phần đối chiếu ghi rõ điều này.`);
  return { refs: [...kept, ...(await standing(ports, province.id, window, answers))], missed };
}
