import { z } from "zod";
import { Agency, AgencyTree } from "../domain/agency.ts";
import { RequestInvalid } from "../domain/failure.ts";
import type { Letter, MailKind } from "../domain/letter.ts";
import { absenceLetter, CaughtError, failureLetter } from "../domain/mail-failure.ts";
import { missingOf } from "../domain/mail-missing.ts";
import { Period, windowOf } from "../domain/period.ts";
import { type Recipient, wants } from "../domain/recipient.ts";
import { dayOfInstant, periodText } from "../domain/wording.ts";
import type { ServicePorts } from "../ports.ts";
import { type Delivered, type Delivery, deliver } from "./deliver.ts";
import { listsOf } from "./load.ts";
import { reminderDeliveries } from "./missing.ts";
import { collectedOf, planOf } from "./notes.ts";

const FailureInput = z.object({
  run: z.string().min(1),
  province: z.string().min(1),
  period: z.string().min(1),
  error: CaughtError,
});

/** What the watchdog saw, as Lambda hands the result of a function on to the next. */
const AbsenceInput = z.object({
  responsePayload: z.array(
    z.object({ province: z.string().min(1), period: Period, absent: z.boolean(), reason: z.string() }),
  ),
});

/** "báo cáo tháng 6 năm 2023 của tỉnh …"; what is not known is named as it was asked for. */
function whatOf({ catalogue }: ServicePorts, province: string, period: string): string {
  const when = Period.safeParse(period).success ? periodText(period) : `kỳ ${period}`;
  try {
    return `báo cáo ${when} của ${catalogue.province(province).name}`;
  } catch (error) {
    if (error instanceof RequestInvalid) return `báo cáo ${when} của tỉnh ${province}`;
    throw error;
  }
}

/** A mail to every operator of a province, or to the address that stands in where there is none. */
function toOperators(
  ports: ServicePorts,
  { province, recipients }: { readonly province: string; readonly recipients: readonly Recipient[] },
  { kind, about }: { readonly kind: MailKind; readonly about: string },
  letter: (name: string) => Letter,
): Delivery[] {
  const deliveries = recipients
    .filter((one) => wants(one, "operator"))
    .map(
      (operator): Delivery => ({
        key: { kind, about, recipient: operator.id },
        to: operator,
        subscription: { province, kind: "operator" },
        compose: async () => ({ letter: letter(operator.name) }),
      }),
    );
  if (deliveries.length > 0 || ports.operatorAddress === null) return deliveries;
  const to = { name: "Quản trị viên hệ thống báo cáo", address: ports.operatorAddress };
  const key = { kind, about, recipient: "operator" };
  return [{ key, to, subscription: null, compose: async () => ({ letter: letter(to.name) }) }];
}

/** Reminders of what kept a run from publishing: too many agencies had sent nothing. */
async function reminders(ports: ServicePorts, run: string, recipients: readonly Recipient[]): Promise<Delivery[]> {
  const plan = await planOf(ports, run);
  const province = ports.catalogue.province(plan.request.province);
  const period = Period.parse(plan.request.period);
  const window = windowOf(period, province.regime.scheme);
  const tree = new AgencyTree(await listsOf(ports, plan.lists, Agency), window.to);
  const gaps = (await collectedOf(ports, plan)).flatMap((one) => one.gaps);
  const labels = plan.synthetic ? ["DỮ LIỆU MÔ PHỎNG"] : [];
  const about = `${plan.series}/${dayOfInstant(ports.now().toISOString())}`;
  const reminder = { about, province, period, window, labels, missing: missingOf(gaps, tree) };
  return reminderDeliveries(ports, reminder, recipients);
}

/**
 * Tells the operators that a run has failed and why, once for each run; and where too many agencies had sent nothing,
 * their contacts, at most once a day. Throws MailUnavailable where some could not be written to yet.
 */
export async function notifyFailure(ports: ServicePorts, input: unknown): Promise<Delivered> {
  const { run, province, period, error } = FailureInput.parse(input);
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
 * seen. Throws MailUnavailable where some could not be written to yet.
 */
export async function notifyAbsence(ports: ServicePorts, input: unknown): Promise<Delivered> {
  const absent = AbsenceInput.parse(input).responsePayload.filter((seen) => seen.absent);
  const today = dayOfInstant(ports.now().toISOString());
  const deliveries: Delivery[] = [];
  for (const { province, period, reason } of absent) {
    const recipients = await ports.recipients.list(province);
    const what = whatOf(ports, province, period);
    const key = { kind: "absence", about: `${province}/${period}/${today}` } as const;
    const letter = (name: string): Letter => absenceLetter({ name, what, reason });
    deliveries.push(...toOperators(ports, { province, recipients }, key, letter));
  }
  return deliver(ports, deliveries);
}
