import { loadCatalogue } from "../../functions/catalogue.ts";
import { AgencyTree } from "../../functions/domain/agency.ts";
import type { PublishedRow } from "../../functions/domain/change.ts";
import { commissionsOf } from "../../functions/domain/commission.ts";
import { compose } from "../../functions/domain/compose.ts";
import { composeWorkbook } from "../../functions/domain/compose-workbook.ts";
import type { Programme } from "../../functions/domain/programme.ts";
import type { Appendix, Cell, Report, Row } from "../../functions/domain/report.ts";
import type { Workbook } from "../../functions/domain/workbook.ts";
import { figuresCsv, readCsv } from "../../functions/render/csv.ts";
import { type Answers, computed, workedExample } from "../domain/answers.ts";
import { sampleAppendices, sampleReport } from "../render/sample.ts";

const catalogue = loadCatalogue(new URL("../../templates/", import.meta.url));

export interface Composed {
  readonly report: Report;
  /** The workbook beside it. */
  readonly workbook: Workbook;
  readonly figures: readonly PublishedRow[];
}

interface Asked {
  readonly province?: string;
  readonly period?: string;
  readonly programmes?: readonly string[];
  readonly answers?: Answers;
  /** "cntt" unless told. */
  readonly report?: string;
  /** What the programmes are instead. */
  readonly change?: (programme: Programme) => Programme;
}

/** A report as a run composes it, without what only the workbook holds, and its figures.csv read back. */
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
  const { figures, findings, inputs } = computed(answers, { province: province.id, period, programmes, indicators });
  const tree = new AgencyTree(inputs.lists, [...inputs.lists.keys()].sort().at(-1) ?? "");
  const issue = { revision: 1, state: "provisional", synthetic: true, dataAsOf: "2023-06-15T06:00:00+07:00" } as const;
  const composition = { province, inputs, tree, figures, findings, changes: null, issue };
  const regimes = catalogue.regimes(province.id);
  const outlines = regimes.map(({ outline }) => catalogue.outline(outline));
  const [commission] = commissionsOf({ programmes, regimes, outlines }, tree, [asked.report ?? "cntt"]);
  if (commission === undefined) throw new Error("no commission");
  const kept = { figuresSha256: "1a2b3c4d5e6f".padEnd(64, "0"), verifyAddress: null };
  const report = compose(composition, commission, new Map(), kept);
  const workbook = composeWorkbook(composition, commission, report);
  return { report, workbook, figures: readCsv(figuresCsv(figures)) };
}

/** The sample with two short appendices: quick to render, and everything that the form asks for is in it. */
export function shortReport(changes: Partial<Report> = {}): Report {
  const [summary, , districts] = sampleAppendices();
  if (summary === undefined || districts === undefined) throw new Error("no appendices");
  return sampleReport({ appendices: [summary, districts], ...changes });
}

/** A report with other rows in one of its appendices. */
export function withRows(report: Report, title: RegExp, change: (rows: readonly Row[]) => readonly Row[]): Report {
  const changed = (appendix: Appendix): Appendix =>
    title.test(appendix.title)
      ? { ...appendix, table: { ...appendix.table, rows: change(appendix.table.rows) } }
      : appendix;
  return { ...report, appendices: report.appendices.map(changed) };
}

/** A report whose appendix has another text in a cell. */
export const withCell = (report: Report, title: RegExp, at: { row: RegExp; column: number }, cell: Cell): Report =>
  withRows(report, title, (rows) => {
    const index = rows.findIndex((row) => row.cells.some(({ text }) => at.row.test(text)));
    if (index === -1) throw new Error(`no row ${at.row}`);
    return rows.map((row, number) => (number === index ? { ...row, cells: row.cells.with(at.column, cell) } : row));
  });
