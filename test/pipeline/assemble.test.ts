import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import {
  AnswerInvalid,
  NotReported,
  ProvinceUnavailable,
  StoreDamaged,
  TooIncomplete,
} from "../../functions/domain/failure.ts";
import { type Assembled, assemble } from "../../functions/pipeline/assemble.ts";
import { publish } from "../../functions/pipeline/publish.ts";
import { render } from "../../functions/pipeline/render.ts";
import { type Draft, draftOf, reportName, sha256, storedAs } from "../../functions/pipeline/support/draft.ts";
import { COLLECTED } from "../../functions/pipeline/support/notes.ts";
import type { Ports } from "../../functions/ports/ports.ts";
import { markedAsDraft } from "../../functions/report/draft-mark.ts";
import { Report } from "../../functions/report/report.ts";
import { snapshotCopies } from "../../functions/store/snapshots/copies.ts";
import { snapshotItemKey } from "../../functions/store/snapshots/item.ts";
import { AGENCIES, type Bench, bench, SERIES } from "../helpers/runs/bench.ts";

const DOCUMENTS = [
  ...["bao-cao-cchc.pdf", "bao-cao-cchc.docx", "bao-cao-cchc.xlsx"],
  ...["bao-cao-cntt.pdf", "bao-cao-cntt.docx", "bao-cao-cntt.xlsx", "phu-luc.pdf"],
];
const JUNE = "counts Z1.X07 2023-05-15";

/** Revision 1, published. */
async function published(change: (world: Bench) => void = () => {}): Promise<Bench> {
  const world = await bench();
  change(world);
  await world.drafted("one");
  await publish(world.ports, { run: "one" });
  return world;
}

/** What another run of the same period comes to; everything is asked for again. */
async function again(world: Bench, ports: Ports = world.ports): Promise<Assembled> {
  await world.collected("two", { refresh: true });
  return assemble(ports, { run: "two" });
}

const NOTHING_NEW: Assembled = {
  outcome: "nothing-new",
  documents: [],
  standing: { series: SERIES, revision: 1 },
};

const answerOf = ({ said }: Bench, agency: string, from: string) => {
  const found = said.answers.counts.find((one) => one.agency === agency && one.from === from);
  if (found === undefined) throw new Error(`no answer of ${agency}`);
  return found;
};

describe("a first run", () => {
  test("drafts revision 1: its documents, its open data, nothing published", async () => {
    const world = await bench();
    await world.collected("one");
    const { outcome, documents, standing } = await assemble(world.ports, { run: "one" });
    expect([outcome, [...documents].sort(), standing]).toEqual(["new", DOCUMENTS.toSorted(), undefined]);
    const draft = await draftOf(world.ports, "one");
    expect(draft).toMatchObject({
      series: SERIES,
      revision: 1,
      state: "final",
      synthetic: false,
      programme: "brvt-qd-2023",
      window: { from: "2023-05-15", to: "2023-06-14" },
      dataAsOf: "2023-06-15T06:00:00+07:00",
      madeAt: "2023-06-20T03:00:00.000Z",
      code: "bench",
      earlier: [],
      gaps: [],
    });
    expect(draft.verification.address).toBe(`https://cong.tinh.gov.vn/verify/${draft.verification.code}`);
    expect(draft.prefix).toMatch(/^drafts\/ba-ria-vung-tau\/2023-06\/r1-[0-9a-f]{12}$/);
    expect([...world.bytes.keys()].filter((key) => key.startsWith("published/"))).toEqual([]);
    const counts = draft.snapshots.filter(({ kind }) => kind === "counts");
    expect(counts).toHaveLength(AGENCIES.length * 6);
    expect(new Set(counts.map(({ month }) => month)).size).toBe(6);
  });

  test("marks the months of the year as collected, also those that lack an agency", async () => {
    const world = await bench();
    world.said.failure = (question) => (question === JUNE ? new NotReported("x") : null);
    await world.collected("one");
    await assemble(world.ports, { run: "one" });
    const months = ["2023-01", "2023-02", "2023-03", "2023-04", "2023-05", "2023-06"];
    expect(await world.ports.snapshots.collected("ba-ria-vung-tau", false, [...months, "2023-07"], "nd09")).toEqual(
      new Set(months),
    );
  });

  test("draws on what every agency of the plan has left, and on nothing less", async () => {
    const world = await bench();
    await world.collected("one");
    const name = `${COLLECTED}Z1.S01`;
    const note = await world.ports.runs.get("one", name);
    if (typeof note !== "object" || note === null || !("refs" in note) || !Array.isArray(note.refs)) {
      throw new Error("no note");
    }
    await world.ports.runs.put("one", name, { ...note, refs: note.refs.slice(1) });
    await expect(assemble(world.ports, { run: "one" })).rejects.toThrow(StoreDamaged);
    await world.ports.runs.put("one", name, note);
    expect(await assemble(world.ports, { run: "one" })).toMatchObject({ outcome: "new" });
  });
});

describe("nothing is new", () => {
  test("where the same answers were read again, whenever, and whoever was asked in vain for what is stored", async () => {
    const world = await published();
    world.said.dataAsOf = "2023-06-19T06:00:00+07:00";
    world.setClock("2023-06-21T03:00:00Z");
    world.said.failure = (question) => (question === JUNE ? new ProvinceUnavailable("x", "503") : null);
    expect(await again(world)).toEqual(NOTHING_NEW);
  });

  test("where a gap is the same gap in other words", async () => {
    const world = await published(({ said }) => {
      said.failure = (question) => (question === JUNE ? new NotReported("x") : null);
    });
    world.said.failure = (question) => (question === JUNE ? new ProvinceUnavailable("x", "timeout") : null);
    expect(await again(world)).toEqual(NOTHING_NEW);
  });

  test("where the rows of an answer came in another order", async () => {
    const world = await published();
    for (const answer of world.said.answers.counts) answer.items?.reverse();
    expect(await again(world)).toEqual(NOTHING_NEW);
  });
});

test("nothing is new where what was stored was lost and the province gave it again, at another reading", async () => {
  const world = await bench({ bodyLimit: 0 });
  await world.drafted("one");
  await publish(world.ports, { run: "one" });
  const lost = [...world.bytes.keys()].filter((key) => key.startsWith("snapshots/"));
  expect(lost.length).toBeGreaterThan(AGENCIES.length * 6);
  for (const key of lost) world.bytes.delete(key);
  world.said.dataAsOf = "2023-06-19T06:00:00+07:00";

  await world.collected("two");
  expect(world.warnings.filter((words) => words.startsWith("Dữ liệu đã lưu bị thiếu hoặc hỏng"))).not.toEqual([]);
  const counts = { province: "ba-ria-vung-tau", synthetic: false, kind: "counts", agency: "Z1.S01" } as const;
  expect(await world.ports.snapshots.latest({ ...counts, from: "2023-05-15", to: "2023-06-14" })).toMatchObject({
    vintage: 2,
    dataAsOf: "2023-06-19T06:00:00+07:00",
  });
  expect(await assemble(world.ports, { run: "two" })).toEqual(NOTHING_NEW);
});

test("another version of the program alone is nothing new, and is issued anew where that is asked for", async () => {
  const world = await published();
  const ports = { ...world.ports, code: "bench-2" };
  const { standing, ...nothing } = NOTHING_NEW;
  const renewal = { revision: 1, from: "bench", to: "bench-2" };
  expect(await again(world, ports)).toEqual({ ...nothing, standing: { ...standing, renewal } });
  await world.collected("three", { reissue: true });
  expect(await assemble(ports, { run: "three" })).toMatchObject({ outcome: "new" });
  expect(await draftOf(ports, "three")).toMatchObject({ revision: 2, code: "bench-2" });
});

describe("something is new, and makes revision 2 with changes beside it", () => {
  test.each<[string, (world: Bench) => Ports]>([
    [
      "counts that were corrected",
      (world) => {
        answerOf(world, "Z1.S01", "2023-01-15").items?.pop();
        return world.ports;
      },
    ],
    [
      "an answer that is empty now",
      (world) => {
        answerOf(world, "Z1.S01", "2023-01-15").items = [];
        return world.ports;
      },
    ],
    [
      "figures that are provisional again",
      ({ said, ports }) => {
        said.status = "provisional";
        return ports;
      },
    ],
    [
      "agencies with other names",
      ({ said, ports }) => {
        said.answers.agencies = said.answers.agencies.map((one) => ({ ...one, name: `${one.name} mới` }));
        return ports;
      },
    ],
    [
      "templates that were changed",
      ({ ports }) => {
        const province: Ports["catalogue"]["province"] = (id) => ({
          ...ports.catalogue.province(id),
          place: "Nơi khác",
        });
        return { ...ports, catalogue: { ...ports.catalogue, province } };
      },
    ],
  ])("%s", async (_, change) => {
    const world = await published();
    const ports = change(world);
    world.said.dataAsOf = "2023-06-19T06:00:00+07:00";
    expect(await again(world, ports)).toMatchObject({ outcome: "new" });
    const first = await draftOf(world.ports, "one");
    const draft = await draftOf(world.ports, "two");
    expect([first.revision, draft.revision]).toEqual([1, 2]);
    expect(draft.prefix).toContain("/r2-");
    expect(draft.verification.code).not.toBe(first.verification.code);
    const hasChanges = ({ prefix }: typeof draft) => world.bytes.has(`${prefix}/changes.csv`);
    expect([hasChanges(first), hasChanges(draft)]).toEqual([false, true]);
  });

  test("figures that came late: the gap is gone, the revision is final", async () => {
    const world = await published(({ said }) => {
      said.failure = (question) => (question === JUNE ? new NotReported("x") : null);
    });
    expect(await draftOf(world.ports, "one")).toMatchObject({
      state: "provisional",
      gaps: [{ rule: "agency-missing", agency: "Z1.X07", actual: "404" }],
    });
    world.said.failure = () => null;
    expect(await again(world)).toMatchObject({ outcome: "new" });
    expect(await draftOf(world.ports, "two")).toMatchObject({ revision: 2, state: "final", gaps: [] });
  });

  test("another rule of a gap", async () => {
    const world = await published(({ said }) => {
      said.failure = (question) => (question === JUNE ? new NotReported("x") : null);
    });
    const fault = { procedure: "1", expected: "a", actual: "b" };
    world.said.failure = (question) => (question === JUNE ? new AnswerInvalid("x", fault) : null);
    expect(await again(world)).toMatchObject({ outcome: "new" });
  });
});

test("a report with provisional figures is provisional, also without a gap", async () => {
  const world = await bench();
  world.said.status = "provisional";
  await world.collected("one");
  await assemble(world.ports, { run: "one" });
  expect(await draftOf(world.ports, "one")).toMatchObject({ state: "provisional", gaps: [] });
});

test("a revision's data are as of the newest instant at which any of them was read", async () => {
  const world = await bench();
  world.said.status = "provisional";
  world.said.dataAsOf = "2023-06-15T23:00:00Z";
  await world.collected("one");
  // Later by the clock, though earlier in the alphabet.
  world.said.dataAsOf = "2023-06-15T21:00:00-05:00";
  answerOf(world, "Z1.S01", "2023-05-15").items?.pop();
  await world.collected("two");
  await assemble(world.ports, { run: "two" });
  expect((await draftOf(world.ports, "two")).dataAsOf).toBe("2023-06-15T21:00:00-05:00");
});

describe("a snapshot that the database has lost after it was published", () => {
  const KEY = {
    province: "ba-ria-vung-tau",
    synthetic: false,
    kind: "counts",
    agency: "Z1.X07",
    from: "2023-05-15",
    to: "2023-06-14",
  } as const;

  const lose = ({ table: { client, table } }: Bench, vintage: number) => {
    const { pk, sk } = snapshotItemKey(KEY, vintage);
    return client.send(new DeleteItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } } }));
  };
  const correct = (world: Bench) => answerOf(world, "Z1.X07", "2023-05-15").items?.pop();
  const NAMED =
    /số liệu hồ sơ của cơ quan Z1\.X07 .*bản chốt số \d.*; bản \d của .* đã dùng số liệu đó; khôi phục bản ghi đó/;

  test("is missed where an older vintage would take its place", async () => {
    const world = await published();
    correct(world);
    await again(world);
    await world.drafted("two", { refresh: true });
    await publish(world.ports, { run: "two" });
    await lose(world, 2);
    await world.collected("three");
    await expect(assemble(world.ports, { run: "three" })).rejects.toThrow(NAMED);
  });

  test("is missed where other rows were given its number", async () => {
    const world = await published();
    await lose(world, 1);
    correct(world);
    await expect(again(world)).rejects.toThrow(NAMED);
  });

  test("is missed where the agency cannot be asked again", async () => {
    const world = await published();
    await lose(world, 1);
    world.said.failure = (question) => (question === JUNE ? new ProvinceUnavailable("x", "503") : null);
    await expect(again(world)).rejects.toThrow(/không còn bản ghi; bản 1 của .* đã dùng số liệu đó/);
  });

  test("is not missed where the same answer gives it back", async () => {
    const world = await published();
    await lose(world, 1);
    expect(await again(world)).toEqual(NOTHING_NEW);
  });

  test("is known to be lost where a rescue has noted it: its agency may be a gap", async () => {
    const world = await published();
    const ref = await world.ports.snapshots.latest(KEY);
    if (ref === null) throw new Error("no snapshot");
    await lose(world, 1);
    await snapshotCopies(world.table, world.ports.objects).noteLost(ref);
    world.said.failure = (question) => (question === JUNE ? new ProvinceUnavailable("x", "503") : null);
    expect(await again(world)).toMatchObject({ outcome: "new" });
    expect((await draftOf(world.ports, "two")).gaps).toMatchObject([{ rule: "agency-missing", agency: "Z1.X07" }]);
  });
});

describe("the least that a report is published with", () => {
  /** All 18 pairs of agency and month but so many are missing. */
  const present = async (count: number): Promise<Bench> => {
    const world = await bench();
    const wanted = new Set(
      world.said.answers.counts.slice(0, count).map(({ agency, from }) => `counts ${agency} ${from}`),
    );
    world.said.failure = (question) =>
      question.startsWith("counts ") && !wanted.has(question) ? new NotReported("x") : null;
    await world.collected("one");
    return world;
  };

  test("is half of the pairs of agency and month", async () => {
    const world = await present(9);
    expect(await assemble(world.ports, { run: "one" })).toMatchObject({ outcome: "new" });
  });

  test("is not there with one pair less: the run fails by name, with both numbers, and nothing is drafted", async () => {
    const world = await present(8);
    const refused = assemble(world.ports, { run: "one" });
    await expect(refused).rejects.toThrow(TooIncomplete);
    await expect(refused).rejects.toThrow(/8\/18 .*50%/);
    await expect(draftOf(world.ports, "one")).rejects.toThrow(StoreDamaged);
    expect([...world.bytes.keys()].filter((key) => key.startsWith("drafts/"))).toEqual([]);
  });
});

describe("reports that were asked for by name", () => {
  test("are drafts: made also where nothing is new, of the revision that stands, without an address to verify", async () => {
    const world = await published();
    await world.collected("two", { reports: ["cntt"] });
    expect(await assemble(world.ports, { run: "two" })).toEqual({
      outcome: "draft",
      documents: ["bao-cao-cntt.pdf", "bao-cao-cntt.docx", "bao-cao-cntt.xlsx", "phu-luc.pdf"],
    });
    const draft = await draftOf(world.ports, "two");
    expect([draft.revision, draft.verification.address]).toEqual([1, null]);
    expect(draft.prefix).not.toBe((await draftOf(world.ports, "one")).prefix);
    // Held against no revision before the one that stands: there is none.
    expect(world.bytes.has(`${draft.prefix}/changes.csv`)).toBe(false);
  });

  test("say on every page that they are drafts; what is published does not", async () => {
    const world = await published();
    await world.collected("two", { reports: ["cntt"] });
    await assemble(world.ports, { run: "two" });
    await render(world.ports, { run: "two", document: "bao-cao-cntt.pdf" });
    const printed = (prefix: string) => new TextDecoder().decode(world.bytes.get(`${prefix}/bao-cao-cntt.pdf`));
    const stand = (report: Report): string => `%PDF- ${sha256(JSON.stringify(report))}\n`;
    const [draft, standing] = [await draftOf(world.ports, "two"), await draftOf(world.ports, "one")];
    const reportIn = ({ prefix }: Draft) =>
      storedAs(world.ports.objects, `${prefix}/${reportName("bao-cao-cntt")}`, Report);

    const report = await reportIn(draft);
    expect(markedAsDraft(report).labels).toEqual(["DỰ THẢO", ...report.labels]);
    expect(printed(draft.prefix)).toBe(stand(markedAsDraft(report)));
    expect(printed(standing.prefix)).toBe(stand(await reportIn(standing)));
  });

  test("are of the next revision where something is new", async () => {
    const world = await published();
    answerOf(world, "Z1.S01", "2023-01-15").items?.pop();
    await world.collected("two", { reports: ["cntt"], refresh: true });
    expect(await assemble(world.ports, { run: "two" })).toMatchObject({ outcome: "draft" });
    expect((await draftOf(world.ports, "two")).revision).toBe(2);
    expect((await world.ports.revisions.current(SERIES))?.revision).toBe(1);
  });

  test("of a later revision that stands are held against the one before it", async () => {
    const world = await published();
    answerOf(world, "Z1.S01", "2023-01-15").items?.pop();
    await world.drafted("two", { refresh: true });
    await publish(world.ports, { run: "two" });
    await world.collected("three", { reports: ["cntt"] });
    await assemble(world.ports, { run: "three" });
    const standing = await draftOf(world.ports, "two");
    const draft = await draftOf(world.ports, "three");
    expect(draft.revision).toBe(2);
    const changes = (prefix: string) => new TextDecoder().decode(world.bytes.get(`${prefix}/changes.csv`));
    expect(changes(draft.prefix)).toBe(changes(standing.prefix));
    expect(changes(draft.prefix).split("\r\n").length).toBeGreaterThan(2);
  });
});

test("two runs of the same inputs draft in places of their own", async () => {
  const world = await bench();
  await world.drafted("one");
  await world.drafted("two");
  const one = await draftOf(world.ports, "one");
  const two = await draftOf(world.ports, "two");
  expect(one.inputs).toBe(two.inputs);
  expect(one.prefix).not.toBe(two.prefix);
});
