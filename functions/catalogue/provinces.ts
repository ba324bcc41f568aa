import { z } from "zod";
import { DatedLetterhead, DatedName, UnitLetterhead } from "../domain/office.ts";
import { Province, ReleaseRules, ReportingRules } from "../domain/province.ts";
import { nameFaults } from "./faults/programmes.ts";
import { officeFaults, specialFaults } from "./faults/reports.ts";
import { readTemplate, readTemplates, refuse, type TemplateFile } from "./files.ts";
import { isGroup, overridden, pathIn } from "./override.ts";
import { filledIn } from "./placeholders.ts";
import { type Fault, faultOf, reasonOf } from "./reasons.ts";

/** What is known of every province: what differs from one to the other, and nothing else. */
const Listed = Province.pick({ id: true, code: true, place: true, ended: true }).extend({
  /** False where the code was not found in a document ("cần xác nhận"). */
  codeConfirmed: z.boolean(),
  names: z.array(DatedName).min(1),
});
const ProvinceList = z.strictObject({ source: z.string(), provinces: z.array(Listed).min(1) });

/** What provinces have in common, with placeholders for their names. */
const Common = Province.pick({ offices: true, bodies: true, units: true, regime: true, release: true });

/** What a province says of itself, field by field in place of what provinces have in common. */
const Own = Province.partial()
  .required({ id: true })
  .extend({
    offices: z.array(
      z.strictObject({ id: z.string(), letterheads: z.array(DatedLetterhead.partial().required({ from: true })) }),
    ),
    bodies: z.array(z.strictObject({ id: z.string(), names: z.array(DatedName.partial().required({ from: true })) })),
    units: z.array(UnitLetterhead.partial().required({ level: true })),
    release: ReleaseRules.partial().optional(),
    regime: ReportingRules.partial().extend({ deadlines: ReportingRules.shape.deadlines.partial().optional() }),
  })
  .partial({ offices: true, bodies: true, units: true, regime: true });

const isNamed = (own: unknown): boolean => isGroup(own) && "name" in own && !("names" in own);

type ListedProvince = z.infer<typeof Listed>;

/** Those of the list that became part of a province, by whichever of its names their end tells of. */
function joinedTo(names: readonly DatedName[], list: readonly ListedProvince[]) {
  const own = new Set(names.map(({ name }) => name.toLocaleLowerCase("vi")));
  return list.flatMap(({ names: [...named], ended }) => {
    const name = named.at(-1)?.name;
    const isPart = ended !== undefined && own.has(ended.successor.toLocaleLowerCase("vi"));
    return isPart && name !== undefined ? [{ name, lastDay: ended.lastDay }] : [];
  });
}

/** All that is known of a province as one group of entries, its placeholders filled. */
function resolved(common: unknown, id: string, list: readonly ListedProvince[], own: unknown): unknown {
  const listed = list.find((one) => one.id === id);
  const { codeConfirmed: _, ...known } = listed ?? { codeConfirmed: false };
  const joined = joinedTo(listed?.names ?? [], list);
  const whole = overridden(overridden(common, { ...known, joined }), own);
  if (!isGroup(whole)) return whole;
  const names = z
    .array(DatedName)
    .min(1)
    .safeParse(isNamed(own) ? [{ from: null, to: null, name: whole["name"] }] : whole["names"]).data;
  if (names === undefined) return whole;
  const place = typeof whole["place"] === "string" ? whole["place"] : "";
  const filled = filledIn({ ...whole, names: [] }, names, place);
  return isGroup(filled) ? { ...filled, name: names.at(-1)?.name, names } : filled;
}

/** The provinces of the templates, each put together when it is first asked for. */
export interface ProvinceTemplates {
  /** In the order of the list, then those that only a file of their own knows. */
  readonly ids: readonly string[];
  /** Those that have a file of their own. */
  readonly own: readonly string[];
  readonly hasEnded: (id: string) => boolean;
  /** Undefined where there is none. Throws TemplateInvalid where what is known of it does not make a province. */
  readonly get: (id: string) => TemplateFile<Province> | undefined;
}

/**
 * Every province: those of `provinces.json` with what they have in common (`default/province.json`), and in place of it
 * what a file of their own in `provinces/` says; one that is not in the list says everything that differs itself.
 *
 * @param root the folder of the templates
 * @throws TemplateInvalid at the first mistake, with its file, line, column, field and reason
 */
export function readProvinces(root: string): ProvinceTemplates {
  const list = readTemplate(root, "provinces.json", ProvinceList);
  const common = readTemplate(root, "default/province.json", Common);
  refuse(common.source, officeFaults(common.value));
  const files = readTemplates(root, "provinces", Own);
  for (const [source, fault] of nameFaults(files)) refuse(source, [fault]);
  const own = new Map(files.map((file) => [file.value.id, file]));
  const listed = new Map(list.value.provinces.map((one) => [one.id, one]));
  const made = new Map<string, TemplateFile<Province>>();
  const make = (id: string): TemplateFile<Province> => {
    const { file, source } = own.get(id) ?? list;
    const json = resolved(common.source.json, id, list.value.provinces, own.get(id)?.source.json);
    const parsed = Province.safeParse(json, { error: reasonOf });
    const blamed = (fault: Fault): Fault => ({ ...fault, path: pathIn(source.json, json, fault.path) });
    if (!parsed.success) refuse(source, [blamed(faultOf(parsed.error.issues))]);
    const value = parsed.data ?? Province.parse(json);
    refuse(source, [...officeFaults(value), ...specialFaults(value)].map(blamed));
    return { file, value, source };
  };
  const ids = [...new Set([...listed.keys(), ...own.keys()])];
  const get = (id: string): TemplateFile<Province> | undefined => {
    if (!listed.has(id) && !own.has(id)) return undefined;
    const known = made.get(id) ?? make(id);
    made.set(id, known);
    return known;
  };
  // What provinces have in common is tried out with one that adds nothing to it.
  for (const id of [...own.keys(), ...ids.filter((one) => !own.has(one)).slice(0, 1)]) get(id);
  const hasEnded = (id: string): boolean => (own.get(id)?.value.ended ?? listed.get(id)?.ended) !== undefined;
  return { ids, own: [...own.keys()], hasEnded, get };
}
