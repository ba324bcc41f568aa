import type { CountName, MeasureRow, ProcedureRecord } from "../provinces/world.ts";

type Holds = (one: ProcedureRecord) => boolean;
type MeasureName = Exclude<keyof MeasureRow, "agency">;

interface Share {
  readonly over: readonly CountName[];
  readonly under: readonly CountName[];
}

/** How an indicator of figures.md 4 is made. */
export type Recipe =
  | { readonly kind: "flow"; readonly over: readonly CountName[]; readonly under: readonly CountName[] }
  | { readonly kind: "distinct"; readonly among: Holds; readonly active: readonly CountName[] }
  /** Of the procedures that had any of the one counts, those of which the others are so many percent. */
  | { readonly kind: "each"; readonly among: Holds; readonly percent: bigint; readonly share: Share }
  /** So many of these counts for each of the procedures. */
  | { readonly kind: "average"; readonly among: Holds; readonly over: readonly CountName[] }
  | { readonly kind: "stock"; readonly among: Holds; readonly those: Holds }
  | { readonly kind: "measures"; readonly over: MeasureName; readonly under: MeasureName };

/** figures.md 3. */
export const received: readonly CountName[] = ["onlineRemote", "onlineAssisted", "counter", "postal"];
export const resolved: readonly CountName[] = ["resolvedEarly", "resolvedOnTime", "resolvedLate"];
export const returned: readonly CountName[] = ["returnedCounter", "returnedPostal", "returnedElectronic"];
export const online: readonly CountName[] = ["onlineRemote", "onlineAssisted"];
export const pending: readonly CountName[] = ["pendingInTime", "pendingOverdue"];

const flow = (over: readonly CountName[], under: readonly CountName[]): Recipe => ({ kind: "flow", over, under });
const distinct = (among: Holds, active: readonly CountName[]): Recipe => ({ kind: "distinct", among, active });
const stock = (among: Holds, those: Holds): Recipe => ({ kind: "stock", among, those });

const all: Holds = () => true;
const service: Holds = (one) => one.service !== "information";
const byPost: Holds = (one) => one.postalIntake || one.postalReturn;

const recipes: Readonly<Record<string, Recipe>> = {
  "online-filing": flow(online, received),
  "remote-filing": flow(["onlineRemote"], received),
  "online-resolution": flow(["resolvedOnline"], resolved),
  "online-payments": flow(["onlinePayments"], ["payments"]),
  "paid-online-dossiers": flow(["paidOnlineDossiers"], ["feeDossiers"]),
  "payable-procedures": stock(
    (one) => one.fee,
    (one) => one.payableOnline,
  ),
  "payable-services": stock(
    (one) => service(one) && one.fee,
    (one) => one.payableOnline,
  ),
  "paid-procedures": distinct((one) => one.fee, ["paidOnlineDossiers"]),
  "active-services": distinct(service, online),
  provision: stock((one) => one.eligible !== "none", service),
  "full-provision": stock(
    (one) => one.eligible === "full",
    (one) => one.service === "full",
  ),
  "full-services": stock(all, (one) => one.service === "full"),
  "integrated-services": stock(service, (one) => one.integrated),
  "postal-procedures": distinct(byPost, ["postal", "returnedPostal"]),
  "postal-intake": flow(["postal"], received),
  "postal-return": flow(["returnedPostal"], returned),
  "published-procedures": stock(all, (one) => one.published),
  "redesigned-services": stock(service, (one) => one.redesigned),
  "identified-users": { kind: "measures", over: "identifiedUsers", under: "portalUsers" },
  "website-sections": { kind: "measures", over: "websitesWithSection", under: "websites" },
  "digitised-results": flow(["digitisedResults"], resolved),
  "on-time": flow(["resolvedEarly", "resolvedOnTime"], resolved),
  "online-filing-each-50": { kind: "each", among: service, percent: 50n, share: { over: online, under: received } },
  "postal-intake-each-20": { kind: "each", among: all, percent: 20n, share: { over: ["postal"], under: received } },
  "online-dossiers-per-service": { kind: "average", among: service, over: online },
};

/** The recipe of an indicator that a target of figures.md 5 names. */
export function recipeOf(indicator: string): Recipe {
  const found = recipes[indicator];
  if (found === undefined) throw new Error(`figures.md 4 has no indicator ${indicator}`);
  return found;
}
