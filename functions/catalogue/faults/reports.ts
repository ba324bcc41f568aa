import type { Office } from "../../domain/office.ts";
import { type Day, Period } from "../../domain/period.ts";
import { EVERY_PROVINCE } from "../../domain/programme.ts";
import type { Province } from "../../domain/province.ts";
import { type Regime, slugOf } from "../../domain/regime.ts";
import type { Outline, PlainPart } from "../../report/outline.ts";
import type { Form } from "../../report/tables/form.ts";
import { dayText } from "../../report/wording.ts";
import { allowed, type Fault } from "../reasons.ts";
import type { Path } from "../source.ts";

/** What a regime may name. */
export interface Known {
  /** Those of the regime's province. */
  readonly offices: readonly Office[];
  /** The province of each programme. */
  readonly programmes: ReadonlyMap<string, string>;
  /** The slots of each outline. */
  readonly outlines: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Dated {
  readonly from: Day | null;
  readonly to: Day | null;
}

/** What is in use one after another must have no day in common. */
function* orderFaults(entries: readonly Dated[], path: Path, what: string): Generator<Fault> {
  for (const [at, { from }] of entries.entries()) {
    const before = entries[at - 1];
    if (before === undefined) continue;
    if (before.to === null || from === null || from <= before.to) {
      const last =
        before.to === null
          ? `${what} trước không có ngày cuối`
          : `${what} trước dùng đến hết ngày ${dayText(before.to)}`;
      yield { path: [...path, at, "from"], reason: `phải sau ngày cuối của ${what} trước (${last})` };
    }
  }
}

/** Special periods must have days in their order, ids of their own that no other period is written like, and one before that is there. */
export function* specialFaults({ regime: { special } }: Pick<Province, "regime">): Generator<Fault> {
  for (const [index, { id, from, to, before }] of special.entries()) {
    const at = ["regime", "special", index];
    if (to < from) yield { path: [...at, "to"], reason: `phải từ ngày đầu ${dayText(from)} trở đi` };
    if (special.findIndex((one) => one.id === id) < index)
      yield { path: [...at, "id"], reason: "mã kỳ này đã dùng ở trên" };
    if (Period.safeParse(id).success) yield { path: [...at, "id"], reason: "trùng với cách viết của một kỳ thường" };
    if (before !== undefined && !special.some((one) => one.id === before && one.to < from)) {
      yield { path: [...at, "before"], reason: "không có kỳ đặc thù nào mang mã này kết thúc trước kỳ này" };
    }
  }
}

/** Letterheads of one office, and names of one body, must follow each other; no two offices or bodies have one code. */
export function* officeFaults({ offices, bodies }: Pick<Province, "offices" | "bodies">): Generator<Fault> {
  const seen = new Set<string>();
  for (const [list, entries] of [["offices", offices] as const, ["bodies", bodies] as const]) {
    for (const [index, { id }] of entries.entries()) {
      if (seen.has(id)) yield { path: [list, index, "id"], reason: "mã cơ quan này đã dùng ở trên" };
      seen.add(id);
    }
  }
  for (const [index, { letterheads }] of offices.entries()) {
    yield* orderFaults(letterheads, ["offices", index, "letterheads"], "mẫu");
  }
  for (const [index, { names }] of bodies.entries()) yield* orderFaults(names, ["bodies", index, "names"], "tên");
}

/** Versions of a form follow each other. */
export const formFaults = ({ versions }: Form): Generator<Fault> => orderFaults(versions, ["versions"], "biểu");

/** A report whose province is not there. */
export function* provinceFaults({ province }: Pick<Regime, "province">, known: readonly string[]): Generator<Fault> {
  if (known.includes(province)) return;
  yield { path: ["province"], reason: `không có tỉnh này trong provinces.json, provinces${allowed(known)}` };
}

/** Mistakes of a report regime that its schema cannot see. */
export function* regimeFaults(regime: Regime, known: Known): Generator<Fault> {
  if (regime.id !== slugOf(regime)) yield { path: ["id"], reason: `phải là "${slugOf(regime)}" (mã tỉnh, mã báo cáo)` };
  const { issuer } = regime;
  if ("office" in issuer && !known.offices.some(({ id }) => id === issuer.office)) {
    const ids = known.offices.map(({ id }) => id);
    yield { path: ["issuer", "office"], reason: `tỉnh "${regime.province}" không có cơ quan này${allowed(ids)}` };
  }
  for (const [index, { programme }] of regime.duties.entries()) {
    const mayName = (province: string | undefined) => province === regime.province || province === EVERY_PROVINCE;
    if (mayName(known.programmes.get(programme))) continue;
    const ids = [...known.programmes].flatMap(([id, province]) => (mayName(province) ? [id] : []));
    yield {
      path: ["duties", index, "programme"],
      reason: `tỉnh "${regime.province}" không có văn bản này${allowed(ids)}`,
    };
  }
  for (const field of ["outline", "annex"] as const) {
    const outline = regime[field];
    if (outline === undefined || known.outlines.has(outline)) continue;
    yield { path: [field], reason: `không có đề cương này trong thư mục outlines${allowed(known.outlines.keys())}` };
  }
  yield* requiredFaults(regime, known);
}

/** Slots that a regime requires and its outline does not have. */
function* requiredFaults({ outline, required = [] }: Regime, { outlines }: Known): Generator<Fault> {
  const slots = outlines.get(outline);
  if (slots === undefined) return;
  for (const [index, slot] of required.entries()) {
    if (slots.has(slot)) continue;
    yield { path: ["required", index], reason: `đề cương không có ô chữ này${allowed(slots)}` };
  }
}

/** Every slot of an outline with the way to it, in the order of print. */
function slotPaths({ sections }: Outline): (readonly [slot: string, path: Path])[] {
  const own = (part: PlainPart, path: Path) => ("slot" in part ? [[part.slot, [...path, "slot"]] as const] : []);
  return sections.flatMap((section, index) =>
    section.parts.flatMap((part, at) => {
      const path = ["sections", index, "parts", at];
      if (!("heading" in part)) return own(part, path);
      return part.parts.flatMap((one, inner) => own(one, [...path, "parts", inner]));
    }),
  );
}

/** One slot is once in an outline: its text is filed under its name. */
export function* outlineFaults(outline: Outline): Generator<Fault> {
  const slots = slotPaths(outline);
  for (const [index, [slot, path]] of slots.entries()) {
    if (slots.findIndex(([one]) => one === slot) < index) yield { path, reason: "ô chữ này có hai lần, đổi tên một" };
  }
  for (const [index, name] of outline.appendices.entries()) {
    if (outline.appendices.indexOf(name) === index) continue;
    yield { path: ["appendices", index], reason: "phụ lục này có hai lần, chỉ giữ một" };
  }
}
