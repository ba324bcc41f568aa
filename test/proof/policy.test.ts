import { describe, expect, it } from "vitest";
import { parseTemplate } from "./cloud/resolve.ts";
import { fits, isAllowed, type Need, type Statement, statementsOf, unneeded } from "./policy.ts";

const TABLE = "arn:aws:dynamodb:ap-southeast-1:111122223333:table/Reports";
const allow = (Action: string[], Resource: string[], more: Partial<Statement> = {}): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const need = (action: string, resource: string, context: Need["context"] = {}): Need => ({ action, resource, context });

describe("a pattern", () => {
  it("has wildcards for any run of characters and for one, and no other special characters", () => {
    expect(fits("arn:aws:s3:::reports/*", "arn:aws:s3:::reports/published/r1/a.pdf")).toBe(true);
    expect(fits("arn:aws:s3:::reports/*", "arn:aws:s3:::reports")).toBe(false);
    expect(fits("arn:aws:s3:::report?", "arn:aws:s3:::reports")).toBe(true);
    expect(fits("a.b", "axb")).toBe(false);
  });
});

describe("a call", () => {
  it("is refused where nothing allows it, or what allows it is about another resource", () => {
    const statements = [allow(["dynamodb:GetItem"], [TABLE])];
    expect(isAllowed(statements, need("dynamodb:GetItem", TABLE))).toBe(true);
    expect(isAllowed(statements, need("DynamoDB:getitem", TABLE))).toBe(true);
    expect(isAllowed(statements, need("dynamodb:PutItem", TABLE))).toBe(false);
    expect(isAllowed(statements, need("dynamodb:GetItem", `${TABLE}2`))).toBe(false);
  });

  it("is refused where one statement denies what another allows", () => {
    const statements = [allow(["s3:*"], ["*"]), allow(["s3:DeleteObject"], ["*"], { Effect: "Deny" })];
    expect(isAllowed(statements, need("s3:PutObject", "arn:aws:s3:::a/b"))).toBe(true);
    expect(isAllowed(statements, need("s3:DeleteObject", "arn:aws:s3:::a/b"))).toBe(false);
  });

  it("is held against the conditions, and a key that it does not carry fails them", () => {
    const Condition = { StringEquals: { "kms:ViaService": ["s3.ap-southeast-1.amazonaws.com"] } };
    const statements = [allow(["kms:Decrypt"], ["*"], { Condition })];
    expect(
      isAllowed(statements, need("kms:Decrypt", "k", { "kms:ViaService": "s3.ap-southeast-1.amazonaws.com" })),
    ).toBe(true);
    expect(isAllowed(statements, need("kms:Decrypt", "k"))).toBe(false);
    const unknown = allow(["kms:Decrypt"], ["*"], { Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8"] } } });
    expect(() => isAllowed([unknown], need("kms:Decrypt", "k"))).toThrow("IpAddress");
  });
});

describe("a command on a table", () => {
  const Condition = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["run#*", "turns"] } };
  const statements = [allow(["dynamodb:GetItem"], [TABLE], { Condition })];
  const get = (partition: string) => need("dynamodb:GetItem", TABLE, { "dynamodb:LeadingKeys": partition });

  it("is refused on a partition that is not named", () => {
    expect(["run#1", "turns", "turns2", "series#a"].map((pk) => isAllowed(statements, get(pk)))).toEqual([
      ...[true, true, false, false],
    ]);
  });

  it("leaves a partition without need that no call is about", () => {
    expect(unneeded(statements, [get("run#1")])).toEqual([{ action: "dynamodb:GetItem", resource: "items of turns" }]);
  });
});

it("a denial that excepts somebody denies everybody else, whoever is not named included", () => {
  const Condition = { ArnNotEquals: { "aws:PrincipalArn": ["arn:aws:iam::1:role/Key"] } };
  const statements = [allow(["kms:*"], ["*"]), allow(["kms:DisableKey"], ["*"], { Effect: "Deny", Condition })];
  const by = (context: Need["context"]) => isAllowed(statements, need("kms:DisableKey", "k", context));
  expect(by({ "aws:PrincipalArn": "arn:aws:iam::1:role/Key" })).toBe(true);
  expect(by({ "aws:PrincipalArn": "arn:aws:iam::1:role/Admin" })).toBe(false);
  expect(by({})).toBe(false);
});

describe("a grant", () => {
  const statements = [allow(["dynamodb:GetItem", "dynamodb:PutItem"], [TABLE])];

  it("is without need where no call used its action on its resource", () => {
    expect(unneeded(statements, [need("dynamodb:GetItem", TABLE)])).toEqual([
      { action: "dynamodb:PutItem", resource: TABLE },
    ]);
    expect(unneeded(statements, [need("dynamodb:GetItem", TABLE), need("dynamodb:PutItem", TABLE)])).toEqual([]);
  });

  it("is without need where its action is a pattern: it allows what nobody looked at", () => {
    const wide = [allow(["s3:GetObject*"], ["arn:aws:s3:::a/*"])];
    expect(unneeded(wide, [need("s3:GetObject", "arn:aws:s3:::a/b")])).toEqual([
      { action: "s3:GetObject*", resource: "arn:aws:s3:::a/*" },
    ]);
  });
});

describe("a role", () => {
  const document = (Action: string) => ({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
  const role = (Properties: object) => ({ Type: "AWS::IAM::Role", Properties });

  it("may do what its own policies, those attached and those of AWS allow, and nothing of another's", () => {
    const template = parseTemplate({
      Resources: {
        One: role({
          Policies: [{ PolicyDocument: document("s3:GetObject") }],
          ManagedPolicyArns: [
            {
              "Fn::Join": [
                "",
                ["arn:", { Ref: "AWS::Partition" }, ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
              ],
            },
          ],
        }),
        Attached: {
          Type: "AWS::IAM::Policy",
          Properties: { Roles: [{ Ref: "One" }], PolicyDocument: document("s3:PutObject") },
        },
        Other: {
          Type: "AWS::IAM::Policy",
          Properties: { Roles: [{ Ref: "Two" }], PolicyDocument: document("s3:DeleteObject") },
        },
      },
    });
    const actions = statementsOf(template, "One").flatMap(({ Action }) => Action);
    expect(actions).toEqual([
      "s3:GetObject",
      "s3:PutObject",
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]);
  });

  it("with a policy of AWS that is not known here is refused", () => {
    const template = parseTemplate({
      Resources: { One: role({ ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }) },
    });
    expect(() => statementsOf(template, "One")).toThrow("AdministratorAccess");
  });
});
