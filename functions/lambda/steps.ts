import { awsPorts } from "../aws/ports.ts";
import { awsTurns } from "../aws/turns.ts";
import { notifyAbsence, notifyFailure } from "../pipeline/alert.ts";
import { assemble } from "../pipeline/assemble.ts";
import { collect } from "../pipeline/collect.ts";
import { notify } from "../pipeline/notify.ts";
import { plan } from "../pipeline/plan.ts";
import { publish } from "../pipeline/publish.ts";
import { render } from "../pipeline/render.ts";
import { tracked } from "../pipeline/track.ts";
import { awaitTurn } from "../pipeline/turn.ts";
import type { ServicePorts } from "../ports/ports.ts";
import type { TurnPorts } from "../ports/turns.ts";
import { TIME_LIMITS } from "../revisions/time-limits.ts";
import { handler, type Invocation } from "./handler.ts";

let ports: ServicePorts | undefined;
let turns: TurnPorts | undefined;

let deadline = new Date(0);

/** The instant at which a function turns from waiting for others to telling how it went: it works on one event at a time. */
const deadlineOf = (invocation: Invocation): Date =>
  new Date(Date.now() + invocation.getRemainingTimeInMillis() - TIME_LIMITS.reserve * 1_000);

/** The ports are made once, at the first event, so that a missing setting names itself. */
const step = <Output>(name: string, run: (ports: ServicePorts, input: unknown) => Promise<Output>) =>
  handler(name, (event, invocation) => {
    deadline = deadlineOf(invocation);
    ports ??= awsPorts(process.env, new URL("templates/", import.meta.url), () => deadline);
    return run(ports, event);
  });

export const awaitTurnHandler = handler("await-turn", (event) => {
  turns ??= awsTurns(process.env);
  return awaitTurn(turns, event);
});
export const planHandler = step("plan", tracked("plan", plan));
export const collectHandler = step("collect", tracked("collect", collect));
export const assembleHandler = step("assemble", tracked("assemble", assemble));
export const renderHandler = step("render", tracked("render", render));
export const publishHandler = step("publish", tracked("publish", publish));
export const notifyHandler = step("notify", notify);
export const notifyFailureHandler = step("notify-failure", notifyFailure);
export const notifyAbsenceHandler = step("notify-absence", notifyAbsence);
