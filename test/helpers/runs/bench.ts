import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import type { Province } from "../../../functions/domain/province.ts";
import { type Assembled, assemble } from "../../../functions/pipeline/assemble.ts";
import { collect } from "../../../functions/pipeline/collect.ts";
import { plan } from "../../../functions/pipeline/plan.ts";
import { render } from "../../../functions/pipeline/render.ts";
import type { Request } from "../../../functions/pipeline/support/request.ts";
import type { Ports, Renderers } from "../../../functions/ports/ports.ts";
import type { Answer, ProvinceApi } from "../../../functions/ports/province-api.ts";
import { lazyRenderers } from "../../../functions/render/renderers.ts";
import { sha256 } from "../../../functions/store/canonical.ts";
import { releaseStore } from "../../../functions/store/releases.ts";
import { revisionStore } from "../../../functions/store/revisions.ts";
import { runStore } from "../../../functions/store/runs.ts";
import { snapshotStore } from "../../../functions/store/snapshots.ts";
import { type Answers, workedExample } from "../data/answers.ts";
import { emptyTable, type MemoryTable, memoryObjects } from "../store/store.ts";
import { apiOf, PROVINCE } from "./province.ts";

export const PERIOD = "2023-06";
export const SERIES = `${PROVINCE}/${PERIOD}`;

/** A department, a district and a commune of it: all three have counts for every month of the year up to June 2023. */
export const AGENCIES: readonly string[] = ["Z1.S01", "Z1.H01", "Z1.X07"];

const templates = loadCatalogue(new URL("../../../templates/", import.meta.url));

/** What the province says; a test changes it between the steps. */
export interface Said {
  answers: Answers;
  status: "final" | "provisional";
  dataAsOf: string;
  synthetic: boolean;
  /** What a question ends with instead of its answer ("counts Z1.S01 2022-12-15", "agencies 2023-06-14"); null for nothing. */
  failure: (question: string) => Error | null;
}

/** The steps of a run in this process, over real stores of a test's own; documents are stand-ins of what is in them. */
export interface Bench {
  readonly ports: Ports;
  readonly table: MemoryTable;
  /** Bytes by key: a test may look at them, and damage them. */
  readonly bytes: Map<string, Uint8Array>;
  readonly said: Said;
  /** Every question that the province was asked, in order. */
  readonly asked: string[];
  readonly warnings: string[];
  setClock(instant: string): void;
  request(run: string, more?: Partial<Request>): Request;
  /** Plans a run and collects every agency. */
  collected(run: string, more?: Partial<Request>): Promise<void>;
  /** Does all of a run but publishing. */
  drafted(run: string, more?: Partial<Request>): Promise<Assembled>;
}

/** The worked example cut down to them. */
export function fewAgencies(): Answers {
  const whole = workedExample();
  const known = new Set(AGENCIES);
  return {
    ...whole,
    agencies: whole.agencies.filter(({ code }) => known.has(code)),
    measures: whole.measures.filter(({ agency }) => known.has(agency)),
    counts: whole.counts.filter(({ agency }) => known.has(agency)),
  };
}

/** Documents made of nothing but what is in them, so they differ where it does. */
function standIns(): Renderers {
  const paper = (kind: string) => async (content: unknown) =>
    new TextEncoder().encode(`${kind} ${sha256(JSON.stringify(content))}\n`);
  return {
    ...lazyRenderers(),
    pdf: paper("%PDF-"),
    docx: paper("docx"),
    xlsx: paper("xlsx"),
    merged: paper("merged"),
    firstPage: paper("png"),
  };
}

function apiSaying(said: Said, asked: string[]): ProvinceApi {
  const api = apiOf(() => said.answers);
  const answer = async <Given extends Answer<unknown>>(question: string, ask: () => Promise<Given>): Promise<Given> => {
    asked.push(question);
    const failure = said.failure(question);
    if (failure !== null) throw failure;
    const { status, dataAsOf, synthetic } = said;
    return { ...(await ask()), status, dataAsOf, synthetic };
  };
  return {
    agencies: (day) => answer(`agencies ${day}`, () => api.agencies(day)),
    procedures: (day) => answer(`procedures ${day}`, () => api.procedures(day)),
    measures: (day) => answer(`measures ${day}`, () => api.measures(day)),
    counts: (agency, window) => answer(`counts ${agency} ${window.from}`, () => api.counts(agency, window)),
    systems: (agency, window) => api.systems(agency, window),
    tasks: (programme, day) => answer(`tasks ${programme} ${day}`, () => api.tasks(programme, day)),
  };
}

const releasing = (province: Province, release: Partial<Province["release"]>): Province => ({
  ...province,
  release: { ...province.release, ...release },
});

interface BenchOptions {
  readonly bodyLimit?: number;
  readonly release?: Partial<Province["release"]>;
}

/**
 * A province, empty stores and a clock for one test.
 *
 * @param release when the province releases its reports; as its templates have it unless told
 * @param bodyLimit bytes of a snapshot's rows from which they lie with the objects; as in the store unless told
 */
export async function bench({ bodyLimit, release = {} }: BenchOptions = {}): Promise<Bench> {
  const table = await emptyTable();
  const objects = memoryObjects();
  const asked: string[] = [];
  const warnings: string[] = [];
  let clock = new Date("2023-06-20T03:00:00Z");
  const said: Said = {
    answers: fewAgencies(),
    status: "final",
    dataAsOf: "2023-06-15T06:00:00+07:00",
    synthetic: false,
    failure: () => null,
  };
  const api = apiSaying(said, asked);
  const ports: Ports = {
    api: () => api,
    snapshots: snapshotStore({ ...table, objects, ...(bodyLimit === undefined ? {} : { bodyLimit }) }),
    runs: runStore(table),
    revisions: revisionStore(table),
    releases: releaseStore(table),
    objects,
    catalogue: { ...templates, province: (id) => releasing(templates.province(id), release) },
    render: standIns(),
    check: { pdf: async () => [], docx: async () => {}, xlsx: async () => {} },
    now: () => clock,
    code: "bench",
    verifyBase: "https://cong.tinh.gov.vn/verify",
    nationalPortal: null,
    unansweredAgencies: 10,
    progress: () => {},
    warn: (message) => warnings.push(message),
  };
  const request = (run: string, more: Partial<Request> = {}): Request => ({
    run,
    province: PROVINCE,
    period: PERIOD,
    programmes: null,
    reports: null,
    refresh: false,
    provisional: false,
    reissue: false,
    preview: false,
    ...more,
  });
  const collected = async (run: string, more: Partial<Request> = {}): Promise<void> => {
    const { agencies } = await plan(ports, request(run, more));
    for (const agency of agencies) await collect(ports, { run, agency });
  };
  return {
    ports,
    table,
    bytes: objects.bytes,
    said,
    asked,
    warnings,
    setClock: (instant) => {
      clock = new Date(instant);
    },
    request,
    collected,
    async drafted(run, more) {
      await collected(run, more);
      const assembled = await assemble(ports, { run });
      for (const document of assembled.documents) await render(ports, { run, document });
      return assembled;
    },
  };
}
