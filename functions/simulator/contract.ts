/**
 * The shapes that the province API sends, as templates/contract/province-api.yaml has them. The simulator keeps its
 * own copy of these types: it is a second reading of the contract and shares no code with the client.
 */

/** so = sở, ban, ngành; huyen = UBND cấp huyện; xa = UBND cấp xã. */
export type Level = "so" | "huyen" | "xa";

/** A calendar day in Asia/Ho_Chi_Minh, written YYYY-MM-DD. */
export type Day = string;

/** full = DVCTT toàn trình, partial = DVCTT một phần, information = no online filing. */
export type Service = "full" | "partial" | "information";

/** When the figures were read, and whether they may still change. */
export interface Reading {
  dataAsOf: string;
  status: "provisional" | "final";
}

export interface Agency {
  code: string;
  name: string;
  level: Level;
  parentCode: string | null;
  validFrom: Day;
  validTo: Day | null;
  successors: readonly string[];
}

export interface Procedure {
  code: string;
  name: string;
  field: string;
  level: Level;
  owner: string | null;
  service: Service;
  eligible: "full" | "partial" | "none";
  published: boolean;
  integrated: boolean;
  internal: boolean;
  fee: boolean;
  payableOnline: boolean;
  postalIntake: boolean;
  postalReturn: boolean;
  redesigned: boolean;
}

/** Dossiers received in a window, by the way they came in; the four add up to what was received. */
export interface Channels {
  onlineRemote: number;
  onlineAssisted: number;
  counter: number;
  postal: number;
}

/** What became of the dossiers in a window. */
export interface Outcomes {
  resolvedEarly: number;
  resolvedOnTime: number;
  resolvedLate: number;
  resolvedOnline: number;
  withdrawn: number;
  pendingInTime: number;
  pendingOverdue: number;
}

/** How the results were handed over. */
export interface Returns {
  returnedCounter: number;
  returnedPostal: number;
  returnedElectronic: number;
  digitisedResults: number;
}

export interface Payments {
  feeDossiers: number;
  paidOnlineDossiers: number;
  payments: number;
  onlinePayments: number;
}

export interface ProcedureCounts extends Channels, Outcomes, Returns, Payments {
  procedure: string;
  openingBacklog: number;
}

export interface Measures {
  agency: string;
  portalUsers: number;
  identifiedUsers: number;
  websites: number;
  websitesWithSection: number;
}

export interface TaskProgress {
  task: string;
  agency: string;
  status: "not-started" | "in-progress" | "done";
  completedOn: Day | null;
  note: string;
}
