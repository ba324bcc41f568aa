import { Duration, Stack } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { ScheduledProvince } from "../functions/catalogue/timetables.ts";
import { REPORT_ABSENT } from "../functions/settings.ts";
import type { Handler } from "./handler.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Portal } from "./portal.ts";
import type { Schedules } from "./schedules.ts";
import type { Storage } from "./storage.ts";

/** What is watched. */
export interface WatchedParts {
  readonly storage: Storage;
  readonly pipeline: Pipeline;
  readonly schedules: Schedules;
  readonly portal: Portal | null;
  readonly handlers: readonly Handler[];
  readonly provinces: readonly ScheduledProvince[];
  /** Namespace of our own metrics. */
  readonly metrics: string;
}

export interface AlarmsProps extends WatchedParts {
  /** Who is told. */
  readonly mail: string | null;
}

interface Watch {
  readonly metric: IMetric;
  /** What happened and what to look at, for whoever gets the mail. */
  readonly description: string;
  /** No figure at all is as bad as a bad one: for what must speak up every day. */
  readonly silenceIsBad?: true;
}

/** Whenever one thing is counted once. */
const FIVE_MINUTES = { period: Duration.minutes(5), statistic: Stats.SUM };

/** How often a state of the state machine was entered, out of its log. */
function entered({ pipeline, metrics }: WatchedParts, type: "Pass" | "Task", state: string): Metric {
  new MetricFilter(pipeline, `${state}Entered`, {
    logGroup: pipeline.logs,
    filterPattern: FilterPattern.all(
      FilterPattern.stringValue("$.type", "=", `${type}StateEntered`),
      FilterPattern.stringValue("$.details.name", "=", state),
    ),
    metricNamespace: metrics,
    metricName: state,
    metricValue: "1",
  });
  return new Metric({ namespace: metrics, metricName: state, ...FIVE_MINUTES });
}

const sumOf = (metrics: Readonly<Record<string, IMetric>>, label: string): MathExpression =>
  new MathExpression({
    // A metric that has no figures counts as none; with "+" the sum would have none either.
    expression: `SUM([${Object.keys(metrics).join(", ")}])`,
    usingMetrics: { ...metrics },
    period: FIVE_MINUTES.period,
    label,
  });

/** Whether the report of a province and kind of period is absent, as the watchdog has seen it. */
export const absenceOf = (namespace: string, province: string, kind: string): Metric =>
  new Metric({
    namespace,
    metricName: REPORT_ABSENT,
    dimensionsMap: { Province: province, Cadence: kind },
    period: Duration.days(1),
    statistic: Stats.MAXIMUM,
  });

/** The alarms of a stage, all to one topic. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const topic = this.#topic(props.mail);
    const watches = {
      ...this.#ofRuns(props),
      ...this.#ofParts(props),
      ...this.#ofPortal(props),
      ...this.#ofAbsence(props),
    };
    this.all = Object.entries(watches).map(([name, watch]) => {
      const alarm = this.#alarm(name, watch);
      alarm.addAlarmAction(new SnsAction(topic));
      return alarm;
    });
  }

  /** A policy of its own takes the place of the one by which everybody in the account may publish, alarms included. */
  #topic(mail: string | null): Topic {
    const topic = new Topic(this, "Topic", { enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: "AlarmsOfThisAccount",
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    if (mail !== null) topic.addSubscription(new EmailSubscription(mail));
    return topic;
  }

  #alarm(name: string, { metric, description, silenceIsBad }: Watch): Alarm {
    return new Alarm(this, name, {
      metric,
      alarmDescription: description,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: silenceIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
  }

  #ofRuns(props: AlarmsProps): Record<string, Watch> {
    const { stateMachine } = props.pipeline;
    return {
      RunFailed: {
        metric: stateMachine.metricFailed(FIVE_MINUTES),
        description: "Một lần chạy thất bại; xem tên lỗi ở trạng thái Failed của lần chạy.",
      },
      RunTimedOut: {
        metric: stateMachine.metricTimedOut(FIVE_MINUTES),
        description: "Một lần chạy quá 6 giờ chưa xong; API của tỉnh có thể không trả lời.",
      },
      RunAborted: {
        metric: stateMachine.metricAborted(FIVE_MINUTES),
        description: "Một lần chạy bị dừng bằng tay hoặc do sự cố; chạy lại kỳ đó.",
      },
      Unannounced: {
        metric: entered(props, "Pass", "Unannounced"),
        description: "Báo cáo đã phát hành nhưng chưa báo được cho người nhận; kiểm tra Amazon SES rồi gửi liên kết.",
      },
      AgencyMissed: {
        metric: entered(props, "Task", "MissAgency"),
        description: "Một cơ quan làm bước thu thập dừng nhiều lần; báo cáo nêu cơ quan đó là chưa có số liệu.",
      },
    };
  }

  #ofParts({ storage, schedules, pipeline }: AlarmsProps): Record<string, Watch> {
    // Those of the state machine only: what calls the others tries them again for hours, and an alarm adds up ten at most.
    const steps = [...pipeline.functions.values()];
    const throttles = steps.map((step, index) => [`m${index}`, step.metricThrottles(FIVE_MINUTES)] as const);
    const { table } = storage;
    const read = table.metric("ReadThrottleEvents", FIVE_MINUTES);
    const write = table.metric("WriteThrottleEvents", FIVE_MINUTES);
    return {
      Undelivered: {
        metric: schedules.undelivered.metricApproximateNumberOfMessagesVisible({
          ...FIVE_MINUTES,
          statistic: Stats.MAXIMUM,
        }),
        description: "Sự kiện của lịch chạy không giao được hoặc không hợp lệ; đọc hàng đợi rồi chạy kỳ đó bằng tay.",
      },
      FunctionThrottled: {
        metric: sumOf(Object.fromEntries(throttles), "Throttles"),
        description: "Lambda bị giới hạn số lần chạy cùng lúc; tăng hạn mức của tài khoản AWS.",
      },
      TableThrottled: {
        metric: sumOf({ read, write }, "Throttles"),
        description: "DynamoDB bị giới hạn; các bước tự chạy lại, xem hạn mức nếu lặp lại.",
      },
    };
  }

  #ofPortal({ portal }: AlarmsProps): Record<string, Watch> {
    if (portal === null) return {};
    const description = "Cổng tra cứu trả lời lỗi của máy chủ; người nhận có thể không mở được báo cáo.";
    return { PortalFailed: { metric: portal.metricFailed(FIVE_MINUTES), description } };
  }

  #ofAbsence({ provinces, metrics }: AlarmsProps): Record<string, Watch> {
    const watches = provinces.flatMap(({ id, entries }) =>
      entries.map(({ kind }) => {
        const description = `Báo cáo (${kind}) của ${id} đến hạn mà chưa có hoặc không đọc được, hay bộ giám sát không chạy.`;
        return [
          `ReportAbsent-${id}-${kind}`,
          { metric: absenceOf(metrics, id, kind), description, silenceIsBad: true },
        ] as const;
      }),
    );
    return Object.fromEntries(watches);
  }
}
