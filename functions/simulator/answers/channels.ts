/** By which way dossiers came in, and how fees were paid: SYNTHETIC shares that grow over the years. */

import type { Channels, Payments, Procedure } from "../contract.ts";
import type { Month } from "../province/calendar.ts";
import { draw, wholeNear } from "../random.ts";
import { type Curve, valueAt } from "./growth.ts";
import type { Habits } from "./habits.ts";

/** One procedure at one agency in one month. */
export interface DeskMonth {
  seed: number;
  month: Month;
  habits: Habits;
  procedure: Procedure;
}

// Share of the dossiers of an online service that are filed from afar, at an average agency.
const REMOTE: Curve = [
  [0, 0.13],
  [6, 0.18],
  [12, 0.26],
  [18, 0.35],
  [24, 0.43],
  [30, 0.51],
  [36, 0.58],
  [48, 0.68],
  [60, 0.76],
  [72, 0.83],
];
const ASSISTED: Curve = [
  [0, 0.01],
  [30, 0.07],
  [60, 0.1],
];
const CASHLESS: Curve = [
  [0, 0.03],
  [12, 0.12],
  [24, 0.3],
  [36, 0.5],
  [60, 0.8],
  [72, 0.9],
];
const QUESTION = {
  remote: 21,
  remoteShare: 22,
  assisted: 23,
  postal: 24,
  fee: 25,
  exempt: 26,
  paid: 27,
  extra: 28,
  extraOnline: 29,
};

/** The ways in of `received` dossiers; only services that are online have online dossiers. */
export function channelsOf(received: number, desk: DeskMonth): Channels {
  const { seed, month, habits, procedure } = desk;
  const chance = (question: number): number => draw(seed, question);
  const isOnline = procedure.service !== "information";
  const ease = (procedure.service === "full" ? 1.05 : 0.95) * (0.85 + 0.3 * chance(QUESTION.remoteShare));
  const remoteShare = isOnline ? Math.min(0.97, valueAt(REMOTE, month) * (0.7 + 0.6 * habits.online) * ease) : 0;
  const assistedShare = isOnline ? valueAt(ASSISTED, month) * 2 * habits.assisted : 0;
  const postalShare = procedure.postalIntake ? 0.01 + 0.1 * habits.postal : 0;
  const onlineRemote = isOnline ? wholeNear(received * remoteShare, chance(QUESTION.remote), received) : 0;
  let rest = received - onlineRemote;
  const onlineAssisted = isOnline ? wholeNear(received * assistedShare, chance(QUESTION.assisted), rest) : 0;
  rest -= onlineAssisted;
  const postal = procedure.postalIntake ? wholeNear(received * postalShare, chance(QUESTION.postal), rest) : 0;
  return { onlineRemote, onlineAssisted, counter: rest - postal, postal };
}

/** What was paid for `received` dossiers; nothing where the procedure asks for no fee. */
export function paymentsOf(received: number, desk: DeskMonth): Payments {
  const { seed, month, habits, procedure } = desk;
  if (!procedure.fee) return { feeDossiers: 0, paidOnlineDossiers: 0, payments: 0, onlinePayments: 0 };
  const chance = (question: number): number => draw(seed, question);
  const feeShare = 1 - 0.2 * chance(QUESTION.exempt);
  const feeDossiers = wholeNear(received * feeShare, chance(QUESTION.fee), received);
  const cashless = procedure.payableOnline ? valueAt(CASHLESS, month) * (0.4 + 1.1 * habits.cashless) : 0;
  const paidOnlineDossiers =
    cashless === 0 ? 0 : wholeNear(feeDossiers * Math.min(1, cashless), chance(QUESTION.paid), feeDossiers);
  // Some dossiers are paid in two steps, a fee (phí) and a charge (lệ phí).
  const extra = wholeNear(feeDossiers * 0.06, chance(QUESTION.extra), feeDossiers);
  const extraOnline = wholeNear(
    paidOnlineDossiers * 0.05,
    chance(QUESTION.extraOnline),
    Math.min(extra, paidOnlineDossiers),
  );
  return {
    feeDossiers,
    paidOnlineDossiers,
    payments: feeDossiers + extra,
    onlinePayments: paidOnlineDossiers + extraOnline,
  };
}
