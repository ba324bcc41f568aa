import { z } from "zod";

/** Where the stack would be; nothing here is an account of anybody. */
const REGION = "ap-southeast-1";
const ACCOUNT = "111122223333";

const Resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
export type Resource = z.infer<typeof Resource>;

const Template = z.looseObject({
  Resources: z.record(z.string(), Resource),
  Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown().optional() })).default({}),
});
export type Template = z.infer<typeof Template>;

export const parseTemplate = (json: unknown): Template => Template.parse(json);

const PSEUDO: Readonly<Record<string, string>> = {
  "AWS::Region": REGION,
  "AWS::AccountId": ACCOUNT,
  "AWS::Partition": "aws",
  "AWS::URLSuffix": "amazonaws.com",
  "AWS::StackName": "Reports",
  "AWS::StackId": `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Reports/1`,
};

const arn = (service: string, rest: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

/** How the ARN of a resource is made of its physical name, by type. */
const ARNS: Readonly<Record<string, (name: string) => string>> = {
  "AWS::DynamoDB::Table": (name) => arn("dynamodb", `table/${name}`),
  "AWS::S3::Bucket": (name) => `arn:aws:s3:::${name}`,
  "AWS::CloudTrail::Trail": (name) => arn("cloudtrail", `trail/${name}`),
  "AWS::Events::Rule": (name) => arn("events", `rule/${name}`),
  "AWS::Lambda::Function": (name) => arn("lambda", `function:${name}`),
  "AWS::IAM::Role": (name) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
  "AWS::KMS::Key": (name) => arn("kms", `key/${name}`),
  "AWS::SecretsManager::Secret": (name) => arn("secretsmanager", `secret:${name}-AbCdEf`),
  "AWS::SNS::Topic": (name) => arn("sns", name),
  "AWS::SQS::Queue": (name) => arn("sqs", name),
  "AWS::StepFunctions::StateMachine": (name) => arn("states", `stateMachine:${name}`),
  "AWS::Logs::LogGroup": (name) => `${arn("logs", `log-group:${name}`)}:*`,
  "AWS::SES::EmailIdentity": (name) => arn("ses", `identity/${name}`),
  "AWS::SES::ConfigurationSet": (name) => arn("ses", `configuration-set/${name}`),
  "AWS::Cognito::UserPool": (name) => arn("cognito-idp", `userpool/${name}`),
  "AWS::Scheduler::Schedule": (name) => arn("scheduler", `schedule/default/${name}`),
  "AWS::Scheduler::ScheduleGroup": (name) => arn("scheduler", `schedule-group/${name}`),
  "AWS::CloudWatch::Alarm": (name) => arn("cloudwatch", `alarm:${name}`),
};

/** Types whose `Ref` is their ARN. */
const REF_IS_ARN = ["AWS::SecretsManager::Secret", "AWS::SNS::Topic", "AWS::StepFunctions::StateMachine"];

/** Properties that name a resource, where the template does. */
const NAMES = ["TableName", "BucketName", "FunctionName", "StateMachineName", "LogGroupName", "EmailIdentity", "Name"];

const Intrinsic = z.union([
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ "Fn::GetAtt": z.tuple([z.string(), z.string()]) }),
  z.strictObject({ "Fn::Join": z.tuple([z.string(), z.array(z.unknown())]) }),
  z.strictObject({ "Fn::Sub": z.union([z.string(), z.tuple([z.string(), z.record(z.string(), z.unknown())])]) }),
  z.strictObject({ "Fn::Select": z.tuple([z.coerce.number(), z.unknown()]) }),
  z.strictObject({ "Fn::Split": z.tuple([z.string(), z.unknown()]) }),
]);
type Intrinsic = z.infer<typeof Intrinsic>;

/** What CloudFormation leaves out. */
const NOTHING = Symbol("AWS::NoValue");

/** Puts stand-ins where CloudFormation puts the names and ARNs of what it made. */
export class Resolver {
  readonly template: Template;

  constructor(template: Template) {
    this.template = template;
  }

  /** The physical name of a resource. */
  nameOf(id: string): string {
    const resource = this.#resource(id);
    for (const property of NAMES) {
      const given = resource.Properties[property];
      if (given !== undefined) return String(this.value(given));
    }
    return resource.Type === "AWS::S3::Bucket" ? id.toLowerCase() : id;
  }

  /** The ARN of a resource. Throws RangeError for a type that has none here. */
  arnOf(id: string): string {
    const { Type } = this.#resource(id);
    const make = ARNS[Type];
    if (make === undefined) throw new RangeError(`no stand-in for the ARN of ${Type} (${id})`);
    return make(this.nameOf(id));
  }

  /** A value of the template with all intrinsic functions worked out. */
  value(given: unknown): unknown {
    if (Array.isArray(given)) return given.map((one) => this.value(one)).filter((one) => one !== NOTHING);
    if (typeof given !== "object" || given === null) return given;
    const [key = "", ...others] = Object.keys(given);
    if (others.length === 0 && (key === "Ref" || key.startsWith("Fn::"))) return this.#work(Intrinsic.parse(given));
    const entries = Object.entries(given).map(([name, one]) => [name, this.value(one)] as const);
    return Object.fromEntries(entries.filter(([, one]) => one !== NOTHING));
  }

  text(given: unknown): string {
    return z.string().parse(this.value(given));
  }

  #work(intrinsic: Intrinsic): unknown {
    if ("Ref" in intrinsic) return this.#ref(intrinsic.Ref);
    if ("Fn::GetAtt" in intrinsic) return this.#attribute(...intrinsic["Fn::GetAtt"]);
    if ("Fn::Join" in intrinsic) {
      const [separator, parts] = intrinsic["Fn::Join"];
      return parts.map((part) => this.text(part)).join(separator);
    }
    if ("Fn::Sub" in intrinsic) {
      const given = intrinsic["Fn::Sub"];
      const [text, own] = typeof given === "string" ? [given, {}] : given;
      return this.#substitute(text, own);
    }
    if ("Fn::Split" in intrinsic) {
      const [separator, text] = intrinsic["Fn::Split"];
      return this.text(text).split(separator);
    }
    const [index, list] = intrinsic["Fn::Select"];
    return z.array(z.unknown()).parse(this.value(list))[index];
  }

  #substitute(text: string, own: Readonly<Record<string, unknown>>): string {
    return text.replace(/\$\{([^}!]+)\}/g, (_, name: string) => {
      if (name in own) return this.text(own[name]);
      const [id = "", attribute] = name.split(".");
      return String(attribute === undefined ? this.#ref(id) : this.#attribute(id, attribute));
    });
  }

  #ref(id: string): unknown {
    if (id === "AWS::NoValue") return NOTHING;
    if (id in PSEUDO) return PSEUDO[id];
    if (id in this.template.Parameters) return this.template.Parameters[id]?.Default ?? `${id}-value`;
    if (REF_IS_ARN.includes(this.#resource(id).Type)) return this.arnOf(id);
    return this.nameOf(id);
  }

  #attribute(id: string, attribute: string): string {
    if (attribute === "Arn" || attribute.endsWith("Arn")) return this.arnOf(id);
    return `${id}.${attribute}`;
  }

  #resource(id: string): Resource {
    const found = this.template.Resources[id];
    if (found === undefined) throw new RangeError(`the template has no resource ${id}`);
    return found;
  }
}

/** The resources of a type, by logical id. */
export const resourcesOf = ({ Resources }: Template, type: string): [id: string, resource: Resource][] =>
  Object.entries(Resources).filter(([, { Type }]) => Type === type);
