import { agenciesOfWindow } from "../../../domain/agency.ts";
import { Grain } from "../../../domain/counts.ts";
import { type Month, monthsOf, windowOfMonth } from "../../../domain/period.ts";
import type { Composition } from "../../composition.ts";
import { countText, fewText, listText, momentText } from "../../wording.ts";
import { monthsText } from "../sentences.ts";

/** What the words about the sources of counts are made from. */
type SourcesOf = Pick<Composition, "province" | "head" | "inputs" | "imported" | "mapped" | "sources" | "names">;

const GRAIN_WORDS: Readonly<Record<Grain, string>> = {
  procedure: "theo từng thủ tục hành chính",
  field: "theo lĩnh vực",
  unit: "theo tổng số của cơ quan",
};

/** "theo từng thủ tục hành chính; riêng 03 cơ quan theo lĩnh vực": how fine the counts of the period are. */
function grainText({ inputs }: Pick<Composition, "inputs">): string {
  const coarsest = new Map<string, Grain>();
  for (const month of monthsOf(inputs.period)) {
    for (const agency of agenciesOfWindow(inputs.lists, windowOfMonth(month, inputs.scheme))) {
      const grain = inputs.digests(agency, month)?.grain;
      const known = coarsest.get(agency);
      if (grain === undefined || known === "unit" || (known === "field" && grain === "procedure")) continue;
      coarsest.set(agency, grain);
    }
  }
  const found = Grain.options.flatMap((grain) => {
    const agencies = [...coarsest.values()].filter((one) => one === grain).length;
    return agencies === 0 ? [] : [{ grain, agencies }];
  });
  const [finest, ...coarser] = found;
  if (finest === undefined) return "";
  const apart = coarser.map(({ grain, agencies }) => `${fewText(agencies)} cơ quan ${GRAIN_WORDS[grain]}`);
  return `, ${GRAIN_WORDS[finest.grain]}${apart.length === 0 ? "" : `; riêng ${listText(apart)}`}`;
}

/** Agencies of the period by the system that gave counts of theirs, by the id of its mapping; null for the API itself. */
function agenciesBySystem({ inputs, imported = [], mapped = [] }: SourcesOf): ReadonlyMap<string | null, Set<string>> {
  const keyOf = ({ agency, month }: { readonly agency: string; readonly month: Month }): string => `${month} ${agency}`;
  const systems = Map.groupBy(mapped, keyOf);
  const byHand = new Set(imported.map(keyOf));
  const found = new Map<string | null, Set<string>>();
  for (const month of monthsOf(inputs.period)) {
    for (const agency of agenciesOfWindow(inputs.lists, windowOfMonth(month, inputs.scheme))) {
      const key = keyOf({ agency, month });
      if (inputs.digests(agency, month) === undefined || byHand.has(key)) continue;
      for (const system of systems.get(key)?.map((one) => one.system) ?? [null]) {
        found.set(system, (found.get(system) ?? new Set()).add(agency));
      }
    }
  }
  return found;
}

/** The systems that the counts of the period come from; of several, how many agencies each has given counts of. */
function systemsText(composition: SourcesOf): string {
  const api = `Hệ thống thông tin giải quyết thủ tục hành chính ${composition.province.name}`;
  const bySystem = agenciesBySystem(composition);
  const named = [{ id: null, name: api }, ...(composition.sources ?? [])].flatMap(({ id, name }) => {
    const agencies = bySystem.get(id)?.size ?? 0;
    return agencies === 0 ? [] : [{ name, agencies }];
  });
  const [only, ...others] = named;
  if (only === undefined) return api;
  if (others.length === 0) return only.name;
  return named.map(({ name, agencies }) => `${name} (${fewText(agencies)} cơ quan)`).join("; ");
}

/** Where the data come from, when they were read, and how fine they are: said once, at the beginning. */
export function sourceText(composition: SourcesOf): string {
  const { province, head, inputs } = composition;
  const source = head.synthetic
    ? `dữ liệu mô phỏng, không phải số liệu của ${province.name}`
    : systemsText(composition);
  return `Nguồn số liệu: ${source}, tại thời điểm ${momentText(head.dataAsOf)}${grainText({ inputs })}.`;
}

/** How many agencies are named; the others are counted. */
const NAMED = 10;

function fewNames(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join("; ")}${more > 0 ? `; và ${countText(more)} cơ quan khác` : ""}`;
}

/**
 * Whose counts of which months were imported from workbooks, and which of them count withdrawn dossiers as resolved on time;
 * nothing where none were.
 *
 * @param codes of the agencies that are told of; null for all
 */
function importedTexts(
  { imported = [], names, inputs: { scheme } }: Pick<Composition, "imported" | "names" | "inputs">,
  codes: ReadonlySet<string> | null,
): string[] {
  const own = imported.filter(({ agency }) => codes === null || codes.has(agency));
  if (own.length === 0) return [];
  const byName = Map.groupBy(own, ({ agency, month }) => names.on(agency, windowOfMonth(month, scheme).to));
  const months = [...byName].map(([name, all]) => {
    return `${name} (${monthsText([...new Set(all.map(({ month }) => month))].sort())})`;
  });
  const withdrawn = [...byName].filter(([, all]) => all.some((one) => one.onTimeHoldsWithdrawn)).map(([name]) => name);
  return [
    `Số liệu nhập từ sổ tính, thay số liệu hệ thống chưa cung cấp: ${fewNames(months)}.`,
    ...(withdrawn.length === 0
      ? []
      : [`Theo sổ tính, hồ sơ giải quyết đúng hạn gồm cả hồ sơ rút, trả lại: ${fewNames(withdrawn)}.`]),
  ];
}

/**
 * Which systems count withdrawn dossiers as resolved on time, and of which agencies; nothing where none does.
 *
 * @param codes of the agencies that are told of; null for all
 */
function mappedTexts(
  { mapped = [], sources = [], names, inputs: { scheme } }: SourcesOf,
  codes: ReadonlySet<string> | null,
): string[] {
  const own = mapped.filter(({ agency }) => codes === null || codes.has(agency));
  return sources
    .filter(({ onTimeHoldsWithdrawn }) => onTimeHoldsWithdrawn)
    .flatMap(({ id, name }) => {
      const given = own.filter(({ system }) => system === id);
      const agencies = new Set(given.map(({ agency, month }) => names.on(agency, windowOfMonth(month, scheme).to)));
      if (agencies.size === 0) return [];
      return [`Theo nguồn “${name}”, hồ sơ giải quyết đúng hạn gồm cả hồ sơ rút, trả lại: ${fewNames([...agencies])}.`];
    });
}

/**
 * All that is said of where counts come from, a sentence each.
 *
 * @param codes of the agencies whose imported months, and what their counts hold, are told of; null for all
 */
export const sourceTexts = (composition: SourcesOf, codes: ReadonlySet<string> | null = null): string[] => [
  sourceText(composition),
  ...importedTexts(composition, codes),
  ...mappedTexts(composition, codes),
];
