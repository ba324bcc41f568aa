/**
 * The names of the catalogue: SYNTHETIC procedures in real fields (lĩnh vực), put together from the objects and
 * actions of data/procedures-*.json. The catalogue is national: all provinces have the same codes and names.
 */

import { z } from "zod";
import type { Level } from "../contract.ts";
import huyen from "../data/procedures-huyen.json" with { type: "json" };
import so from "../data/procedures-so.json" with { type: "json" };
import xa from "../data/procedures-xa.json" with { type: "json" };
import { draw, hashText } from "../random.ts";

/** What does not change about a procedure, from province to province and over the years. */
export interface Entry {
  code: string;
  name: string;
  field: string;
  level: Level;
  /** The part of a province's departments that handles it; null for huyen and xa. */
  role: string | null;
  /** Of level huyen: the part of the departments that it goes to when districts end; null: to the communes. */
  thenRole: string | null;
  internal: boolean;
  /** Mean number of dossiers a month: of the province (so), of one district (huyen), of one commune (xa). */
  volume: number;
  /** Whether it is one of the few procedures that carry most of the dossiers. */
  prominent: boolean;
  seed: number;
}

const catalogueFile = z.object({
  level: z.enum(["so", "huyen", "xa"]),
  fields: z.array(
    z.object({
      field: z.string(),
      role: z.string().nullable(),
      thenRole: z.string().nullable().default(null),
      volume: z.number(),
      objects: z.array(
        z.object({
          object: z.string(),
          actions: z.array(z.string()),
          volume: z.number().optional(),
          internal: z.boolean().default(false),
        }),
      ),
      named: z.array(
        z.object({ name: z.string(), volume: z.number().optional(), internal: z.boolean().default(false) }),
      ),
    }),
  ),
});

type CatalogueFile = z.infer<typeof catalogueFile>;
type Named = CatalogueFile["fields"][number]["named"][number];

// From this mean on a procedure is one of the busy ones of its level.
const BUSY: Readonly<Record<Level, number>> = { so: 40, huyen: 10, xa: 3 };

// How many numbers each series of codes has, about as the national database uses them.
const SERIES = [
  { prefix: "1", upTo: 0.72, size: 12_999 },
  { prefix: "2", upTo: 0.95, size: 2_899 },
  { prefix: "3", upTo: 1, size: 499 },
];

const QUESTION = { series: 1, number: 2, volume: 3 };

function codeFor(seed: number, taken: ReadonlySet<string>): string {
  const chance = draw(seed, QUESTION.series);
  const series = SERIES.find(({ upTo }) => chance < upTo) ?? { prefix: "1", size: 12_999 };
  let number = Math.floor(draw(seed, QUESTION.number) * series.size);
  const written = (): string => `${series.prefix}.${String(number + 1).padStart(6, "0")}`;
  while (taken.has(written())) number = (number + 1) % series.size;
  return written();
}

function namesOf(field: CatalogueFile["fields"][number]): readonly Named[] {
  const built = field.objects.flatMap(({ object, actions, volume, internal }) =>
    actions.map((action) => ({ name: `${action} ${object}`, volume, internal })),
  );
  return [...field.named, ...built];
}

function entriesOf(file: CatalogueFile, taken: Set<string>): readonly Entry[] {
  return file.fields.flatMap(({ field, role, thenRole, volume: fieldVolume, ...lists }) =>
    namesOf({ field, role, thenRole, volume: fieldVolume, ...lists }).map((item) => {
      const seed = hashText(`${file.level} ${item.name}`);
      const code = codeFor(seed, taken);
      taken.add(code);
      // 3u² has the mean 1: most procedures are rarer than their field's mean, a few are busier.
      const volume = item.volume ?? fieldVolume * 3 * draw(seed, QUESTION.volume) ** 2;
      const prominent = item.volume !== undefined && item.volume >= BUSY[file.level];
      const { name, internal } = item;
      return { code, name, field, level: file.level, role, thenRole, internal, volume, prominent, seed };
    }),
  );
}

function compareCodes(one: Entry, other: Entry): number {
  if (one.code === other.code) return 0;
  return one.code < other.code ? -1 : 1;
}

/** All procedures, in the order of their codes. */
export function loadEntries(): readonly Entry[] {
  const taken = new Set<string>();
  return [so, huyen, xa].flatMap((file) => entriesOf(catalogueFile.parse(file), taken)).sort(compareCodes);
}
