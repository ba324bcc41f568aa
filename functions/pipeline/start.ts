import { z } from "zod";
import { RequestInvalid } from "../domain/failure.ts";
import { PeriodKind, Scheme } from "../domain/period.ts";
import { DaysInForce, isCovered } from "../domain/programme.ts";
import type { Executions } from "../ports/ports.ts";
import { dayAt, latestEnded, NONE_IN_FORCE, runName } from "../revisions/cadence.ts";
import { ORDINARY } from "../revisions/ordinary.ts";
import type { Request } from "./support/request.ts";

/** What a schedule sends: whose reports, and the instant for which it was set, however late it arrives. */
const ScheduleEvent = z.object({
  province: z.string().min(1),
  kind: PeriodKind,
  scheme: Scheme,
  /** Days on which a directing document of the province is in force. */
  inForce: z.array(DaysInForce),
  scheduledTime: z.iso.datetime({ offset: true }),
});

/** What a schedule has started. */
export interface Started {
  readonly run: string;
  /** False where this very event was delivered before, and where nothing is due. */
  readonly first: boolean;
  /** Why nothing is due; empty where a run is. */
  readonly reason: string;
}

function eventOf(input: unknown): z.infer<typeof ScheduleEvent> {
  const parsed = ScheduleEvent.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join(".") || "event"))].join(", ");
  throw new RequestInvalid(
    `Sự kiện của lịch chạy thiếu hoặc sai mục ${fields}; không lập báo cáo khi không biết thời điểm theo lịch. Triển khai lại bằng cdk deploy.`,
  );
}

/**
 * Starts the run that a schedule asks for: of the period that had ended on the scheduled day. The run is named after the
 * scheduled instant, so a second delivery starts nothing. Where no directing document is in force on the period's nominal
 * last day, no report is owed and nothing is started.
 * Throws RequestInvalid for an event without its time, naming what is missing.
 */
export async function start(executions: Executions, input: unknown): Promise<Started> {
  const { province, kind, scheme, inForce, scheduledTime } = eventOf(input);
  const instant = new Date(scheduledTime);
  const period = latestEnded(kind, dayAt(instant), scheme);
  const stamp = instant.toISOString().slice(0, 16).replace(/[-:]/g, "");
  const run = runName(province, period, `${stamp}Z`);
  if (!isCovered(inForce, period)) return { run, first: false, reason: NONE_IN_FORCE };
  const request: Request = { run, province, period, ...ORDINARY };
  return { run, first: await executions.start(run, request), reason: "" };
}
