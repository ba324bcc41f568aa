/** What became of the dossiers, and how results were handed over: SYNTHETIC shares, exact identities. */

import type { Outcomes, Returns } from "../contract.ts";
import { draw, wholeNear } from "../random.ts";
import type { Pending } from "./backlog.ts";
import type { DeskMonth } from "./channels.ts";
import { type Curve, valueAt } from "./growth.ts";

/** What is known about a month before its outcomes: what came in, and what waited at both ends of it. */
interface Flow {
  received: number;
  online: number;
  before: Pending;
  after: Pending;
}

const ELECTRONIC: Curve = [
  [0, 0.08],
  [24, 0.3],
  [48, 0.6],
];
const DIGITISED: Curve = [
  [0, 0.02],
  [12, 0.1],
  [24, 0.4],
  [36, 0.65],
  [60, 0.9],
];
const QUESTION = {
  withdrawn: 31,
  late: 32,
  early: 33,
  earlyShare: 34,
  online: 35,
  onlineShare: 36,
  returned: 37,
  postal: 38,
  electronic: 39,
  digitised: 40,
};

function resolvedOnlineOf(resolved: number, flow: Flow, desk: DeskMonth): number {
  if (desk.procedure.service === "information") return 0;
  const share = flow.received === 0 ? 0.5 : flow.online / flow.received;
  const lag = 0.9 + 0.1 * draw(desk.seed, QUESTION.onlineShare);
  // What was filed online in this month, or waited from the last one, is all that can have been resolved.
  const atMost = Math.min(resolved, flow.online + flow.before.inTime + flow.before.overdue);
  return wholeNear(resolved * share * lag, draw(desk.seed, QUESTION.online), atMost);
}

/** The outcomes of a month: openingBacklog + received = resolved + withdrawn + pending, to the last dossier. */
export function outcomesOf(flow: Flow, desk: DeskMonth): Outcomes {
  const chance = (question: number): number => draw(desk.seed, question);
  const opening = flow.before.inTime + flow.before.overdue;
  const pending = flow.after.inTime + flow.after.overdue;
  const finished = opening + flow.received - pending;
  const withdrawn = wholeNear(finished * 0.012, chance(QUESTION.withdrawn), finished);
  const resolved = finished - withdrawn;
  // What was overdue when the month began can only be late when it is done.
  const overdue = Math.min(resolved, flow.before.overdue);
  const lateness = 0.08 * (1 - desk.habits.punctual) ** 2;
  const late = overdue + wholeNear((resolved - overdue) * lateness, chance(QUESTION.late), resolved - overdue);
  const inTime = resolved - late;
  const early = wholeNear(inTime * (0.3 + 0.5 * chance(QUESTION.earlyShare)), chance(QUESTION.early), inTime);
  return {
    resolvedEarly: early,
    resolvedOnTime: inTime - early,
    resolvedLate: late,
    resolvedOnline: resolvedOnlineOf(resolved, flow, desk),
    withdrawn,
    pendingInTime: flow.after.inTime,
    pendingOverdue: flow.after.overdue,
  };
}

/** How the results of `resolved` dossiers were handed over; some are not fetched in the same month. */
export function returnsOf(resolved: number, desk: DeskMonth): Returns {
  const { seed, month, habits, procedure } = desk;
  const chance = (question: number): number => draw(seed, question);
  const returned = wholeNear(resolved * 0.95, chance(QUESTION.returned), resolved);
  const postalShare = procedure.postalReturn ? 0.03 + 0.32 * habits.postal : 0;
  const returnedPostal = postalShare === 0 ? 0 : wholeNear(returned * postalShare, chance(QUESTION.postal), returned);
  const rest = returned - returnedPostal;
  const electronic = procedure.service === "full" ? valueAt(ELECTRONIC, month) * (0.5 + habits.digital) : 0;
  const returnedElectronic = electronic === 0 ? 0 : wholeNear(rest * electronic, chance(QUESTION.electronic), rest);
  const digitised = Math.min(1, valueAt(DIGITISED, month) * (0.4 + 1.2 * habits.digital));
  return {
    returnedCounter: rest - returnedElectronic,
    returnedPostal,
    returnedElectronic,
    digitisedResults: wholeNear(resolved * digitised, chance(QUESTION.digitised), resolved),
  };
}
