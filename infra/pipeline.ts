import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Architecture, type IFunction, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
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

/** CommonJS packages inside an ES module look for these. */
const BANNER =
  'import{createRequire as __cr}from"node:module";import{fileURLToPath as __fp}from"node:url";' +
  "const require=__cr(import.meta.url);const __filename=__fp(import.meta.url);const __dirname=import.meta.dirname;";

export interface PipelineProps {
  readonly storage: Storage;
  /** The file whose exports are the handlers; the program's own unless told. */
  readonly entry?: string;
}

/** The state machine of one province's report, as `pipeline.asl.json` has it, with one function per step. */
export class Pipeline extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { storage, entry }: PipelineProps) {
    super(scope, id);
    const file = entry ?? join(import.meta.dirname, "../functions/lambda/steps.ts");
    const functions = STEPS.map((step) => ({ step, run: this.#stepFunction(step, file, storage) }));
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

  #stepFunction({ name, handler, memory }: Step, entry: string, storage: Storage): IFunction {
    const run = new NodejsFunction(this, name, {
      entry,
      handler,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memory,
      timeout: Duration.minutes(15),
      tracing: Tracing.ACTIVE,
      logGroup: this.#logGroup(`${name}Logs`),
      environment: { ...storage.environment, NODE_OPTIONS: "--enable-source-maps" },
      bundling: { format: OutputFormat.ESM, target: "node24", minify: true, sourceMap: true, banner: BANNER },
    });
    storage.grantReadWrite(run);
    return run;
  }
}
