/** Runs reports as the command line does: the real state machine, steps, stores and client, against a simulator. */

import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { runMachine } from "../../../functions/laptop/machine.ts";
import { openLocalWorld } from "../../../functions/laptop/world.ts";
import { assemble } from "../../../functions/pipeline/assemble.ts";
import { collect } from "../../../functions/pipeline/collect.ts";
import { plan } from "../../../functions/pipeline/plan.ts";
import { publish } from "../../../functions/pipeline/publish.ts";
import { render } from "../../../functions/pipeline/render.ts";
import type { Request } from "../../../functions/pipeline/support/request.ts";
import type { Ports, TemplateCatalogue } from "../../../functions/ports/ports.ts";
import { Report } from "../../../functions/report/report.ts";
import { Manifest } from "../../../functions/revisions/revision.ts";
import { type ProvinceApiOptions, provinceApi } from "../../../functions/sources/client.ts";

const DEFINITION = new URL("../../../infra/pipeline.asl.json", import.meta.url);
const definition: unknown = JSON.parse(readFileSync(DEFINITION, "utf8"));

export interface PlaceOptions {
  readonly url: string;
  readonly catalogue: TemplateCatalogue;
  readonly now: () => Date;
  /** Of the client; waits are not waited unless a test brings its own. */
  readonly client?: Partial<ProvinceApiOptions>;
  readonly documents?: boolean;
}

/** What stands published. */
export interface Standing {
  readonly outcome: string;
  readonly manifest: Manifest;
  readonly figures: string;
  readonly quality: string;
  readonly report: Report;
}

/** A state folder of its own, with the ports of a laptop on it. */
export interface Place {
  readonly ports: Ports;
  /** What the client has logged. */
  readonly log: string[];
  /** Waits that the client has asked for, in milliseconds. */
  readonly waits: number[];
  run(request: Pick<Request, "province" | "period"> & Partial<Request>): Promise<Standing>;
  close(): Promise<void>;
}

const CREDENTIALS = { clientId: "mo-phong", clientSecret: "mo-phong" };

function execute(ports: Ports, input: Request): Promise<unknown> {
  const handlers = {
    AwaitTurn: async () => ({ outcome: "given" }),
    Plan: (given: unknown) => plan(ports, given),
    CollectAgency: (given: unknown) => collect(ports, given),
    MissAgency: (given: unknown) => collect(ports, given),
    Assemble: (given: unknown) => assemble(ports, given),
    RenderDocument: (given: unknown) => render(ports, given),
    Publish: (given: unknown) => publish(ports, given),
    Notify: async () => ({}),
    NotifyFailure: async () => ({}),
    PublishApproved: (given: unknown) => publish(ports, given),
    AskApprovers: async () => ({}),
  };
  return runMachine({ definition, handlers, input, waitScale: 0 });
}

async function standing(ports: Ports, series: string, outcome: string): Promise<Standing> {
  const pointer = await ports.revisions.current(series);
  if (pointer === null) throw new Error(`nothing stands for ${series}`);
  const text = async (key: string) => new TextDecoder().decode((await ports.objects.get(key)) ?? new Uint8Array());
  const beside = (name: string) => text(`${dirname(pointer.manifestKey)}/${name}`);
  return {
    outcome,
    manifest: Manifest.parse(JSON.parse(await text(pointer.manifestKey))),
    figures: await beside("figures.csv"),
    quality: await beside("quality.csv"),
    report: Report.parse(JSON.parse(await beside("reports/bao-cao-cntt.json"))),
  };
}

/** Opens a place of its own. Documents are stand-ins of a few bytes unless asked for: what is tested is their data. */
export async function openPlace({ url, catalogue, now, client, documents = false }: PlaceOptions): Promise<Place> {
  const stateDir = await mkdtemp(join(tmpdir(), "noi-luu-"));
  const api = { url, ...CREDENTIALS, maxConcurrency: 4, retryBaseMs: 10 };
  const quiet = { progress: () => {}, warn: () => {} };
  const world = await openLocalWorld({ stateDir, api, catalogue, now, code: "thu-nghiem", ...quiet });
  const log: string[] = [];
  const waits: number[] = [];
  const wait = { sleep: async (ms: number) => void waits.push(ms), random: () => 0, retryBaseMs: 10 };
  const asking = { log: (line: string) => void log.push(line), ...wait, ...client };
  const province = provinceApi({ baseUrl: url, ...CREDENTIALS, now, maxConcurrency: 4, ...asking });
  const paper = async () => new TextEncoder().encode("tài liệu thay thế");
  const rendered = documents ? world.ports.render : { ...world.ports.render, pdf: paper, docx: paper, xlsx: paper };
  const check = documents ? world.ports.check : { pdf: async () => [], docx: async () => {}, xlsx: async () => {} };
  const ports: Ports = { ...world.ports, api: () => province, render: rendered, check };
  let runs = 0;
  return {
    ports,
    log,
    waits,
    async run(given) {
      runs += 1;
      const request = {
        run: `lan-${runs}`,
        programmes: null,
        reports: null,
        refresh: false,
        provisional: false,
        reissue: false,
        preview: false,
        ...given,
      };
      const result = z.object({ outcome: z.string() }).parse(await execute(ports, request));
      return standing(ports, `${request.province}/${request.period}`, result.outcome);
    },
    async close() {
      await province.close();
      await world.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

/**
 * The report's notes on reorganised agencies by code, of those that are no more and of those that they came to: whom the row
 * is of, what happened, how counts are taken, the last day.
 */
export function notesOf({ report }: Standing): Map<string, string> {
  const appendix = report.appendices.find(({ sheet }) => sheet === "Don vi thay doi");
  const notes = new Map<string, string>();
  for (const { cells } of appendix?.table.rows ?? []) {
    const [, ...said] = cells.map((cell) => cell.text);
    const note = said.join(" | ");
    for (const [, code = ""] of note.matchAll(/\(([\w.-]+)\)/g))
      notes.set(code, [notes.get(code) ?? "", note].join(" | "));
  }
  return notes;
}

const table = z.array(z.record(z.string(), z.string()));

/** The rows of a CSV text by the names in its head. */
export function rowsOf(csv: string): z.infer<typeof table> {
  return table.parse(parse(csv, { columns: true, bom: true }));
}
