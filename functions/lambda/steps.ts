import { awsPorts } from "../aws/ports.ts";
import type { ServicePorts } from "../ports.ts";
import { notifyAbsence, notifyFailure } from "../steps/alert.ts";
import { assemble } from "../steps/assemble.ts";
import { collect } from "../steps/collect.ts";
import { notify } from "../steps/notify.ts";
import { plan } from "../steps/plan.ts";
import { publish } from "../steps/publish.ts";
import { render } from "../steps/render.ts";
import { tracked } from "../steps/track.ts";
import { handler } from "./handler.ts";

let ports: ServicePorts | undefined;

/** The ports are made once, at the first event, so that a missing setting names itself. */
const step = <Output>(run: (ports: ServicePorts, input: unknown) => Promise<Output>) =>
  handler((event) => {
    ports ??= awsPorts(process.env, new URL("templates/", import.meta.url));
    return run(ports, event);
  });

export const planHandler = step(tracked("plan", plan));
export const collectHandler = step(tracked("collect", collect));
export const assembleHandler = step(tracked("assemble", assemble));
export const renderHandler = step(tracked("render", render));
export const publishHandler = step(tracked("publish", publish));
export const notifyHandler = step(notify);
export const notifyFailureHandler = step(notifyFailure);
export const notifyAbsenceHandler = step(notifyAbsence);
