import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readDrafts } from "../../functions/cli/drafts.ts";
import { runMachine } from "../../functions/laptop/machine.ts";
import { assemble } from "../../functions/pipeline/assemble.ts";
import { collect } from "../../functions/pipeline/collect.ts";
import { plan } from "../../functions/pipeline/plan.ts";
import { publish } from "../../functions/pipeline/publish.ts";
import { render } from "../../functions/pipeline/render.ts";
import { verify } from "../../functions/pipeline/verify.ts";
import { viewOf } from "../../functions/portal/actions/progress.ts";
import { RunDetailSchema, runDetailOf } from "../../functions/portal/routes/run-schema.ts";
import type { Ports } from "../../functions/ports/ports.ts";
import type { WorkbookCell } from "../../functions/report/workbook.ts";
import type { RunRecord } from "../../functions/revisions/run.ts";
import { withCell } from "../helpers/documents/reports.ts";
import { text } from "../helpers/documents/sample.ts";
import { command, folder } from "../helpers/runs/command.ts";
import { CREDENTIALS, exampleProvince } from "../helpers/runs/example-province.ts";
import { world } from "../helpers/runs/world.ts";

/** A run that is under way. */
const RECORD: RunRecord = {
  ...{ id: "", province: "ba-ria-vung-tau", period: "2023-06", programmes: null, refresh: false, provisional: false },
  ...{ reason: "", origin: "elsewhere", by: "", requestedAt: "2023-06-16T01:00:00Z", cancel: null, lease: null },
  reissue: false,
  preview: false,
  begunAt: "2023-06-16T01:00:00Z",
  end: null,
};

const definition: unknown = JSON.parse(readFileSync(new URL("../../infra/pipeline.asl.json", import.meta.url), "utf8"));

async function province() {
  const opened = await exampleProvince();
  onTestFinished(() => opened.close());
  return opened;
}

async function execute(ports: Ports, run: string, reports: readonly string[] | null = null): Promise<void> {
  const handlers = {
    AwaitTurn: async () => ({ outcome: "given" }),
    Plan: (input: unknown) => plan(ports, input),
    CollectAgency: (input: unknown) => collect(ports, input),
    MissAgency: (input: unknown) => collect(ports, input),
    Assemble: (input: unknown) => assemble(ports, input),
    RenderDocument: (input: unknown) => render(ports, input),
    Publish: (input: unknown) => publish(ports, input),
    Notify: async () => ({}),
    NotifyFailure: async () => ({}),
    PublishApproved: async () => ({}),
    AskApprovers: async () => ({}),
  };
  const request = { province: "ba-ria-vung-tau", period: "2023-06", programmes: null, reports };
  const input = { run, ...request, refresh: false, provisional: false };
  await runMachine({ definition, handlers, input, waitScale: 0 });
}

test("a document with one wrong digit is not kept and not asked for again, and the next run publishes a right one", async () => {
  const { ports } = await world(await province(), folder());
  const kept: string[] = [];
  let asked = 0;
  const faulty: Ports = {
    ...ports,
    objects: {
      ...ports.objects,
      put: (key, ...given) => {
        kept.push(key);
        return ports.objects.put(key, ...given);
      },
    },
    render: {
      ...ports.render,
      pdf: (report, ...given) => {
        if (report.report !== "cntt") return ports.render.pdf(report, ...given);
        asked += 1;
        const place = { row: /^Toàn tỉnh$/, column: 2 };
        return ports.render.pdf(withCell(report, /^TỔNG HỢP KẾT QUẢ THỰC HIỆN/, place, text("745")), ...given);
      },
    },
  };
  await expect(execute(faulty, "first")).rejects.toMatchObject({
    name: "FiguresDiffer",
    message: expect.stringMatching(/bao-cao-cntt\.pdf, trang \d+, .* in "745", figures\.csv là "21,64"/),
  });
  expect(asked).toBe(1);
  expect(kept.filter((key) => key.endsWith("bao-cao-cntt.pdf"))).toEqual([]);
  expect(await ports.revisions.current("ba-ria-vung-tau/2023-06")).toBe(null);

  await execute(ports, "second");
  expect(await ports.revisions.current("ba-ria-vung-tau/2023-06")).toMatchObject({ revision: 1 });
});

/** The column of numerators of the period on the sheet of agencies (F). */
const WRONG = 5;

test("a workbook with one wrong digit is not kept, and nothing is published", async () => {
  const { ports } = await world(await province(), folder());
  const isCount = (cell: WorkbookCell | undefined) => cell?.type === "formula" && cell.format === "count";
  const faulty: Ports = {
    ...ports,
    render: {
      ...ports.render,
      xlsx: (workbook) => {
        const sheets = workbook.sheets.map((sheet) => {
          const at = sheet.rows.findIndex(({ figure, cells }) => figure?.scope === "agency" && isCount(cells[WRONG]));
          const wrong = (cell: WorkbookCell): WorkbookCell =>
            cell.type === "formula" ? { ...cell, result: 745 } : cell;
          const rows = sheet.rows.map((row, index) =>
            index === at
              ? { ...row, cells: row.cells.map((cell, column) => (column === WRONG ? wrong(cell) : cell)) }
              : row,
          );
          return { ...sheet, rows };
        });
        return ports.render.xlsx({ ...workbook, sheets });
      },
    },
  };
  await expect(execute(faulty, "first")).rejects.toMatchObject({
    name: "FiguresDiffer",
    message: expect.stringMatching(/bao-cao-c\w+\.xlsx, trang tính Đơn vị, .* in "745", figures\.csv là /),
  });
  expect(await ports.revisions.current("ba-ria-vung-tau/2023-06")).toBe(null);
});

/** An agency whose name is a word of the machine: the documents that print it break `forbidden-words`. */
async function unsettingProvince() {
  const opened = await province();
  for (const agency of opened.behaviour.answers.agencies)
    if (agency.code === "Z1.X03") Object.assign(agency, { name: "undefined" });
  return opened;
}

const SERIES = "ba-ria-vung-tau/2023-06";
const WARNED =
  /^layout,notice,,,2023-05-15,2023-06-14,"?forbidden-words: .+,"?(bao-cao-(cchc|cntt)|phu-luc)\.pdf, trang \d+: ""undefined"": /;

test("a run whose document breaks a rule of typesetting publishes, and says so in quality.csv and of the run", async () => {
  const { ports } = await world(await unsettingProvince(), folder());
  await execute(ports, "first");
  const pointer = await ports.revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing was published");
  const place = pointer.manifestKey.replace(/[^/]*$/, "");
  const read = async (): Promise<string> =>
    new TextDecoder().decode((await ports.objects.get(`${place}quality.csv`)) ?? undefined);
  const quality = await read();
  const rules = quality.split("\r\n").map((line) => line.split(",")[0]);
  expect(quality.split("\r\n").filter((line) => line.startsWith("layout,"))).toEqual([
    expect.stringMatching(WARNED),
    expect.stringMatching(WARNED),
    expect.stringMatching(WARNED),
  ]);
  expect(rules.indexOf("layout")).toBeGreaterThan(rules.lastIndexOf("tasks-missing"));

  const record = { ...RECORD, id: "first" };
  const view = await viewOf(ports, record);
  const { warnings } = RunDetailSchema.parse(runDetailOf(view, ports.now()));
  expect(warnings).toEqual(view.warnings);
  expect(warnings.map(({ document, rule }) => `${document} ${rule}`)).toEqual([
    "bao-cao-cchc.pdf forbidden-words",
    "bao-cao-cntt.pdf forbidden-words",
    "phu-luc.pdf forbidden-words",
  ]);

  expect(await verify(ports, SERIES, null)).toMatchObject({ damaged: [], differing: [] });
  expect(await publish(ports, { run: "first" })).toEqual({ series: SERIES, revision: 1 });
  await execute(ports, "second");
  expect(await ports.revisions.current(SERIES)).toEqual(pointer);
  expect(await read()).toBe(quality);
});

test("drafts have a quality.csv of their own documents", async () => {
  const { ports } = await world(await unsettingProvince(), folder());
  await execute(ports, "drafts", ["don-vi/Z1.X03"]);
  const { files } = await readDrafts(ports, "drafts");
  const lines = new TextDecoder().decode(files.get("quality.csv")).split("\r\n");
  expect(lines.filter((line) => line.startsWith("layout,"))).toEqual([
    expect.stringMatching(/don-vi\/Z1\.X03\.pdf, trang \d+: ""undefined""/i),
  ]);
  expect(await ports.revisions.current(SERIES)).toBe(null);
});

test("the command says how many rules of typesetting a report breaks", async () => {
  const { url } = await unsettingProvince();
  const place = folder();
  const where = ["--api", url, "--out", join(place, "out"), "--state", join(place, "state")];
  const ended = await command(["--province", "ba-ria-vung-tau", "--period", "2023-06", ...where], CREDENTIALS);
  expect(ended).toMatchObject({ code: 0 });
  expect(ended.stdout).toMatch(/\n3 lưu ý về trình bày, không ảnh hưởng số liệu; xem quality\.csv\.\n/);
  const quality = readFileSync(join(place, "out", ...SERIES.split("/"), "r1", "quality.csv"), "utf8");
  expect(quality).toMatch(new RegExp(WARNED.source, "m"));
});
