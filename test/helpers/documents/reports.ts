import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { AgencyTree } from "../../../functions/domain/agency.ts";
import type { FigureRow } from "../../../functions/domain/figures/figure.ts";
import type { AgencyScore } from "../../../functions/domain/figures/scores.ts";
import type { Programme } from "../../../functions/domain/programme.ts";
import { outlinesNamed } from "../../../functions/domain/regime.ts";
import { compose } from "../../../functions/report/compose.ts";
import { compositionOf } from "../../../functions/report/composition.ts";
import { reportJobsOf } from "../../../functions/report/job.ts";
import type { Appendix, Cell, Column, Report, Row, Table } from "../../../functions/report/report.ts";
import { workbooksOf } from "../../../functions/report/tables/workbook.ts";
import type { Workbook } from "../../../functions/report/workbook.ts";
import { type Answers, computed, workedExample } from "../data/answers.ts";
import { sampleAppendices, sampleReport } from "./sample.ts";

const catalogue = loadCatalogue(new URL("../../../templates/", import.meta.url));

export interface Composed {
  readonly report: Report;
  /** The workbook beside it. */
  readonly workbook: Workbook;
  readonly figures: readonly FigureRow[];
  readonly scores: readonly AgencyScore[];
}

interface Asked {
  readonly province?: string;
  readonly period?: string;
  readonly programmes?: readonly string[];
  readonly answers?: Answers;
  /** "cntt" unless given. */
  readonly report?: string;
  /** What the programmes are instead. */
  readonly change?: (programme: Programme) => Programme;
}

/** A report as a run composes it, without what only the workbook holds, and the rows of its figures.csv. */
export function composed(asked: Asked = {}): Composed {
  const { period = "2023-06", programmes: ids = ["brvt-qd-2023"], answers = workedExample() } = asked;
  const province = catalogue.province(asked.province ?? "ba-ria-vung-tau");
  const { change = (programme) => programme } = asked;
  const programmes = catalogue
    .programmes(province.id)
    .filter(({ id }) => ids.includes(id))
    .map(change);
  const indicators = new Map(
    programmes.flatMap(({ targets }) => targets.map(({ indicator }) => [indicator, catalogue.indicator(indicator)])),
  );
  const { figures, evidence, findings, inputs } = computed(answers, {
    province: province.id,
    period,
    programmes,
    indicators,
  });
  const tree = new AgencyTree(inputs.lists, [...inputs.lists.keys()].sort().at(-1) ?? "");
  const head = { revision: 1, state: "provisional", synthetic: true, dataAsOf: "2023-06-15T06:00:00+07:00" } as const;
  const composition = compositionOf({
    province,
    forms: catalogue.forms(),
    inputs,
    tree,
    figures: { rows: figures, evidence },
    findings,
    changes: null,
    inputChanges: [],
    head,
  });
  const regimes = catalogue.regimes(province.id);
  const outlines = outlinesNamed(regimes).map((id) => catalogue.outline(id));
  const [job] = reportJobsOf({ programmes, regimes, outlines }, tree, [asked.report ?? "cntt"]);
  if (job === undefined) throw new Error("no job");
  const kept = { figuresSha256: "1a2b3c4d5e6f".padEnd(64, "0"), verifyAddress: null };
  const report = compose(composition, job, new Map(), kept);
  const workbook = workbooksOf(composition)(job, report);
  return { report, workbook, figures, scores: [...composition.scores.values()] };
}

/** The sample with two short appendices: quick to render, and everything that the form asks for is in it. */
export function shortReport(changes: Partial<Report> = {}): Report {
  const [summary, , districts] = sampleAppendices();
  if (summary === undefined || districts === undefined) throw new Error("no appendices");
  return sampleReport({ appendices: [summary, districts], ...changes });
}

function withTable(report: Report, title: RegExp, change: (table: Table) => Table): Report {
  const changed = (appendix: Appendix): Appendix =>
    title.test(appendix.title) ? { ...appendix, table: change(appendix.table) } : appendix;
  return { ...report, appendices: report.appendices.map(changed) };
}

/** A report with other rows in one of its appendices. */
export const withRows = (report: Report, title: RegExp, change: (rows: readonly Row[]) => readonly Row[]): Report =>
  withTable(report, title, (table) => ({ ...table, rows: change(table.rows) }));

/** A report with other columns in one of its appendices. */
export const withColumns = (
  report: Report,
  title: RegExp,
  change: (columns: readonly Column[]) => readonly Column[],
): Report => withTable(report, title, (table) => ({ ...table, columns: change(table.columns) }));

/** A report whose appendix has another text in a cell. */
export const withCell = (report: Report, title: RegExp, at: { row: RegExp; column: number }, cell: Cell): Report =>
  withRows(report, title, (rows) => {
    const index = rows.findIndex((row) => row.cells.some(({ text }) => at.row.test(text)));
    if (index === -1) throw new Error(`no row ${at.row}`);
    return rows.map((row, number) => (number === index ? { ...row, cells: row.cells.with(at.column, cell) } : row));
  });
