import { type Agency, type AgencyLists, type AgencyTree, byCode, inOrderOfDays, LEVELS } from "./agency.ts";
import { isSameName } from "./name.ts";
import type { Day } from "./period.ts";

/** An agency, or the code of one that no list has. */
export type Known = Agency | string;

/** What happened to an agency within the days of a report (sắp xếp, sáp nhập, chia tách, đổi tên, chuyển địa bàn). */
export type Reorganisation =
  /** It ended, and one agency in force answers for its counts. */
  | { readonly kind: "merged"; readonly agency: Agency; readonly successor: Agency }
  /** It ended, and its counts stay in its level and the province: several successors, none, or none that is known. */
  | { readonly kind: "split" | "closed"; readonly agency: Agency; readonly successors: readonly Known[] }
  /** It has another name than before, when it was first listed. */
  | { readonly kind: "renamed"; readonly agency: Agency; readonly before: Agency }
  /** It is in force under another district than before; its earlier counts are added to the new one. */
  | { readonly kind: "moved"; readonly agency: Agency; readonly before: Known | null };

function ended(agency: Agency, tree: AgencyTree): Reorganisation {
  const successor = tree.heirOf(agency);
  if (successor !== null) return { kind: "merged", agency, successor };
  const kind = agency.successors.length > 1 ? "split" : "closed";
  return { kind, agency, successors: agency.successors.map((code) => tree.successor(agency, code) ?? code) };
}

/** What an agency was when it was first listed, and on which day. */
interface Origin {
  readonly record: Agency;
  readonly day: Day;
}

/** Whether an agency goes on under its code: a new record of it, renamed, moved or enlarged. */
const goesOn = (agency: Agency, tree: AgencyTree): boolean => tree.onlySuccessor(agency)?.code === agency.code;

/** What each agency was at first; one that goes on under its code is what the older one was. */
function originsOf(lists: AgencyLists, tree: AgencyTree): ReadonlyMap<Agency, Origin> {
  const origins = new Map<Agency, Origin>();
  for (const [day, list] of inOrderOfDays(lists)) {
    for (const record of list) {
      const agency = tree.on(record.code, day);
      if (agency !== undefined && !origins.has(agency)) origins.set(agency, { record, day });
    }
  }
  for (const agency of tree.agencies) {
    const [next, origin] = [tree.onlySuccessor(agency), origins.get(agency)];
    if (next?.code === agency.code && origin !== undefined) origins.set(next, origin);
  }
  return origins;
}

function changed(agency: Agency, { record, day }: Origin, tree: AgencyTree): Reorganisation[] {
  const { name, parentCode } = record;
  const before = parentCode === null ? null : (tree.on(parentCode, day) ?? parentCode);
  const isMoved = parentCode !== agency.parentCode && tree.heirOf(agency) === agency;
  return [
    ...(isSameName(name, agency.name) ? [] : [{ kind: "renamed" as const, agency, before: record }]),
    ...(isMoved ? [{ kind: "moved" as const, agency, before }] : []),
  ];
}

/** Every merged, split, closed, renamed and moved agency of a report, by code, the older of one code first. */
export function reorganisationsOf(lists: AgencyLists, tree: AgencyTree): Reorganisation[] {
  const origins = originsOf(lists, tree);
  return tree.agencies
    .filter((agency) => tree.heirOf(agency) === agency || !goesOn(agency, tree))
    .flatMap((agency) => {
      const origin = origins.get(agency);
      return [
        ...(tree.heirOf(agency) === agency ? [] : [ended(agency, tree)]),
        ...(origin === undefined ? [] : changed(agency, origin, tree)),
      ];
    });
}

/** An agency in force with all that it was made of, or that came to it; or what else happened to one. */
export type Succession =
  /** `isNew`: it is there only since they ended; otherwise it was there beside them. */
  | { readonly kind: "formed"; readonly agency: Agency; readonly former: readonly Agency[]; readonly isNew: boolean }
  | Exclude<Reorganisation, { readonly kind: "merged" }>;

/** What an agency was under its own code before it was made anew; where its name is another one the record of that name. */
function ownOrigin(agency: Agency, changes: readonly Reorganisation[], tree: AgencyTree): Agency[] {
  const renamed = changes.find((change) => change.agency === agency && change.kind === "renamed");
  if (renamed?.kind === "renamed") return [renamed.before];
  return tree.agencies.filter(
    (one) => one !== agency && one.code === agency.code && tree.onlySuccessor(one) === agency,
  );
}

/**
 * The same changes by the agencies in force: one entry for each that others were merged into, with what it was itself before.
 * The others stay as they are.
 */
export function successionsOf(changes: readonly Reorganisation[], tree: AgencyTree): Succession[] {
  const merged = Map.groupBy(
    changes.flatMap((change) => (change.kind === "merged" ? [change] : [])),
    ({ successor }) => successor,
  );
  const formed = [...merged].map(([agency, came]): Succession => {
    const others = came.map((change) => change.agency);
    const isNew = others.every(({ validTo }) => validTo !== null && validTo < agency.validFrom);
    const own = isNew ? ownOrigin(agency, changes, tree) : [];
    return { kind: "formed", agency, former: [...own, ...others], isNew };
  });
  // What it was called is among what it was made of.
  const made = new Set(formed.flatMap((one) => (one.kind === "formed" && one.isNew ? [one.agency] : [])));
  const rest = changes.flatMap((change): Succession[] =>
    change.kind === "merged" || (change.kind === "renamed" && made.has(change.agency)) ? [] : [change],
  );
  const order = ({ agency }: Succession): string =>
    `${LEVELS.indexOf(agency.level)} ${agency.code} ${agency.validFrom}`;
  return [...formed, ...rest].sort((left, right) => byCode(order(left), order(right)));
}
