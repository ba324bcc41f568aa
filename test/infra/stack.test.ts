import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { definitionText, STEPS, synthesise } from "./template.ts";

const Machine = z.object({
  Properties: z.looseObject({ DefinitionString: z.string(), DefinitionSubstitutions: z.record(z.string(), z.json()) }),
});

let template: Template;

beforeAll(() => {
  template = synthesise();
}, 60_000);

const policies = () => JSON.stringify(template.findResources("AWS::IAM::Policy"));

describe("the storage", () => {
  it("has a table that can be restored and is not deleted", () => {
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

  it("has a bucket that is versioned, encrypted and retained", () => {
    template.hasResource("AWS::S3::Bucket", {
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: { VersioningConfiguration: { Status: "Enabled" }, BucketEncryption: Match.anyValue() },
    });
  });
});

describe("the bucket", () => {
  it("is open to nobody outside, and to nobody without TLS", () => {
    template.hasResourceProperties("AWS::S3::Bucket", {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    });
    const insecure = { Effect: "Deny", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } };
    template.hasResourceProperties("AWS::S3::BucketPolicy", {
      PolicyDocument: { Statement: [Match.objectLike(insecure)] },
    });
  });
});

describe("the steps", () => {
  it("run each in a function of its own, with a role of its own", () => {
    const functions = Object.values(
      template.findResources("AWS::Lambda::Function", {
        Properties: { Runtime: "nodejs24.x", Architectures: ["arm64"] },
      }),
    );
    const handlers = functions.map(({ Properties }) => Properties.Handler);
    expect(handlers).toEqual(STEPS.map((step) => `steps.${step.toLowerCase()}Handler`));
    expect(new Set(functions.map(({ Properties }) => JSON.stringify(Properties.Role))).size).toBe(STEPS.length);
    for (const { Properties } of functions) {
      expect(Properties.Environment.Variables).toMatchObject({
        TABLE_NAME: { Ref: expect.stringContaining("StorageTable") },
        BUCKET_NAME: { Ref: expect.stringContaining("StorageReports") },
      });
    }
  });

  it("may delete nothing", () => {
    expect(policies()).toContain("dynamodb:PutItem");
    expect(policies()).toContain("s3:PutObject");
    expect(policies()).not.toMatch(/dynamodb:(Delete|BatchWrite|Update|\*)|s3:(Delete|\*)/);
  });
});

describe("the state machine", () => {
  it("is the one definition, with a function behind each of its substitutions", () => {
    const [machine] = Object.values(template.findResources("AWS::StepFunctions::StateMachine"));
    const { DefinitionString, DefinitionSubstitutions, ...rest } = Machine.parse(machine).Properties;
    expect(DefinitionString).toBe(definitionText);
    const names = [...definitionText.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1]);
    expect(Object.keys(DefinitionSubstitutions).sort()).toEqual(names.sort());
    for (const step of STEPS)
      expect(JSON.stringify(DefinitionSubstitutions[`${step}Arn`])).toContain(`"Pipeline${step}`);
    expect(rest).toMatchObject({ TracingConfiguration: { Enabled: true }, LoggingConfiguration: { Level: "ALL" } });
  });

  it("may call the steps", () => {
    for (const step of STEPS) expect(policies()).toMatch(new RegExp(`"Pipeline${step}\\w+","Arn"`));
  });

  it("is the same whenever it is synthesised", () => {
    expect(synthesise().toJSON()).toEqual(template.toJSON());
  }, 60_000);
});
