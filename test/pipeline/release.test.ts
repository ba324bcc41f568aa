import { describe, expect, test } from "vitest";
import { RequestInvalid, RevisionConflict } from "../../functions/domain/failure.ts";
import { assemble } from "../../functions/pipeline/assemble.ts";
import { publish } from "../../functions/pipeline/publish.ts";
import { manifestOf } from "../../functions/pipeline/support/compile.ts";
import { draftOf, sha256 } from "../../functions/pipeline/support/draft.ts";
import { type DecidingPorts, decide } from "../../functions/pipeline/support/release/decide.ts";
import { shownFiles } from "../../functions/pipeline/support/release/shown.ts";
import { watch } from "../../functions/pipeline/watch.ts";
import type { ReportStatus } from "../../functions/ports/ports.ts";
import type { Decision } from "../../functions/revisions/release/approval.ts";
import { startedElsewhere } from "../../functions/revisions/run.ts";
import { runHistory } from "../../functions/store/history.ts";
import { type Bench, bench, SERIES } from "../helpers/runs/bench.ts";

const APPROVED = { release: { mode: "approved" } } as const;

const publishedKeys = (world: Bench): string[] => [...world.bytes.keys()].filter((key) => key.startsWith("published/"));

const deciding = (world: Bench): DecidingPorts => ({ ...world.ports, history: runHistory(world.table) });

const approval = (by: string): Omit<Decision, "at"> => ({ outcome: "approved", by, reason: "" });

/** Does all of a run; what publishing gives. */
async function run(world: Bench, name: string, more = {}) {
  const { outcome } = await world.drafted(name, more);
  return outcome === "new" ? publish(world.ports, { run: name }) : { outcome };
}

/** Fewer procedures have counts of the department than before. */
const change = (world: Bench): void =>
  void world.said.answers.counts.find(({ agency }) => agency === "Z1.S01")?.items?.pop();

async function files(world: Bench, prefix: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const inside = [...world.bytes].filter(([key]) => key.startsWith(`${prefix}/`));
  return new Map(inside.map(([key, bytes]) => [key.slice(prefix.length + 1), bytes]));
}

describe("where somebody has to agree", () => {
  test("a run ends with a finished draft, and nothing is published: no pointer, no file, however often it is repeated", async () => {
    const world = await bench(APPROVED);
    const awaiting = { series: SERIES, revision: 1, awaiting: true };
    expect(await run(world, "one")).toEqual(awaiting);
    expect(await publish(world.ports, { run: "one" })).toEqual(awaiting);
    // Taken up from its beginning, as after a process that died.
    expect(await run(world, "one")).toEqual({ outcome: "awaiting-release" });
    expect(await world.ports.revisions.current(SERIES)).toBeNull();
    expect(publishedKeys(world)).toEqual([]);
    expect(await world.ports.releases.of(SERIES)).toMatchObject([
      { run: "one", revision: 1, holds: [{ kind: "setting" }] },
    ]);
  });

  test("what is published after the approval is the draft, byte for byte, with who agreed, when and why", async () => {
    const world = await bench(APPROVED);
    await run(world, "one");
    const draft = await draftOf(world.ports, "one");
    const drafted = await files(world, draft.prefix);
    world.setClock("2023-06-21T03:00:00Z");
    const said = { outcome: "approved" as const, by: "Trần Thị B", reason: "đã đối chiếu" };
    expect(await decide(deciding(world), "one", said)).toMatchObject({ outcome: "decided" });
    expect(await publish(world.ports, { run: "two", release: "one" })).toEqual({ series: SERIES, revision: 1 });

    const pointer = await world.ports.revisions.current(SERIES);
    if (pointer === null) throw new Error("nothing is published");
    const manifest = await manifestOf(world.ports.objects, pointer);
    expect(manifest.approval).toEqual({ ...said, at: "2023-06-21T03:00:00.000Z" });
    const published = await files(world, pointer.manifestKey.replace(/\/[^/]*$/, ""));
    const same = manifest.files.map(({ name }) => name).filter((name) => name !== "quality.csv");
    expect(same.length).toBeGreaterThan(5);
    for (const name of same) expect(published.get(name), name).toEqual(drafted.get(name));
    expect(await world.ports.releases.of(SERIES)).toMatchObject([{ publishedAt: "2023-06-21T03:00:00.000Z" }]);
  });

  test("publishing it twice, and by two at once, is one revision", async () => {
    const world = await bench(APPROVED);
    await run(world, "one");
    await decide(deciding(world), "one", approval("B"));
    const calls = ["two", "three", "four"].map((name) => publish(world.ports, { run: name, release: "one" }));
    expect(await Promise.all(calls)).toEqual(Array(3).fill({ series: SERIES, revision: 1 }));
    const pointer = await world.ports.revisions.current(SERIES);
    expect(await publish(world.ports, { run: "five", release: "one" })).toEqual({ series: SERIES, revision: 1 });
    expect(await world.ports.revisions.current(SERIES)).toEqual(pointer);
    expect(await world.ports.revisions.history(SERIES)).toEqual([]);
  });

  test("nothing is published that nobody has agreed to, that was returned, or that is not what was agreed to", async () => {
    const world = await bench(APPROVED);
    await run(world, "one");
    await expect(publish(world.ports, { run: "two", release: "one" })).rejects.toThrow(RequestInvalid);
    await decide(deciding(world), "one", { outcome: "returned", by: "B", reason: "thiếu nguyên nhân" });
    await expect(publish(world.ports, { run: "two", release: "one" })).rejects.toThrow(RequestInvalid);
    expect(publishedKeys(world)).toEqual([]);

    const other = await bench(APPROVED);
    await run(other, "one");
    await decide(deciding(other), "one", approval("B"));
    // Whoever can write drafts can write the notes of their hashes, too.
    const forged = new TextEncoder().encode("target,rate\r\n");
    other.bytes.set(`${(await draftOf(other.ports, "one")).prefix}/figures.csv`, forged);
    await other.ports.runs.put("one", "file#figures.csv", { size: forged.byteLength, sha256: sha256(forged) });
    await expect(publish(other.ports, { run: "two", release: "one" })).rejects.toThrow(/khác với tệp đã được đồng ý/);
    expect(publishedKeys(other)).toEqual([]);
  });

  test("another run with the same data asks nobody again, and drafts nothing; with other data it replaces the draft", async () => {
    const world = await bench(APPROVED);
    await run(world, "one");
    const objects = world.bytes.size;
    expect(await run(world, "two")).toEqual({ outcome: "awaiting-release" });
    expect(world.bytes.size).toBe(objects);
    change(world);
    expect(await run(world, "three", { refresh: true })).toMatchObject({ awaiting: true });
    expect(await world.ports.releases.of(SERIES)).toMatchObject([{ run: "one" }, { run: "three" }]);
    expect(await decide(deciding(world), "one", approval("B"))).toEqual({
      outcome: "late",
      message: expect.stringMatching(/\(lần chạy one\) không còn hiệu lực: .*dự thảo mới hơn/),
    });
    expect(await decide(deciding(world), "three", approval("B"))).toMatchObject({ outcome: "decided" });
  });

  test("a returned draft is not drafted again by itself, but where that is asked for", async () => {
    const world = await bench(APPROVED);
    await run(world, "one");
    await decide(deciding(world), "one", { outcome: "returned", by: "B", reason: "thiếu" });
    expect(await run(world, "two")).toEqual({ outcome: "awaiting-release" });
    expect(await run(world, "three", { reissue: true })).toMatchObject({ awaiting: true });
    expect(await world.ports.releases.of(SERIES)).toHaveLength(2);
  });

  test("an approval that another revision has overtaken publishes nothing", async () => {
    const world = await bench(APPROVED);
    await run(world, "one");
    await decide(deciding(world), "one", approval("B"));
    change(world);
    await run(world, "two", { refresh: true });
    await decide(deciding(world), "two", approval("B"));
    await publish(world.ports, { run: "three", release: "two" });
    await expect(publish(world.ports, { run: "four", release: "one" })).rejects.toThrow(RevisionConflict);
    expect((await world.ports.revisions.current(SERIES))?.revision).toBe(1);
  });

  test("what is shown of it until then says that it is a draft, and no file stands for one put together of others", async () => {
    const world = await bench(APPROVED);
    await run(world, "one");
    const { prefix } = await draftOf(world.ports, "one");
    const shown = await shownFiles(world.ports, "one");
    expect(shown.map(({ name }) => name)).toContain("bao-cao-cntt.pdf");
    expect(shown.map(({ name }) => name)).not.toContain("quality.csv");
    for (const { name, key } of shown) {
      expect(world.bytes.has(key), key).toBe(true);
      expect(key).toBe(name.endsWith(".pdf") ? `${prefix}/shown/${name}` : `${prefix}/${name}`);
      if (name.endsWith(".pdf")) expect(world.bytes.get(key)).not.toEqual(world.bytes.get(`${prefix}/${name}`));
    }
  });
});

describe("a decision", () => {
  test("is made by one of several at once; the others are told by whom and when", async () => {
    const world = await bench(APPROVED);
    await run(world, "one");
    const names = ["B", "C", "D"];
    const ended = await Promise.all(names.map((by) => decide(deciding(world), "one", approval(by))));
    const winner = ended.findIndex(({ outcome }) => outcome === "decided");
    expect(ended.map(({ outcome }) => outcome).sort()).toEqual(["decided", "late", "late"]);
    const late = ended.filter(({ outcome }) => outcome === "late");
    for (const one of late)
      expect(one).toMatchObject({
        message: expect.stringContaining(`đã được ${names[winner]} đồng ý phát hành lúc 10 giờ`),
      });
    expect(await decide(deciding(world), "one", approval(names[winner] ?? ""))).toMatchObject({ outcome: "repeated" });
  });

  test("is not made by whoever started the run, however the name is written", async () => {
    const world = await bench(APPROVED);
    const history = runHistory(world.table);
    await history.open(startedElsewhere(world.request("one"), "2023-06-20T03:00:00.000Z", null, "Nguyễn Văn A"));
    await run(world, "one");
    for (const by of ["Nguyễn Văn A", "  nguyễn  văn a", "Nguyễn Văn A".normalize("NFD")]) {
      expect(await decide(deciding(world), "one", approval(by))).toMatchObject({ outcome: "own" });
    }
    expect(await world.ports.releases.of(SERIES)).toMatchObject([{ decision: null }]);
    expect(await decide(deciding(world), "one", approval("Trần Thị B"))).toMatchObject({ outcome: "decided" });
  });

  test("to return a draft needs a reason; of a run without a draft there is none to decide on", async () => {
    const world = await bench(APPROVED);
    await run(world, "one");
    const nothing = { outcome: "returned" as const, by: "B", reason: "  " };
    await expect(decide(deciding(world), "one", nothing)).rejects.toThrow(/Thiếu lý do/);
    expect(await decide(deciding(world), "khac", approval("B"))).toEqual({ outcome: "unknown" });
  });
});

describe("a result that is much emptier than the last", () => {
  test("waits for somebody to agree whatever the setting; one that is not does not", async () => {
    const world = await bench();
    expect(await run(world, "one")).toEqual({ series: SERIES, revision: 1 });
    change(world);
    expect(await run(world, "two", { refresh: true })).toEqual({ series: SERIES, revision: 2 });
    for (const answer of world.said.answers.counts) if (answer.agency !== "Z1.S01") answer.items?.splice(1);
    expect(await run(world, "three", { refresh: true })).toMatchObject({ revision: 3, awaiting: true });
    const [held] = await world.ports.releases.of(SERIES);
    expect(held?.holds[0]).toMatchObject({ kind: "total", than: { period: "2023-06", revision: 2 } });
    await decide(deciding(world), "three", approval("B"));
    expect(await publish(world.ports, { run: "four", release: "three" })).toEqual({ series: SERIES, revision: 3 });
  });

  test("is measured by the share that the province has set", async () => {
    const world = await bench({ release: { emptier: 100 } });
    await run(world, "one");
    for (const answer of world.said.answers.counts) answer.items?.splice(1);
    expect(await run(world, "two", { refresh: true })).toEqual({ series: SERIES, revision: 2 });
  });

  test("is compared with the period before where it is the first of its own", async () => {
    const world = await bench();
    const programmes = ["brvt-qd-2023"];
    expect(await run(world, "may", { period: "2023-05", programmes })).toMatchObject({ revision: 1 });
    for (const answer of world.said.answers.counts) if (answer.from === "2023-05-15") answer.items?.splice(1);
    expect(await run(world, "june", { programmes })).toMatchObject({ revision: 1, awaiting: true });
    const [held] = await world.ports.releases.of(`${SERIES}/brvt-qd-2023`);
    expect(held?.holds[0]).toMatchObject({ than: { period: "2023-05", revision: 1 } });
    // Of other programmes nothing was published.
    expect(await run(world, "other")).toEqual({ series: SERIES, revision: 1 });
  });

  test("is compared neither with made-up figures nor made-up figures with it", async () => {
    const world = await bench();
    world.said.synthetic = true;
    await run(world, "one");
    world.said.synthetic = false;
    for (const answer of world.said.answers.counts) answer.items?.splice(1);
    expect(await run(world, "two", { refresh: true })).toEqual({ series: SERIES, revision: 2 });
  });
});

test("when a report is released is no part of what it is made from: to change the setting publishes nothing", async () => {
  const world = await bench();
  await run(world, "one");
  const { catalogue } = world.ports;
  const release = { mode: "approved", emptier: 5 } as const;
  const ports = {
    ...world.ports,
    catalogue: { ...catalogue, province: (id: string) => ({ ...catalogue.province(id), release }) },
  };
  await world.collected("two");
  expect(await assemble(ports, { run: "two" })).toMatchObject({ outcome: "nothing-new" });
});

test("the watchdog says of a report that waits that it waits, of one that was returned that nothing is published", async () => {
  const world = await bench(APPROVED);
  await run(world, "one");
  const seen: ReportStatus[] = [];
  const looking = {
    ...world.ports,
    workingDays: () => ({ off: new Set<string>(), working: new Set<string>(), confirmed: true }),
    publishMetric: (status: ReportStatus) => void seen.push(status),
  };
  const inForce = [{ from: "2023-06-06", to: "2023-12-31" }];
  const watched = [{ province: "ba-ria-vung-tau", kind: "month", scheme: "nd09", inForce, due: 25, margin: 1 }];
  const event = { scheduledTime: "2023-06-23T02:00:00Z", watched };
  await watch(looking, event);
  await decide(deciding(world), "one", { outcome: "returned", by: "B", reason: "thiếu" });
  await watch(looking, event);
  expect(seen.map(({ absent, reason, awaiting }) => [absent, reason, awaiting])).toEqual([
    [true, "dự thảo đã lập xong, đang chờ đồng ý phát hành từ 10 giờ 00 phút ngày 20/6/2023", true],
    [true, "chưa phát hành", undefined],
  ]);
});
