import type { AgencyTree } from "../../domain/agency.ts";
import type { AgencyNames } from "../../domain/agency-names.ts";
import { fileCode } from "../../report/job.ts";
import { periodText, withinSentence } from "../../report/wording.ts";
import type { MissingDocument } from "../../revisions/revision.ts";
import type { CompiledReport } from "./compile.ts";
import { type Batch, formatsOf, nameOf } from "./draft.ts";

/** A report of the whole province is large: each of its documents is rendered by a call of its own. */
const apart = ({ job }: CompiledReport): Batch[] =>
  formatsOf(job).map((format) => ({
    id: `${job.stem}.${format}`,
    documents: [{ stem: job.stem, format, about: null }],
    merged: null,
  }));

/** The district that an agency's report lies with: its own for a UBND cấp huyện, that above a commune. */
function districtOf({ job: { agency } }: CompiledReport, tree: AgencyTree): string | null {
  if (agency === null || agency.level === "so") return null;
  const code = agency.level === "huyen" ? agency.code : agency.parentCode;
  return code !== null && tree.isInForce(code) ? code : null;
}

/** Agencies' own reports: a batch for each district with its communes, whose PDFs are also put together, and one for the others. */
function together(reports: readonly CompiledReport[], tree: AgencyTree, names: AgencyNames): Batch[] {
  const byDistrict = Map.groupBy(reports, (report) => districtOf(report, tree));
  return [...byDistrict].map(([district, own]): Batch => {
    const folder = own[0]?.job.regime.report ?? "";
    const documents = own.flatMap(({ job }) => {
      const { stem, agency } = job;
      const about = agency === null ? null : { code: agency.code, name: names.of(agency) };
      return formatsOf(job).map((format) => ({ stem, format, about }));
    });
    if (district === null) return { id: folder, documents, merged: null };
    const code = fileCode(district);
    const period = own[0]?.report.period ?? "";
    const title = `Báo cáo của các cơ quan thuộc ${withinSentence(names.area(district))}, ${periodText(period)}`;
    const about = { code: district, name: names.area(district) };
    return { id: `${folder}/${code}`, documents, merged: { name: `${folder}-gop/${code}.pdf`, title, about } };
  });
}

/** How the documents of these reports are shared out to the calls that render them. */
export function batchesOf(reports: readonly CompiledReport[], tree: AgencyTree, names: AgencyNames): Batch[] {
  const whole = reports.filter(({ job }) => job.agency === null);
  const own = Map.groupBy(
    reports.filter(({ job }) => job.agency !== null),
    ({ job }) => job.regime.id,
  );
  return [
    ...whole.flatMap((report) => apart(report)),
    ...[...own.values()].flatMap((group) => together(group, tree, names)),
  ];
}

/** Batches without what is missing; what is put together is then made of the others. */
export function batchesWithout(batches: readonly Batch[], missing: readonly MissingDocument[]): Batch[] {
  const names = new Set(missing.map(({ name }) => name));
  return batches
    .map((batch) => ({
      ...batch,
      documents: batch.documents.filter((document) => !names.has(nameOf(document))),
      merged: batch.merged !== null && names.has(batch.merged.name) ? null : batch.merged,
    }))
    .filter(({ documents, merged }) => documents.length > 0 || merged !== null);
}

/** Of the batches what is missing alone; all of a batch where what is put together of it is missing. */
export function batchesOnly(batches: readonly Batch[], missing: readonly MissingDocument[]): Batch[] {
  const names = new Set(missing.map(({ name }) => name));
  return batches
    .map((batch) =>
      batch.merged !== null && names.has(batch.merged.name)
        ? batch
        : { ...batch, documents: batch.documents.filter((document) => names.has(nameOf(document))), merged: null },
    )
    .filter(({ documents }) => documents.length > 0);
}
