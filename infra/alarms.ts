import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { ScheduledProvince } from "../functions/catalogue/timetables.ts";
import { TIME_LIMITS } from "../functions/revisions/time-limits.ts";
import { REPORT_ABSENT } from "../functions/settings.ts";
import { alarmTopic } from "./alarm-topic.ts";
import type { Handler } from "./handler.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Portal } from "./portal.ts";
import type { Schedules } from "./schedules.ts";
import type { Storage } from "./storage.ts";
import { FIVE_MINUTES, together, type Watch } from "./watch.ts";

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
  /** What is watched of the mails that the stage sends. */
  readonly mailWatches: Readonly<Record<string, Watch>>;
}

/** Errors of steps in five minutes: single ones are tried again, and tell nobody anything. */
const MANY_ERRORS = 10;

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
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.topic = alarmTopic(this, props.mail);
    const watches = {
      ...this.#ofRuns(props),
      ...this.#ofParts(props),
      ...this.#ofFunctions(props),
      ...props.mailWatches,
      ...this.#ofPortal(props),
      ...this.#ofAbsence(props),
    };
    this.all = Object.entries(watches).map(([name, watch]) => this.#alarm(name, watch));
  }

  #alarm(name: string, { metric, description, threshold = 1, silenceIsBad }: Watch): Alarm {
    const line = name.replace(/-.*$/, "");
    const alarm = new Alarm(this, name, {
      metric,
      alarmDescription: `${description} Xem dòng ${line} ở mục "Sự cố và cảnh báo" của templates/guides/trien-khai.md.`,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: silenceIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    return alarm;
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
      Unasked: {
        metric: entered(props, "Pass", "Unasked"),
        description: "Dự thảo chờ đồng ý phát hành nhưng chưa báo được cho người phê duyệt; kiểm tra Amazon SES.",
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
    const throttles = steps.map((step) => step.metricThrottles(FIVE_MINUTES));
    const { table } = storage;
    const tableThrottles = ["ReadThrottleEvents", "WriteThrottleEvents"].map((name) =>
      table.metric(name, FIVE_MINUTES),
    );
    const tableErrors = ["GetItem", "Query", "PutItem"].map((Operation) =>
      table.metric("SystemErrors", { ...FIVE_MINUTES, dimensionsMap: { TableName: table.tableName, Operation } }),
    );
    const longest = { ...FIVE_MINUTES, statistic: Stats.MAXIMUM };
    return {
      Undelivered: {
        metric: schedules.undelivered.metricApproximateNumberOfMessagesVisible(longest),
        description: "Sự kiện của lịch chạy không giao được hoặc không hợp lệ; đọc hàng đợi rồi chạy kỳ đó bằng tay.",
      },
      UndeliveredOld: {
        metric: schedules.undelivered.metricApproximateAgeOfOldestMessage(longest),
        threshold: Duration.days(2).toSeconds(),
        description: "Một sự kiện nằm trong hàng đợi quá 2 ngày chưa ai xử lý; sau 14 ngày sự kiện bị xóa.",
      },
      TableFailed: {
        metric: together("SUM", tableErrors, "SystemErrors"),
        description: "DynamoDB báo lỗi của chính dịch vụ; các bước tự chạy lại, xem trạng thái của AWS nếu lặp lại.",
      },
      FunctionThrottled: {
        metric: together("SUM", throttles, "Throttles"),
        description: "Lambda bị giới hạn số lần chạy cùng lúc; tăng hạn mức của tài khoản AWS.",
      },
      TableThrottled: {
        metric: together("SUM", tableThrottles, "Throttles"),
        description: "DynamoDB bị giới hạn; các bước tự chạy lại, xem hạn mức nếu lặp lại.",
      },
    };
  }

  #ofFunctions({ handlers, pipeline }: AlarmsProps): Record<string, Watch> {
    const steps = [...pipeline.functions.values()];
    const others = handlers.filter((handler) => !steps.includes(handler));
    const errors = (of: readonly Handler[]) => of.map((handler) => handler.metricErrors(FIVE_MINUTES));
    const durations = steps.map((step) => step.metricDuration({ ...FIVE_MINUTES, statistic: Stats.MAXIMUM }));
    return {
      // Nothing tries these again for hours: a failure is one that somebody waits for.
      FunctionFailed: {
        metric: together("SUM", errors(others), "Errors"),
        description:
          "Hàm khởi động, giám sát, báo thiếu, nhận lại lần chạy hoặc cổng báo cáo gặp lỗi; đọc nhật ký của hàm đó.",
      },
      StepFailing: {
        metric: together("SUM", errors(steps), "Errors"),
        threshold: MANY_ERRORS,
        description: "Nhiều bước gặp lỗi trong 5 phút; các bước tự chạy lại, đọc nhật ký nếu lần chạy không xong.",
      },
      FunctionSlow: {
        metric: together("MAX", durations, "Duration"),
        threshold: (TIME_LIMITS.function - TIME_LIMITS.reserve) * 1_000,
        description: "Một bước chạy gần hết 15 phút mà Lambda cho phép; API của tỉnh chậm hoặc số liệu quá lớn.",
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
