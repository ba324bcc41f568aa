import { beforeEach, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { AccessDenied, AnswerInvalid, ProvinceUnavailable } from "../../functions/domain/failure.ts";
import type { TaskProgress } from "../../functions/domain/task.ts";
import { assemble } from "../../functions/pipeline/assemble.ts";
import { collect } from "../../functions/pipeline/collect.ts";
import { plan } from "../../functions/pipeline/plan.ts";
import { publish } from "../../functions/pipeline/publish.ts";
import { render } from "../../functions/pipeline/render.ts";
import { draftOf } from "../../functions/pipeline/support/draft.ts";
import { load } from "../../functions/pipeline/support/load.ts";
import { materialOf } from "../../functions/pipeline/support/material.ts";
import { collectedOf, planOf } from "../../functions/pipeline/support/notes.ts";
import { draftQuality } from "../../functions/pipeline/support/quality.ts";
import { gather, sourcesOf } from "../../functions/pipeline/support/sources.ts";
import { verify } from "../../functions/pipeline/verify.ts";
import type { Ports } from "../../functions/ports/ports.ts";
import type { Answer } from "../../functions/ports/province-api.ts";
import { lazyRenderers } from "../../functions/render/renderers.ts";
import { inputChanges } from "../../functions/revisions/change.ts";
import type { Manifest } from "../../functions/revisions/revision.ts";
import { type Answers, workedExample } from "../helpers/data/answers.ts";
import { apiOf } from "../helpers/runs/province.ts";
import { memoryStores } from "./memory.ts";

const catalogue = loadCatalogue(new URL("../../templates/", import.meta.url));
const [PROVINCE, QD_2023, LAST_DAY] = ["ba-ria-vung-tau", "brvt-qd-2023", "2023-06-14"];

const told = (agency: string, more: Partial<TaskProgress> = {}): TaskProgress => ({
  ...{ task: "VT23-T-C", agency, status: "in-progress", completedOn: null, note: "" },
  ...more,
});

let answers: Answers;
let progress: (programme: string) => Answer<TaskProgress>;
let asked: [programme: string, day: string][];
let ports: Ports;
beforeEach(() => {
  answers = workedExample();
  asked = [];
  says([]);
  const province = apiOf(() => answers);
  const tasks = async (programme: string, day: string) => {
    asked.push([programme, day]);
    return progress(programme);
  };
  const paper = async () => new TextEncoder().encode("tài liệu thay thế");
  ports = {
    ...memoryStores(),
    api: () => ({ ...province, tasks }),
    catalogue,
    render: { ...lazyRenderers(), pdf: paper, docx: paper, xlsx: paper },
    now: () => new Date("2026-01-05T03:00:00Z"),
    ...{
      code: "thu-nghiem",
      verifyBase: null,
      nationalPortal: null,
      unansweredAgencies: 10,
      check: { pdf: async () => [], docx: async () => {}, xlsx: async () => {} },
      progress: () => {},
      warn: () => {},
    },
  };
});

/** What the province says of every programme from now on. */
function says(rows: readonly TaskProgress[], status: "final" | "provisional" = "final"): void {
  progress = () => ({ rows, status, dataAsOf: "2023-06-15T06:00:00+07:00", synthetic: false });
}

function fails(error: Error): void {
  progress = () => {
    throw error;
  };
}

/** The example's catalogue as one that has stood since 2021. */
function withCatalogueOf2021(): void {
  answers = { ...answers, procedures: { "2021-01-14": answers.procedures["2023-01-14"] ?? [] } };
}

let runs = 0;
async function planned(more: { province?: string; period?: string; refresh?: boolean } = {}) {
  const run = `lan-${++runs}`;
  const request = {
    run,
    province: PROVINCE,
    period: "2023-06",
    programmes: null,
    reports: null,
    refresh: false,
    provisional: false,
  };
  const { agencies } = await plan(ports, { ...request, ...more });
  return { run, agencies, plan: await planOf(ports, run) };
}

/** Issues June 2023 and gives its manifest as far as it is drafted. */
async function issued(refresh = false): Promise<{ outcome: string; run: string; manifest: Manifest }> {
  const { run, agencies } = await planned({ refresh });
  for (const agency of agencies) await collect(ports, { run, agency });
  const { outcome, documents } = await assemble(ports, { run });
  for (const document of documents) await render(ports, { run, document });
  const { prefix: _, batches: __, ...draft } = await draftOf(ports, run);
  await publish(ports, { run });
  return { outcome, run, manifest: { ...draft, files: [], publishedAt: "" } };
}

const textOf = async (run: string, name: string): Promise<string> => {
  const { prefix } = await draftOf(ports, run);
  return new TextDecoder().decode((await ports.objects.get(`${prefix}/${name}`)) ?? undefined);
};

test("every programme of the run is asked for, on the last day of the report's window alone", async () => {
  withCatalogueOf2021();
  const { plan: made } = await planned({ period: "2021-Q3" });

  expect(asked.toSorted()).toEqual([
    ["brvt-kh92-2021", "2021-09-14"],
    ["brvt-kh93-2021", "2021-09-14"],
  ]);
  expect(made.tasks.map(({ kind, agency, from, to }) => [kind, agency, from, to]).sort()).toEqual([
    ["tasks", "brvt-kh92-2021", "2021-09-14", "2021-09-14"],
    ["tasks", "brvt-kh93-2021", "2021-09-14", "2021-09-14"],
  ]);
});

test("a programme whose tasks bind none of the agencies in force is not asked for", async () => {
  withCatalogueOf2021();
  const communes = answers.agencies.filter(({ level }) => level === "xa");
  answers = { ...answers, agencies: communes };
  await planned({ province: "quang-tri", period: "2021-06" });
  expect(asked).toEqual([]);

  const [office] = communes.map((one) => ({ ...one, level: "so" as const, name: "Văn phòng Ủy ban nhân dân tỉnh" }));
  answers = { ...answers, agencies: office === undefined ? [] : [office] };
  await planned({ province: "quang-tri", period: "2021-06" });
  expect(asked).toEqual([["quangtri-cv90-2021", "2021-06-14"]]);
});

test.each([
  ["out of reach", new ProvinceUnavailable("tiến độ", "503")],
  ["not of the contract", new AnswerInvalid("tiến độ", { procedure: "", expected: "1 row", actual: "2 rows" })],
])("a list that is %s leaves the run without it", async (_name, error) => {
  fails(error);
  const { plan: made, agencies } = await planned();

  expect(made.tasks).toEqual([]);
  expect(agencies).toHaveLength(17);
});

test("a refused token fails the run", async () => {
  fails(new AccessDenied("hỏi tiến độ"));
  await expect(planned()).rejects.toBeInstanceOf(AccessDenied);
});

test("what the province has closed is asked for again on refresh only, and stands where that fails", async () => {
  says([told("Z1.S01")], "provisional");
  expect((await planned()).plan.tasks).toMatchObject([{ vintage: 1, status: "provisional" }]);
  says([told("Z1.S01")]);
  expect((await planned()).plan.tasks).toMatchObject([{ vintage: 2, status: "final" }]);
  says([told("Z1.S01", { status: "done" })]);
  expect((await planned()).plan.tasks).toMatchObject([{ vintage: 2 }]);
  expect(asked).toHaveLength(2);
  fails(new ProvinceUnavailable("tiến độ", "timeout"));
  expect((await planned({ refresh: true })).plan.tasks).toMatchObject([{ vintage: 2 }]);
  says([told("Z1.S01", { status: "done" })]);
  expect((await planned({ refresh: true })).plan.tasks).toMatchObject([{ vintage: 3 }]);
});

test("a report is made from the progress that its manifest names, by programme", async () => {
  const rows = [told("Z1.S01"), told("Z1.H01", { status: "done", completedOn: "2023-06-12" })];
  says(rows);
  const { run, manifest } = await issued();

  const kept = manifest.snapshots.filter(({ kind }) => kind === "tasks");
  expect(kept).toMatchObject([{ agency: QD_2023, from: LAST_DAY, to: LAST_DAY, vintage: 1, month: "" }]);
  const made = await planOf(ports, run);
  const material = materialOf(catalogue, PROVINCE, made.programmes, made.programmesBefore, made.request.period);
  const gathered = await load(ports, await gather(ports, made, await collectedOf(ports, made)), material);
  const again = await load(ports, sourcesOf(manifest, "nd09"), material);
  expect(gathered.inputs.tasks).toEqual(new Map([[QD_2023, rows]]));
  expect(again.inputs.tasks).toEqual(gathered.inputs.tasks);
  expect(
    await verify({ ...ports, signed: { list: async () => [], add: async () => false } }, manifest.series, null),
  ).toMatchObject({ damaged: [], differing: [] });
});

test("a programme whose list failed is not among the inputs, and all that must report are named", async () => {
  fails(new ProvinceUnavailable("tiến độ", "503"));
  const { run, manifest } = await issued();

  const material = materialOf(catalogue, PROVINCE, [QD_2023], [QD_2023], "2023-06");
  expect((await load(ports, sourcesOf(manifest, "nd09"), material)).inputs.tasks).toEqual(new Map());
  const quality = await draftQuality(ports, run, await draftOf(ports, run), new Set());
  const lines = quality.split("\r\n").filter((line) => line.startsWith("tasks-missing"));
  expect(lines).toHaveLength(14);
  expect(lines[0]).toBe(
    `tasks-missing,warning,Z1.H01,,${LAST_DAY},${LAST_DAY},tasks,absent,Cơ quan chưa có báo cáo tiến độ nhiệm vụ`,
  );
  expect(await textOf(run, "reports/bao-cao-cntt.json")).toContain(
    "cơ quan chưa có báo cáo tiến độ nhiệm vụ: 14 trường hợp",
  );
});

test("new progress is a reason for a revision, and the cause of no changed figure", async () => {
  says([told("Z1.S01")]);
  const first = await issued();
  says([told("Z1.S01", { status: "done", completedOn: "2023-06-09" })]);
  const second = await issued(true);
  const changed = { kind: "tasks", agency: QD_2023, when: LAST_DAY, to: LAST_DAY, how: "changed" };

  expect(second).toMatchObject({ outcome: "new", manifest: { revision: 2 } });
  expect(inputChanges(first.manifest, second.manifest)).toEqual([changed]);
  expect((await textOf(second.run, "changes.csv")).trim().split("\r\n")).toHaveLength(1);

  says([told("Z1.S01"), told("Z1.S02")]);
  answers.counts.find((one) => one.agency === "Z1.S01" && one.from === "2023-01-15")?.items?.pop();
  const third = await issued(true);
  expect(inputChanges(second.manifest, third.manifest)).toHaveLength(2);
  const lines = (await textOf(third.run, "changes.csv")).trim().split("\r\n").slice(1);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toMatch(/,counts:Z1\.S01:2023-02:changed$/);
});
