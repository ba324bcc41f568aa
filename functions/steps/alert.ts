import { TZDate } from "@date-fns/tz";
import { format } from "date-fns/format";
import { z } from "zod";
import { FAILURE_NAMES, RequestInvalid } from "../domain/failure.ts";
import type { Letter, MailKind } from "../domain/letter.ts";
import { absenceLetter, CaughtError, failureLetter, failureText } from "../domain/mail-failure.ts";
import { Day, Period } from "../domain/period.ts";
import { wants } from "../domain/recipient.ts";
import { periodText } from "../domain/wording.ts";
import type { ServicePorts } from "../ports.ts";
import { type Delivered, type Delivery, deliver } from "./deliver.ts";

const FailureInput = z.object({
  run: z.string().min(1),
  province: z.string().min(1),
  period: z.string().min(1),
  error: CaughtError,
});

const AbsenceInput = z.object({ province: z.string().min(1), period: Period, due: Day });

/** "báo cáo tháng 6 năm 2023 của tỉnh …"; what is not known is named as it was asked for. */
function whatOf({ catalogue }: ServicePorts, province: string, period: string): string {
  const known = Period.safeParse(period).success;
  try {
    return `báo cáo ${known ? periodText(period) : `kỳ ${period}`} của ${catalogue.province(province).name}`;
  } catch (error) {
    if (error instanceof RequestInvalid) return `báo cáo kỳ ${period} của tỉnh "${province}"`;
    throw error;
  }
}

/** A mail to every operator of a province, or to the address that stands in where there is none. */
async function toOperators(
  ports: ServicePorts,
  province: string,
  kind: MailKind,
  about: string,
  letter: (name: string) => Letter,
): Promise<Delivery[]> {
  const operators = (await ports.recipients.list(province)).filter((one) => wants(one, "operator"));
  const deliveries = operators.map(
    (operator): Delivery => ({
      key: { kind, about, recipient: operator.id },
      to: operator,
      subscription: { province, kind: "operator" },
      compose: async () => ({ letter: letter(operator.name) }),
    }),
  );
  if (deliveries.length > 0 || ports.operatorAddress === null) return deliveries;
  const to = { name: "Quản trị viên", address: ports.operatorAddress };
  const key = { kind, about, recipient: "operator" };
  return [{ key, to, subscription: null, compose: async () => ({ letter: letter(to.name) }) }];
}

/** Tells the operators that a run has failed and why, once for each run. Throws MailUnavailable. */
export async function notifyFailure(ports: ServicePorts, input: unknown): Promise<Delivered> {
  const { run, province, period, error } = FailureInput.parse(input);
  const what = whatOf(ports, province, period);
  const reason = failureText(error, FAILURE_NAMES);
  const letter = (name: string): Letter => failureLetter({ name, what, run, reason });
  return deliver(ports, await toOperators(ports, province, "failure", run, letter));
}

/** Tells the operators that a report that was due is not there, at most once a day. Throws MailUnavailable. */
export async function notifyAbsence(ports: ServicePorts, input: unknown): Promise<Delivered> {
  const { province, period, due } = AbsenceInput.parse(input);
  const today = format(new TZDate(ports.now(), "Asia/Ho_Chi_Minh"), "yyyy-MM-dd");
  const what = whatOf(ports, province, period);
  const letter = (name: string): Letter => absenceLetter({ name, what, due });
  return deliver(ports, await toOperators(ports, province, "absence", `${province}/${period}/${today}`, letter));
}
