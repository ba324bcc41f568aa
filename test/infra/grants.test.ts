import { beforeAll, describe, expect, it } from "vitest";
import { grantsByFunction } from "../helpers/infra/grants.ts";
import { synthesise } from "../helpers/infra/template.ts";

let grants: ReturnType<typeof grantsByFunction>;

beforeAll(() => {
  grants = grantsByFunction(synthesise());
}, 120_000);

const sorted = (partitions: string): string => partitions.split(" ").sort().join(" ");

/** Items of these partitions, by their keys' beginnings. */
const items = (get: string, put = "", actions = ["GetItem", "Query"]): string[] => [
  ...actions.map((action) => `dynamodb:${action} on StorageTable of ${sorted(get)}`),
  ...(put === "" ? [] : [`dynamodb:PutItem on StorageTable of ${sorted(put)}`]),
];
const one = (get: string, put = ""): string[] => items(get, put, ["GetItem"]);

const HISTORY = "open-runs run-record#* run-records";

type Place = "drafts" | "published" | "snapshots" | "signed" | "uploads";
const on = (action: string, places: readonly Place[]): string[] =>
  places.map((place) => `${action} on StorageReports/${place}/*`);

/** Objects that are read only; without leave to list nobody could tell a missing one from a denied one. */
const reads = (...places: readonly Place[]): string[] => [
  "s3:ListBucket on StorageReports",
  "kms:Decrypt on StorageKey",
  ...on("s3:GetObject", places),
];
const writes = (...places: readonly Place[]): string[] => [
  "kms:GenerateDataKey on StorageKey",
  ...on("s3:PutObject", places),
];

const SECRETS = ["dongnai", "quangtri"].map((province) => `secretsmanager:GetSecretValue on Credentials${province}`);
const MAIL = ["configuration-set/MailSettings", "identity/MailIdentity"].map(
  (what) => `ses:SendRawEmail on arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:${what}`,
);
const UNDELIVERED = ["SendMessage", "GetQueueAttributes", "GetQueueUrl"].map(
  (action) => `sqs:${action} on SchedulesUndelivered`,
);

/** What a function may do beside writing its own log and traces. */
const ownWork = (name: string): string[] => {
  const own = [
    ...["CreateLogStream", "PutLogEvents"].map(
      (action) => `logs:${action} on ${name === "Portal" ? "PortalPortal" : name}Logs`,
    ),
    ...["PutTelemetryRecords", "PutTraceSegments"].map((action) => `xray:${action} on *`),
  ];
  const all = grants.get(name) ?? [];
  expect(all).toEqual(expect.arrayContaining(own));
  return all.filter((grant) => !own.includes(grant));
};

describe("what is published or signed", () => {
  const who = (grant: string): string[] =>
    [...grants].filter(([, own]) => own.some((one) => one.startsWith(grant))).map(([name]) => name);

  it("is locked by who writes it: the step that publishes, and the portal where something is signed", () => {
    expect(who("s3:PutObjectRetention")).toEqual(["Portal", "PipelinePublish"]);
    expect(grants.get("PipelinePublish")?.filter((grant) => grant.startsWith("s3:PutObjectRetention"))).toEqual([
      "s3:PutObjectRetention on StorageReports/published/*",
    ]);
    expect(grants.get("Portal")?.filter((grant) => grant.startsWith("s3:PutObjectRetention"))).toEqual([
      "s3:PutObjectRetention on StorageReports/signed/*",
    ]);
  });

  it("is written by the step that publishes and by no other function", () => {
    expect(who("s3:PutObject on StorageReports/published/")).toEqual(["PipelinePublish"]);
    expect(who("s3:PutObject on StorageReports/signed/")).toEqual(["Portal"]);
  });
});

describe("a function does its own work and nothing else", () => {
  it.each([
    [
      "PipelinePlan",
      [
        ...items("collected#* open-runs run-record#* snapshot#*", `${HISTORY} run#* snapshot#*`),
        ...reads("snapshots"),
        ...writes("snapshots"),
        ...SECRETS,
      ],
    ],
    [
      "PipelineCollect",
      [...items("run#* snapshot#*", "run#* snapshot#*"), ...reads("snapshots"), ...writes("snapshots"), ...SECRETS],
    ],
    [
      "PipelineAssemble",
      [
        ...items(
          "open-runs releases run-record#* run#* series#* snapshot#*",
          "collected#* open-runs run-record#* run#* series#*",
        ),
        ...reads("drafts", "published", "snapshots"),
        ...writes("drafts"),
      ],
    ],
    // It is given a draft and gives documents of it: nothing else of a run, of what is published or of the province.
    ["PipelineRender", [...one("run#*", "run#*"), ...reads("drafts"), ...writes("drafts")]],
    [
      "PipelinePublish",
      [
        ...items(
          "open-runs releases run-record#* run#* series#*",
          "code#* open-runs releases run-record#* run#* series series#*",
        ),
        ...reads("drafts", "published"),
        ...writes("published"),
        ...on("s3:PutObjectRetention", ["published"]),
      ],
    ],
    [
      "PipelineNotify",
      [
        ...items(
          "links mail#* mailboxes push#* recipients#* releases series#* signed#* snapshot#*",
          "links mail#* mailboxes push#* run#*",
        ),
        ...reads("published"),
        ...MAIL,
        ...SECRETS,
      ],
    ],
    [
      "PipelineNotifyFailure",
      [...items("mail#* mailboxes recipients#* run#* run-record#* snapshot#*", "mail#* mailboxes"), ...MAIL],
    ],
    ["PipelineNotifyAbsence", [...items("mail#* mailboxes recipients#*", "mail#* mailboxes"), ...MAIL, ...UNDELIVERED]],
    // It marks addresses and reads nothing of a run, and no list of people.
    ["MailFeedbackNote", [...one("mailboxes", "mailboxes"), ...UNDELIVERED]],
    ["StarterStart", ["states:StartExecution on PipelineStateMachine", ...UNDELIVERED]],
    [
      "LookAgainLook",
      [...one("series#*"), ...reads("published"), "states:StartExecution on PipelineStateMachine", ...UNDELIVERED],
    ],
    [
      "WatchdogWatch",
      [
        ...one("releases series#*"),
        ...reads("published"),
        ...UNDELIVERED,
        ...["", ":*"].map((version) => `lambda:InvokeFunction on PipelineNotifyAbsence${version}`),
      ],
    ],
  ])("%s", (name, expected) => {
    expect(ownWork(name)).toEqual(expected.sort());
  });

  it("PipelineAwaitTurn", () => {
    const own = ownWork("PipelineAwaitTurn");
    const looks = own.filter((grant) => grant.startsWith("states:"));
    expect(looks).toEqual([expect.stringMatching(/^states:DescribeExecution on .*:execution:.*PipelineStateMachine/)]);
    expect(own.filter((grant) => !looks.includes(grant))).toEqual(
      one("open-runs run-record#* turns", `${HISTORY} turns`).sort(),
    );
  });

  it("Portal", () => {
    const executions = ownWork("Portal").filter((grant) => grant.includes(":execution:"));
    expect(executions.map((grant) => grant.split(" on ")[0])).toEqual([
      "states:DescribeExecution",
      "states:StopExecution",
    ]);
    expect(ownWork("Portal").filter((grant) => !executions.includes(grant))).toEqual(
      [
        ...items(
          `code#* downloads#* journal links ${HISTORY} mail#* mailboxes recipients#* releases run#* series series#* session#* signed#* snapshot#*`,
          `downloads#* journal links ${HISTORY} mail#* mailboxes recipients#* releases session#* signed#* snapshot#*`,
        ),
        ...reads("published", "drafts", "signed", "snapshots", "uploads"),
        ...writes("signed", "snapshots", "uploads"),
        "secretsmanager:GetSecretValue on PortalSignInSecret",
        ...on("s3:PutObjectRetention", ["signed"]),
        "states:StartExecution on PipelineStateMachine",
      ].sort(),
    );
  });

  it("TakeOverLookAfter", () => {
    const executions = ownWork("TakeOverLookAfter").filter((grant) => grant.includes(":execution:"));
    expect(executions.map((grant) => grant.split(" on ")[0])).toEqual(["states:DescribeExecution"]);
    expect(ownWork("TakeOverLookAfter").filter((grant) => !executions.includes(grant))).toEqual(
      [...items(`${HISTORY} releases run#*`, HISTORY), "states:StartExecution on PipelineStateMachine"].sort(),
    );
  });

  it("and there is no other function", () => {
    expect([...grants.keys()].sort()).toEqual(
      [
        ...[
          "AwaitTurn",
          "Plan",
          "Collect",
          "Assemble",
          "Render",
          "Publish",
          "Notify",
          "NotifyFailure",
          "NotifyAbsence",
        ].map((step) => `Pipeline${step}`),
        "MailFeedbackNote",
        "StarterStart",
        "LookAgainLook",
        "WatchdogWatch",
        "TakeOverLookAfter",
        "Portal",
      ].sort(),
    );
  });
});
