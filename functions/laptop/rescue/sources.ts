import { z } from "zod";
import { StoreDamaged } from "../../domain/failure.ts";
import { type Month, Period, windowOfMonth, yearToDateOf } from "../../domain/period.ts";
import { Province } from "../../domain/province.ts";
import type { ObjectStore } from "../../ports/ports.ts";
import type { SnapshotStore } from "../../ports/snapshots.ts";
import { type Manifest, prefixOf, refsNamed, type SnapshotRef } from "../../revisions/revision.ts";
import type { SnapshotCopies } from "../../store/snapshots/copies.ts";
import { windowKey } from "../../store/snapshots/item.ts";
import { type Edition, parsedJson } from "./published.ts";

/** The stores of the new folder. */
export interface SourceStores {
  readonly snapshots: SnapshotStore;
  readonly copies: SnapshotCopies;
}

async function isReadable({ snapshots }: SourceStores, ref: SnapshotRef): Promise<boolean> {
  try {
    await snapshots.read(ref);
    return true;
  } catch (error) {
    if (error instanceof StoreDamaged) return false;
    throw error;
  }
}

/** Series one of whose manifests names something that is lost: to be reported again, the first period first. */
export function seriesLacking(manifests: readonly Manifest[], lost: readonly SnapshotRef[]): string[] {
  const names = new Set(lost.map(nameOf));
  const lacking = manifests.filter((manifest) => refsNamed(manifest).some((ref) => names.has(nameOf(ref))));
  return [...new Set(lacking.map(({ series }) => series))].sort();
}

const nameOf = (ref: SnapshotRef): string => JSON.stringify([windowKey(ref), ref.agency, ref.vintage]);

/** Notes what manifests name and nobody can read any more, and gives it. */
export async function noteLost(
  stores: SourceStores,
  manifests: readonly Manifest[],
  say: (line: string) => void,
): Promise<SnapshotRef[]> {
  const named = new Map(manifests.flatMap(refsNamed).map((ref) => [nameOf(ref), ref]));
  const lost: SnapshotRef[] = [];
  for (const ref of named.values()) {
    say(`Đang đối chiếu ${named.size} phần số liệu với các bản kê khai …`);
    if (await isReadable(stores, ref)) continue;
    await stores.copies.noteLost(ref);
    lost.push(ref);
  }
  return lost;
}

/** Whether something is lost that a later report would read of a month. */
const lacks = (lost: readonly SnapshotRef[], province: string, to: string): boolean =>
  lost.some((ref) => ref.province === province && ref.to === to);

async function schemeOf(objects: Pick<ObjectStore, "get">, { pointer }: Edition) {
  const templates = parsedJson(await objects.get(`${prefixOf(pointer)}/templates.json`));
  return z.object({ province: Province }).safeParse(templates).data?.province.regime.scheme ?? null;
}

/**
 * Marks the months of published reports as collected, so that later reports are compared with them; not those of which
 * something is lost, which their own report has to ask for again.
 *
 * @param objects of the new folder, where only templates are that are as they were
 * @returns the months that are not marked, by province
 */
export async function markMonths(
  { snapshots }: SourceStores,
  objects: Pick<ObjectStore, "get">,
  editions: readonly Edition[],
  lost: readonly SnapshotRef[],
): Promise<ReadonlyMap<string, ReadonlySet<Month>>> {
  const open = new Map<string, Set<Month>>();
  for (const edition of editions) {
    const { province, synthetic, period, earlier } = edition.manifest;
    const scheme = await schemeOf(objects, edition);
    const months = [...yearToDateOf(Period.parse(period)), ...earlier];
    for (const month of months) {
      const isWhole = scheme !== null && !lacks(lost, province, windowOfMonth(month, scheme).to);
      if (isWhole) await snapshots.markCollected(province, synthetic, month, scheme);
      else open.set(province, (open.get(province) ?? new Set()).add(month));
    }
  }
  return open;
}
