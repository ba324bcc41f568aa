import { z } from "zod";
import type { Ports } from "../../../ports/ports.ts";
import { countText } from "../../../report/wording.ts";
import { inputChanges } from "../../../revisions/change.ts";
import { PreviewedChange, previewedChange, RunPreview } from "../../../revisions/preview.ts";
import { previousOf } from "../compile.ts";
import type { Draft } from "../draft.ts";
import type { Loaded, Material } from "../load.ts";
import { remade } from "./compared.ts";

/** So many of the changes stand with the run itself; a page shows no more at once. */
const SHOWN = 200;

/** So many are kept in one note: a large province's would not fit together. */
const IN_A_NOTE = 1000;

const NOTE = "preview";
const rowsNote = (part: number): string => `preview-rows#${String(part).padStart(4, "0")}`;

type Found = Pick<RunPreview, "outcome"> & {
  readonly head: Pick<Draft, "series" | "state" | "snapshots" | "templates" | "code">;
  readonly loaded: Loaded;
  /** (agency, month) pairs that were asked for. */
  readonly expected: number;
  readonly material: Material;
};

/**
 * Leaves with a run what one that publishes would change of the current revision, number by number. Nothing else is
 * written: a repeat leaves the same. Throws StoreDamaged where the current revision cannot be read.
 */
export async function keepPreview(ports: Ports, run: string, found: Found): Promise<RunPreview> {
  const { outcome, head, loaded, expected, material } = found;
  const { series, state } = head;
  const pointer = await ports.revisions.current(series);
  const { present } = loaded;
  const about = { outcome, revision: pointer?.revision ?? null, state, present, expected };
  let changes: PreviewedChange[] = [];
  if (pointer !== null && outcome === "new") {
    const previous = await previousOf(ports, pointer);
    const now = remade(loaded, material);
    const changed = now.since(previous.rows, inputChanges(previous.manifest, head));
    changes = now.named(changed, material.programmes).map(previewedChange);
  }
  for (let at = 0; at < changes.length; at += IN_A_NOTE) {
    await ports.runs.put(run, rowsNote(at / IN_A_NOTE), changes.slice(at, at + IN_A_NOTE));
  }
  // Last: whoever finds it finds the rows.
  const preview: RunPreview = { ...about, total: changes.length, items: changes.slice(0, SHOWN) };
  await ports.runs.put(run, NOTE, preview);
  return preview;
}

/** What a run has found that only looks; null where it has not come to that. */
export async function previewOf({ runs }: Pick<Ports, "runs">, run: string): Promise<RunPreview | null> {
  const note = (await runs.list(run, NOTE)).find(({ name }) => name === NOTE);
  return note === undefined ? null : RunPreview.parse(note.value);
}

/** Every number that would change; null where the run has not come to that. */
export async function previewedChanges(
  { runs }: Pick<Ports, "runs">,
  run: string,
): Promise<readonly PreviewedChange[] | null> {
  const preview = await previewOf({ runs }, run);
  if (preview === null) return null;
  const notes = await runs.list(run, rowsNote(0).slice(0, -4));
  const rows = notes.flatMap(({ value }) => z.array(PreviewedChange).parse(value));
  // A step that was killed and repeated over a newer revision may have left more.
  return rows.slice(0, preview.total);
}

/** What a preview has found, in one sentence for whoever asked for it. */
export function previewText({ outcome, revision, total }: RunPreview): string {
  if (revision === null) return "Kỳ này chưa phát hành bản nào; chạy lại sẽ phát hành bản 1.";
  if (outcome === "nothing-new") return `Chạy lại sẽ không phát hành bản mới: không có gì khác bản ${revision}.`;
  if (outcome === "documents") {
    return `Chạy lại sẽ lập những văn bản mà bản ${revision} còn thiếu; không số nào thay đổi.`;
  }
  const next = `Chạy lại sẽ phát hành bản ${revision + 1}`;
  if (total === 0) return `${next}; không số nào của bản ${revision} thay đổi.`;
  return `${next}, thay đổi ${countText(total)} số của bản ${revision}.`;
}
