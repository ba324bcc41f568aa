import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { AgencyTree } from "../../../functions/domain/agency.ts";
import type { FigureRow } from "../../../functions/domain/figures/figure.ts";
import { type Period, windowOf } from "../../../functions/domain/period.ts";
import { outlinesNamed } from "../../../functions/domain/regime.ts";
import type { TaskProgress } from "../../../functions/domain/task.ts";
import { compose } from "../../../functions/report/compose.ts";
import { type Composition, compositionOf, type PrintedTarget } from "../../../functions/report/composition.ts";
import { type ReportJob, reportJobsOf } from "../../../functions/report/job.ts";
import type { Appendix, Report, Row } from "../../../functions/report/report.ts";
import type { SlotTexts } from "../../../functions/report/slot.ts";
import { type Answers, computed } from "./answers.ts";

const catalogue = loadCatalogue(new URL("../../../templates/", import.meta.url));
const province = catalogue.province("ba-ria-vung-tau");
const programmes = ["ba-ria-vung-tau", "dong-nai", "quang-tri"].flatMap((id) => catalogue.programmes(id));

export interface Composed {
  readonly composition: Composition;
  readonly targets: readonly PrintedTarget[];
}

/** What a report of a made-up province is composed from. */
export function composed(
  answers: Answers,
  period: Period,
  ids: readonly string[] = programmes.map(({ id }) => id),
  tasks: ReadonlyMap<string, readonly TaskProgress[]> = new Map(),
): Composed {
  const chosen = programmes.filter(({ id }) => ids.includes(id));
  const indicators = new Map(
    chosen.flatMap(({ targets }) => targets.map(({ indicator }) => [indicator, catalogue.indicator(indicator)])),
  );
  const question = { province: province.id, period, programmes: chosen, indicators };
  const { figures, evidence, findings, inputs } = computed(answers, question);
  const tree = new AgencyTree(inputs.lists, windowOf(period, inputs.scheme).to);
  const head = { revision: 1, state: "final", synthetic: false, dataAsOf: "2023-06-15T06:00:00+07:00" } as const;
  const composition = compositionOf({
    province,
    forms: catalogue.forms(),
    inputs: { ...inputs, tasks },
    tree,
    figures: { rows: figures, evidence },
    findings,
    changes: null,
    inputChanges: [],
    head,
  });
  return { composition, targets: composition.targets };
}

/** The same report with other figures. */
export function recomposed({ composition }: Composed, change: (row: FigureRow) => FigureRow): Composed {
  const rows = composition.figures.rows.map(change);
  const again = compositionOf({ ...composition, figures: { ...composition.figures, rows } });
  return { composition: again, targets: again.targets };
}

/** The blocks of a report's body under each heading, its own text first: by what it says. */
export interface Section {
  readonly heading: string;
  readonly texts: readonly string[];
}

/** A report of a made-up province by its id ("cntt", "don-vi/Z1.H01"), in sections. */
export function sectionsOf(
  { composition }: Composed,
  id: string,
  texts: SlotTexts = new Map(),
  change: (job: ReportJob) => ReportJob = (job) => job,
): { report: Report; sections: readonly Section[] } {
  const { programmes } = composition.inputs;
  const regimes = catalogue.regimes(province.id);
  const outlines = outlinesNamed(regimes).map((id) => catalogue.outline(id));
  const [job] = reportJobsOf({ programmes, regimes, outlines }, composition.tree, [id]);
  if (job === undefined) throw new Error("no job");
  const kept = { figuresSha256: "1a2b3c4d5e6f".padEnd(64, "0"), verifyAddress: null };
  const report = compose(composition, change(job), texts, kept);
  const sections: { heading: string; texts: string[] }[] = [{ heading: "", texts: [] }];
  for (const block of report.body) {
    if (block.type === "heading") sections.push({ heading: block.text, texts: [] });
    else if (block.type === "list") sections.at(-1)?.texts.push(...block.items);
    else if (block.type === "paragraph" || block.type === "note") sections.at(-1)?.texts.push(block.text);
  }
  return { report, sections };
}

/** The texts under the one heading that ends so. */
export function under(sections: readonly Section[], heading: string): readonly string[] {
  const [found, ...others] = sections.filter((one) => one.heading.endsWith(heading));
  if (found === undefined || others.length > 0) throw new Error(`${others.length + 1} sections ${heading}`);
  return found.texts;
}

/** The one appendix of a sheet. */
export function onSheet(appendices: readonly Appendix[], sheet: string): Appendix {
  const [found, ...others] = appendices.filter((one) => one.sheet === sheet);
  if (found === undefined || others.length > 0) throw new Error(`${others.length + 1} appendices on ${sheet}`);
  return found;
}

export const textsOf = (row: Row | undefined): string[] => row?.cells.map((cell) => cell.text) ?? [];

/** The only row of this name, its cells by "group|title" of their columns. */
export function rowNamed({ table }: Appendix, name: string): Readonly<Record<string, string>> {
  const [row, ...others] = table.rows.filter(({ cells }) => cells[1]?.text === name);
  if (row === undefined || others.length > 0) throw new Error(`${others.length + 1} rows of ${name}`);
  return Object.fromEntries(
    table.columns.map(({ group = "", title }, at) => [`${group}|${title}`, row.cells[at]?.text ?? ""]),
  );
}

/** The cells of the table of dossiers in a report's text, by the name of the row; of "- Quá hạn" the resolved ones. */
export function volumeOf({ body }: Report): ReadonlyMap<string, readonly string[]> {
  const rows = body.flatMap((block) => (block.type === "table" ? block.table.rows : [])).map(textsOf);
  return new Map(rows.toReversed().map((cells) => [cells[0] ?? "", cells]));
}
