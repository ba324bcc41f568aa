import { awsPorts } from "../aws/ports.ts";
import type { ServicePorts } from "../ports.ts";
import { notifyAbsence, notifyFailure } from "../steps/alert.ts";
import { assemble } from "../steps/assemble.ts";
import { collect } from "../steps/collect.ts";
import { notify } from "../steps/notify.ts";
import { plan } from "../steps/plan.ts";
import { publish } from "../steps/publish.ts";
import { render } from "../steps/render.ts";
import { outgoing } from "./failed.ts";

let ports: ServicePorts | undefined;

/**
 * A step as a Lambda handler: the ports are made once, at the first event, so that a missing setting names itself. What
 * fails is logged in full and leaves as `outgoing` has it.
 */
const step =
  <Output>(run: (ports: ServicePorts, input: unknown) => Promise<Output>) =>
  async (event: unknown): Promise<Output> => {
    try {
      ports ??= awsPorts(process.env, new URL("templates/", import.meta.url));
      return await run(ports, event);
    } catch (error) {
      console.error(error);
      throw outgoing(error);
    }
  };

export const planHandler = step(plan);
export const collectHandler = step(collect);
export const assembleHandler = step(assemble);
export const renderHandler = step(render);
export const publishHandler = step(publish);
export const notifyHandler = step(notify);
export const notifyFailureHandler = step(notifyFailure);
export const notifyAbsenceHandler = step(notifyAbsence);
