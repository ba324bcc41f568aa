import { type Duration, RemovalPolicy } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { acknowledgeWildcard } from "./acknowledge.ts";

export interface HandlerProps {
  /** The asset of `handlers.ts`. */
  readonly code: Code;
  /** `steps.planHandler`. */
  readonly handler: string;
  readonly description: string;
  /** MB. */
  readonly memory: number;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  /** Invocations at once that Lambda keeps room for, and the most it takes; all others share the account's. */
  readonly reservedConcurrentExecutions?: number;
}

/** Logs are kept for 90 days, also when the stack goes; what was published and why is kept with it. */
export const logGroup = (scope: Construct, id: string): LogGroup =>
  new LogGroup(scope, id, {
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });

/** A function with a role and logs of its own; the role may write these logs and traces, and what it is given besides. */
export class Handler extends LambdaFunction {
  constructor(scope: Construct, id: string, { memory, environment, ...props }: HandlerProps) {
    const logs = logGroup(scope, `${id}Logs`);
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logs.grantWrite(role);
    super(scope, id, {
      ...props,
      role,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memory,
      tracing: Tracing.ACTIVE,
      logGroup: logs,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...environment },
    });
    acknowledgeWildcard(role, null, "*", "X-Ray takes segments of no resource in particular.");
  }
}
