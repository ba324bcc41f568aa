import type { Agency, AgencyTree } from "../../domain/agency.ts";
import { windowOf } from "../../domain/period.ts";
import type { Composition } from "../composition.ts";
import type { ReportJob } from "../job.ts";
import { crossCheckSheet } from "../national/table.ts";
import { RawFormulas } from "../raw/formulas.ts";
import { hasDistricts, type RawRow, rawRowsOf, rowsAnsweredBy } from "../raw/rows.ts";
import { rawNames, rawSheet } from "../raw/sheet.ts";
import type { Report } from "../report.ts";
import { sheetsInWordsOf } from "../text/report-words.ts";
import { stateOf } from "../text/sources/provenance.ts";
import { dayText, periodText, sentence, withinSentence } from "../wording.ts";
import type { Workbook, WorkbookSheet } from "../workbook.ts";
import { chartSheet } from "./book/charts.ts";
import { withContents } from "./book/contents.ts";
import { changesSheet } from "./changes.ts";
import { filingTable } from "./filing.ts";
import { form06aFieldSheet, form06aTable } from "./form06a.ts";
import { lineSheet, linesOf, linesOfAgencies, type TableContext } from "./lines.ts";
import { notesSheet } from "./notes.ts";
import { paymentsTable } from "./payments.ts";
import { postalTable } from "./postal.ts";
import { qualitySheet } from "./quality.ts";
import { reorganisationSheet } from "./reorganisation.ts";
import { communesOf } from "./targets/appendices.ts";
import { areaSheet, unitSheet } from "./targets/sheets.ts";
import { summarySheet } from "./targets/summary.ts";
import { taskSheets } from "./tasks/tables.ts";
import { rankingSheet } from "./units/ranking.ts";

const AUTHOR = "bao-cao-cntt-cchc";

/** The agency and, for a district, its communes. */
function ownAgencies(agency: Agency, tree: AgencyTree): Agency[] {
  return agency.level === "huyen" ? [agency, ...communesOf({ tree }, agency)] : [agency];
}

/** "SỐ LIỆU TẠM TÍNH - Bản phát hành 2 (số liệu tạm tính)". */
const headerOf = (report: Report): string =>
  [...report.labels, `Bản phát hành ${report.revision} (${withinSentence(stateOf(report))})`].join(" - ");

function aboutOf({ province, inputs, names }: Composition, report: Report, agency: Agency | null): string {
  const { from, to } = windowOf(inputs.period, inputs.scheme);
  const who = agency === null ? sentence(province.name) : names.of(agency);
  const days = `số liệu từ ngày ${dayText(from)} đến hết ngày ${dayText(to)}`;
  return [`${who}, ${periodText(inputs.period)}, ${days}`, headerOf(report)].join(" - ");
}

/** What the sheets of one workbook are written from. */
interface Written {
  readonly context: TableContext;
  readonly report: Report;
  readonly about: string;
  /** The agency that the workbook is of, with its communes; null for the whole province. */
  readonly own: readonly Agency[] | null;
}

/** The districts whose areas have a sheet; null where the workbook has none. */
function districtsOf({ context, own }: Written): Agency[] | null {
  const { inForce } = context.composition.tree;
  const districts = (own ?? inForce).filter(({ level }) => level === "huyen");
  const hasCommunes = inForce.some(({ level }) => level === "xa");
  return districts.length === 0 || !hasCommunes ? null : districts;
}

/** The sheets of a workbook in their order. */
function sheetsOf(written: Written): WorkbookSheet[] {
  const { context, report, about, own } = written;
  const { composition, raw } = context;
  const [agency = null] = own ?? [];
  const parties = { reporting: report.letterhead.name, receiving: report.addressees };
  const lines = own === null ? linesOf(composition, "each") : linesOfAgencies(own, composition.names);
  const which = { about, isWhole: own === null };
  const agencies = own ?? composition.tree.inForce;
  const summary = summarySheet(context, agency, about);
  const units = unitSheet(context, agencies, which);
  const districts = districtsOf(written);
  const areas = districts === null ? [] : [areaSheet(context, districts, about)];
  const codes = own === null ? null : new Set(own.map(({ code }) => code));
  return [
    summary.sheet,
    ...chartSheet([summary, units, ...areas], about),
    rankingSheet(context, agencies, units, which),
    units.sheet,
    ...areas.map(({ sheet }) => sheet),
    lineSheet(context, filingTable(context), lines, about),
    lineSheet(context, paymentsTable(context), lines, about),
    lineSheet(context, postalTable(context), lines, about),
    agency === null
      ? lineSheet(context, form06aTable(context, parties), lines, about)
      : form06aFieldSheet(composition, agency, parties, about),
    ...taskSheets(composition, own, about),
    ...(own === null ? [...changesSheet(composition, about), ...reorganisationSheet(composition, about)] : []),
    rawSheet(composition, raw, about),
    qualitySheet(composition, codes, about),
    ...(own === null ? crossCheckSheet(composition, about) : []),
    notesSheet(composition, report, about),
  ];
}

/** Composes the workbook beside a report of a composition. */
export type WorkbookComposer = (job: ReportJob, report: Report) => Workbook;

/**
 * The workbooks beside the reports of a composition, from the same figures: every rate, total, difference, shortfall,
 * verdict and rank is a formula over the counts that a workbook holds, with what it comes to; numbers of distinct
 * procedures are values.
 */
export function workbooksOf(composition: Composition): WorkbookComposer {
  let all: readonly RawRow[] | undefined;
  return ({ agency }, report) => {
    // Every agency's workbook takes its part of the same rows; a run that publishes nothing asks for none.
    all ??= rawRowsOf(composition);
    const own = agency === null ? null : ownAgencies(agency, composition.tree);
    const rows = own === null ? all : rowsAnsweredBy(all, new Set(own.map(({ code }) => code)));
    const raw = new RawFormulas(rows, hasDistricts(all));
    const about = aboutOf(composition, report, agency);
    return {
      title: `${report.kind} ${report.subject}`,
      subject: report.subject,
      author: AUTHOR,
      keywords: [report.province, report.period, report.report].join(", "),
      header: headerOf(report),
      dataAsOf: report.dataAsOf,
      sheets: sheetsInWordsOf(
        composition.province,
        report.period,
        withContents(
          sheetsOf({ context: { composition, raw }, report, about, own }),
          `${report.kind} ${report.subject}`.toLocaleUpperCase("vi"),
          about,
        ),
      ),
      names: rawNames(raw),
    };
  };
}
