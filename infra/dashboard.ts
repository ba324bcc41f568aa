import { Duration } from "aws-cdk-lib";
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  Stats,
} from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { absenceOf, type WatchedParts } from "./alarms.ts";

export interface DashboardProps extends WatchedParts {
  readonly name: string;
  readonly alarms: readonly Alarm[];
}

const HALF = 12;
const HOUR = { period: Duration.hours(1), statistic: Stats.SUM };

const graph = (title: string, left: readonly IMetric[]): IWidget =>
  new GraphWidget({ title, width: HALF, left: [...left] });

/** Failed runs by the name of their failure, whatever names there are. */
function failuresByName({ pipeline, metrics }: WatchedParts): IMetric {
  const metricName = "RunFailedByName";
  new MetricFilter(pipeline, metricName, {
    logGroup: pipeline.logs,
    filterPattern: FilterPattern.stringValue("$.type", "=", "ExecutionFailed"),
    metricNamespace: metrics,
    metricName,
    metricValue: "1",
    dimensions: { Failure: "$.details.error" },
  });
  const expression = `SEARCH('{"${metrics}",Failure} MetricName="${metricName}"', 'Sum', 3600)`;
  return new MathExpression({ expression, usingMetrics: {}, label: "", period: HOUR.period });
}

function ofRuns(props: DashboardProps): IWidget[] {
  const { stateMachine } = props.pipeline;
  const { metrics } = props;
  const counts = [
    stateMachine.metricStarted(HOUR),
    stateMachine.metricSucceeded(HOUR),
    stateMachine.metricFailed(HOUR),
    stateMachine.metricTimedOut(HOUR),
  ];
  const absences = props.provinces.flatMap(({ id, entries }) =>
    entries.map(({ kind }) => absenceOf(metrics, id, kind)),
  );
  return [
    graph("Lần chạy", counts),
    graph("Lần chạy thất bại theo tên lỗi", [failuresByName(props)]),
    graph("Thời gian chạy", [stateMachine.metricTime({ ...HOUR, statistic: Stats.MAXIMUM })]),
    graph("Báo cáo đến hạn mà chưa có", absences),
  ];
}

function ofParts({ schedules, storage, handlers }: DashboardProps): IWidget[] {
  const errors = handlers.map((handler) => handler.metricErrors(HOUR));
  const durations = handlers.map((handler) => handler.metricDuration({ ...HOUR, statistic: Stats.p(95) }));
  const { table } = storage;
  const waiting = { ...HOUR, statistic: Stats.MAXIMUM };
  return [
    graph("Lỗi của các hàm", errors),
    graph("Thời gian của các hàm", durations),
    graph("Bảng dữ liệu", [table.metricConsumedReadCapacityUnits(HOUR), table.metricConsumedWriteCapacityUnits(HOUR)]),
    graph("Sự kiện không giao được", [schedules.undelivered.metricApproximateNumberOfMessagesVisible(waiting)]),
  ];
}

/** One page that tells how the service does. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const alarms = new AlarmStatusWidget({ title: "Cảnh báo", width: 2 * HALF, alarms: [...props.alarms] });
    const graphs = [...ofRuns(props), ...ofParts(props)];
    const rows = Array.from({ length: graphs.length / 2 }, (_, row) => graphs.slice(2 * row, 2 * row + 2));
    new CloudWatchDashboard(this, "Page", { dashboardName: props.name, widgets: [[alarms], ...rows] });
  }
}
