import { createHash } from "node:crypto";
import { z } from "zod";
import { Failure, RequestInvalid } from "../domain/failure.ts";
import { PeriodKind, Scheme } from "../domain/period.ts";
import { DaysInForce, isCovered } from "../domain/programme.ts";
import type { ObjectStore, ReportStatus, RevisionStore } from "../ports/ports.ts";
import type { ReleaseStore } from "../ports/release.ts";
import { momentText } from "../report/wording.ts";
import { dayAt, latestEnded, NONE_IN_FORCE, watchedFrom } from "../revisions/cadence.ts";
import { type HeldDraft, heldState } from "../revisions/release/release.ts";
import { Manifest, publicationKey } from "../revisions/revision.ts";
import type { WorkingDays } from "../revisions/working-days.ts";

/** What the watchdog reaches: the pointer and what it names, nothing else of the pipeline. */
export interface WatchPorts {
  readonly revisions: Pick<RevisionStore, "current">;
  readonly objects: Pick<ObjectStore, "get">;
  readonly releases: Pick<ReleaseStore, "of">;
  readonly workingDays: WorkingDays;
  readonly publishMetric: (sighting: ReportStatus) => void;
}

const Watched = z.object({
  province: z.string().min(1),
  kind: PeriodKind,
  scheme: Scheme,
  /** Days on which a directing document of the province is in force: for other periods no report is owed. */
  inForce: z.array(DaysInForce),
  due: z.int().min(1).max(28),
  margin: z.int().min(0).max(10),
});
type Watched = z.infer<typeof Watched>;

const WatchEvent = z.object({ scheduledTime: z.iso.datetime({ offset: true }), watched: z.array(Watched).min(1) });

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** What is wrong with the current revision, or an empty text: every file is read, as a recipient would. */
async function faultOf({ revisions, objects }: WatchPorts, series: string): Promise<string> {
  const pointer = await revisions.current(series);
  const next = (pointer?.revision ?? 0) + 1;
  if ((await objects.get(publicationKey(series, next))) !== null)
    return `bảng dữ liệu mất bản ghi phát hành bản ${next}`;
  if (pointer === null) return UNPUBLISHED;
  const manifest = await objects.get(pointer.manifestKey);
  if (manifest === null || sha256(manifest) !== pointer.manifestSha256) return "bản kê khai thiếu hoặc hỏng";
  const { files } = Manifest.parse(JSON.parse(new TextDecoder().decode(manifest)));
  const place = pointer.manifestKey.slice(0, pointer.manifestKey.lastIndexOf("/"));
  for (const file of files) {
    const bytes = await objects.get(`${place}/${file.name}`);
    if (bytes === null || sha256(bytes) !== file.sha256) return `tệp ${file.name} thiếu hoặc hỏng`;
  }
  return "";
}

const UNPUBLISHED = "chưa phát hành";

/** The first revision of a series where it is drafted and waits for somebody to agree; null where none does. */
async function waitingIn({ releases }: WatchPorts, series: string, instant: Date): Promise<HeldDraft | null> {
  const drafts = await releases.of(series);
  const last = drafts.at(-1);
  if (last === undefined) return null;
  return heldState(last, drafts, last.revision - 1, instant) === "waiting" ? last : null;
}

/** A store that cannot be asked is no proof that the report is there. */
async function absenceOf(
  ports: WatchPorts,
  series: string,
  instant: Date,
): Promise<Pick<ReportStatus, "reason" | "awaiting">> {
  try {
    const reason = await faultOf(ports, series);
    const waiting = reason === UNPUBLISHED ? await waitingIn(ports, series, instant) : null;
    if (waiting === null) return { reason };
    return { reason: `dự thảo đã lập xong, đang chờ đồng ý phát hành từ ${momentText(waiting.at)}`, awaiting: true };
  } catch (error) {
    return { reason: error instanceof Failure ? error.message : "không đọc được bản đã phát hành" };
  }
}

async function checkReport(
  ports: WatchPorts,
  instant: Date,
  { province, kind, inForce, ...rules }: Watched,
): Promise<ReportStatus> {
  const day = dayAt(instant);
  const period = latestEnded(kind, day, rules.scheme);
  const status = { province, kind, period };
  if (!isCovered(inForce, period)) return { ...status, absent: false, reason: NONE_IN_FORCE, unconfirmedYears: [] };
  const unconfirmed = new Set<number>();
  const from = watchedFrom(period, rules, (year) => {
    const days = ports.workingDays(year);
    if (!days.confirmed) unconfirmed.add(year);
    return days;
  });
  const absence = day < from ? { reason: "" } : await absenceOf(ports, `${province}/${period}`, instant);
  return { ...status, absent: absence.reason !== "", ...absence, unconfirmedYears: [...unconfirmed] };
}

/**
 * Looks for every report that must be there on the scheduled day, and tells of each province and kind whether one is
 * absent. It shares nothing with the pipeline but the pointer, so it notices also a pipeline that never ran.
 * Throws RequestInvalid for an event without its time.
 */
export async function watch(ports: WatchPorts, input: unknown): Promise<readonly ReportStatus[]> {
  const parsed = WatchEvent.safeParse(input);
  if (!parsed.success) {
    throw new RequestInvalid(
      "Sự kiện của lịch giám sát thiếu thời điểm theo lịch hoặc danh sách báo cáo; cdk deploy lại.",
    );
  }
  const instant = new Date(parsed.data.scheduledTime);
  const sightings: ReportStatus[] = [];
  for (const watched of parsed.data.watched) {
    const sighting = await checkReport(ports, instant, watched);
    ports.publishMetric(sighting);
    sightings.push(sighting);
  }
  return sightings;
}
