import { type Agency, LEVELS, type Level } from "../../../domain/agency.ts";
import { bindsAreas, bindsLevel } from "../../../domain/programme.ts";
import { type Composition, judgedRow, type PrintedTarget } from "../../composition.ts";
import type { Appendix } from "../../report.ts";
import { undeliveredNotes } from "../../text/sources/undelivered.ts";
import { withoutAnyNotes } from "../../text/targets/without-any.ts";
import { fewText, withinSentence } from "../../wording.ts";
import type { TableContext } from "../lines.ts";
import { communesOf } from "../targets/appendices.ts";
import { AREA_TITLE, LEVEL_TITLES } from "../targets/sheets.ts";
import { COMMUNES_TITLE } from "../titles.ts";
import { count } from "../value.ts";
import { demandsNote, JUDGED_NOTE, MARK_LEGEND, type Numbered, numbered, unitRow } from "./columns.ts";
import { matrixAppendices } from "./matrix.ts";
import { levelRows } from "./rows.ts";
import { areApart, printedScoreNotes, SCORE_NOTE, scoreColumns, scoreNotes } from "./scores.ts";

/** Short fixed names of the tables. */
const NAMES: Readonly<Record<Level, string>> = { so: "So nganh", huyen: "Cap huyen", xa: "Cap xa" };

/** Every agency of a level with its rates and verdicts, score, place and places moved; the level's own figures first. */
export function levelTables(context: TableContext, level: Level): Appendix[] {
  const { composition } = context;
  const units = composition.tree.inForce.filter((agency) => agency.level === level);
  const bound = numbered(composition.targets).filter(({ printed }) => bindsLevel(printed.target, level));
  if (bound.length === 0 || units.length === 0) return [];
  return matrixAppendices(bound, {
    title: LEVEL_TITLES[level],
    name: NAMES[level],
    subject: "Đơn vị",
    rows: (targets) => levelRows(composition, level, targets, units, { isWhole: true, headed: true }),
    more: areApart(composition, level) ? scoreColumns(context, bound) : [],
    notes: (targets, heading) => [
      `${MARK_LEGEND} ${JUDGED_NOTE}`,
      demandsNote(targets, heading),
      ...printedScoreNotes(composition, level, isFirstRanked(composition, level) ? scoreNotes(composition) : []),
      ...undeliveredNotes(composition, targets, units),
      ...withoutAnyNotes(targets, codesOf(units)),
      ...smallNotes(composition, units),
    ],
  });
}

const codesOf = (units: readonly Agency[]): ReadonlySet<string> => new Set(units.map(({ code }) => code));

/** The rule of the score is told once, under the first table that has places. */
const isFirstRanked = (composition: Composition, level: Level): boolean =>
  LEVELS.find((one) => areApart(composition, one)) === level;

/** Who has so few dossiers that the text leaves it out. */
function smallNotes({ small, names, province: { regime } }: Composition, units: readonly Agency[]): string[] {
  const few = units.filter(({ code }) => small.has(code)).map((unit) => names.of(unit));
  if (few.length === 0) return [];
  return [`Tiếp nhận dưới ${fewText(regime.smallest)} hồ sơ từ đầu năm, không nêu trong đánh giá: ${few.join("; ")}.`];
}

/** Districts with their communes. */
export function areaTables({ composition }: TableContext): Appendix[] {
  const districts = composition.tree.inForce.filter((agency) => agency.level === "huyen");
  const bound = numbered(composition.targets).filter(({ printed }) => bindsAreas(printed.target));
  if (bound.length === 0 || districts.length === 0) return [];
  return matrixAppendices(bound, {
    title: AREA_TITLE,
    name: "Dia ban",
    subject: "Đơn vị",
    rows: (targets) =>
      districts.map(({ code }, index) =>
        unitRow(targets, {
          ...{ scope: "area", code, level: null, name: composition.names.area(code), number: count(index + 1) },
        }),
      ),
    more: [],
    notes: (targets, heading) => [`${MARK_LEGEND} ${JUDGED_NOTE}`, demandsNote(targets, heading)],
  });
}

const isOf = (printed: PrintedTarget, { code }: Agency): boolean => judgedRow(printed, "agency", code) !== undefined;

/** The targets as a district's own report numbers them, those that do not bind it behind the others. */
function numberedFor(district: Agency, { targets }: Composition): Numbered[] {
  const own = targets.filter((printed) => isOf(printed, district));
  return numbered([...own, ...targets.filter((printed) => !own.includes(printed))]);
}

/** A district's communes under every target that binds communes, with score, place and places moved in the province. */
export function communeTables(context: TableContext, district: Agency): Appendix[] {
  const { composition } = context;
  const communes = communesOf(composition, district);
  const bound = numberedFor(district, composition).filter(({ printed }) => bindsLevel(printed.target, "xa"));
  if (bound.length === 0 || communes.length === 0) return [];
  const foreign = bound.filter(({ printed }) => !isOf(printed, district));
  return matrixAppendices(bound, {
    title: COMMUNES_TITLE,
    name: "Cap xa",
    subject: "Đơn vị",
    rows: (targets) => levelRows(composition, "xa", targets, communes, { isWhole: false, headed: false }),
    more: areApart(composition, "xa") ? scoreColumns(context, bound) : [],
    notes: (targets) => [
      `CT: chỉ tiêu theo số thứ tự của bảng trong phần lời. ${MARK_LEGEND} ${JUDGED_NOTE}`,
      ...(targets.some((one) => foreign.includes(one))
        ? [foreign.map(({ number, printed }) => `CT ${number}: ${withinSentence(printed.target.name)}.`).join(" ")]
        : []),
      ...printedScoreNotes(composition, "xa", composition.province.regime.scored ? [SCORE_NOTE] : []),
      ...undeliveredNotes(composition, targets, communes),
      ...withoutAnyNotes(targets, codesOf(communes)),
      ...smallNotes(composition, communes),
    ],
  });
}
