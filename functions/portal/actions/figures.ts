import { Agency, type AgencyLists, AgencyTree } from "../../domain/agency.ts";
import { AgencyNames } from "../../domain/agency-names.ts";
import { StoreDamaged } from "../../domain/failure.ts";
import type { FigureRow } from "../../domain/figures/figure.ts";
import { judgedIndicator } from "../../domain/figures/per-procedure.ts";
import type { Indicator } from "../../domain/indicator.ts";
import { windowOf } from "../../domain/period.ts";
import type { Programme, Target } from "../../domain/programme.ts";
import { manifestOf, pointersOf } from "../../pipeline/support/compile.ts";
import { listsOf, type Material } from "../../pipeline/support/load.ts";
import { storedMaterial } from "../../pipeline/support/material.ts";
import { type Sources, sourcesOf } from "../../pipeline/support/sources.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import { type Limits, limitsIn } from "../../report/composition.ts";
import { indicatorOn } from "../../report/service-levels.ts";
import type { PublishedRevision } from "../../revisions/published.ts";
import { figuresIn, type RevisionReader } from "./published.ts";

/** So many are kept: what was published never changes, and whoever reads one figure reads the next. */
const KEPT = 4;

/** The figures of a published revision, with all that tells what they mean and what they were made of. */
export interface FigureBook {
  readonly published: PublishedRevision;
  readonly material: Material;
  readonly rows: readonly FigureRow[];
  /** The thresholds that rates are held against, as they are printed. */
  readonly limits: Limits;
  readonly names: AgencyNames;
  readonly tree: AgencyTree;
  readonly lists: AgencyLists;
  readonly sources: Sources;
}

/** What books are read from, and those that were read already, by where their revision lies. */
export interface BookReader extends RevisionReader, Pick<PortalPorts, "snapshots"> {
  readonly books: Map<string, FigureBook>;
}

async function readBook(ports: BookReader, published: PublishedRevision): Promise<FigureBook> {
  const { series, revision, prefix } = published;
  const pointer = (await pointersOf(ports, series)).find((one) => one.revision === revision);
  if (pointer === undefined) throw new StoreDamaged(`không có con trỏ của bản ${revision} của ${series}`);
  const [manifest, material, rows] = await Promise.all([
    manifestOf(ports.objects, pointer),
    storedMaterial(ports.objects, prefix),
    figuresIn(ports, published),
  ]);
  const { regime, namedAfter } = material.province;
  const sources = sourcesOf(manifest, regime.scheme);
  const lists = await listsOf(ports, sources.lists, Agency);
  const all = new Map([...(await listsOf(ports, sources.earlierLists, Agency)), ...lists]);
  const { to } = windowOf(sources.period, regime.scheme);
  return {
    ...{ published, material, rows, sources, lists },
    limits: limitsIn(rows),
    names: new AgencyNames(all, to, namedAfter),
    tree: new AgencyTree(lists, to),
  };
}

/** The figures of a published revision. Throws StoreDamaged where what they were made of cannot be read. */
export async function figureBook(ports: BookReader, published: PublishedRevision): Promise<FigureBook> {
  const { books } = ports;
  const book = books.get(published.prefix) ?? (await readBook(ports, published));
  const oldest = books.size >= KEPT ? books.keys().next().value : undefined;
  if (oldest !== undefined && !books.has(published.prefix)) books.delete(oldest);
  books.set(published.prefix, book);
  return book;
}

/** What a figure is asked by. */
export interface FigureTarget {
  readonly programme: Programme;
  readonly target: Target;
  /** By which it is judged, in the words of the figure's day. */
  readonly indicator: Indicator;
}

/** The target of a figure. Throws StoreDamaged where the revision's templates do not hold it. */
export function targetOf(
  { material }: Pick<FigureBook, "material">,
  { programme: id, target: name, to }: Pick<FigureRow, "programme" | "target" | "to">,
): FigureTarget {
  const programme = material.programmes.find((one) => one.id === id);
  const target = programme?.targets.find((one) => one.id === name);
  const indicator = target === undefined ? undefined : material.indicators.get(target.indicator);
  if (programme === undefined || target === undefined || indicator === undefined)
    throw new StoreDamaged(`tệp templates.json của bản phát hành không có chỉ tiêu ${id} ${name}`);
  return { programme, target, indicator: indicatorOn(judgedIndicator(target, indicator), to) };
}
