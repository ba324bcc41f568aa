import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { watchPorts } from "../../functions/aws/watch.ts";
import { RequestInvalid, StoreUnavailable } from "../../functions/domain/failure.ts";
import type { Sighting } from "../../functions/ports.ts";
import { type WatchPorts, watch } from "../../functions/steps/watch.ts";
import { runSteps } from "../whole/world.ts";
import { SERIES, setting, standing } from "./outage.ts";

/** June 2023: due on Sunday the 25th, so on Friday the 23rd, and looked for from Thursday the 22nd. */
const WATCHED = [{ province: "ba-ria-vung-tau", kind: "month", scheme: "nd09", due: 25, margin: 1 }];
const eventOn = (day: string) => ({ scheduledTime: `${day}T02:00:00Z`, watched: WATCHED });

async function watching() {
  const { ports } = await setting();
  const told: Sighting[] = [];
  const looking: WatchPorts = { ...ports, holidays: () => new Set(), tell: (sighting) => void told.push(sighting) };
  return { ports, looking, told };
}

describe("the watchdog", () => {
  it("says nothing of a report before the day from which it must be there", async () => {
    const { looking, told } = await watching();
    await watch(looking, eventOn("2023-06-21"));
    expect(told).toEqual([
      { province: "ba-ria-vung-tau", kind: "month", period: "2023-06", absent: false, reason: "" },
    ]);
  });

  it("tells of a report that is due and not there, and is content when it is", async () => {
    const { ports, looking, told } = await watching();
    await watch(looking, eventOn("2023-06-22"));
    await runSteps(ports, "lan-1");
    await watch(looking, eventOn("2023-06-23"));
    expect(told.map(({ absent, reason }) => [absent, reason])).toEqual([
      [true, "chưa phát hành"],
      [false, ""],
    ]);
  });

  it("does not take another month's report for it", async () => {
    const { ports, looking, told } = await watching();
    await runSteps(ports, "lan-1");
    await watch(looking, eventOn("2023-07-25"));
    expect(told).toMatchObject([{ period: "2023-07", absent: true }]);
  });

  it.each(["figures.csv", "bao-cao-cntt.pdf", "manifest"])(
    "reads what is published: one whose %s is gone or changed is as good as absent",
    async (name) => {
      const { ports, looking, told } = await watching();
      await runSteps(ports, "lan-1");
      expect(await standing(ports)).toMatchObject({ revision: 1 });
      for (const spoilt of [null, new TextEncoder().encode("khác")]) {
        const get = async (key: string) => (key.includes(name) ? spoilt : ports.objects.get(key));
        await watch({ ...looking, objects: { get } }, eventOn("2023-06-23"));
      }
      expect(told.map(({ absent }) => absent)).toEqual([true, true]);
      expect(told[0]?.reason).toMatch(/thiếu hoặc hỏng/);
    },
  );

  it("takes a store that cannot be asked for no proof, and goes on with the other reports", async () => {
    const { looking, told } = await watching();
    const current = async (series: string) => {
      if (series === SERIES) throw new StoreUnavailable("Không dùng được bảng");
      return null;
    };
    const both = [...WATCHED, { ...WATCHED[0], kind: "quarter" }];
    await watch({ ...looking, revisions: { current } }, { ...eventOn("2023-06-23"), watched: both });
    expect(told).toMatchObject([
      { kind: "month", absent: true, reason: "Không dùng được bảng" },
      { kind: "quarter", absent: true, reason: "chưa phát hành" },
    ]);
  });

  it("refuses an event without its time", async () => {
    const { looking } = await watching();
    await expect(watch(looking, { watched: WATCHED })).rejects.toThrow(RequestInvalid);
  });
});

const Metric = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.tuple([
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.looseObject({ Name: z.string() })),
      }),
    ]),
  }),
});

const environment = { TABLE_NAME: "bang", BUCKET_NAME: "kho-tep", METRICS_NAMESPACE: "OnlineServiceReports-prod" };

it("gives the metric that the alarm watches: its name, its namespace and just its dimensions", () => {
  const written: string[] = [];
  // The library writes past the console that Lambda's runtime has put in place.
  const log = vi.spyOn(process.stdout, "write").mockImplementation((line) => written.push(String(line)) > 0);
  const { tell } = watchPorts(environment);
  tell({ province: "dong-nai", kind: "month", period: "2026-12", absent: true, reason: "chưa phát hành" });
  log.mockRestore();
  expect(written).toHaveLength(1);
  const metric = Metric.parse(JSON.parse(written[0] ?? ""));
  expect(metric).toMatchObject({ ReportAbsent: 1, Province: "dong-nai", Cadence: "month", period: "2026-12" });
  const [declared] = metric._aws.CloudWatchMetrics;
  expect(declared.Namespace).toBe("OnlineServiceReports-prod");
  expect(declared.Metrics.map(({ Name }) => Name)).toEqual(["ReportAbsent"]);
  // CloudWatch tells metrics apart by all their dimensions: one more, and the alarm would see nothing.
  expect(declared.Dimensions.map((names) => names.toSorted())).toEqual([["Cadence", "Province"]]);
});

it("knows the holidays of Việt Nam, Tết by the moon", () => {
  const days = watchPorts(environment).holidays(2025);
  // Mồng một Tết Ất Tỵ is 29/1/2025 (Gregorian); 30/4, 1/5 and 2/9 are fixed.
  for (const day of ["2025-01-01", "2025-01-29", "2025-04-30", "2025-05-01", "2025-09-02"]) {
    expect(days).toContain(day);
  }
  expect(days).not.toContain("2025-03-10");
});
