import { type Agency, type AgencyTree, LEVELS, type Level } from "./agency.ts";
import type { Commission } from "./commission.ts";
import { communesOf } from "./compose-agency.ts";
import { type RawRow, rawRowsOf, rowsAnsweredBy } from "./compose-workbook-counts.ts";
import { agencyForm06aSheet, form06aSheet } from "./compose-workbook-form06a.ts";
import { areaSheet, levelSheet, type SheetGround, type TargetSheet } from "./compose-workbook-levels.ts";
import { workbookLines } from "./compose-workbook-lines.ts";
import { notesSheet } from "./compose-workbook-notes.ts";
import { qualitySheet } from "./compose-workbook-quality.ts";
import { rankingSheet } from "./compose-workbook-ranking.ts";
import { RawCounts } from "./compose-workbook-raw.ts";
import { rawNames, rawSheet } from "./compose-workbook-raw-sheet.ts";
import { paymentsSheet, postalSheet } from "./compose-workbook-services.ts";
import { summarySheet } from "./compose-workbook-summary.ts";
import { TargetRows } from "./compose-workbook-targets.ts";
import { tasksSheet } from "./compose-workbook-tasks.ts";
import { type Composition, printedTargets } from "./composition.ts";
import { windowOf } from "./period.ts";
import type { Report } from "./report.ts";
import { dayText, periodText } from "./wording.ts";
import type { Workbook, WorkbookSheet } from "./workbook.ts";

const AUTHOR = "bao-cao-cntt-cchc";
const STATES = { final: "chính thức", provisional: "tạm tính" } as const;

/** Rows of a composition: every agency's own workbook takes its part of them. */
const known = new WeakMap<Composition, readonly RawRow[]>();

function rowsOf(composition: Composition): readonly RawRow[] {
  const rows = known.get(composition) ?? rawRowsOf(composition);
  known.set(composition, rows);
  return rows;
}

/** The agency and, for a district, its communes. */
function ownAgencies(agency: Agency, tree: AgencyTree): Agency[] {
  return agency.level === "huyen" ? [agency, ...communesOf({ tree }, agency)] : [agency];
}

/** "DỮ LIỆU MÔ PHỎNG - Bản phát hành 2 (tạm tính)". */
const headerOf = ({ labels, revision, state }: Report): string =>
  [...labels, `Bản phát hành ${revision} (${STATES[state]})`].join(" - ");

function aboutOf({ province, inputs }: Composition, report: Report, agency: Agency | null): string {
  const { from, to } = windowOf(inputs.period, inputs.scheme);
  const who = agency === null ? province.name : agency.name;
  const days = `số liệu từ ngày ${dayText(from)} đến hết ngày ${dayText(to)}`;
  return [`${who}, ${periodText(inputs.period)}, ${days}`, headerOf(report)].join(" - ");
}

type Levels = ReadonlyMap<Level, TargetSheet>;

const sheetsOfLevels = (levels: Levels): WorkbookSheet[] => [...levels.values()].map(({ sheet }) => sheet);

/** The thirteen sheets of a report about the whole province. */
function provinceSheets(ground: SheetGround, raw: RawCounts, report: Report): WorkbookSheet[] {
  const { composition, about } = ground;
  const { inForce } = composition.tree;
  const agenciesOf = (level: Level): Agency[] => inForce.filter((agency) => agency.level === level);
  const levels: Levels = new Map(LEVELS.map((level) => [level, levelSheet(ground, level, agenciesOf(level), true)]));
  const lines = workbookLines(composition, null);
  return [
    summarySheet(ground, raw, null),
    ...sheetsOfLevels(levels),
    areaSheet(ground, agenciesOf("huyen")).sheet,
    paymentsSheet(ground, raw, lines),
    postalSheet(ground, raw, lines),
    form06aSheet(ground, raw, lines),
    tasksSheet(ground, null),
    rankingSheet(ground, inForce, levels),
    rawSheet(composition, raw, about),
    qualitySheet(ground, null),
    notesSheet(ground, report),
  ];
}

/** The sheets of one agency's own report; a district's has those of its communes. */
function agencySheets(ground: SheetGround, raw: RawCounts, report: Report, agency: Agency): WorkbookSheet[] {
  const { composition, about } = ground;
  const own = ownAgencies(agency, composition.tree);
  const levels: Levels = new Map(
    LEVELS.flatMap((level): [Level, TargetSheet][] => {
      const agencies = own.filter((one) => one.level === level);
      return agencies.length === 0 ? [] : [[level, levelSheet(ground, level, agencies, false)]];
    }),
  );
  const lines = workbookLines(composition, own);
  return [
    summarySheet(ground, raw, agency),
    ...sheetsOfLevels(levels),
    ...(agency.level === "huyen" ? [areaSheet(ground, [agency]).sheet] : []),
    paymentsSheet(ground, raw, lines),
    postalSheet(ground, raw, lines),
    agencyForm06aSheet(ground, raw, agency),
    tasksSheet(ground, own),
    rankingSheet(ground, own, levels),
    rawSheet(composition, raw, about),
    qualitySheet(ground, new Set(own.map(({ code }) => code))),
    notesSheet(ground, report),
  ];
}

/**
 * The workbook beside a report, from the same figures: every rate, total, difference, shortfall, verdict and rank is a
 * formula over the counts that it holds, with what it comes to; numbers of distinct procedures are values.
 */
export function composeWorkbook(composition: Composition, { agency }: Commission, report: Report): Workbook {
  const all = rowsOf(composition);
  const codes = agency === null ? null : new Set(ownAgencies(agency, composition.tree).map(({ code }) => code));
  const raw = new RawCounts(codes === null ? all : rowsAnsweredBy(all, codes));
  const ground: SheetGround = {
    composition,
    targets: printedTargets(composition),
    rows: new TargetRows(raw, composition),
    about: aboutOf(composition, report, agency),
  };
  const sheets = agency === null ? provinceSheets(ground, raw, report) : agencySheets(ground, raw, report, agency);
  return {
    title: `${report.kind} ${report.subject}`,
    subject: report.subject,
    author: AUTHOR,
    keywords: [report.province, report.period, report.report].join(", "),
    header: headerOf(report),
    dataAsOf: report.dataAsOf,
    sheets,
    names: rawNames(raw),
  };
}
