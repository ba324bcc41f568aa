import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Duration } from "aws-cdk-lib";
import { Grant, Policy } from "aws-cdk-lib/aws-iam";
import type { Code } from "aws-cdk-lib/aws-lambda";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { TIME_LIMITS } from "../functions/revisions/time-limits.ts";
import { SETTING } from "../functions/settings.ts";
import { acknowledgeExecutions, acknowledgeWildcard } from "./acknowledge.ts";
import type { Credentials } from "./credentials.ts";
import { Handler, logGroup } from "./handler.ts";
import type { Mail } from "./mail/mail.ts";
import type { Access, Storage } from "./storage.ts";

/** One function of the state machine: its name in the definition's substitutions, its handler, and what it may reach. */
interface Step {
  readonly name: string;
  readonly handler: string;
  readonly description: string;
  /** MB. */
  readonly memory: number;
  /** All that Lambda gives unless less is said. */
  readonly seconds?: number;
  readonly access: Access;
  /** Asks the province, or sends to its report system. */
  readonly asks?: true;
  /** Sends mails. */
  readonly mails?: true;
  /** Looks whether executions of the state machine are over. */
  readonly looks?: true;
}

/** The steps in their order. */
const STEPS: readonly Step[] = [
  {
    name: "AwaitTurn",
    handler: "awaitTurnHandler",
    description: "Gives no more runs at once their turn than the stage has set",
    memory: 256,
    seconds: 60,
    access: {
      table: {
        get: ["turns", "runRecord", "openRuns"],
        put: ["turns", "runRecord", "openRuns", "runRegister"],
      },
    },
    looks: true,
  },
  {
    name: "Plan",
    handler: "planHandler",
    description: "Asks the province for its agencies and catalogues, lists what is to be collected",
    memory: 1024,
    access: {
      table: {
        get: ["snapshots", "collected", "runRecord", "openRuns"],
        query: true,
        put: ["snapshots", "run", "runRecord", "openRuns", "runRegister"],
      },
      write: ["snapshots"],
    },
    asks: true,
  },
  {
    name: "Collect",
    handler: "collectHandler",
    description: "Asks the province for one agency's months",
    memory: 512,
    access: {
      table: { get: ["run", "snapshots"], query: true, put: ["run", "snapshots"] },
      write: ["snapshots"],
    },
    asks: true,
  },
  {
    name: "Assemble",
    handler: "assembleHandler",
    description: "Computes the figures from snapshots and drafts the next revision",
    memory: 2048,
    access: {
      table: {
        get: ["run", "snapshots", "series", "releases", "runRecord", "openRuns"],
        query: true,
        put: ["run", "collected", "series", "runRecord", "openRuns"],
      },
      read: ["snapshots", "published"],
      write: ["drafts"],
    },
  },
  {
    name: "Render",
    handler: "renderHandler",
    description: "Sets a batch of documents and reads them back",
    memory: 2048,
    access: { table: { get: ["run"], put: ["run"] }, write: ["drafts"] },
  },
  {
    name: "Publish",
    handler: "publishHandler",
    description: "Locks the files of a revision and moves the pointer",
    memory: 1024,
    access: {
      table: {
        get: ["run", "series", "releases", "runRecord", "openRuns"],
        query: true,
        put: ["run", "series", "seriesRegister", "code", "releases", "runRecord", "openRuns"],
      },
      read: ["drafts"],
      write: ["published"],
    },
  },
  {
    name: "Notify",
    handler: "notifyHandler",
    description: "Tells recipients of a revision, asks who may agree to a release, sends figures to the report system",
    memory: 512,
    access: {
      table: {
        get: ["series", "releases", "signed", "snapshots", "recipients", "mailboxes", "mail", "links", "push"],
        query: true,
        put: ["run", "mailboxes", "mail", "links", "push"],
      },
      read: ["published"],
    },
    asks: true,
    mails: true,
  },
  {
    name: "NotifyFailure",
    handler: "notifyFailureHandler",
    description: "Tells operators of a run that failed",
    memory: 512,
    access: {
      table: {
        get: ["run", "runRecord", "snapshots", "recipients", "mailboxes", "mail"],
        query: true,
        put: ["mailboxes", "mail"],
      },
    },
    mails: true,
  },
];

/** Called by the watchdog, not by the state machine. */
const ABSENCE: Step = {
  name: "NotifyAbsence",
  handler: "notifyAbsenceHandler",
  description: "Tells operators of a report that is due and not there",
  memory: 512,
  access: { table: { get: ["recipients", "mailboxes", "mail"], query: true, put: ["mailboxes", "mail"] } },
  mails: true,
};

export interface PipelineProps {
  readonly storage: Storage;
  readonly credentials: Credentials;
  readonly mail: Mail;
  /** The asset of `handlers.ts`. */
  readonly code: Code;
  readonly environment: Readonly<Record<string, string>>;
  /** Runs that are at work at once. */
  readonly runsAtOnce: number;
  /** Agencies of which a run asks at once. */
  readonly agenciesAtOnce: number;
}

/** The definition as it is written, but for how many agencies a run asks of at once. */
const definition = (agenciesAtOnce: number): string =>
  readFileSync(join(import.meta.dirname, "pipeline.asl.json"), "utf8").replace(
    /("Collect": \{[\s\S]*?"MaxConcurrency": )\d+/,
    (_, before: string) => `${before}${agenciesAtOnce}`,
  );

/** The state machine of one province's report, as `pipeline.asl.json` has it, with one function per step. */
export class Pipeline extends Construct {
  readonly stateMachine: StateMachine;
  readonly functions: ReadonlyMap<string, Handler>;
  readonly notifyAbsence: Handler;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    this.functions = new Map(STEPS.map((step) => [step.name, this.#stepFunction(step, props)]));
    this.notifyAbsence = this.#stepFunction(ABSENCE, props);
    this.logs = logGroup(this, "StateMachineLogs");
    this.stateMachine = new StateMachine(this, "StateMachine", {
      // As text in the template, not as a file beside it: what is deployed can be read there, and run from there.
      definitionBody: DefinitionBody.fromString(definition(props.agenciesAtOnce)),
      definitionSubstitutions: Object.fromEntries(
        [...this.functions].map(([name, run]) => [`${name}Arn`, run.functionArn]),
      ),
      stateMachineType: StateMachineType.STANDARD,
      tracingEnabled: true,
      logs: { destination: this.logs, level: LogLevel.ALL, includeExecutionData: true },
    });
    const resourceArns = [...this.functions.values()].map(({ functionArn }) => functionArn);
    Grant.addToPrincipal({ grantee: this.stateMachine, actions: ["lambda:InvokeFunction"], resourceArns });
    for (const { name, looks } of STEPS) if (looks) this.#grantLooks(name);
    acknowledgeWildcard(this.stateMachine, null, "*", "X-Ray and the delivery of logs know no resource in particular.");
  }

  /** Beside the role's own policy: that one comes before the function, which comes before the state machine. */
  #grantLooks(name: string): void {
    const role = this.functions.get(name)?.role;
    if (role === undefined) throw new TypeError("a handler has a role of its own");
    const policy = new Policy(this, `${name}Looks`, { roles: [role] });
    this.stateMachine.grantExecution(policy, "states:DescribeExecution");
    acknowledgeExecutions(policy, this.stateMachine);
  }

  #stepFunction(step: Step, props: PipelineProps): Handler {
    const { code, storage, credentials, mail } = props;
    const turns = { [SETTING.runsAtOnce]: String(props.runsAtOnce) };
    const environment = step.looks ? { ...props.environment, ...turns } : props.environment;
    const { name, handler, access, asks, mails, looks: _, seconds = TIME_LIMITS.function, ...about } = step;
    const run = new Handler(this, name, {
      ...about,
      timeout: Duration.seconds(seconds),
      code,
      handler: `steps.${handler}`,
      environment: { ...storage.environment, ...credentials.environment, ...mail.environment, ...environment },
    });
    storage.grant(run, access);
    if (asks) credentials.grantRead(run);
    if (mails) mail.grantSend(run);
    return run;
  }
}
