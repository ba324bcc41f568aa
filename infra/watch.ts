import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";

/** A figure that is an alarm from somewhere on. */
export interface Watch {
  readonly metric: IMetric;
  /** What happened and what to look at, for whoever gets the mail. */
  readonly description: string;
  /** From which figure on it is an alarm; 1 unless given. */
  readonly threshold?: number;
  /** No figure at all is as bad as a bad one: for what must speak up every day. */
  readonly silenceIsBad?: true;
}

/** Whenever one thing is counted once. */
export const FIVE_MINUTES = { period: Duration.minutes(5), statistic: Stats.SUM };

/** The sum or the largest of some; one that has no figures counts as none, where with "+" the sum would have none either. */
export function together(of: "SUM" | "MAX", metrics: readonly IMetric[], label: string): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  const expression = `${of}([${Object.keys(usingMetrics).join(", ")}])`;
  return new MathExpression({ expression, usingMetrics, period: FIVE_MINUTES.period, label });
}
