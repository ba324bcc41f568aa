import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { watchPorts } from "../../functions/aws/watch.ts";
import { RequestInvalid, StoreUnavailable } from "../../functions/domain/failure.ts";
import { type WatchPorts, watch } from "../../functions/pipeline/watch.ts";
import type { ReportStatus } from "../../functions/ports/ports.ts";
import type { WorkingDays } from "../../functions/revisions/working-days.ts";
import { SERIES, setting, standing } from "../helpers/infra/outage.ts";
import { runSteps } from "../helpers/runs/world.ts";

/** June 2023: due on Sunday the 25th, so on Friday the 23rd, and looked for from Thursday the 22nd. */
const inForce = [{ from: "2023-06-06", to: "2030-12-31" }];
const WATCHED = [{ province: "ba-ria-vung-tau", kind: "month", scheme: "nd09", inForce, due: 25, margin: 1 }];
const eventOn = (day: string) => ({ scheduledTime: `${day}T02:00:00Z`, watched: WATCHED });

async function watching() {
  const { ports } = await setting();
  const told: ReportStatus[] = [];
  const looking: WatchPorts = {
    ...ports,
    workingDays: () => ({ off: new Set(), working: new Set(), confirmed: true }),
    publishMetric: (sighting) => void told.push(sighting),
  };
  return { ports, looking, told };
}

describe("the watchdog", () => {
  it("says nothing of a report before the day from which it must be there", async () => {
    const { looking, told } = await watching();
    await watch(looking, eventOn("2023-06-21"));
    expect(told).toEqual([
      {
        province: "ba-ria-vung-tau",
        kind: "month",
        period: "2023-06",
        absent: false,
        reason: "",
        unconfirmedYears: [],
      },
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

  it("owes nothing for a period that ends while no document is in force, and looks for the next one", async () => {
    const { looking, told } = await watching();
    const expired = [{ ...WATCHED[0], inForce: [{ from: "2022-05-16", to: "2023-05-31" }] }];
    await watch(looking, { ...eventOn("2023-06-23"), watched: expired });
    const renewed = [{ ...WATCHED[0], inForce: [...inForce, { from: "2022-05-16", to: "2023-05-31" }] }];
    await watch(looking, { ...eventOn("2023-06-23"), watched: renewed });
    expect(told).toMatchObject([
      { absent: false, reason: "không có văn bản giao chỉ tiêu nào có hiệu lực vào ngày cuối kỳ" },
      { absent: true, reason: "chưa phát hành" },
    ]);
  });

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

const TEMPLATES = new URL("../../templates/", import.meta.url);
const environment = { TABLE_NAME: "bang", BUCKET_NAME: "kho-tep", METRICS_NAMESPACE: "OnlineServiceReports-prod" };

it("gives the metric that the alarm watches: its name, its namespace and just its dimensions", () => {
  const written: string[] = [];
  const missing = { reason: "chưa phát hành", unconfirmedYears: [] };
  // The library writes past the console that Lambda's runtime has put in place.
  const log = vi.spyOn(process.stdout, "write").mockImplementation((line) => written.push(String(line)) > 0);
  const { publishMetric: tell } = watchPorts(environment, TEMPLATES);
  tell({ province: "dong-nai", kind: "month", period: "2026-12", absent: true, ...missing });
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

/** Days of a year that are off although they are no weekend, as MM-DD. */
function weekdaysOff(workingDays: WorkingDays, year: number): string[] {
  const days = [...workingDays(year).off].filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));
  return days.map((day) => day.slice(5)).sort();
}

describe("the days off of a year without a list", () => {
  const { workingDays } = watchPorts(environment, TEMPLATES);

  it("are all five of Tết, both of Quốc khánh, and a day in lieu for each on a weekend", () => {
    // Mồng một Tết Mậu Thân is 26/1/2028, Giỗ Tổ 4/4; 1/1, 29/1, 30/4 and 2/9 fall on weekends.
    const tet = ["01-25", "01-26", "01-27", "01-28", "01-31"];
    expect(weekdaysOff(workingDays, 2028)).toEqual(["01-03", ...tet, "04-04", "05-01", "05-02", "09-01", "09-04"]);
    expect(workingDays(2028).confirmed).toBe(false);
  });

  it("are named to the operators when a report is missed by them, those of a confirmed list are not", async () => {
    const { looking, told } = await watching();
    await watch({ ...looking, workingDays }, eventOn("2028-06-23"));
    await watch({ ...looking, workingDays }, eventOn("2026-06-25"));
    expect(told.map(({ absent, unconfirmedYears }) => [absent, unconfirmedYears])).toEqual([
      [true, [2028]],
      [true, []],
    ]);
  });
});

it("looks for a report before Tết, not in it", async () => {
  const { workingDays } = watchPorts(environment, TEMPLATES);
  const { looking, told } = await watching();
  // Tết 2023 was 20/1–26/1: the last working day up to the 25th is Thursday the 19th, the one before it the 18th.
  const watched = WATCHED.map((one) => ({ ...one, inForce: [{ from: "2022-01-01", to: "2023-12-31" }] }));
  for (const day of ["2023-01-17", "2023-01-18"])
    await watch({ ...looking, workingDays }, { ...eventOn(day), watched });
  expect(told.map(({ absent }) => absent)).toEqual([false, true]);
});
