/** A target of a made-up document, its thresholds as a document writes them. */
export interface TrialTarget {
  readonly id: string;
  readonly indicator: string;
  readonly goal: "min" | "strive" | "benchmark";
  readonly unit: "percent" | "count" | "average";
  readonly perProcedure?: { readonly threshold: number; readonly among: "all" | "online" };
  readonly thresholds: Readonly<Partial<Record<"so" | "huyen" | "xa" | "area" | "province", string>>>;
  readonly deadline: string | null;
}

/**
 * A document that no province has issued: thresholds with decimals, a minimum and a strive for one indicator, districts
 * that are asked for something else than their communes, a number of procedures beside a share of them, all dossiers, and
 * a share of payments by a day of the next year, a minimum
 * that most are asked for twice, one of nothing, and a level for full marks that nobody is asked to reach, a rate of
 * each procedure for itself, and so many dossiers for each service.
 */
export const trialProgramme = {
  id: "thu-nghiem-2023",
  province: "ba-ria-vung-tau",
  issued: "2023-06-06",
  lastDay: "2023-12-31",
  exceptions: ["Thanh tra tỉnh"],
  targets: [
    {
      ...{ id: "filing-min", indicator: "online-filing", goal: "min", unit: "percent", deadline: "2023-09-30" },
      thresholds: { so: "12.5", huyen: "33.33", xa: "33.33", province: "0.01" },
    },
    {
      ...{ id: "filing-strive", indicator: "online-filing", goal: "strive", unit: "percent", deadline: "2023-09-30" },
      thresholds: { so: "66.67", huyen: "66.7", xa: "99.99", area: "0.5", province: "75" },
    },
    {
      ...{ id: "paid-share", indicator: "paid-procedures", goal: "min", unit: "percent", deadline: null },
      thresholds: { so: "50.01", huyen: "33.34", xa: "66.67", province: "62.5" },
    },
    {
      ...{ id: "paid-count", indicator: "paid-procedures", goal: "min", unit: "count", deadline: "2023-12-31" },
      thresholds: { so: "1", province: "3" },
    },
    {
      ...{ id: "provision", indicator: "provision", goal: "min", unit: "percent", deadline: "2023-11-30" },
      thresholds: { so: "57.14", huyen: "87.5", province: "83.34" },
    },
    {
      ...{ id: "filing-all", indicator: "remote-filing", goal: "min", unit: "percent", deadline: "2023-12-15" },
      thresholds: { so: "100", huyen: "100", xa: "100", province: "100" },
    },
    {
      ...{ id: "payments", indicator: "online-payments", goal: "min", unit: "percent", deadline: "2024-05-31" },
      thresholds: { so: "62.5", huyen: "60", xa: "60", province: "59.99" },
    },
    {
      ...{ id: "filing-again", indicator: "online-filing", goal: "min", unit: "percent", deadline: "2023-09-30" },
      thresholds: { so: "20", huyen: "33.33", xa: "33.33", province: "0.01" },
    },
    {
      ...{ id: "post", indicator: "postal-return", goal: "min", unit: "percent", deadline: "2023-12-31" },
      thresholds: { so: "0", huyen: "5", xa: "0", province: "0" },
    },
    {
      ...{ id: "filing-marks", indicator: "online-filing", goal: "benchmark", unit: "percent", deadline: null },
      thresholds: { so: "50", xa: "62.5", province: "55.55" },
    },
    {
      ...{ id: "filing-each", indicator: "online-filing", goal: "min", unit: "percent", deadline: "2023-10-31" },
      perProcedure: { threshold: 50, among: "online" },
      thresholds: { so: "66.67", huyen: "50", xa: "50", province: "75" },
    },
    {
      ...{ id: "post-each", indicator: "postal-intake", goal: "strive", unit: "percent", deadline: null },
      perProcedure: { threshold: 20, among: "all" },
      thresholds: { so: "10", huyen: "100", province: "12.5" },
    },
    {
      ...{ id: "for-each", indicator: "online-dossiers-per-service", goal: "min", unit: "average" },
      ...{ deadline: "2023-12-31", thresholds: { so: "3", huyen: "2", xa: "1", province: "40" } },
    },
  ],
} as const satisfies { readonly targets: readonly TrialTarget[]; readonly [key: string]: unknown };
