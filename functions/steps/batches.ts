import type { AgencyTree } from "../domain/agency.ts";
import { fileCode } from "../domain/commission.ts";
import { periodText } from "../domain/wording.ts";
import type { Batch } from "./draft.ts";
import type { Commissioned } from "./issue.ts";

const FORMATS = ["pdf", "xlsx"] as const;

/** A report of the whole province is large: each of its documents is rendered by a call of its own. */
const apart = ({ commission: { stem } }: Commissioned): Batch[] =>
  FORMATS.map((format) => ({ id: `${stem}.${format}`, documents: [{ stem, format }], merged: null }));

/** The district that an agency's report lies with: its own for a UBND cấp huyện, that above a commune. */
function districtOf({ commission: { agency } }: Commissioned, tree: AgencyTree): string | null {
  if (agency === null || agency.level === "so") return null;
  const code = agency.level === "huyen" ? agency.code : agency.parentCode;
  return code !== null && tree.isInForce(code) ? code : null;
}

/** Agencies' own reports: a batch for each district with its communes, whose PDFs are also put together, and one for the others. */
function together(reports: readonly Commissioned[], tree: AgencyTree): Batch[] {
  const byDistrict = Map.groupBy(reports, (report) => districtOf(report, tree));
  return [...byDistrict].map(([district, own]): Batch => {
    const folder = own[0]?.commission.regime.report ?? "";
    const documents = own.flatMap(({ commission: { stem } }) => FORMATS.map((format) => ({ stem, format })));
    if (district === null) return { id: folder, documents, merged: null };
    const code = fileCode(district);
    const period = own[0]?.report.period ?? "";
    const title = `Báo cáo của các cơ quan thuộc địa bàn ${tree.newest(district)?.name ?? district}, ${periodText(period)}`;
    return { id: `${folder}/${code}`, documents, merged: { name: `${folder}-gop/${code}.pdf`, title } };
  });
}

/** How the documents of these reports are shared out to the calls that render them. */
export function batchesOf(reports: readonly Commissioned[], tree: AgencyTree): Batch[] {
  const whole = reports.filter(({ commission }) => commission.agency === null);
  const own = Map.groupBy(
    reports.filter(({ commission }) => commission.agency !== null),
    ({ commission }) => commission.regime.id,
  );
  return [...whole.flatMap(apart), ...[...own.values()].flatMap((group) => together(group, tree))];
}
