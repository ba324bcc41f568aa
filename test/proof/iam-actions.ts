import { z } from "zod";
import { Resolver, resourcesOf, type Template } from "./cloud/resolve.ts";
import type { Need } from "./policy.ts";

/** One command of the SDK as a function sent it. */
export const AwsCall = z.object({
  /** Logical id of the function. */
  caller: z.string(),
  /** As AWS signs for it: `dynamodb`, `s3`. */
  service: z.string(),
  /** The operation of the service's API, `GetItem`. */
  operation: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** The object that was asked for is not there. */
  missing: z.boolean(),
});
export type AwsCall = Readonly<z.infer<typeof AwsCall>>;

/** What the map needs to know of the stack: the ARN behind a name, and the customer's key a resource is encrypted with. */
export interface Estate {
  /** @param given a name or an ARN */
  arn(type: string, given: string): string;
  /** Null where the template has no such resource. */
  find(type: string, name: string): string | null;
  /** The ARN of the key; null where AWS keeps the key, to which everybody in the account has access through the service. */
  key(arn: string): string | null;
}

const Encrypted = {
  "AWS::DynamoDB::Table": (properties: unknown) =>
    z.object({ SSESpecification: z.object({ KMSMasterKeyId: z.unknown() }) }).safeParse(properties).data
      ?.SSESpecification.KMSMasterKeyId,
  "AWS::S3::Bucket": (properties: unknown) => {
    const rule = z.object({
      ServerSideEncryptionByDefault: z.object({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.unknown().optional() }),
    });
    const encryption = z.object({ ServerSideEncryptionConfiguration: z.tuple([rule]) });
    return z.object({ BucketEncryption: encryption }).safeParse(properties).data?.BucketEncryption
      .ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.KMSMasterKeyID;
  },
  "AWS::SecretsManager::Secret": (properties: unknown) =>
    z.object({ KmsKeyId: z.unknown() }).safeParse(properties).data?.KmsKeyId,
  "AWS::SNS::Topic": (properties: unknown) =>
    z.object({ KmsMasterKeyId: z.unknown() }).safeParse(properties).data?.KmsMasterKeyId,
  "AWS::SQS::Queue": (properties: unknown) =>
    z.object({ KmsMasterKeyId: z.unknown() }).safeParse(properties).data?.KmsMasterKeyId,
} as const;

/** The estate that a template makes. */
export function estateOf(template: Template): Estate {
  const resolver = new Resolver(template);
  const keys = new Map<string, string>();
  for (const [type, keyOf] of Object.entries(Encrypted)) {
    for (const [id, { Properties }] of resourcesOf(template, type)) {
      const key = keyOf(Properties);
      if (key !== undefined && String(resolver.value(key)).startsWith("arn:")) {
        keys.set(resolver.arnOf(id), resolver.text(key));
      }
    }
  }
  const find = (type: string, name: string): string | null => {
    const found = resourcesOf(template, type).find(([id]) => resolver.nameOf(id) === name);
    return found === undefined ? null : resolver.arnOf(found[0]);
  };
  return {
    key: (arn) => keys.get(arn) ?? null,
    find,
    arn(type, given) {
      if (given.startsWith("arn:")) return given;
      const found = find(type, given);
      if (found === null) throw new RangeError(`the template has no ${type} named ${given}`);
      return found;
    },
  };
}

type Rule = (call: AwsCall, estate: Estate) => Need[];

const text = (input: AwsCall["input"], name: string): string => z.string().parse(input[name]);

/** What KMS is asked for on the caller's behalf where the resource is encrypted with the customer's key. */
function through(service: string, arn: string, estate: Estate, actions: readonly string[]): Need[] {
  const key = estate.key(arn);
  if (key === null) return [];
  const context = { "kms:ViaService": `${service}.ap-southeast-1.amazonaws.com` };
  return actions.map((action) => ({ action, resource: key, context }));
}

const Attribute = z.union([z.string(), z.object({ S: z.string() }).transform(({ S }) => S)]);
const Keyed = z.union([
  z.object({ Key: z.looseObject({ pk: Attribute }) }).transform(({ Key }) => Key.pk),
  z.object({ Item: z.looseObject({ pk: Attribute }) }).transform(({ Item }) => Item.pk),
  z
    .object({ ExpressionAttributeValues: z.looseObject({ ":pk": Attribute }) })
    .transform(({ ExpressionAttributeValues }) => ExpressionAttributeValues[":pk"]),
]);

/** DynamoDB decrypts the table's key as the caller, for reading and for writing. */
const item =
  (action: string): Rule =>
  ({ input }, estate) => {
    const resource = estate.arn("AWS::DynamoDB::Table", text(input, "TableName"));
    const index = input["IndexName"];
    const context = { "dynamodb:LeadingKeys": Keyed.parse(input) };
    const needs = [{ action, resource: index === undefined ? resource : `${resource}/index/${index}`, context }];
    return [...needs, ...through("dynamodb", resource, estate, ["kms:Decrypt"])];
  };

const s3 = (action: string, resource: string): Need => ({
  action,
  resource,
  context: { "aws:SecureTransport": "true" },
});

/** Reading an object, or its head. One that is not there is told apart from one that is refused by s3:ListBucket alone. */
const read: Rule = ({ input, missing }, estate) => {
  const bucket = estate.arn("AWS::S3::Bucket", text(input, "Bucket"));
  const action = input["VersionId"] === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
  return [
    s3(action, `${bucket}/${text(input, "Key")}`),
    ...(missing ? [s3("s3:ListBucket", bucket)] : through("s3", bucket, estate, ["kms:Decrypt"])),
  ];
};

const put: Rule = ({ input }, estate) => {
  const bucket = estate.arn("AWS::S3::Bucket", text(input, "Bucket"));
  const resource = `${bucket}/${text(input, "Key")}`;
  return [
    s3("s3:PutObject", resource),
    ...(input["ObjectLockMode"] === undefined ? [] : [s3("s3:PutObjectRetention", resource)]),
    ...(input["ObjectLockLegalHoldStatus"] === undefined ? [] : [s3("s3:PutObjectLegalHold", resource)]),
    ...(input["Tagging"] === undefined ? [] : [s3("s3:PutObjectTagging", resource)]),
    ...through("s3", bucket, estate, ["kms:GenerateDataKey"]),
  ];
};

/** One further right on an object that is there. */
const onObject =
  (action: string): Rule =>
  ({ input }, estate) => [s3(action, `${estate.arn("AWS::S3::Bucket", text(input, "Bucket"))}/${text(input, "Key")}`)];

const onBucket =
  (action: string): Rule =>
  ({ input }, estate) => [s3(action, estate.arn("AWS::S3::Bucket", text(input, "Bucket")))];

const secret: Rule = ({ input }, estate) => {
  const resource = estate.arn("AWS::SecretsManager::Secret", text(input, "SecretId"));
  return [
    { action: "secretsmanager:GetSecretValue", resource, context: {} },
    ...through("secretsmanager", resource, estate, ["kms:Decrypt"]),
  ];
};

const execution =
  (action: string): Rule =>
  ({ input }) => {
    const machine = input["stateMachineArn"] ?? input["executionArn"];
    return [{ action, resource: z.string().parse(machine), context: {} }];
  };

/**
 * The address that a mail is from, without the name beside it, belongs to an identity: itself or its domain. A message
 * that is handed over whole needs ses:SendRawEmail, also in version 2 of the API, whose own name for it is SendEmail.
 */
const mail: Rule = ({ input }, estate) => {
  const from = text(input, "FromEmailAddress").replace(/^.*<|>.*$/g, "");
  const named = [from, from.slice(from.indexOf("@") + 1)];
  const resource = named.map((name) => estate.find("AWS::SES::EmailIdentity", name)).find((arn) => arn !== null);
  if (resource === undefined) throw new RangeError(`the template has no identity for ${from}`);
  const set = input["ConfigurationSetName"];
  const sets = set === undefined ? [] : [estate.arn("AWS::SES::ConfigurationSet", String(set))];
  const action = JSON.stringify(input["Content"]).includes('"Raw"') ? "ses:SendRawEmail" : "ses:SendEmail";
  return [resource, ...sets].map((one) => ({ action, resource: one, context: { "ses:FromAddress": from } }));
};

const publish: Rule = ({ input }, estate) => {
  const resource = text(input, "TopicArn");
  return [
    { action: "sns:Publish", resource, context: {} },
    ...through("sns", resource, estate, ["kms:GenerateDataKey", "kms:Decrypt"]),
  ];
};

/**
 * From a command to what IAM asks for, those that AWS asks KMS for on the caller's behalf included. A command that is
 * not here is an error: somebody has to look it up first.
 *
 * Source: AWS Service Authorization Reference and the user guides of the services, as known in November 2026; raise the
 * version with every change.
 */
export const IAM_ACTIONS: { readonly version: string; readonly rules: Readonly<Record<string, Rule>> } = {
  version: "2026-11-30.1",
  rules: {
    "dynamodb:GetItem": item("dynamodb:GetItem"),
    "dynamodb:Query": item("dynamodb:Query"),
    "dynamodb:PutItem": item("dynamodb:PutItem"),
    "dynamodb:UpdateItem": item("dynamodb:UpdateItem"),
    "dynamodb:DeleteItem": item("dynamodb:DeleteItem"),
    "s3:GetObject": read,
    "s3:HeadObject": read,
    "s3:PutObject": put,
    "s3:PutObjectRetention": onObject("s3:PutObjectRetention"),
    "s3:PutObjectTagging": onObject("s3:PutObjectTagging"),
    "s3:DeleteObject": onObject("s3:DeleteObject"),
    "s3:ListObjectsV2": onBucket("s3:ListBucket"),
    "secretsmanager:GetSecretValue": secret,
    "states:StartExecution": execution("states:StartExecution"),
    "states:DescribeExecution": execution("states:DescribeExecution"),
    "states:StopExecution": execution("states:StopExecution"),
    "states:ListExecutions": execution("states:ListExecutions"),
    "ses:SendEmail": mail,
    "sns:Publish": publish,
  },
};

/** Throws RangeError for a command that the map does not know. */
export function needsOf(call: AwsCall, estate: Estate): Need[] {
  const rule = IAM_ACTIONS.rules[`${call.service}:${call.operation}`];
  if (rule === undefined) {
    throw new RangeError(
      `${call.caller}: ${call.service}:${call.operation} is not in the map of ${IAM_ACTIONS.version}`,
    );
  }
  return rule(call, estate);
}
