import { randomUUID } from "node:crypto";
import { ASKING } from "../revisions/time-limits.ts";
import type { ApiSettings } from "../settings.ts";

/** Simulated provinces that listen on loopback, by province. */
export interface Simulators {
  readonly apis: ReadonlyMap<string, ApiSettings>;
  close(): Promise<void>;
}

/** Starts a simulator for each of these provinces. */
export async function startSimulators(provinces: readonly string[], now: () => Date): Promise<Simulators> {
  const { startSimulator } = await import("../simulator/server.ts");
  const credentials = { clientId: "mo-phong", clientSecret: randomUUID() };
  const running = await Promise.all(
    provinces.map(async (province) => {
      return { province, simulator: await startSimulator({ province, now, ...credentials }) };
    }),
  );
  return {
    apis: new Map(
      running.map(({ province, simulator }) => [province, { url: simulator.url, ...credentials, ...ASKING }]),
    ),
    async close() {
      await Promise.all(running.map(({ simulator }) => simulator.close()));
    },
  };
}
