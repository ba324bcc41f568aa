import type { Agency, Level } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { bindsAreas, bindsLevel } from "../../../domain/programme.ts";
import type { Composition } from "../../composition.ts";
import type { Appendix } from "../../report.ts";
import { demandSentence } from "../../text/sentences.ts";
import { fewText } from "../../wording.ts";
import type { TableContext } from "../lines.ts";
import { AREA_TITLE, LEVEL_TITLES } from "../targets/sheets.ts";
import { count, LEGEND, text } from "../value.ts";
import { JUDGED_NOTE, MARK_LEGEND, type Numbered, unitRow } from "./columns.ts";
import { matrixAppendices } from "./matrix.ts";

const demandsNote = (targets: readonly Numbered[]): string =>
  targets.map(({ printed, number }) => `(${number}) ${demandSentence([printed])}`).join(" ");

/** Short fixed names of the tables. */
const NAMES: Readonly<Record<Level, string>> = { so: "So nganh", huyen: "Cap huyen", xa: "Cap xa" };

/** Every agency of a level with its rates, verdicts and ranks, the level's own figures first. */
export function levelTables({ composition }: TableContext, level: Level): Appendix[] {
  const units = composition.tree.inForce.filter((agency) => agency.level === level);
  const bound = composition.targets.filter(({ target }) => bindsLevel(target, level));
  if (bound.length === 0 || units.length === 0) return [];
  return matrixAppendices(bound, {
    title: LEVEL_TITLES[level],
    name: NAMES[level],
    subject: "Đơn vị",
    parts: ["rate", "mark", "rank"],
    rows: (targets) => [
      unitRow(targets, "level", { code: level, name: SCOPE_NAMES[level] }, text("")),
      ...units.map((unit, index) =>
        unitRow(targets, "agency", { ...unit, name: composition.names.of(unit) }, count(index + 1)),
      ),
    ],
    notes: (targets) => [
      `${MARK_LEGEND} ${JUDGED_NOTE} ${LEGEND}`,
      demandsNote(targets),
      ...smallNotes(composition, units),
    ],
  });
}

/** Who has so few dossiers that the text leaves it out. */
function smallNotes({ small, names, province: { regime } }: Composition, units: readonly Agency[]): string[] {
  const few = units.filter(({ code }) => small.has(code)).map((unit) => names.of(unit));
  if (few.length === 0) return [];
  return [`Tiếp nhận dưới ${fewText(regime.smallest)} hồ sơ từ đầu năm, không nêu trong đánh giá: ${few.join("; ")}.`];
}

/** Districts with their communes. */
export function areaTables({ composition }: TableContext): Appendix[] {
  const districts = composition.tree.inForce.filter((agency) => agency.level === "huyen");
  const bound = composition.targets.filter(({ target }) => bindsAreas(target));
  if (bound.length === 0 || districts.length === 0) return [];
  return matrixAppendices(bound, {
    title: AREA_TITLE,
    name: "Dia ban",
    subject: "Đơn vị",
    parts: ["rate", "mark"],
    rows: (targets) =>
      districts.map((unit, index) =>
        unitRow(targets, "area", { ...unit, name: composition.names.area(unit.code) }, count(index + 1)),
      ),
    notes: (targets) => [`${MARK_LEGEND} ${JUDGED_NOTE} ${LEGEND}`, demandsNote(targets)],
  });
}
