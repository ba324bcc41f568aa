import { CHART_SIZE } from "../../report/tables/book/size.ts";
import type { WorkbookChart } from "../../report/workbook.ts";
import { placeOf, type RangeReader, rangeReader } from "./cells.ts";
import { pageBreaks } from "./chart-pages.ts";
import { chartXml, type ReadChart } from "./chart-xml.ts";
import {
  newPart,
  type Parts,
  partBytes,
  partText,
  RELATIONSHIPS,
  relationsOf,
  sheetParts,
  withPart,
  withRelation,
} from "./package.ts";
import { escaped, withChildren } from "./xml.ts";

const CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml";

const EMU_PER_MM = 36_000;

interface Anchored {
  readonly chart: WorkbookChart;
  readonly relation: string;
}

/** One chart on its sheet; its title is what a screen reader says. */
function anchor({ chart, relation }: Anchored, index: number): string {
  const { column, row } = placeOf(chart.at);
  const from = `<xdr:from><xdr:col>${column - 1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row - 1}</xdr:row><xdr:rowOff>${EMU_PER_MM}</xdr:rowOff></xdr:from>`;
  const size = `<xdr:ext cx="${CHART_SIZE.width * EMU_PER_MM}" cy="${CHART_SIZE.height * EMU_PER_MM}"/>`;
  const about = `<xdr:cNvPr id="${index + 2}" name="Biểu đồ ${index + 1}" descr="${escaped(chart.title)}"/>`;
  const frame = `<xdr:nvGraphicFramePr>${about}<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>`;
  const uri = "http://schemas.openxmlformats.org/drawingml/2006/chart";
  const graphic = `<a:graphic><a:graphicData uri="${uri}"><c:chart xmlns:c="${uri}" r:id="${relation}"/></a:graphicData></a:graphic>`;
  return `<xdr:oneCellAnchor>${from}${size}<xdr:graphicFrame macro="">${frame}${graphic}</xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>`;
}

const DRAWING_NAMES = [
  'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  `xmlns:r="${RELATIONSHIPS}"`,
].join(" ");

/** "xl/charts/chart3.xml" where there are two already. */
function freeName(parts: Parts, stem: string): string {
  let number = 1;
  while (parts[`${stem}${number}.xml`] !== undefined) number++;
  return `${stem}${number}.xml`;
}

interface Readable {
  readonly chart: WorkbookChart;
  readonly read: ReadChart;
}

/** Charts with what their cells show, but for those that have nothing to show beside what is demanded. */
function readable(charts: readonly WorkbookChart[], reader: RangeReader): Readable[] {
  const read = charts.map((chart) => {
    const series = chart.series.map((one) => ({ ...one, values: reader.numbers(one.values) }));
    return { chart, read: { ...chart, categories: reader.names(chart.categories), series } };
  });
  const shows = ({ values }: ReadChart["series"][number]): boolean =>
    values.values.some((value) => typeof value === "number");
  return read.filter(({ read: { series } }) => series.some((one) => !one.dashed && shows(one)));
}

/** The charts of one sheet, in a drawing of their own. Throws RangeError where the sheet has a drawing already. */
function withDrawing(given: Parts, sheet: string, charts: readonly Readable[]): Parts {
  if (relationsOf(given, sheet).some(({ kind }) => kind === "drawing")) {
    throw new RangeError(`${sheet} has a drawing already`);
  }
  let parts = given;
  const drawing = freeName(parts, "xl/drawings/drawing");
  const anchored = charts.map(({ chart, read }): Anchored => {
    const name = freeName(parts, "xl/charts/chart");
    parts = withPart(parts, name, newPart(chartXml(read)), CHART);
    const related = withRelation(parts, drawing, "chart", `/${name}`);
    parts = related.parts;
    return { chart, relation: related.id };
  });
  parts = withPart(
    parts,
    drawing,
    newPart(`<xdr:wsDr ${DRAWING_NAMES}>${anchored.map(anchor).join("")}</xdr:wsDr>`),
    DRAWING,
  );
  const related = withRelation(parts, sheet, "drawing", `/${drawing}`);
  const xml = partText(related.parts, sheet);
  const breaks = pageBreaks(
    xml,
    charts.map(({ chart }) => placeOf(chart.at).row),
    CHART_SIZE.height,
  );
  const element = `<drawing xmlns:r="${RELATIONSHIPS}" r:id="${related.id}"/>`;
  return { ...related.parts, [sheet]: partBytes(withChildren(xml, breaks + element)) };
}

/**
 * Adds native charts to a workbook that has none, by the names of the sheets that show them: the workbook library can
 * write no charts. They draw live cells, and hold what these show, so that Protected View shows it too. A chart without
 * any number is left out. The drawing becomes the last child of its sheet; `workbook-archive.ts` puts it where the
 * schema has it.
 *
 * Throws RangeError where a chart names a sheet or range that does not exist.
 */
export function withCharts(given: Parts, charts: ReadonlyMap<string, readonly WorkbookChart[]>): Parts {
  const wanted = [...charts].filter(([, list]) => list.length > 0);
  if (wanted.length === 0) return given;
  const sheets = sheetParts(given);
  const reader = rangeReader(given);
  return wanted.reduce((parts, [name, list]) => {
    const sheet = sheets.get(name);
    if (sheet === undefined) throw new RangeError(`a chart stands on a sheet ${name} that does not exist`);
    const shown = readable(list, reader);
    return shown.length === 0 ? parts : withDrawing(parts, sheet, shown);
  }, given);
}
