import { CfnOutput, Duration, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  DomainName,
  HttpApi,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import type { Metric, MetricOptions } from "aws-cdk-lib/aws-cloudwatch";
import type { Code } from "aws-cdk-lib/aws-lambda";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { SETTING } from "../functions/settings.ts";
import { acknowledgeExecutions } from "./acknowledge.ts";
import { SignInSecret } from "./credentials.ts";
import { Handler, logGroup } from "./handler.ts";
import type { Oidc, Stage } from "./stage.ts";
import type { Access, Storage } from "./storage.ts";
import { Officials } from "./user-pool.ts";

/** Requests a second, and at once, that the whole portal takes: a province's officials who open one mail, not the public. */
const THROTTLE = { rateLimit: 100, burstLimit: 200 };

/** No path, no query: a link's token is in them, and whoever reads the log could open the report with it. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: "$context.requestId",
    time: "$context.requestTime",
    ip: "$context.identity.sourceIp",
    method: "$context.httpMethod",
    status: "$context.status",
    bytes: "$context.responseLength",
    latency: "$context.responseLatency",
    error: "$context.integrationErrorMessage",
  }),
);

/**
 * What the portal reads and writes: links, what is published, runs, drafts that wait, people's mails.
 *
 * @param api whether anybody's tokens are believed: only then is a recipient removed with the links, an import withdrawn
 * @param console whether administrators sign in with a browser: only then are there sessions, and texts that are written
 */
const accessOf = (api: boolean, console: boolean): Access => ({
  table: {
    get: [
      ...(["links", "downloads", "code", "series", "seriesRegister", "signed"] as const),
      ...(["recipients", "mailboxes", "mail"] as const),
      ...(["run", "snapshots", "runRecord", "runRegister", "openRuns", "releases"] as const),
      ...(console ? (["sessions", "journal"] as const) : []),
    ],
    query: true,
    put: [
      ...(["downloads", "recipients", "signed", "mailboxes", "mail"] as const),
      ...(["runRecord", "runRegister", "openRuns", "releases"] as const),
      ...(api ? (["links", "snapshots"] as const) : []),
      ...(console ? (["sessions", "journal"] as const) : []),
    ],
  },
  // Rows of snapshots that are too large for an item: a figure is traced to them.
  read: ["published", "drafts", "snapshots"],
  write: ["signed", "uploads", ...(console ? (["snapshots"] as const) : [])],
});

type PortalSettings = NonNullable<Stage["portal"]>;

export interface PortalProps {
  /** Name of the stage. */
  readonly stage: string;
  readonly code: Code;
  readonly storage: Storage;
  readonly stateMachine: StateMachine;
  /** Years for which nobody deletes what was signed. */
  readonly retentionYears: number;
}

/** Whose tokens the portal believes; nothing where it believes nobody's. */
const oidcEnvironment = (oidc: Oidc | null): Record<string, string> =>
  oidc === null
    ? {}
    : {
        [SETTING.oidcIssuer]: oidc.issuer,
        [SETTING.oidcAudience]: oidc.audience,
        [SETTING.oidcRolesClaim]: oidc.rolesClaim,
        ...(oidc.clientId === null ? {} : { [SETTING.oidcClientId]: oidc.clientId }),
      };

/** The portal: links that recipients open, codes that are verified, runs that operators start. */
export class Portal extends Construct {
  readonly #api: HttpApi;
  readonly #settings: PortalSettings;
  readonly #domain: DomainName | null;
  /** Address without "/" at its end. */
  readonly address: string;

  /** Only the API, whose address the steps have to know; what answers comes with `serve`. */
  constructor(scope: Construct, id: string, portal: PortalSettings) {
    super(scope, id);
    this.#settings = portal;
    this.#domain = this.#ownDomain();
    this.#api = new HttpApi(this, "Api", {
      createDefaultStage: false,
      // With a domain of one's own nobody goes past it.
      disableExecuteApiEndpoint: this.#domain !== null,
    });
    this.address = portal.domain ? `https://${portal.domain.name}` : this.#api.apiEndpoint;
    new CfnOutput(this, "Address", { value: this.address });
  }

  #ownDomain(): DomainName | null {
    const domain = this.#settings.domain;
    if (domain === null) return null;
    const certificate = Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn);
    const name = new DomainName(this, "Domain", { domainName: domain.name, certificate });
    new CfnOutput(this, "DomainTarget", { value: name.regionalDomainName });
    return name;
  }

  /** What the steps have to be told to write addresses that lead here. */
  get environment(): Record<string, string> {
    return { [SETTING.portalUrl]: this.address, [SETTING.verifyUrl]: `${this.address}/verify` };
  }

  serve({ stage, code, storage, stateMachine, retentionYears }: PortalProps): Handler {
    const { cognito, reservedConcurrency } = this.#settings;
    const officials = cognito === null ? null : new Officials(this, "Officials", { ...cognito, portal: this.address });
    const oidc = officials?.oidc ?? this.#settings.oidc;
    const isConsole = oidc !== null && oidc.clientId !== null;
    const secret = isConsole && officials === null ? new SignInSecret(this, "SignIn", stage) : null;
    const handler = new Handler(this, "Portal", {
      code,
      handler: "portal.portalHandler",
      description: "Opens links, verifies codes, starts and follows runs, registers signed copies",
      memory: 1024,
      // An HTTP API waits no longer than this.
      timeout: Duration.seconds(29),
      ...(reservedConcurrency === 0 ? {} : { reservedConcurrentExecutions: reservedConcurrency }),
      environment: {
        ...storage.environment,
        [SETTING.stateMachine]: stateMachine.stateMachineArn,
        [SETTING.retentionYears]: String(retentionYears),
        ...oidcEnvironment(oidc),
        ...secret?.environment,
      },
    });
    secret?.grantRead(handler);
    // Files that are to be registered go past the portal: it only signs where to.
    storage.grant(handler, accessOf(oidc !== null, isConsole));
    stateMachine.grantStartExecution(handler);
    stateMachine.grantExecution(handler, "states:DescribeExecution", "states:StopExecution");
    this.#route(handler);
    this.#explain(handler, stateMachine);
    return handler;
  }

  /** Answers that were the server's fault. */
  metricFailed(options: MetricOptions): Metric {
    return this.#api.metricServerError(options);
  }

  #route(handler: Handler): void {
    const integration = new HttpLambdaIntegration("Integration", handler);
    new HttpRoute(this, "Route", { httpApi: this.#api, routeKey: HttpRouteKey.DEFAULT, integration });
    new HttpStage(this, "Stage", {
      httpApi: this.#api,
      stageName: "$default",
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup(this, "AccessLogs")),
        format: ACCESS_LOG,
      },
      ...(this.#domain === null ? {} : { domainMapping: { domainName: this.#domain } }),
    });
  }

  #explain(handler: Handler, stateMachine: StateMachine): void {
    acknowledgeExecutions(handler.role ?? handler, stateMachine);
    Validations.of(this).acknowledge({
      id: "AwsSolutions-APIG4",
      reason:
        "Links and codes are opened without signing in; every other route checks the OpenID Connect token itself.",
    });
  }
}
