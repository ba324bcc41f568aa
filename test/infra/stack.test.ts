import { readFileSync } from "node:fs";
import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { STAGE } from "../helpers/infra/stage.ts";
import { definitionText, STEPS, synthesise } from "../helpers/infra/template.ts";

const Machine = z.object({
  Properties: z.looseObject({ DefinitionString: z.string(), DefinitionSubstitutions: z.record(z.string(), z.json()) }),
});

let template: Template;

beforeAll(() => {
  template = synthesise();
}, 60_000);

const policies = () => JSON.stringify(template.findResources("AWS::IAM::Policy"));

const Resources = z.record(
  z.string(),
  z.looseObject({
    Type: z.string(),
    DeletionPolicy: z.string().optional(),
    UpdateReplacePolicy: z.string().optional(),
  }),
);
const resources = () => z.object({ Resources }).parse(template.toJSON()).Resources;

describe("the storage", () => {
  it("has a table that can be restored to any second and is not deleted", () => {
    template.hasResource("AWS::DynamoDB::Table", {
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
      },
    });
  });

  it("has a bucket that keeps every version and can lock what is published, without locking drafts", () => {
    const [reports] = Object.values(
      template.findResources("AWS::S3::Bucket", { Properties: { ObjectLockEnabled: true } }),
    );
    expect(reports).toMatchObject({
      DeletionPolicy: "RetainExceptOnCreate",
      UpdateReplacePolicy: "Retain",
      Properties: { VersioningConfiguration: { Status: "Enabled" } },
    });
    // A default retention would hold every draft for years: the step that publishes locks each file itself.
    expect(JSON.stringify(reports)).not.toContain("DefaultRetention");
  });

  it("lets drafts and files that wait go, and nothing else", () => {
    const rules = z
      .array(z.looseObject({ Prefix: z.string().optional(), ExpirationInDays: z.int().optional() }))
      .parse(
        Object.values(template.findResources("AWS::S3::Bucket", { Properties: { ObjectLockEnabled: true } }))[0]?.[
          "Properties"
        ].LifecycleConfiguration.Rules,
      );
    const expiring = rules.filter((rule) => "ExpirationInDays" in rule || "NoncurrentVersionExpiration" in rule);
    expect(expiring.map(({ Prefix, ExpirationInDays }) => [Prefix, ExpirationInDays])).toEqual([
      ["drafts/", 90],
      ["uploads/", 7],
    ]);
  });

  it("encrypts with a key that outlives the stack: without it nothing published could be read", () => {
    template.hasResource("AWS::KMS::Key", {
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: { EnableKeyRotation: true },
    });
    template.hasResourceProperties("AWS::S3::Bucket", {
      ObjectLockEnabled: true,
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: Match.objectLike({ SSEAlgorithm: "aws:kms" }), BucketKeyEnabled: true },
        ],
      },
    });
  });

  it("has a key that nobody ends but the role that is set, nobody at all where none is", () => {
    const denial = (one: Template) =>
      Object.values(one.findResources("AWS::KMS::Key"))[0]?.["Properties"].KeyPolicy.Statement.filter(
        ({ Effect }: { Effect: string }) => Effect === "Deny",
      );
    const common = { Action: ["kms:DisableKey", "kms:ScheduleKeyDeletion"], Principal: { AWS: "*" }, Resource: "*" };
    const unless = { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/KhoaDuLieu" } };
    expect(denial(template)).toEqual([expect.objectContaining({ ...common, Condition: unless })]);
    const [shut] = denial(synthesise({ keyAdministrator: null }));
    expect(shut).toMatchObject(common);
    expect(shut).not.toHaveProperty("Condition");
  });

  it("tells of every attempt to end the key or to change who may", () => {
    const [key] = Object.keys(template.findResources("AWS::KMS::Key"));
    const rule = Object.entries(template.findResources("AWS::Events::Rule")).find(([id]) =>
      id.startsWith("Alarms"),
    )?.[1];
    expect(rule?.["Properties"].EventPattern).toMatchObject({
      source: ["aws.kms"],
      detail: {
        eventName: ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy"],
        $or: [
          { requestParameters: { keyId: [{ Ref: key }, { "Fn::GetAtt": [key, "Arn"] }] } },
          { resources: { ARN: [{ "Fn::GetAtt": [key, "Arn"] }] } },
        ],
      },
    });
    const [topic] = Object.keys(template.findResources("AWS::SNS::Topic"));
    expect(rule?.["Properties"].Targets).toEqual([expect.objectContaining({ Arn: { Ref: topic } })]);
  });

  it("is watched by CloudTrail, object by object, where the stage pays for it", () => {
    template.resourceCountIs("AWS::CloudTrail::Trail", 1);
    template.hasResourceProperties("AWS::CloudTrail::Trail", {
      EnableLogFileValidation: true,
      EventSelectors: Match.arrayWith([
        Match.objectLike({ DataResources: [Match.objectLike({ Type: "AWS::S3::Object" })], ReadWriteType: "All" }),
      ]),
    });
    synthesise({ objectEvents: false }).resourceCountIs("AWS::CloudTrail::Trail", 0);
  });

  it("stays, with its logs, when the stack is destroyed", () => {
    const kept = ["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::Logs::LogGroup"];
    const lost = Object.entries(resources()).filter(
      ([, { Type, DeletionPolicy, UpdateReplacePolicy }]) =>
        kept.includes(Type) && (!/^Retain/.test(DeletionPolicy ?? "") || UpdateReplacePolicy !== "Retain"),
    );
    expect(lost.map(([id]) => id)).toEqual([]);
  });

  it("is open to nobody outside, and to nobody without TLS", () => {
    const buckets = Object.values(template.findResources("AWS::S3::Bucket"));
    expect(buckets).toHaveLength(2);
    for (const bucket of buckets) {
      expect(bucket["Properties"]).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      });
    }
    const secure = [
      ...Object.values(template.findResources("AWS::S3::BucketPolicy")),
      ...Object.values(template.findResources("AWS::SQS::QueuePolicy")),
    ];
    expect(secure).toHaveLength(3);
    for (const policy of secure) {
      expect(policy["Properties"].PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      );
    }
  });
});

const Functions = z.array(
  z.looseObject({
    Properties: z.looseObject({
      Handler: z.string(),
      Role: z.json(),
      Timeout: z.int(),
      MemorySize: z.int(),
      Environment: z.object({ Variables: z.record(z.string(), z.json()) }),
    }),
  }),
);

const functionsOf = () => {
  const found = Object.values(
    template.findResources("AWS::Lambda::Function", {
      Properties: {
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        TracingConfig: { Mode: "Active" },
        LoggingConfig: { LogGroup: Match.anyValue(), LogFormat: "JSON" },
      },
    }),
  );
  expect(found).toHaveLength(Object.keys(template.findResources("AWS::Lambda::Function")).length);
  return Functions.parse(found).map(({ Properties }) => Properties);
};

describe("the functions", () => {
  it("are one for each step, one that starts, one that watches, one that looks after runs and one that tells of it", () => {
    const steps = [...STEPS, "NotifyAbsence"].map((step) => `steps.${step[0]?.toLowerCase()}${step.slice(1)}Handler`);
    const handlers = functionsOf().map(({ Handler }) => Handler);
    const others = [
      ...["start.startHandler", "start.lookAgainHandler", "watch.watchHandler", "runs.lookAfterHandler"],
      ...["feedback.feedbackHandler", "portal.portalHandler"],
    ];
    expect(handlers.sort()).toEqual([...steps, ...others].sort());
  });

  it("run each under a role of its own that AWS's ready-made policies have no part in", () => {
    const functions = functionsOf();
    expect(new Set(functions.map(({ Role }) => JSON.stringify(Role))).size).toBe(functions.length);
    expect(JSON.stringify(template.findResources("AWS::IAM::Role"))).not.toContain("ManagedPolicyArns");
  });

  it("end before the state that waits for them gives up", () => {
    const waits = [...definitionText.matchAll(/"TimeoutSeconds": (\d+)/g)].map((match) => Number(match[1])).slice(1);
    expect(Math.max(...functionsOf().map(({ Timeout }) => Timeout))).toBeLessThanOrEqual(Math.min(...waits));
  });

  it("are told no secret", () => {
    const variables = functionsOf().map(({ Environment }) => Environment.Variables);
    // The portal's name at the issuer stands in the address of every sign-in.
    const names = variables.flatMap((one) => Object.keys(one)).filter((name) => name !== "OIDC_CLIENT_ID");
    for (const name of names) {
      expect(name).not.toMatch(/SECRET$|PASSWORD|CLIENT_ID|TOKEN|SMTP/);
    }
    expect(JSON.stringify(variables)).toContain('"PROVINCE_API_SECRET_PREFIX":"online-service-reports/prod/"');
  });

  it("may delete nothing, and lift no lock", () => {
    expect(policies()).toContain("dynamodb:PutItem");
    expect(policies()).not.toMatch(/dynamodb:(Delete|BatchWrite|Update|\*)|s3:(Delete|Bypass|\*)|kms:\*/);
  });

  it("have logs in JSON that are kept for 90 days", () => {
    const groups = Object.values(template.findResources("AWS::Logs::LogGroup"));
    // One of each function, of the state machine, and of the portal's requests.
    expect(groups).toHaveLength(functionsOf().length + 2);
    for (const group of groups) {
      expect(group["Properties"].RetentionInDays).toBe(90);
    }
  });
});

describe("the state machine", () => {
  const machine = () => Machine.parse(Object.values(template.findResources("AWS::StepFunctions::StateMachine"))[0]);

  it("is the one definition that the laptop runs, letter for letter", () => {
    expect(machine().Properties.DefinitionString).toBe(definitionText);
  });

  it("asks of so many agencies at once as the stage has set, and is the same in all else", () => {
    const machines = synthesise({ agenciesAtOnce: 7 }).findResources("AWS::StepFunctions::StateMachine");
    const wider = JSON.parse(Machine.parse(Object.values(machines)[0]).Properties.DefinitionString);
    expect(wider.States.Collect.MaxConcurrency).toBe(7);
    wider.States.Collect.MaxConcurrency = 4;
    expect(wider).toEqual(JSON.parse(definitionText));
  });

  it("has a function behind each substitution, of the step of that name", () => {
    const { DefinitionSubstitutions, ...rest } = machine().Properties;
    const names = new Set([...definitionText.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1]));
    expect(Object.keys(DefinitionSubstitutions).sort()).toEqual([...names].sort());
    expect([...names].sort()).toEqual(STEPS.map((step) => `${step}Arn`).sort());
    for (const step of STEPS)
      expect(JSON.stringify(DefinitionSubstitutions[`${step}Arn`])).toMatch(new RegExp(`"Pipeline${step}[0-9A-F]{8}"`));
    expect(rest).toMatchObject({
      StateMachineType: "STANDARD",
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: "ALL", IncludeExecutionData: true },
    });
  });

  it("may call the steps and nothing else", () => {
    const policy = JSON.stringify(
      Object.entries(template.findResources("AWS::IAM::Policy")).find(([id]) => id.startsWith("PipelineStateMachine")),
    );
    for (const step of STEPS) expect(policy).toMatch(new RegExp(`"Pipeline${step}[0-9A-F]{8}","Arn"`));
    expect(policy).not.toContain("StarterStart");
  });
});

describe("the schedules", () => {
  const schedules = () => {
    const found = Object.values(template.findResources("AWS::Scheduler::Schedule")).map((one) => one["Properties"]);
    expect(found).toHaveLength(6);
    return found;
  };

  it.each([1, 4])(
    "lets so many runs be at work at once as the stage has set (%i), by the first state of each",
    (runsAtOnce) => {
      const template = synthesise({ runsAtOnce });
      const turns = Object.values(
        template.findResources("AWS::Lambda::Function", { Properties: { Handler: "steps.awaitTurnHandler" } }),
      );
      expect(turns.map(({ Properties }) => Properties.Environment.Variables.RUNS_AT_ONCE)).toEqual([`${runsAtOnce}`]);
      const { StartAt, States } = JSON.parse(definitionText);
      expect(StartAt).toBe("AwaitTurn");
      expect(States.AwaitTurn.Parameters).toEqual({ "request.$": "$", "execution.$": "$$.Execution.Id" });
      expect(States.HasTurn.Choices).toEqual([
        { Variable: "$.turn.outcome", StringEquals: "waiting", Next: "Waiting" },
        { Variable: "$.turn.outcome", StringEquals: "cancelled", Next: "Cancelled" },
        { Variable: "$.release", IsPresent: true, Next: "PublishApproved" },
        { Variable: "$.tell", IsPresent: true, Next: "Telling" },
      ]);
    },
  );

  it("start after the 14th, when the periods of Nghị định 09/2019 end, up to the day before the deadline", () => {
    expect(schedules().map(({ Name, ScheduleExpression }) => [Name, ScheduleExpression])).toEqual([
      ["dong-nai-month", "cron(2 5,11 15,18,21,24 * ? *)"],
      ["dong-nai-quarter", "cron(32 5,11 15,18,21,24 3,6,9,12 ? *)"],
      ["quang-tri-quarter", "cron(7 5,11 15,18,21,24 3,6,9,12 ? *)"],
      ["watchdog", "cron(0 9 * * ? *)"],
      ["look-again", "cron(30 6 * * ? *)"],
      ["take-over", "cron(0/15 * * * ? *)"],
    ]);
  });

  it("are meant in the provinces' time, to the minute, and lose nothing: tried for a day, then kept in a queue", () => {
    for (const schedule of schedules()) {
      expect(schedule).toMatchObject({
        ScheduleExpressionTimezone: "Asia/Ho_Chi_Minh",
        FlexibleTimeWindow: { Mode: "OFF" },
        State: "ENABLED",
        Target: {
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
          DeadLetterConfig: { Arn: { "Fn::GetAtt": [expect.stringMatching(/^SchedulesUndelivered/), "Arn"] } },
        },
      });
    }
  });

  it("send the instant for which they were set: the period is computed from it", () => {
    for (const { Target } of schedules()) {
      expect(JSON.parse(Target.Input)).toMatchObject({ scheduledTime: "<aws.scheduler.scheduled-time>" });
    }
  });

  it("are not there for a province that has ended", () => {
    expect(JSON.stringify(schedules())).not.toContain("ba-ria-vung-tau");
  });
});

describe("a stage", () => {
  it("that is not scheduled starts nothing by itself and takes no silence for an alarm", () => {
    const quiet = synthesise({ name: "dev", scheduled: false, alarmMail: null, mailFrom: null });
    // But for what operators have asked its portal for, and was lost.
    const schedules = Object.values(quiet.findResources("AWS::Scheduler::Schedule"));
    expect(schedules.map(({ Properties }) => Properties.Name)).toEqual(["take-over"]);
    synthesise({ scheduled: false, portal: null }).resourceCountIs("AWS::Scheduler::Schedule", 0);
    quiet.resourceCountIs("AWS::SES::EmailIdentity", 0);
    quiet.resourceCountIs("AWS::SNS::Subscription", 0);
    expect(JSON.stringify(quiet.findResources("AWS::CloudWatch::Alarm"))).not.toContain('breaching"');
    expect(JSON.stringify(quiet.toJSON())).toContain("online-service-reports/dev/dong-nai");
  });

  it("serves the provinces it names", () => {
    const one = synthesise({ provinces: ["quang-tri"] });
    expect(JSON.stringify(one.findResources("AWS::SecretsManager::Secret"))).not.toContain("dong-nai");
  });

  it("is the same whenever it is synthesised: no name in it is random", () => {
    expect(synthesise().toJSON()).toEqual(template.toJSON());
  }, 60_000);
});

describe("secrets", () => {
  it("have no value in the template, and none made up", () => {
    const secrets = Object.values(template.findResources("AWS::SecretsManager::Secret")).map(
      (one) => one["Properties"],
    );
    expect(secrets.map(({ Name }) => Name)).toEqual([
      "online-service-reports/prod/sign-in",
      "online-service-reports/prod/dong-nai",
      "online-service-reports/prod/quang-tri",
    ]);
    for (const secret of secrets) {
      expect(secret).not.toHaveProperty("SecretString");
      expect(secret).not.toHaveProperty("GenerateSecretString");
    }
  });

  const readersOf = (secret: RegExp): string[] =>
    Object.entries(template.findResources("AWS::IAM::Policy"))
      .filter(([, policy]) => JSON.stringify(policy).includes("secretsmanager:") && secret.test(JSON.stringify(policy)))
      .map(([id]) => id.replace(/RoleDefaultPolicy.*$/, ""))
      .sort();

  it("of provinces are read by the two steps that ask them and the one that sends to their report systems, that of sign-in by the portal, and none by anybody else", () => {
    expect(readersOf(/Credentials/)).toEqual(["PipelineCollect", "PipelineNotify", "PipelinePlan"]);
    expect(readersOf(/SignInSecret/)).toEqual(["PortalPortal"]);
    expect(readersOf(/./)).toEqual(["PipelineCollect", "PipelineNotify", "PipelinePlan", "PortalPortal"]);
  });

  it("of sign-in is there only where browsers sign in", () => {
    const oidc = { issuer: "https://dang-nhap.tinh.gov.vn", audience: "a", rolesClaim: "roles", clientId: null };
    const text = JSON.stringify(
      synthesise({ portal: { oidc, cognito: null, domain: null, reservedConcurrency: 0 } }).toJSON(),
    );
    expect(text).not.toMatch(/OIDC_CLIENT_ID|OIDC_SECRET_NAME|prod\/sign-in/);
  });
});

describe("the alarms", () => {
  const alarms = () => {
    const found = Object.values(template.findResources("AWS::CloudWatch::Alarm")).map((one) => one["Properties"]);
    expect(found.length).toBeGreaterThan(10);
    return found;
  };

  it("all reach the one topic, and it the mailbox of whoever runs the service", () => {
    const topic = { Ref: Object.keys(template.findResources("AWS::SNS::Topic"))[0] };
    for (const alarm of alarms()) expect(alarm.AlarmActions).toEqual([topic]);
    template.hasResourceProperties("AWS::SNS::Subscription", {
      Protocol: "email",
      Endpoint: "van-hanh@tinh.gov.vn",
      TopicArn: topic,
    });
  });

  it("of absence are one for each province and kind of period, and take silence of the watchdog for absence", () => {
    const absent = alarms().filter(({ MetricName }) => MetricName === "ReportAbsent");
    const dimensions = absent.map((alarm) => alarm.Dimensions.map(({ Value }: { Value: string }) => Value).join(" "));
    expect(dimensions).toEqual(["month dong-nai", "quarter dong-nai", "quarter quang-tri"]);
    for (const alarm of absent) {
      expect(alarm).toMatchObject({ TreatMissingData: "breaching", Threshold: 1, Period: 86_400 });
    }
  });

  it("watch what would otherwise fail in silence, each from the figure on that means something", () => {
    const thresholds = Object.entries(template.findResources("AWS::CloudWatch::Alarm")).map(([id, { Properties }]) => [
      id.replace(/^Alarms|[0-9A-F]{8}$/g, ""),
      Properties.Threshold,
    ]);
    expect(Object.fromEntries(thresholds)).toMatchObject({
      FunctionFailed: 1,
      StepFailing: 10,
      FunctionSlow: 840_000,
      UndeliveredOld: 172_800,
      TableFailed: 1,
      MailBounced: 0.05,
      MailComplained: 0.001,
      MailRefused: 1,
    });
    const failed = JSON.stringify(alarms().find(({ AlarmDescription }) => AlarmDescription.includes("FunctionFailed")));
    const names = ["StarterStart", "LookAgainLook", "WatchdogWatch", "PipelineNotifyAbsence"];
    names.push("TakeOverLookAfter", "MailFeedbackNote");
    for (const name of [...names, "PortalPortal"])
      expect(failed).toMatch(new RegExp(`"${name === "PortalPortal" ? "Portal" : name}[0-9A-F]{8}"`));
  });

  it("keep the event when telling of an absence fails, as when starting does", () => {
    const queue = { "Fn::GetAtt": [expect.stringMatching(/^SchedulesUndelivered/), "Arn"] };
    const configs = Object.values(template.findResources("AWS::Lambda::EventInvokeConfig"));
    for (const config of configs) {
      expect(config["Properties"].DestinationConfig.OnFailure).toEqual({ Destination: queue });
    }
    expect(JSON.stringify(configs.map((config) => config["Properties"].FunctionName))).toContain(
      "PipelineNotifyAbsence",
    );
  });

  it("add up no more metrics than CloudWatch lets an alarm have", () => {
    for (const alarm of alarms()) expect((alarm.Metrics ?? []).length).toBeLessThanOrEqual(10);
  });

  it("are those of the deployment guide, which says what to make of each", () => {
    const guide = readFileSync(new URL("../../templates/guides/trien-khai.md", import.meta.url), "utf8");
    const rows = guide.split("\n").filter((line) => line.startsWith("| ") && line.includes("`"));
    const told = new Set(
      rows.flatMap((row) => [...(row.split("|")[3] ?? "").matchAll(/`(\w+)(-…)?`/g)].map((one) => one[1])),
    );
    const there = Object.keys(template.findResources("AWS::CloudWatch::Alarm")).map((id) =>
      id.replace(/^Alarms|[0-9A-F]{8}$/g, "").replace(/^ReportAbsent.*/, "ReportAbsent"),
    );
    const alarming = Object.entries(template.findResources("AWS::Events::Rule")).filter(([id]) =>
      id.startsWith("Alarms"),
    );
    const rules = alarming.map(([id]) => id.replace(/^Alarms|[0-9A-F]{8}$/g, ""));
    expect(rules).toHaveLength(1);
    expect([...new Set([...there, ...rules])].filter((name) => !told.has(name))).toEqual([]);
    for (const [, rule] of alarming) {
      expect(JSON.stringify(rule)).toContain(`Xem dòng ${rules[0]} ở mục`);
    }
    for (const [id, alarm] of Object.entries(template.findResources("AWS::CloudWatch::Alarm"))) {
      const line = id.replace(/^Alarms|[0-9A-F]{8}$/g, "").replace(/^ReportAbsent.*/, "ReportAbsent");
      expect(alarm["Properties"].AlarmDescription).toMatch(
        new RegExp(`^\\S.+[.] Xem dòng ${line} ở mục "Sự cố và cảnh báo" của templates/guides/trien-khai[.]md[.]$`),
      );
    }
  });

  it("and what they watch are on one dashboard", () => {
    template.resourceCountIs("AWS::CloudWatch::Dashboard", 1);
  });
});

describe("the watchdog", () => {
  it("names the years whose days off are confirmed to whoever deploys it", () => {
    template.hasOutput("ConfirmedHolidays", { Value: "2023 2024 2025 2026" });
  });

  it("shares nothing with the pipeline but the pointer and what it names: it may read, and start nothing", () => {
    const [, policy] =
      Object.entries(template.findResources("AWS::IAM::Policy")).find(([id]) => id.startsWith("WatchdogWatch")) ?? [];
    const actions = JSON.stringify(policy).match(/"(dynamodb|s3|states|kms|lambda|secretsmanager|ses|sns):\w+"/g);
    expect(new Set(actions)).toEqual(
      new Set([
        '"dynamodb:GetItem"',
        '"dynamodb:LeadingKeys"',
        '"s3:ListBucket"',
        '"s3:GetObject"',
        '"kms:Decrypt"',
        '"lambda:InvokeFunction"',
      ]),
    );
    expect(JSON.stringify(policy)).toContain("/published/*");
    expect(JSON.stringify(policy)).not.toMatch(/drafts|snapshots|StateMachine/);
  });
});

describe("the portal", () => {
  it("takes so many requests and no more", () => {
    template.hasResourceProperties("AWS::ApiGatewayV2::Stage", {
      StageName: "$default",
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      AccessLogSettings: { DestinationArn: Match.anyValue() },
    });
  });

  it("keeps no address in its log: a link's token stands in it", () => {
    const [stage] = Object.values(template.findResources("AWS::ApiGatewayV2::Stage"));
    const format: string = stage?.["Properties"].AccessLogSettings.Format;
    expect(format).toContain("$context.status");
    expect(format).not.toMatch(/path|query|routeKey|header|url/i);
  });

  it("answers under the domain that is set, and then under no other; every mail and QR code names it", () => {
    template.hasResourceProperties("AWS::ApiGatewayV2::DomainName", { DomainName: "bao-cao.tinh.gov.vn" });
    template.hasResourceProperties("AWS::ApiGatewayV2::Api", { DisableExecuteApiEndpoint: true });
    for (const { Handler, Environment } of functionsOf().filter((one) => one.Handler.startsWith("steps."))) {
      expect([Handler, Environment.Variables]).toEqual([
        Handler,
        expect.objectContaining({
          PORTAL_BASE_URL: "https://bao-cao.tinh.gov.vn",
          VERIFY_BASE_URL: "https://bao-cao.tinh.gov.vn/verify",
        }),
      ]);
    }
  });

  it("answers under AWS's own name where no domain is set, and believes no token where no issuer is", () => {
    const plain = synthesise({ portal: { oidc: null, cognito: null, domain: null, reservedConcurrency: 0 } });
    plain.hasResourceProperties("AWS::ApiGatewayV2::Api", { DisableExecuteApiEndpoint: false });
    expect(JSON.stringify(plain.toJSON())).not.toContain("OIDC_ISSUER");
    expect(JSON.stringify(plain.findResources("AWS::Lambda::Function"))).toContain('"PORTAL_BASE_URL":{"Fn::GetAtt"');
  });

  describe("where officials sign in with accounts of the stack's own", () => {
    const cognito = { domainPrefix: "bao-cao-tinh" };
    const own = synthesise({
      portal: { oidc: null, cognito, domain: STAGE.portal?.domain ?? null, reservedConcurrency: 0 },
    });
    const variables = () => JSON.stringify(own.findResources("AWS::Lambda::Function"));

    it("nobody makes an account without an administrator, and everybody has a second factor", () => {
      own.hasResourceProperties("AWS::Cognito::UserPool", {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        MfaConfiguration: "ON",
        EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
        DeletionProtection: "ACTIVE",
      });
      const groups = Object.values(own.findResources("AWS::Cognito::UserPoolGroup"));
      expect(groups.map(({ Properties }) => Properties.GroupName).sort()).toEqual(["approver", "operator", "viewer"]);
    });

    it("browsers come back to the portal's own address by a code that PKCE protects, and no secret is kept", () => {
      own.hasResourceProperties("AWS::Cognito::UserPoolClient", {
        AllowedOAuthFlows: ["code"],
        AllowedOAuthScopes: ["openid", "profile"],
        CallbackURLs: ["https://bao-cao.tinh.gov.vn/dang-nhap/tro-lai"],
        GenerateSecret: false,
      });
      expect(variables()).toContain('"OIDC_ROLES_CLAIM":"cognito:groups"');
      expect(variables()).toMatch(/"OIDC_CLIENT_ID":\{"Ref":"PortalOfficials/);
      expect(variables()).not.toContain("OIDC_SECRET_NAME");
    });
  });

  it("is not there where the stage has none", () => {
    const none = synthesise({ portal: null });
    none.resourceCountIs("AWS::ApiGatewayV2::Api", 0);
    expect(JSON.stringify(none.toJSON())).not.toContain("PORTAL_BASE_URL");
  });

  it("has room of its own where the stage keeps some, and shares the account's where it keeps none", () => {
    const reserved = (one: Template) =>
      Object.values(one.findResources("AWS::Lambda::Function"))
        .map(({ Properties }) => [Properties.Handler, Properties.ReservedConcurrentExecutions])
        .filter(([, number]) => number !== undefined);
    expect(reserved(template)).toEqual([["portal.portalHandler", 20]]);
    expect(
      reserved(synthesise({ portal: { oidc: null, cognito: null, domain: null, reservedConcurrency: 0 } })),
    ).toEqual([]);
  });

  it("ends before the API gives up on it", () => {
    const portal = functionsOf().find(({ Handler }) => Handler === "portal.portalHandler");
    expect(portal?.Timeout).toBeLessThan(30);
  });

  it("may start, look at and stop runs of this state machine, read drafts and what is published, and keep what is signed", () => {
    const [, policy] =
      Object.entries(template.findResources("AWS::IAM::Policy")).find(([id]) => id.startsWith("PortalPortalRole")) ??
      [];
    const text = JSON.stringify(policy);
    for (const action of ["StartExecution", "DescribeExecution", "StopExecution"])
      expect(text).toContain(`states:${action}`);
    expect(text).not.toMatch(/Credentials|ses:/);
  });
});
