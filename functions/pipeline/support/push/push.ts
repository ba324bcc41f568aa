import { RequestInvalid, SettingInvalid } from "../../../domain/failure.ts";
import { Period } from "../../../domain/period.ts";
import { figureKey, type PushFigures, pushFigures, takesPeriod } from "../../../domain/push/figures.ts";
import type { PushMapping } from "../../../domain/push/mapping.ts";
import type { PushTold } from "../../../mail/letters/push.ts";
import type { ServicePorts } from "../../../ports/ports.ts";
import type { SentFigure } from "../../../ports/push.ts";
import type { Manifest } from "../../../revisions/revision.ts";
import { pointersOf, previousOf } from "../compile.ts";
import { sendFigures } from "./send.ts";

/** What sending a revision's figures came to: so many taken now, and what there is to be told of the others. */
export interface Pushed extends PushTold {
  readonly accepted: number;
}

/**
 * How a revision's figures are sent; null where they are not: where the province has not switched it on, of a period or of
 * named programmes that the system is not told of, of provisional figures unless the mapping takes them, and of made-up ones.
 */
function mappingFor({ catalogue }: ServicePorts, manifest: Manifest): PushMapping | null {
  const { province, period, series, state, synthetic } = manifest;
  const { push } = catalogue.province(province);
  const mapping = catalogue.pushes().find(({ id }) => id === push?.mapping);
  if (mapping === undefined || synthetic || series !== `${province}/${period}`) return null;
  const isReady = state === "final" || mapping.provisional;
  return isReady && takesPeriod(mapping, Period.parse(period)) ? mapping : null;
}

/** Figures of earlier revisions that the system has, and this one does not have any more. */
function withdrawnOf({ figures, clashing }: PushFigures, sent: readonly SentFigure[]): SentFigure[] {
  const now = new Set([...figures, ...clashing].map(figureKey));
  return sent.filter((one) => one.record.state === "accepted" && !now.has(figureKey(one)));
}

async function openSystem(ports: ServicePorts, province: string, mapping: PushMapping) {
  try {
    return await ports.reportSystem(province, mapping);
  } catch (error) {
    if (error instanceof SettingInvalid || error instanceof RequestInvalid) return error;
    throw error;
  }
}

async function sendAll(
  ports: ServicePorts,
  manifest: Manifest,
  mapping: PushMapping,
  found: PushFigures,
): Promise<Pushed> {
  const { series, province, revision, period, window } = manifest;
  const { figures, ...left } = found;
  const of = { mapping: mapping.id, series };
  const sent = await ports.sentFigures.list(of);
  const withdrawn = withdrawnOf(found, sent);
  const about = { ...left, withdrawn, system: mapping.name, mapping: mapping.id };
  const system = await openSystem(ports, province, mapping);
  if (system instanceof Error) {
    const nothing = { accepted: 0, refused: [], unknown: [], stopped: null };
    return { ...about, ...nothing, waiting: figures.length, setting: system.message };
  }
  const sending = { of, revision, period: { period, window }, all: mapping.sends === "all", system };
  try {
    return { ...about, setting: null, ...(await sendFigures(ports, sending, figures, sent)) };
  } finally {
    await system.close();
  }
}

/**
 * Sends the figures of a current revision to the province's report system, where the province has switched that on; null
 * where nothing is to be sent. Each figure of a revision is sent once, however often this is called and by how many at
 * once; nothing that the system does is thrown.
 */
export async function push(ports: ServicePorts, manifest: Manifest): Promise<Pushed | null> {
  const mapping = mappingFor(ports, manifest);
  if (mapping === null) return null;
  const pointer = (await pointersOf(ports, manifest.series)).at(-1);
  if (pointer?.revision !== manifest.revision) return null;
  const { rows } = await previousOf(ports, pointer);
  return sendAll(ports, manifest, mapping, pushFigures(mapping, rows));
}
