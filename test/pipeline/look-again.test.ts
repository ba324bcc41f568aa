import { describe, expect, test } from "vitest";
import { RequestInvalid } from "../../functions/domain/failure.ts";
import { lookAgain } from "../../functions/pipeline/look-again.ts";
import { publish } from "../../functions/pipeline/publish.ts";
import { Request } from "../../functions/pipeline/support/request.ts";
import { type Bench, bench, SERIES } from "../helpers/runs/bench.ts";

const inForce = [{ from: "2023-06-06", to: "2030-12-31" }];
const MONTH = {
  province: "ba-ria-vung-tau",
  kind: "month",
  scheme: "nd09",
  inForce,
  days: [15, 18],
  due: 25,
  follow: 30,
};
const eventOn = (day: string, more: object = {}) => ({
  scheduledTime: `${day}T06:30:00+07:00`,
  followed: [{ ...MONTH, ...more }],
});

const NAME = (day: string) => `ba-ria-vung-tau_2023-06_${day}-again`;

/** A name is taken once, as by Step Functions. */
function executions() {
  const started = new Map<string, Request>();
  return {
    started,
    start: async (run: string, input: unknown): Promise<boolean> => {
      if (started.has(run)) return false;
      started.set(run, Request.parse(input));
      return true;
    },
  };
}

async function world(status: "final" | "provisional") {
  const made = await bench();
  made.said.status = status;
  await made.drafted("first");
  await publish(made.ports, { run: "first" });
  const runs = executions();
  return { made, runs, look: (event: unknown) => lookAgain({ ...made.ports, executions: runs }, event) };
}

/** Does all of a run that was started. */
async function done({ ports, drafted }: Bench, request: Request) {
  const { outcome } = await drafted(request.run, request);
  return outcome === "new" ? publish(ports, { run: request.run }) : { outcome };
}

describe("a provisional report", () => {
  test("is looked at again every day until its regime's last one; a second delivery starts nothing", async () => {
    const { runs, look } = await world("provisional");
    for (const day of ["2023-06-20", "2023-06-20", "2023-07-14", "2023-07-25", "2023-07-26"]) await look(eventOn(day));
    expect([...runs.started].map(([name, { completing }]) => [name, completing])).toEqual([
      [NAME("2023-06-20"), true],
      [NAME("2023-07-14"), true],
      [NAME("2023-07-25"), false],
    ]);
  });

  test("is left to the timetable on the days on which that starts runs of its period", async () => {
    const { look } = await world("provisional");
    expect(await look(eventOn("2023-06-18"))).toEqual([]);
    // Of the July period: June's own turn is over.
    expect(await look(eventOn("2023-07-18"))).toEqual([NAME("2023-07-18")]);
  });

  test("is issued anew once, when nothing is missing any more; what comes in between publishes nothing", async () => {
    const { made, runs, look } = await world("provisional");
    const counts = made.said.answers.counts;
    const outcomes: unknown[] = [];
    for (const day of ["2023-06-20", "2023-06-22", "2023-06-23", "2023-06-26"]) {
      if (day === "2023-06-22") counts.find(({ agency }) => agency === "Z1.S01")?.items?.pop();
      if (day === "2023-06-23") made.said.status = "final";
      for (const name of await look(eventOn(day))) {
        const request = runs.started.get(name);
        if (request !== undefined) outcomes.push(await done(made, request));
      }
    }
    expect(outcomes).toEqual([{ outcome: "nothing-new" }, { outcome: "nothing-new" }, { series: SERIES, revision: 2 }]);
    expect(await look(eventOn("2023-06-27"))).toEqual([]);
  });

  test("is issued on its last day with what has come, though something is missing for good", async () => {
    const { made, runs, look } = await world("provisional");
    made.said.answers.counts.find(({ agency }) => agency === "Z1.S01")?.items?.pop();
    const [name = ""] = await look(eventOn("2023-07-25"));
    const request = runs.started.get(name);
    if (request === undefined) throw new Error("nothing was started");
    expect(await done(made, request)).toEqual({ series: SERIES, revision: 2 });
  });
});

test("nothing is looked at again that is final, not published, or owed by no document", async () => {
  const final = await world("final");
  expect(await final.look(eventOn("2023-06-20"))).toEqual([]);
  const { look } = await world("provisional");
  expect(await look(eventOn("2023-06-20", { province: "dong-nai" }))).toEqual([]);
  expect(await look(eventOn("2023-06-20", { inForce: [{ from: "2022-01-01", to: "2023-05-31" }] }))).toEqual([]);
});

test("a manifest that is damaged keeps nobody from the other reports", async () => {
  const { made, look } = await world("provisional");
  const pointer = await made.ports.revisions.current(SERIES);
  made.bytes.set(pointer?.manifestKey ?? "", new TextEncoder().encode("{}"));
  expect(await look(eventOn("2023-06-20"))).toEqual([]);
  expect(made.warnings.join()).toMatch(/sai mã băm/);
});

test("an event without its time is refused", async () => {
  const { look } = await world("final");
  await expect(look({ followed: [MONTH] })).rejects.toThrow(RequestInvalid);
});
