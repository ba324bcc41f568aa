import { z } from "zod";
import { daysLater } from "../domain/period.ts";
import type { Province } from "../domain/province.ts";
import { Regime, slugOf } from "../domain/regime.ts";
import { nameFaults } from "./faults/programmes.ts";
import { readTemplate, readTemplates, refuse, type TemplateFile } from "./files.ts";
import { overridden } from "./override.ts";
import { filledIn } from "./placeholders.ts";
import { faultOf, reasonOf } from "./reasons.ts";

/** A report that every province makes unless it says otherwise. */
const Common = Regime.omit({ id: true, province: true, from: true, to: true });
type Common = z.infer<typeof Common>;

/** What a province says of a report of its own, field by field in place of what provinces have in common. */
const Own = Regime.partial().required({ id: true, province: true, report: true });
type Own = z.infer<typeof Own>;

type Named = Pick<Province, "id" | "names" | "place">;

function regimeOf(source: TemplateFile<unknown>, json: unknown, province: Named): TemplateFile<Regime> {
  const filled = filledIn(json, province.names, province.place);
  const parsed = Regime.safeParse(filled, { error: reasonOf });
  if (!parsed.success) refuse(source.source, [faultOf(parsed.error.issues)]);
  return { ...source, value: parsed.data ?? Regime.parse(filled) };
}

/** One report of a province: what it says itself while that holds, and from then on what provinces have in common. */
function regimesOf(
  common: TemplateFile<Common[]>,
  report: Common,
  province: Named,
  own: TemplateFile<Own> | undefined,
): TemplateFile<Regime>[] {
  const said = { ...report, id: slugOf({ province: province.id, report: report.report }), province: province.id };
  if (own === undefined) return [regimeOf(common, said, province)];
  const merged = regimeOf(own, overridden(said, own.source.json), province);
  const { to } = own.value;
  return to === undefined ? [merged] : [merged, regimeOf(common, { ...said, from: daysLater(to, 1) }, province)];
}

/** The reports of the provinces, each province's put together when it is first asked for. */
export interface RegimeTemplates {
  /** Files of `reports/`, each with the province that it names, whether there is one or not. */
  readonly own: readonly TemplateFile<Own>[];
  readonly of: (province: Named) => readonly TemplateFile<Regime>[];
}

/**
 * The reports of every province: those of `default/reports.json`, in place of them what files of `reports/` say, and
 * those that only these know.
 *
 * @param root the folder of the templates
 * @throws TemplateInvalid at the first mistake, with its file, line, column, field and reason
 */
export function readRegimes(root: string): RegimeTemplates {
  const common = readTemplate(root, "default/reports.json", z.array(Common));
  const own = readTemplates(root, "reports", Own);
  for (const [source, fault] of nameFaults(own)) refuse(source, [fault]);
  const made = new Map<string, readonly TemplateFile<Regime>[]>();
  const make = (province: Named): TemplateFile<Regime>[] => {
    const files = own.filter(({ value }) => value.province === province.id);
    const shared = new Set(common.value.map(({ report }) => report));
    const fileOf = (report: string) => files.find(({ value }) => value.report === report);
    return [
      ...common.value.flatMap((report) => regimesOf(common, report, province, fileOf(report.report))),
      ...files
        .filter(({ value }) => !shared.has(value.report))
        .map((file) => regimeOf(file, file.source.json, province)),
    ];
  };
  return {
    own,
    of: (province) => {
      const known = made.get(province.id) ?? make(province);
      made.set(province.id, known);
      return known;
    },
  };
}
