import { z } from "zod";
import { dayAt, latestEnded, runName } from "../domain/cadence.ts";
import { RequestInvalid } from "../domain/failure.ts";
import { PeriodKind, Scheme } from "../domain/period.ts";
import type { Executions } from "../ports.ts";
import type { Request } from "./request.ts";

/** What a schedule sends: whose reports, and the instant for which it was set, however late it arrives. */
const ScheduleEvent = z.object({
  province: z.string().min(1),
  kind: PeriodKind,
  scheme: Scheme,
  scheduledTime: z.iso.datetime({ offset: true }),
});

/** What a schedule has started. */
export interface Started {
  readonly run: string;
  /** False where this very event was delivered before. */
  readonly first: boolean;
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
 * scheduled instant, so a second delivery starts nothing.
 * Throws RequestInvalid for an event without its time, naming what is missing.
 */
export async function start(executions: Executions, input: unknown): Promise<Started> {
  const { province, kind, scheme, scheduledTime } = eventOf(input);
  const instant = new Date(scheduledTime);
  const period = latestEnded(kind, dayAt(instant), scheme);
  const stamp = instant.toISOString().slice(0, 16).replace(/[-:]/g, "");
  const run = runName(province, period, `${stamp}Z`);
  const defaults = { programmes: null, reports: null, refresh: false, provisional: false };
  const request: Request = { run, province, period, ...defaults };
  return { run, first: await executions.start(run, request) };
}
