import { figureKey, type PushFigure } from "../../../domain/push/figures.ts";
import { pushStep } from "../../../domain/push/state.ts";
import type { PushTold } from "../../../mail/letters/push.ts";
import type { ServicePorts } from "../../../ports/ports.ts";
import type {
  PushedPeriod,
  PushOutcome,
  PushPlace,
  PushSeries,
  ReportSystem,
  SentFigure,
} from "../../../ports/push.ts";

/** What figures are sent of, and where to. */
export interface Sending {
  readonly of: PushSeries;
  readonly revision: number;
  readonly period: PushedPeriod;
  /** Whether a later revision sends what the system has taken already, too. */
  readonly all: boolean;
  readonly system: ReportSystem;
}

/** So many in a row that are refused, or fail, and the system is taken to be asked in a wrong way. */
const GIVE_UP_AFTER = { refused: 20, unknown: 3 } as const;

type Ended = PushOutcome | { readonly kind: "standing" | "waiting" | "lost" };

/** A claimed figure is sent, and what became of it is noted. */
async function sendClaimed(
  { sentFigures }: ServicePorts,
  { system, period, revision }: Sending,
  place: PushPlace,
  figure: PushFigure,
): Promise<Ended> {
  const outcome = await system.send(figure, period);
  await sentFigures.close(place, revision, outcome.kind === "refused" ? "open" : outcome.kind);
  return outcome;
}

async function sendOnce(
  ports: ServicePorts,
  sending: Sending,
  figure: PushFigure,
  { sent, isStopped }: { readonly sent: SentFigure | undefined; readonly isStopped: boolean },
): Promise<Ended> {
  const { of, revision, all } = sending;
  const { indicator, office, value } = figure;
  const place = { ...of, indicator, office };
  const known = sent?.record ?? null;
  switch (pushStep(known, { revision, value }, ports.now(), all)) {
    case "standing":
      return { kind: "standing" };
    case "busy":
      return { kind: "waiting" };
    case "unknown":
      await ports.sentFigures.close(place, revision, "unknown");
      return { kind: "lost" };
    case "send": {
      if (isStopped) return { kind: "waiting" };
      const isClaimed = await ports.sentFigures.claim(place, { revision, value }, ports.now(), known);
      return isClaimed ? sendClaimed(ports, sending, place, figure) : { kind: "waiting" };
    }
  }
}

/** What a call has come to so far. */
interface Tally extends Pick<PushTold, "waiting" | "stopped"> {
  readonly accepted: number;
  readonly refused: PushTold["refused"];
  readonly unknown: PushTold["unknown"];
  readonly inARow: Readonly<Record<keyof typeof GIVE_UP_AFTER, number>>;
}

const NOTHING: Tally = {
  accepted: 0,
  waiting: 0,
  refused: [],
  unknown: [],
  stopped: null,
  inARow: { refused: 0, unknown: 0 },
};

function tallied(tally: Tally, figure: PushFigure, ended: Ended): Tally {
  switch (ended.kind) {
    case "accepted":
      return { ...tally, accepted: tally.accepted + 1, inARow: NOTHING.inARow };
    case "standing":
      return tally;
    case "waiting":
      return { ...tally, waiting: tally.waiting + 1 };
    case "lost":
      return { ...tally, unknown: [...tally.unknown, { figure, happened: null }] };
    case "refused":
    case "unknown": {
      const { kind, happened, stopped } = ended;
      const inARow = { ...tally.inARow, [kind]: tally.inARow[kind] + 1 };
      const after = { ...tally, inARow, stopped: stopped || inARow[kind] >= GIVE_UP_AFTER[kind] ? happened : null };
      // What would have been refused whatever it was is sent by the next run like those behind it.
      if (kind === "refused" && stopped) return { ...after, waiting: tally.waiting + 1 };
      return { ...after, [kind]: [...tally[kind], { figure, happened }] };
    }
  }
}

const OUT_OF_TIME = "hết thời gian của lần chạy";

/**
 * Sends figures one after the other, each once, however often this is called and by how many at once; once the system is
 * found to take none, the others wait for the next call.
 */
export async function sendFigures(
  ports: ServicePorts,
  sending: Sending,
  figures: readonly PushFigure[],
  sent: readonly SentFigure[],
): Promise<Omit<Tally, "inARow">> {
  const known = new Map(sent.map((one) => [figureKey(one), one]));
  let tally: Tally = NOTHING;
  for (const figure of figures) {
    const item = figureKey(figure);
    if (tally.stopped === null && !sending.system.hasTime()) tally = { ...tally, stopped: OUT_OF_TIME };
    const isStopped = tally.stopped !== null;
    // Also of those that are not sent now it is told which are there, and which are lost.
    const ended = await sendOnce(ports, sending, figure, { sent: known.get(item), isStopped });
    tally = tallied(tally, figure, ended);
    ports.progress({ stage: "push", of: figures.length, item });
  }
  const { inARow: _, ...rest } = tally;
  return rest;
}
