import type { Turns } from "../revisions/turns.ts";
import type { ServicePorts } from "./ports.ts";

/** Who has a turn to be at work. */
export interface TurnStore {
  /** As they stand, and by which version a change of them is known; 0 where nothing was written yet. */
  read(): Promise<{ readonly turns: Turns; readonly version: number }>;
  /** Writes a change of what was read under this version; false where somebody else has changed it since. */
  write(turns: Turns, seen: number): Promise<boolean>;
}

/** What gives runs their turns where many executions may be started at once. */
export interface TurnPorts extends Pick<ServicePorts, "history" | "now"> {
  readonly turns: TurnStore;
  /** Whether an execution, as the engine names it, has not ended. */
  readonly isRunning: (execution: string) => Promise<boolean>;
  /** Executions that may be at work at once, from 1. */
  readonly atOnce: number;
}
