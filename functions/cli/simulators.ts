import { randomUUID } from "node:crypto";
import { citySince, type Province } from "../domain/province.ts";
import { ASKING } from "../revisions/time-limits.ts";
import type { ApiSettings } from "../settings.ts";

/** Simulated provinces that listen on loopback, by province. */
export interface Simulators {
  readonly apis: ReadonlyMap<string, ApiSettings>;
  close(): Promise<void>;
}

/** Starts a simulator for each of these provinces, each of the type that it has on a day. */
export async function startSimulators(provinces: readonly Province[], now: () => Date): Promise<Simulators> {
  const { startSimulator } = await import("../simulator/server.ts");
  const credentials = { clientId: "mo-phong", clientSecret: randomUUID() };
  const running = await Promise.all(
    provinces.map(async (province) => {
      const about = { province: province.id, citySince: citySince(province) };
      return { province: province.id, simulator: await startSimulator({ ...about, now, ...credentials }) };
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
