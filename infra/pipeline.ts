import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Architecture, type Code, Function as LambdaFunction, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { Storage } from "./storage.ts";

/** A step's name in the definition's substitutions, and the function of the entry file that runs it. */
const STEPS = [
  { name: "Plan", handler: "planHandler", memory: 512 },
  { name: "Collect", handler: "collectHandler", memory: 512 },
  { name: "Assemble", handler: "assembleHandler", memory: 2048 },
  { name: "Render", handler: "renderHandler", memory: 2048 },
  { name: "Publish", handler: "publishHandler", memory: 512 },
] as const;
type Step = (typeof STEPS)[number];

export interface PipelineProps {
  readonly storage: Storage;
  /** The asset of `handlers.ts`. */
  readonly code: Code;
}

/** The state machine of one province's report, as `pipeline.asl.json` has it, with one function per step. */
export class Pipeline extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { storage, code }: PipelineProps) {
    super(scope, id);
    const functions = STEPS.map((step) => ({ step, run: this.#stepFunction(step, code, storage) }));
    this.stateMachine = new StateMachine(this, "StateMachine", {
      // As text in the template, not as a file beside it: what is deployed can be read there, and run from there.
      definitionBody: DefinitionBody.fromString(readFileSync(join(import.meta.dirname, "pipeline.asl.json"), "utf8")),
      definitionSubstitutions: Object.fromEntries(
        functions.map(({ step, run }) => [`${step.name}Arn`, run.functionArn]),
      ),
      stateMachineType: StateMachineType.STANDARD,
      tracingEnabled: true,
      logs: { destination: this.#logGroup("StateMachineLogs"), level: LogLevel.ALL, includeExecutionData: true },
    });
    for (const { run } of functions) run.grantInvoke(this.stateMachine);
  }

  #logGroup(id: string): LogGroup {
    return new LogGroup(this, id, { retention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN });
  }

  #stepFunction({ name, handler, memory }: Step, code: Code, storage: Storage): LambdaFunction {
    const run = new LambdaFunction(this, name, {
      code,
      handler: `steps.${handler}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memory,
      timeout: Duration.minutes(15),
      tracing: Tracing.ACTIVE,
      logGroup: this.#logGroup(`${name}Logs`),
      environment: storage.environment,
    });
    storage.grantReadWrite(run);
    return run;
  }
}
