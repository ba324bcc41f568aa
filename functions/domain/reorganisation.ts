import { type Agency, type AgencyLists, type AgencyTree, byCode } from "./agency.ts";

/** What happened to an agency within the days of a report (sắp xếp, sáp nhập, chia tách, đổi tên, chuyển địa bàn). */
export type Reorganisation =
  /** It ended, and one agency in force answers for its counts. */
  | { readonly kind: "merged"; readonly agency: Agency; readonly heir: Agency }
  /** It ended, and its counts stay in its level and the province: several successors, none, or none that is known. */
  | { readonly kind: "split" | "closed"; readonly agency: Agency; readonly successors: readonly string[] }
  /** It is in force under another name than before. */
  | { readonly kind: "renamed"; readonly agency: Agency; readonly before: string }
  /** It is in force under another district than before; its earlier counts are added to the new one. */
  | { readonly kind: "moved"; readonly agency: Agency; readonly before: string | null };

function ended(agency: Agency, tree: AgencyTree): Reorganisation {
  const heir = tree.heirOf(agency.code);
  if (heir !== null) return { kind: "merged", agency, heir };
  const kind = agency.successors.length > 1 ? "split" : "closed";
  return { kind, agency, successors: agency.successors };
}

/** The first record of each code in the lists, by day. */
function oldest(lists: AgencyLists): Map<string, Agency> {
  const first = new Map<string, Agency>();
  for (const [, list] of [...lists].sort(([left], [right]) => byCode(left, right))) {
    for (const agency of list) if (!first.has(agency.code)) first.set(agency.code, agency);
  }
  return first;
}

/** Every merged, split, closed, renamed and moved agency of a report, by code. */
export function reorganisationsOf(lists: AgencyLists, tree: AgencyTree): Reorganisation[] {
  const first = oldest(lists);
  const changed = tree.inForce.flatMap((agency): Reorganisation[] => {
    const before = first.get(agency.code);
    if (before === undefined) return [];
    return [
      ...(before.name === agency.name ? [] : [{ kind: "renamed" as const, agency, before: before.name }]),
      ...(before.parentCode === agency.parentCode
        ? []
        : [{ kind: "moved" as const, agency, before: before.parentCode }]),
    ];
  });
  const gone = tree.ended().map((agency) => ended(agency, tree));
  return [...gone, ...changed].sort((left, right) => byCode(left.agency.code, right.agency.code));
}
