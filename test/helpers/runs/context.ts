import { AsyncLocalStorage } from "node:async_hooks";

/** What a read loses: a share of its bytes, or half of its list. */
export interface Cut {
  readonly what: "bytes" | "list";
  /** From 0 up to 1: how much of the bytes is left, and which choice is taken where there are two. */
  readonly share: number;
}

/** One invocation of a step, as a Lambda function would run it. */
export interface Step {
  /** Killed as a Lambda function that ran into its limit: it sends nothing more and hears nothing more. */
  frozen: boolean;
  /** Ends the invocation for the state machine, whatever the step goes on to do. */
  abandon(error: Error): void;
}

/** Who takes part in a call that leaves a step. */
export interface Sites {
  perform<T>(site: string, effect: () => Promise<T>): Promise<T>;
  readonly diskFull: boolean;
}

interface Place {
  readonly sites: Sites;
  readonly step: Step;
  readonly cut: Cut | null;
}

/** Where a call comes from; nothing for calls of the bench itself, which no fault hits. */
export const place = new AsyncLocalStorage<Place | undefined>();

/** What the read under way loses, or null. */
export const cutting = (): Cut | null => place.getStore()?.cut ?? null;
