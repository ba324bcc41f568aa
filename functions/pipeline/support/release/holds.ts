import { StoreDamaged } from "../../../domain/failure.ts";
import type { FigureRow } from "../../../domain/figures/figure.ts";
import { Period, previousOf as periodBefore } from "../../../domain/period.ts";
import { specialBefore } from "../../../domain/province.ts";
import type { Ports } from "../../../ports/ports.ts";
import type { Hold } from "../../../revisions/release/approval.ts";
import { emptierHolds } from "../../../revisions/release/emptier.ts";
import { type Previous, previousOf } from "../compile.ts";
import type { Material } from "../load.ts";
import type { Plan } from "../notes.ts";

/** What is about to be drafted. */
interface Drafted {
  readonly material: Material;
  readonly figures: readonly FigureRow[];
  /** The revision before; null for a first one. */
  readonly previous: Previous | null;
}

/** What was published last of the period before, of the same programmes; null where nothing was, or it cannot be read. */
async function ofPeriodBefore(ports: Ports, { series }: Plan, period: Period, material: Material) {
  const before = specialBefore(period, material.province.regime) ?? periodBefore(period);
  if (before === null) return null;
  const [province = "", , ...programmes] = series.split("/");
  const pointer = await ports.revisions.current([province, before, ...programmes].join("/"));
  if (pointer === null) return null;
  try {
    return await previousOf(ports, pointer);
  } catch (error) {
    // What is damaged of another period is no reason to make no report of this one.
    if (!(error instanceof StoreDamaged)) throw error;
    ports.warn(`Không so sánh được với kỳ trước: ${error.message}`);
    return null;
  }
}

/**
 * Why somebody has to agree before this is published; nothing where nobody has to. It is compared with the revision
 * before, a first one with the period before; made-up figures with made-up ones only.
 */
export async function holdsOf(ports: Ports, plan: Plan, { material, figures, previous }: Drafted): Promise<Hold[]> {
  const { mode, emptier } = material.province.release;
  const asked: Hold[] = mode === "approved" ? [{ kind: "setting" }] : [];
  const period = Period.parse(plan.request.period);
  const before = previous ?? (await ofPeriodBefore(ports, plan, period, material));
  if (before === null || before.manifest.synthetic !== plan.synthetic) return asked;
  const names = new Map(
    material.programmes.flatMap(({ id, targets }) => targets.map((target) => [`${id} ${target.id}`, target.name])),
  );
  const { rows, manifest } = before;
  const published = { period: Period.parse(manifest.period), revision: manifest.revision, rows };
  const nameOf = ({ programme, target }: FigureRow): string => names.get(`${programme} ${target}`) ?? target;
  return [...asked, ...emptierHolds(published, { period, rows: figures }, emptier, nameOf)];
}
