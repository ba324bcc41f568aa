import {
  AccessDenied,
  AnswerInvalid,
  Failure,
  NotReported,
  ProvinceUnavailable,
  StoreUnavailable,
} from "../../../functions/domain/failure.ts";
import type { Fault } from "./fault.ts";

/** The words of an error that only the bench throws. */
const INJECTED = "injected by the bench";

function named(name: string): Error {
  return Object.assign(new Error(INJECTED), { name });
}

function coded(code: string): Error {
  return Object.assign(new Error(INJECTED), { code });
}

function knownError({ site, share }: Fault): Error {
  if (site.startsWith("table.")) return share < 0.5 ? coded("ECONNRESET") : named("ServiceUnavailable");
  if (!site.startsWith("api.")) return new StoreUnavailable(`Không dùng được kho dữ liệu (${INJECTED}); chạy lại.`);
  if (share < 0.4) return new ProvinceUnavailable(INJECTED, "503");
  if (share < 0.6) return new AccessDenied(INJECTED);
  if (share < 0.8 && site === "api.counts") return new NotReported(INJECTED);
  return new AnswerInvalid(INJECTED, { procedure: "", expected: "JSON of the contract", actual: "not JSON" });
}

/** What a call throws: what its adapter gives, what nobody knows, or what Lambda says when it falls over itself. */
export function errorOf(fault: Fault): Error {
  if (fault.error === "known") return knownError(fault);
  if (fault.error === "unknown") return new Error(INJECTED);
  return named(fault.share < 0.5 ? "Lambda.ServiceException" : "ProvisionedThroughputExceededException");
}

/** What the state machine hears of a step that did not answer in time. */
export const timedOut = (fault: Fault): Error => named(fault.share < 0.5 ? "States.Timeout" : "Sandbox.Timedout");

/** Why an error must not reach whoever asked for the run, or null. */
export function objection(error: unknown): string | null {
  if (!(error instanceof Error)) return `threw ${String(error)}`;
  if (/undefined|\[object |\bNaN\b|\n\s+at |mat-khau|the-token/.test(error.message)) return `says: ${error.message}`;
  if (error instanceof Failure || error.message.includes(INJECTED)) return null;
  return `is no known failure: ${error.name}: ${error.message}\n${error.stack ?? ""}`;
}
