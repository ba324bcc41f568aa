import { z } from "zod";
import { Agency, AgencyTree } from "../domain/agency.ts";
import { AgencyNames } from "../domain/agency-names.ts";
import { Period, windowOf } from "../domain/period.ts";
import { absenceLetter, CaughtError, failureLetter } from "../mail/letters/failure.ts";
import type { Letter } from "../mail/letters/letter.ts";
import { missingOf } from "../mail/letters/missing.ts";
import type { Recipient } from "../mail/recipient.ts";
import type { ServicePorts } from "../ports/ports.ts";
import { dayOfInstant } from "../report/wording.ts";
import { type Delivered, deliver, type MailDelivery } from "./support/deliver.ts";
import { gapsWith } from "./support/imports/gaps.ts";
import { listsOf } from "./support/load.ts";
import { reminderDeliveries } from "./support/missing.ts";
import { collectedOf, planOf } from "./support/notes.ts";
import { provinceIn, toApprovers, toOperators, whatOf } from "./support/operators.ts";
import { gather } from "./support/sources.ts";

const FailureInput = z.object({
  run: z.string().min(1),
  province: z.string().min(1),
  period: z.string().min(1),
  error: CaughtError,
});

/** What the watchdog saw, as Lambda hands the result of a function on to the next. */
const AbsenceInput = z.object({
  responsePayload: z.array(
    z.object({
      province: z.string().min(1),
      period: Period,
      absent: z.boolean(),
      reason: z.string(),
      unconfirmedYears: z.array(z.int()).default([]),
      awaiting: z.boolean().default(false),
    }),
  ),
});

/** Reminders of what kept a run from publishing: too many agencies had sent nothing. */
async function reminders(ports: ServicePorts, run: string, recipients: readonly Recipient[]): Promise<MailDelivery[]> {
  const plan = await planOf(ports, run);
  const province = provinceIn(ports.catalogue, plan.request.province, plan.request.period);
  const period = Period.parse(plan.request.period);
  const window = windowOf(period, province.regime.scheme);
  const lists = await listsOf(ports, plan.lists, Agency);
  const tree = new AgencyTree(lists, window.to);
  const names = new AgencyNames(lists, window.to, province.namedAfter);
  const collected = await collectedOf(ports, plan);
  const gaps = gapsWith(collected, await gather(ports, plan, collected));
  const labels = plan.synthetic ? ["DỮ LIỆU MÔ PHỎNG"] : [];
  const about = `${plan.series}/${dayOfInstant(ports.now().toISOString())}`;
  const reminder = { about, province, period, window, labels, missing: missingOf(gaps, tree, names) };
  return reminderDeliveries(ports, reminder, recipients);
}

/**
 * Tells the operators that a run has failed and why, once for each run; and where too many agencies had sent nothing,
 * their contacts, at most once a day; of a run that only looks nobody. Throws MailUnavailable where some could not be written to yet.
 */
export async function notifyFailure(ports: ServicePorts, input: unknown): Promise<Delivered> {
  const { run, province, period, error } = FailureInput.parse(input);
  // Nobody waits for a report from it, and who asked sees why. Rather one letter too many than none.
  const record = await ports.history.get(run).catch(() => null);
  if (record?.preview === true) return { sent: 0, standing: 0, refused: 0 };
  const recipients = await ports.recipients.list(province);
  const what = whatOf(ports, province, period);
  const key = { kind: "failure", about: run } as const;
  const alerts = toOperators(ports, { province, recipients }, key, (name) => failureLetter({ name, what, run, error }));
  const told = await deliver(ports, alerts);
  // Only now: whatever keeps the contacts from being told, the operators know.
  if (error.Error !== "TooIncomplete") return told;
  const reminded = await deliver(ports, await reminders(ports, run, recipients));
  return {
    sent: told.sent + reminded.sent,
    standing: told.standing + reminded.standing,
    refused: told.refused + reminded.refused,
  };
}

/**
 * Tells the operators of the reports that were due and are not there, each at most once a day, however often it is
 * seen; of one that waits for somebody to agree to its release, whoever may. Throws MailUnavailable where some could not be written to yet.
 */
export async function notifyAbsence(ports: ServicePorts, input: unknown): Promise<Delivered> {
  const absent = AbsenceInput.parse(input).responsePayload.filter((seen) => seen.absent);
  const today = dayOfInstant(ports.now().toISOString());
  const deliveries: MailDelivery[] = [];
  for (const { province, period, reason, awaiting, unconfirmedYears } of absent) {
    const recipients = await ports.recipients.list(province);
    const what = whatOf(ports, province, period);
    const key = { kind: "absence", about: `${province}/${period}/${today}` } as const;
    const letter = (name: string): Letter => absenceLetter({ name, what, reason, awaiting, unconfirmedYears });
    const tell = awaiting ? toApprovers : toOperators;
    deliveries.push(...tell(ports, { province, recipients }, key, letter));
  }
  return deliver(ports, deliveries);
}
