import { z } from "zod";
import { ALWAYS_PRINTED, Indicator } from "../../domain/indicator.ts";
import { sourceLabels } from "../../domain/mapping/systems.ts";
import { type Period, windowOf } from "../../domain/period.ts";
import { Programme } from "../../domain/programme.ts";
import { Province, provinceNameOn } from "../../domain/province.ts";
import { outlinesNamed, Regime, regimesFor, regimesOn } from "../../domain/regime.ts";
import type { ObjectStore, TemplateCatalogue } from "../../ports/ports.ts";
import { Outline } from "../../report/outline.ts";
import { Form } from "../../report/tables/form.ts";
import { storedAs } from "./draft.ts";
import { withFormerNames, withFormerYears } from "./former-names.ts";
import type { Material } from "./load.ts";
import { programmesOf } from "./request.ts";

// Version 0.2 called the corrections of a scanned text "mended".
const StoredProgrammes = z.array(withFormerNames(withFormerYears(Programme), { mended: "ocrCorrections" }));

/** The templates of a revision as they were: kept with it, so that it can be made again when they have changed. */
const StoredMaterial = z.object({
  province: Province,
  programmes: StoredProgrammes,
  // Version 0.2 did not look at how agencies stood in the period before.
  programmesBefore: StoredProgrammes.default([]),
  indicators: z.array(Indicator),
  // Version 0.2 had the forms in its code.
  forms: z.array(Form).default([]),
  // Version 0.2 knew no sources beside the API.
  sources: z.array(z.object({ id: z.string(), name: z.string(), onTimeHoldsWithdrawn: z.boolean() })).default([]),
  regimes: z.array(Regime),
  // One of another version may name parts that are gone; only a revision of this version is made again from them.
  outlines: z.array(Outline).catch([]),
});

/**
 * The templates that a report of these programmes is made from, and nothing of those that it does not need; the province
 * by its name of the window's last day, its reports as they are made on that day.
 *
 * @param before the programmes that the period before is reported by
 */
export function materialOf(
  catalogue: TemplateCatalogue,
  province: string,
  programmes: readonly string[],
  before: readonly string[],
  period: Period,
): Material {
  // Where figures are sent to is no part of what is reported: no revision is made for it.
  const { push: _, ...templates } = catalogue.province(province);
  const day = windowOf(period, templates.regime.scheme).to;
  const known = programmesOf(province, catalogue);
  const chosen = known.filter(({ id }) => programmes.includes(id));
  const programmesBefore = known.filter(({ id }) => before.includes(id));
  const ids = [...chosen, ...programmesBefore].flatMap((programme) =>
    programme.targets.map((target) => target.indicator),
  );
  const indicators = new Map([...ids, ...ALWAYS_PRINTED].map((id) => [id, catalogue.indicator(id)]));
  const regimes = regimesFor(regimesOn(catalogue.regimes(province), day), chosen);
  const outlines = outlinesNamed(regimes).map((id) => catalogue.outline(id));
  return {
    province: { ...templates, name: provinceNameOn(templates, day) },
    programmes: chosen,
    programmesBefore,
    indicators,
    regimes,
    outlines,
    forms: catalogue.forms(),
    sources: sourceLabels(templates.sources, catalogue.mappings()),
  };
}

/** As it is kept; when a report is released is no part of what it is made from. */
export function materialJson({ indicators, ...material }: Material): unknown {
  const { release: _, ...province } = material.province;
  return { ...material, province, indicators: [...indicators.values()] };
}

/** The templates that a published revision was made with. Throws StoreDamaged. */
export async function storedMaterial(objects: ObjectStore, prefix: string): Promise<Material> {
  const { indicators, ...material } = await storedAs(objects, `${prefix}/templates.json`, StoredMaterial);
  return { ...material, indicators: new Map(indicators.map((indicator) => [indicator.id, indicator])) };
}
