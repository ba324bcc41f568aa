import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { WorkbookCell } from "../../functions/domain/workbook.ts";
import { runMachine } from "../../functions/local/machine.ts";
import type { Ports } from "../../functions/ports.ts";
import { assemble } from "../../functions/steps/assemble.ts";
import { collect } from "../../functions/steps/collect.ts";
import { plan } from "../../functions/steps/plan.ts";
import { publish } from "../../functions/steps/publish.ts";
import { render } from "../../functions/steps/render.ts";
import { text } from "../render/sample.ts";
import { command, folder } from "../whole/command.ts";
import { CREDENTIALS, exampleProvince } from "../whole/example-province.ts";
import { world } from "../whole/world.ts";
import { withCell } from "./reports.ts";

const definition: unknown = JSON.parse(readFileSync(new URL("../../infra/pipeline.asl.json", import.meta.url), "utf8"));

async function province() {
  const opened = await exampleProvince();
  onTestFinished(() => opened.close());
  return opened;
}

async function execute(ports: Ports, run: string): Promise<void> {
  const handlers = {
    Plan: (input: unknown) => plan(ports, input),
    CollectAgency: (input: unknown) => collect(ports, input),
    MissAgency: (input: unknown) => collect(ports, input),
    Assemble: (input: unknown) => assemble(ports, input),
    RenderDocument: (input: unknown) => render(ports, input),
    Publish: (input: unknown) => publish(ports, input),
    Notify: async () => ({}),
    NotifyFailure: async () => ({}),
  };
  const request = { province: "ba-ria-vung-tau", period: "2023-06", programmes: null };
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
    message: expect.stringMatching(/bao-cao-cntt\.pdf, trang \d+, .* in "745", figures\.csv là "744"/),
  });
  expect(asked).toBe(1);
  expect(kept.filter((key) => key.endsWith("bao-cao-cntt.pdf"))).toEqual([]);
  expect(await ports.revisions.current("ba-ria-vung-tau/2023-06")).toBe(null);

  await execute(ports, "second");
  expect(await ports.revisions.current("ba-ria-vung-tau/2023-06")).toMatchObject({ revision: 1 });
});

test("a workbook with one wrong digit is not kept, and nothing is published", async () => {
  const { ports } = await world(await province(), folder());
  const isCount = (cell: WorkbookCell | undefined) => cell?.type === "formula" && cell.format === "count";
  const faulty: Ports = {
    ...ports,
    render: {
      ...ports.render,
      xlsx: (workbook) => {
        const sheets = workbook.sheets.map((sheet) => {
          const at = sheet.rows.findIndex(({ figure, cells }) => figure?.scope === "agency" && isCount(cells[2]));
          const wrong = (cell: WorkbookCell): WorkbookCell =>
            cell.type === "formula" ? { ...cell, result: 745 } : cell;
          const rows = sheet.rows.map((row, index) =>
            index === at
              ? { ...row, cells: row.cells.map((cell, column) => (column === 2 ? wrong(cell) : cell)) }
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
    message: expect.stringMatching(/bao-cao-c\w+\.xlsx, trang tính Sở ngành, .* in "745", figures\.csv là /),
  });
  expect(await ports.revisions.current("ba-ria-vung-tau/2023-06")).toBe(null);
});

test("a run whose document breaks a rule ends with a sentence that names it, and publishes nothing", async () => {
  const { url, behaviour } = await province();
  for (const agency of behaviour.answers.agencies)
    if (agency.code === "Z1.X03") Object.assign(agency, { name: "undefined" });
  const place = folder();
  const where = ["--api", url, "--out", join(place, "out"), "--state", join(place, "state")];
  const ended = await command(["--province", "ba-ria-vung-tau", "--period", "2023-06", ...where], CREDENTIALS);
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toMatch(
    /Văn bản bao-cao-(cntt|cchc)\.pdf sai thể thức, trang \d+, quy tắc forbidden-words: .*chưa phát hành\. Sửa nội dung/,
  );
  expect(existsSync(join(place, "out"))).toBe(false);
});
