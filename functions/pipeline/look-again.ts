import { z } from "zod";
import { RequestInvalid, StoreDamaged } from "../domain/failure.ts";
import { PeriodKind, Scheme } from "../domain/period.ts";
import { DaysInForce, isCovered } from "../domain/programme.ts";
import type { Executions, ObjectStore, RevisionStore } from "../ports/ports.ts";
import { dayAt, followedOn, latestEnded, runName } from "../revisions/cadence.ts";
import { ORDINARY } from "../revisions/ordinary.ts";
import { manifestOf } from "./support/compile.ts";
import type { Request } from "./support/request.ts";

/** What looking again reaches: what is published, and runs that it starts. */
export interface LookAgainPorts {
  readonly executions: Executions;
  readonly revisions: Pick<RevisionStore, "current">;
  readonly objects: ObjectStore;
  readonly warn: (message: string) => void;
}

const Followed = z.object({
  province: z.string().min(1),
  kind: PeriodKind,
  scheme: Scheme,
  /** Days on which a directing document of the province is in force. */
  inForce: z.array(DaysInForce),
  /** Days of the month on which the timetable itself starts runs. */
  days: z.array(z.int().min(1).max(28)),
  due: z.int().min(1).max(28),
  follow: z.int().min(0).max(90),
});
type Followed = z.infer<typeof Followed>;

const LookAgainEvent = z.object({
  scheduledTime: z.iso.datetime({ offset: true }),
  followed: z.array(Followed).min(1),
});

/** Whether what is published of a series says of itself that figures are missing or provisional. */
async function isProvisional({ revisions, objects, warn }: LookAgainPorts, series: string): Promise<boolean> {
  const pointer = await revisions.current(series);
  if (pointer === null) return false;
  try {
    return (await manifestOf(objects, pointer)).state === "provisional";
  } catch (error) {
    // The watchdog tells of it; the other reports are looked at all the same.
    if (!(error instanceof StoreDamaged)) throw error;
    warn(error.message);
    return false;
  }
}

/** The runs that are due on a day: of provisional reports, where the timetable itself starts none of them that day. */
async function dueOf(ports: LookAgainPorts, instant: Date, followed: Followed): Promise<Request[]> {
  const { province, kind, scheme, inForce, days } = followed;
  const day = dayAt(instant);
  const timetabled = days.includes(Number(day.slice(8))) ? latestEnded(kind, day, scheme) : null;
  const due: Request[] = [];
  for (const { period, isLastDay } of followedOn(kind, day, followed)) {
    if (period === timetabled || !isCovered(inForce, period)) continue;
    if (!(await isProvisional(ports, `${province}/${period}`))) continue;
    const run = runName(province, period, `${day}-again`);
    // What has come by the last day is told then, also where something is missing for good.
    due.push({ run, province, period, ...ORDINARY, completing: !isLastDay });
  }
  return due;
}

/**
 * Starts a run for every provisional report that is looked at again on the scheduled day: until it is final or its
 * regime's last day for it. The run is named after the day, so a second delivery starts nothing. One that finds nothing new,
 * or nothing that makes the report final, publishes nothing and tells nobody.
 *
 * @returns the names of the runs
 * @throws RequestInvalid for an event without its time
 */
export async function lookAgain(ports: LookAgainPorts, input: unknown): Promise<readonly string[]> {
  const parsed = LookAgainEvent.safeParse(input);
  if (!parsed.success) {
    throw new RequestInvalid(
      "Sự kiện của lịch xem lại báo cáo tạm tính thiếu thời điểm theo lịch hoặc danh sách báo cáo; cdk deploy lại.",
    );
  }
  const instant = new Date(parsed.data.scheduledTime);
  const begun: string[] = [];
  for (const followed of parsed.data.followed) {
    for (const request of await dueOf(ports, instant, followed)) {
      await ports.executions.start(request.run, request);
      begun.push(request.run);
    }
  }
  return begun;
}
