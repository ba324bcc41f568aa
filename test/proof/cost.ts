/** What is paid for, in the units of the price list. */
export type Usage = Record<keyof typeof PRICES.unit, number>;

/**
 * List prices of AWS in US dollars for US East (N. Virginia), arm64, without the free tier, as published in 2025 and not
 * looked up again since: the machine that this was written on reached no price list. Step Functions costs the same in
 * Singapore, most others there up to a quarter more.
 */
export const PRICES = {
  asOf: "2025-07",
  region: "us-east-1",
  unit: {
    lambdaRequests: 0.2 / 1e6,
    lambdaGbSeconds: 0.0000133334,
    stateTransitions: 0.025 / 1e3,
    tableWriteUnits: 0.625 / 1e6,
    tableReadUnits: 0.125 / 1e6,
    /** Storage and its point-in-time recovery. */
    tableGbMonths: 0.25 + 0.2,
    bucketWrites: 0.005 / 1e3,
    bucketReads: 0.0004 / 1e3,
    bucketGbMonths: 0.023,
    secretReads: 0.05 / 1e4,
    mails: 0.1 / 1e3,
    /** Taking in, and 90 days' keeping. */
    logGb: 0.5 + 3 * 0.03,
    traces: 5 / 1e6,
    secrets: 0.4,
    keys: 1,
    alarms: 0.1,
    metrics: 0.3,
    dashboards: 3,
  },
};

const isUsage = (name: string): name is keyof Usage => name in PRICES.unit;

/** Everything that is paid for. */
export const USAGES = Object.keys(PRICES.unit).filter(isUsage);

/** A usage times the price list, in US dollars. */
export const costOf = (usage: Usage, name: keyof Usage): number => usage[name] * PRICES.unit[name];
