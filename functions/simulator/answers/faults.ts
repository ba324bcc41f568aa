/**
 * Faults that a province's servers really have, as a setting: which requests they hit and when they heal. No clock but
 * the simulator's and no chance: the same requests in the same order meet the same faults.
 */

import type { Day } from "../contract.ts";

/** Which requests a fault hits. A request must fit all that is given. */
interface Scope {
  /** What the path begins with; the lists (`/v1/`) when not given. */
  path?: string;
  /** The agency whose counts are asked for. */
  agency?: string;
  /** The first day of the window asked for, or the day of a list. */
  from?: Day;
  /** How many requests it hits before it is over; all when not given. */
  times?: number;
  /** It begins at this instant, by the simulator's clock. */
  since?: Date;
  /** It is over from this instant on. */
  until?: Date;
}

/** What goes wrong. */
type Damage =
  /** The agency has sent nothing yet: 404. */
  | { kind: "late-agency" }
  /** The first row carries this value in a field, or the field is not there when no value is given. */
  | { kind: "broken-row"; field: string; value?: number | string | null }
  /** The JSON ends in its middle, the HTTP answer is whole. */
  | { kind: "cut-off" }
  /** A gateway's maintenance page, with status 200. */
  | { kind: "html" }
  /** 429 with Retry-After in seconds, or as the HTTP date of so many seconds from now. */
  | { kind: "too-many-requests"; retryAfterSeconds: number; as: "seconds" | "date" }
  /** 503, without Retry-After when no seconds are given. */
  | { kind: "unavailable"; retryAfterSeconds?: number }
  /** The token that the request carries is revoked: 401 until the client takes another one. */
  | { kind: "revoked-token" }
  /** Pages after the first are of another `dataAsOf`; hits only those. */
  | { kind: "moving-data" }
  /** The list was read from its source a day before it should have been: within its window. */
  | { kind: "early-data" }
  /** The clock of the source is wrong: the list is of an hour from now. */
  | { kind: "future-data" }
  /** The answer comes late, by real time. */
  | { kind: "slow"; ms: number }
  /** The connection is cut in the middle of the body. */
  | { kind: "reset" }
  /** Counts are provisional, and half of what was filed online from afar still stands as filed at the counter. */
  | { kind: "provisional" }
  /** The same wrong counts, but marked final: once it is over, an earlier month has been corrected. */
  | { kind: "uncorrected" };

/** A fault of the province, how it shows and where. */
export type Fault = Scope & Damage;

/** Which fault meets a request. */
export interface FaultLine {
  /** The first fault that fits and is on; asking counts as one of its times. */
  meet(request: URL): Fault | undefined;
}

function fits(fault: Fault, { pathname, searchParams }: URL): boolean {
  const { path = "/v1/", agency, from } = fault;
  if (!pathname.startsWith(path)) return false;
  if (agency !== undefined && searchParams.get("agency") !== agency) return false;
  if (from !== undefined && (searchParams.get("from") ?? searchParams.get("asOf")) !== from) return false;
  return fault.kind !== "moving-data" || searchParams.has("cursor");
}

/** The faults of one server, each with its own count of requests. */
export function createFaultLine(faults: readonly Fault[], now: () => Date): FaultLine {
  const met = new Map<Fault, number>();
  const isOn = (fault: Fault): boolean => {
    const { since, until, times } = fault;
    const instant = now();
    const isTime = (since === undefined || since <= instant) && (until === undefined || instant < until);
    return isTime && (times === undefined || (met.get(fault) ?? 0) < times);
  };
  return {
    meet(request) {
      const fault = faults.find((each) => isOn(each) && fits(each, request));
      if (fault !== undefined) met.set(fault, (met.get(fault) ?? 0) + 1);
      return fault;
    },
  };
}
