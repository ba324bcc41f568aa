import type { Office } from "../domain/office.ts";
import type { Outline } from "../domain/outline.ts";
import { type Regime, slugOf } from "../domain/regime.ts";
import type { Fault } from "./reasons.ts";

/** What a regime may name. */
export interface Known {
  /** Offices by province. */
  readonly offices: ReadonlyMap<string, readonly Office[]>;
  /** The province of each programme. */
  readonly programmes: ReadonlyMap<string, string>;
  readonly outlines: ReadonlySet<string>;
}

/** Letterheads of one office must follow each other without a common day. */
export function* officeFaults(offices: readonly Office[]): Generator<Fault> {
  const seen = new Set<string>();
  for (const [index, { id, letterheads }] of offices.entries()) {
    if (seen.has(id)) yield { field: `offices[${index}].id`, reason: `mã cơ quan "${id}" đã dùng ở trên` };
    seen.add(id);
    for (const [at, { from }] of letterheads.entries()) {
      const before = letterheads[at - 1];
      if (before === undefined) continue;
      if (before.to === null || from === null || from <= before.to) {
        const field = `offices[${index}].letterheads[${at}].from`;
        yield { field, reason: "phải sau ngày cuối của mẫu trước" };
      }
    }
  }
}

/** Mistakes of a report regime that its schema cannot see. */
export function* regimeFaults(regime: Regime, known: Known): Generator<Fault> {
  const offices = known.offices.get(regime.province);
  if (offices === undefined) {
    yield { field: "province", reason: `không có tỉnh "${regime.province}" trong thư mục provinces` };
  }
  if (regime.id !== slugOf(regime)) yield { field: "id", reason: `phải là "${slugOf(regime)}" (mã tỉnh, mã báo cáo)` };
  const { issuer } = regime;
  if ("office" in issuer && !offices?.some(({ id }) => id === issuer.office)) {
    yield { field: "issuer.office", reason: `tỉnh "${regime.province}" không có cơ quan "${issuer.office}"` };
  }
  for (const [index, { programme }] of regime.duties.entries()) {
    if (known.programmes.get(programme) === regime.province) continue;
    yield { field: `duties[${index}].programme`, reason: `tỉnh "${regime.province}" không có văn bản "${programme}"` };
  }
  if (!known.outlines.has(regime.outline)) {
    yield { field: "outline", reason: `không có đề cương "${regime.outline}" trong thư mục outlines` };
  }
}

/** One slot stands once in an outline: its text is filed under its name. */
export function* outlineFaults(outline: Outline, slots: readonly string[]): Generator<Fault> {
  for (const [index, slot] of slots.entries()) {
    if (slots.indexOf(slot) < index) yield { field: "sections", reason: `ô chữ "${slot}" có hai lần` };
  }
  for (const [index, name] of outline.appendices.entries()) {
    if (outline.appendices.indexOf(name) === index) continue;
    yield { field: `appendices[${index}]`, reason: `phụ lục "${name}" có hai lần` };
  }
}
