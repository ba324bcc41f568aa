import { z } from "zod";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { lazyChecks } from "../../functions/check/checks.ts";
import { CoarseCounts, CoarseField } from "../../functions/domain/counts.ts";
import { AnswerInvalid, NotReported, ProvinceUnavailable, TooIncomplete } from "../../functions/domain/failure.ts";
import { type AgencyScore, AgencyScores } from "../../functions/domain/figures/scores.ts";
import { futureFault } from "../../functions/domain/instant.ts";
import { Programme } from "../../functions/domain/programme.ts";
import { Finding } from "../../functions/domain/quality/finding.ts";
import { assemble } from "../../functions/pipeline/assemble.ts";
import { collect } from "../../functions/pipeline/collect.ts";
import { plan } from "../../functions/pipeline/plan.ts";
import type { ObjectStore, Ports, TemplateCatalogue } from "../../functions/ports/ports.ts";
import type { Answer, ProvinceApi } from "../../functions/ports/province-api.ts";
import { lazyRenderers } from "../../functions/render/renderers.ts";
import { withoutRuleVi } from "../helpers/data/quality-csv.ts";
import { lowestTerms } from "./computation/fraction.ts";
import { trialProgramme } from "./provinces/trial.ts";
import {
  askedAt,
  type CoarseRow,
  catalogueOn,
  type countNames,
  faultOf,
  listedOn,
  ordinaryReading,
  type ProcedureRecord,
  type Question,
  type RawRow,
  type Says,
  type World,
} from "./provinces/world.ts";

/** What a run keeps its things in. */
export type Stores = Pick<Ports, "snapshots" | "runs" | "revisions" | "releases"> & {
  readonly objects: ObjectStore & { readonly bytes: ReadonlyMap<string, Uint8Array> };
};

/** The published tables, or that the run was refused for too many gaps. */
export type Outcome =
  | { readonly figures: string; readonly quality: string; readonly scores: string }
  | "too incomplete";

const templates = loadCatalogue(new URL("../../templates/", import.meta.url));

const nfc = (text: string): string => text.normalize("NFC");

function answer<Row>(rows: readonly Row[], provisional = false, dataAsOf = ordinaryReading): Answer<Row> {
  const status = provisional ? ("provisional" as const) : ("final" as const);
  return { rows, status, dataAsOf, synthetic: false };
}

const number = (row: RawRow, name: (typeof countNames)[number]): number => row.counts[name] ?? Number.NaN;

const countsOf = (row: RawRow) => ({
  procedure: row.procedure,
  openingBacklog: number(row, "openingBacklog"),
  onlineRemote: number(row, "onlineRemote"),
  onlineAssisted: number(row, "onlineAssisted"),
  counter: number(row, "counter"),
  postal: number(row, "postal"),
  resolvedEarly: number(row, "resolvedEarly"),
  resolvedOnTime: number(row, "resolvedOnTime"),
  resolvedLate: number(row, "resolvedLate"),
  resolvedOnline: number(row, "resolvedOnline"),
  withdrawn: number(row, "withdrawn"),
  pendingInTime: number(row, "pendingInTime"),
  pendingOverdue: number(row, "pendingOverdue"),
  returnedCounter: number(row, "returnedCounter"),
  returnedPostal: number(row, "returnedPostal"),
  returnedElectronic: number(row, "returnedElectronic"),
  digitisedResults: number(row, "digitisedResults"),
  feeDossiers: number(row, "feeDossiers"),
  paidOnlineDossiers: number(row, "paidOnlineDossiers"),
  payments: number(row, "payments"),
  onlinePayments: number(row, "onlinePayments"),
});

/** What is not told is null. */
const coarseOf = ({ field, told }: CoarseRow): CoarseCounts =>
  CoarseCounts.parse({
    ...Object.fromEntries(CoarseField.options.map((name) => [name, null])),
    ...told,
    field,
  });

/** The client of a province that says this: whole answers in NFC, or the failures of functions/domain/failure.ts. */
export function apiOf(says: Says): ProvinceApi {
  const named = (one: ProcedureRecord): ProcedureRecord => ({ ...one, name: nfc(one.name), field: nfc(one.field) });
  return {
    async agencies(asOf) {
      const listed = listedOn(says, asOf);
      return answer(listed.map((one) => ({ ...one, name: nfc(one.name), successors: [...one.successors] })));
    },
    procedures: async (asOf) => answer(catalogueOn(says, asOf).map(named)),
    async measures(asOf) {
      const rows = says.measures[asOf];
      if (rows === undefined || rows === null) throw new ProvinceUnavailable(`measures ${asOf}`, "503");
      return answer(rows);
    },
    systems: () => [],
    async counts(agency, window) {
      const what = `counts ${agency} ${window.to}`;
      const said = says.counts[`${agency}|${window.to.slice(0, 7)}`];
      if (said === undefined) return answer([]);
      if (said.kind === "absent") throw new NotReported(what);
      if (said.kind === "down") throw new ProvinceUnavailable(what, said.reason);
      const fault = futureFault(said.readAt, new Date(askedAt)) ?? (said.kind === "rows" ? faultOf(said.rows) : null);
      if (fault !== null) throw new AnswerInvalid(what, fault);
      if (said.kind === "coarse") return answer(said.rows.map(coarseOf), said.provisional, said.readAt);
      return answer(said.rows.map(countsOf), said.provisional, said.readAt);
    },
    async tasks(programme, asOf) {
      const rows = says.tasks[asOf];
      if (rows === undefined || rows === null) throw new ProvinceUnavailable(`tasks ${programme} ${asOf}`, "503");
      return answer(rows);
    },
  };
}

/** The made-up document as its file would have it. */
function trialOf(): Programme {
  const { id, province, issued, lastDay, exceptions, targets } = trialProgramme;
  const name = "Văn bản thử nghiệm";
  return Programme.parse({
    ...{ id, province, issued, citation: name, shortName: name, title: name, issuer: name },
    inForce: { to: lastDay },
    exceptions: exceptions.map((one) => ({ name: one, clause: "1" })),
    ocrCorrections: [],
    targets: targets.map(({ thresholds, ...target }) => {
      const numbers = Object.entries(thresholds).map(([level, text]) => [level, Number(text)]);
      return { ...target, name, clause: "1", quote: name, thresholds: Object.fromEntries(numbers) };
    }),
  });
}

/** The real data under templates/ and the made-up document, a province's scheme replaced. */
export function catalogueWith(scheme: Question["scheme"]): TemplateCatalogue {
  const province: TemplateCatalogue["province"] = (id) => {
    const real = templates.province(id);
    return { ...real, regime: { ...real.regime, scheme } };
  };
  const trial = trialOf();
  const programmes: TemplateCatalogue["programmes"] = (id) => [
    ...templates.programmes(id),
    ...(id === trial.province ? [trial] : []),
  ];
  return { ...templates, province, programmes };
}

/** Whatever figures come out, they are published: what is compared is what they are. */
const released = (catalogue: TemplateCatalogue): TemplateCatalogue => ({
  ...catalogue,
  province: (id) => ({ ...catalogue.province(id), release: { mode: "automatic", emptier: 100 } }),
});

/** The project's ports on these stores, before a province that says this. */
export function portsOf(stores: Stores, says: Says, catalogue: TemplateCatalogue): Ports {
  const api = apiOf(says);
  return {
    ...stores,
    api: () => api,
    catalogue: released(catalogue),
    render: lazyRenderers(),
    check: lazyChecks(),
    now: () => new Date(askedAt),
    code: "second",
    verifyBase: null,
    nationalPortal: null,
    unansweredAgencies: 10,
    progress: () => {},
    warn: () => {},
  };
}

/** Code, exact score, rank and places moved, line by line. */
export const scoresText = (scores: Iterable<AgencyScore>): string =>
  [...scores]
    .map(({ code, score, rank, moved }) =>
      [code, lowestTerms({ top: score.over, bottom: score.under }), rank, moved ?? ""].join(","),
    )
    .join("\r\n");

interface Step {
  readonly run: string;
  readonly says: Says;
  readonly period: string;
}

async function runStep(stores: Stores, question: Question, catalogue: TemplateCatalogue, step: Step): Promise<Outcome> {
  const ports = portsOf(stores, step.says, catalogue);
  const { province, programme, refresh } = question;
  const { run, period } = step;
  const known = new Set(stores.objects.bytes.keys());
  const { agencies } = await plan(ports, {
    ...{ run, province, period, programmes: [programme], refresh, provisional: false },
  });
  await Promise.all(agencies.map((agency) => collect(ports, { run, agency })));
  try {
    await assemble(ports, { run });
  } catch (error) {
    if (error instanceof TooIncomplete) return "too incomplete";
    throw error;
  }
  const made = (name: string): string => {
    const key = [...stores.objects.bytes.keys()].find((one) => one.endsWith(name) && !known.has(one));
    const bytes = key === undefined ? undefined : stores.objects.bytes.get(key);
    if (bytes === undefined) throw new Error(`${run} made no ${name}`);
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  };
  const findings = z.array(Finding).parse(JSON.parse(made("findings.json")));
  return {
    figures: made("figures.csv"),
    quality: withoutRuleVi(await ports.render.qualityCsv(findings)),
    scores: scoresText(AgencyScores.parse(JSON.parse(made("scores.json")))),
  };
}

/** What the project makes of a history: its steps, run after run, over these stores. */
export async function firstOutcome(stores: Stores, world: World, question: Question): Promise<Outcome> {
  const catalogue = catalogueWith(question.scheme);
  for (const [at, past] of world.before.entries()) {
    await runStep(stores, question, catalogue, { run: `before-${at}`, ...past });
  }
  return runStep(stores, question, catalogue, { run: "this", says: world.says, period: question.period });
}
