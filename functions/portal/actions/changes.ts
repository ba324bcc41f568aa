import { AgencyTree } from "../../domain/agency.ts";
import { RequestInvalid } from "../../domain/failure.ts";
import type { FigureRow } from "../../domain/figures/figure.ts";
import type { Day } from "../../domain/period.ts";
import { officialName, unitOf } from "../../domain/unit-name.ts";
import { stored } from "../../pipeline/support/draft.ts";
import { shownFile } from "../../pipeline/support/release/shown.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import { type Change, type ChangeRow, changesOf } from "../../revisions/change.ts";
import { type PreviewedChange, previewedChange } from "../../revisions/preview.ts";
import type { PublishedRevision } from "../../revisions/published.ts";
import { changesIn, figuresIn, type RevisionReader, revisionsOf } from "./published.ts";

type ChangePorts = RevisionReader & Pick<PortalPorts, "catalogue">;

const scopeKey = ({ scope, code }: Pick<ChangeRow, "scope" | "code">): string => `${scope} ${code}`;

/** How the scopes of figures are called in print, by `scopeKey`; an older file's name stands where a newer has none. */
function scopeNames({ catalogue }: ChangePorts, province: string, files: readonly (readonly FigureRow[])[]) {
  const { namedAfter } = catalogue.province(province);
  const names = new Map<string, string>();
  for (const row of files.flat()) {
    const name =
      row.scope === "agency"
        ? officialName(row.name, namedAfter)
        : row.scope === "area"
          ? `Địa bàn ${unitOf(row.name, namedAfter)}`
          : row.name;
    names.set(scopeKey(row), name);
  }
  return names;
}

/** Names of targets by "programme target"; those of decisions that are among the templates. */
function targetNames({ catalogue }: ChangePorts, province: string): ReadonlyMap<string, string> {
  const all = [...catalogue.programmes(province), ...catalogue.national()];
  return new Map(all.flatMap(({ id, targets }) => targets.map((target) => [`${id} ${target.id}`, target.name])));
}

/** Lines of changes.csv with how what they are about is called; a code stands where its name is not known any more. */
function named(
  ports: ChangePorts,
  province: string,
  changes: readonly ChangeRow[],
  files: readonly (readonly FigureRow[])[],
): PreviewedChange[] {
  const [scopes, targets] = [scopeNames(ports, province, files), targetNames(ports, province)];
  return changes.map((change) => ({
    ...change,
    name: scopes.get(scopeKey(change)) ?? change.code,
    targetName: targets.get(`${change.programme} ${change.target}`) ?? change.target,
  }));
}

/** Two revisions of a series, and every number that the later one gives differently. */
export interface Comparison {
  readonly revisions: readonly PublishedRevision[];
  readonly before: PublishedRevision;
  readonly after: PublishedRevision;
  /** With their causes where one revision follows the other; those in between have them otherwise. */
  readonly changes: readonly PreviewedChange[];
}

/** The figures of two revisions compared: every cause stands with the revision that it made. */
function betweenOf(before: readonly FigureRow[], after: readonly FigureRow[], lastDay: Day): ChangeRow[] {
  // Without causes no tree is looked at.
  const changes: Change[] = changesOf(before, after, [], new AgencyTree(new Map([[lastDay, []]]), lastDay));
  return changes.map((change) => previewedChange({ ...change, targetName: change.target }));
}

/**
 * What a revision gives differently from an earlier one. Null where the series has fewer than two.
 * Throws RequestInvalid for a series or revision that there is not, StoreDamaged.
 *
 * @param after null for the current one
 * @param before null for the one before it
 */
export async function comparisonOf(
  ports: ChangePorts,
  series: string,
  after: number | null,
  before: number | null,
): Promise<Comparison | null> {
  const revisions = await revisionsOf(ports, series);
  if (revisions === null) throw new RequestInvalid(`Chưa phát hành bản nào của ${series}; chọn kỳ đã phát hành.`);
  if (revisions.length < 2 && after === null && before === null) return null;
  const [later, earlier] = [after ?? revisions.length, before ?? (after ?? revisions.length) - 1];
  const [one, other] = [earlier, later].map((number) => revisions.find(({ revision }) => revision === number));
  if (one === undefined || other === undefined || earlier >= later) {
    const sentence = `Không so sánh được bản ${earlier} với bản ${later} của ${series}; chọn hai bản trong ${revisions.length} bản đã phát hành, bản trước nhỏ hơn bản sau.`;
    throw new RequestInvalid(sentence);
  }
  const [old, now] = await Promise.all([figuresIn(ports, one), figuresIn(ports, other)]);
  const changes = later === earlier + 1 ? await changesIn(ports, other) : betweenOf(old, now, other.window.to);
  return { revisions, before: one, after: other, changes: named(ports, other.province, changes, [old, now]) };
}

/** The text of a file of a draft that waits; null where it has none of this name. */
async function draftText(ports: ChangePorts & Pick<PortalPorts, "runs">, run: string, name: string) {
  const file = await shownFile(ports, run, name);
  return file === null ? null : new TextDecoder().decode(await stored(ports.objects, file.key));
}

/** What a draft that waits for its release gives differently from the current revision; null where it would be the first. */
export async function draftChanges(
  ports: ChangePorts & Pick<PortalPorts, "runs">,
  run: string,
  province: string,
): Promise<PreviewedChange[] | null> {
  const [figures, changes] = [await draftText(ports, run, "figures.csv"), await draftText(ports, run, "changes.csv")];
  if (figures === null || changes === null) return null;
  const rows = await ports.render.readFigures(figures, "figures.csv");
  return named(ports, province, await ports.render.readChanges(changes, "changes.csv"), [rows]);
}
