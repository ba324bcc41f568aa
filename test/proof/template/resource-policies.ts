import { z } from "zod";
import { Resolver, resourcesOf, type Template } from "../cloud/resolve.ts";
import { denies, isAllowed, type Need, Statement, statementsOf } from "../policy.ts";

/** Who calls: a service of AWS in its own name, or with a role of the template, by its logical id. */
type Caller = { readonly service: string } | { readonly role: string };

/** What somebody outside the program has to be allowed for the stack to work. */
export interface OutsideCall extends Need {
  readonly caller: Caller;
}

const texts = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Principal = z.union([z.literal("*"), z.partialRecord(z.enum(["AWS", "Service"]), texts)]);
const ResourceStatement = Statement.extend({ Principal, Resource: texts.optional() });
const Policy = z.looseObject({ Statement: z.array(ResourceStatement) });

/** A statement on who may do something with a resource. */
export type ResourceStatement = z.infer<typeof Statement> & { readonly Principal: z.infer<typeof Principal> };

/** Where a resource's policy stands, by the type of the policy. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  "AWS::SNS::TopicPolicy": "PolicyDocument",
  "AWS::SQS::QueuePolicy": "PolicyDocument",
  "AWS::S3::BucketPolicy": "PolicyDocument",
  "AWS::KMS::Key": "KeyPolicy",
  "AWS::IAM::Role": "AssumeRolePolicyDocument",
};

const Permission = z.looseObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

/** A Lambda permission as the statement that Lambda makes of it. */
function permitted(resolver: Resolver, properties: unknown): ResourceStatement {
  const given = Permission.parse(resolver.value(properties));
  const source = given.SourceArn === undefined ? {} : { ArnLike: { "aws:SourceArn": [given.SourceArn] } };
  const account =
    given.SourceAccount === undefined ? {} : { StringEquals: { "aws:SourceAccount": [given.SourceAccount] } };
  const what = { Effect: "Allow" as const, Action: [given.Action], Resource: [given.FunctionName] };
  return { ...what, Principal: { Service: [given.Principal] }, Condition: { ...source, ...account } };
}

/** Every statement of every resource's policy; one that names no resource, or any, is about its own. */
export function resourceStatements(template: Template): ResourceStatement[] {
  const resolver = new Resolver(template);
  const written = Object.entries(DOCUMENTS).flatMap(([type, property]) =>
    resourcesOf(template, type).flatMap(([id, { Properties }]) => {
      const { Statement: all } = Policy.parse(resolver.value(Properties[property]));
      const own = () => [resolver.arnOf(id)];
      return all.map(({ Resource = ["*"], ...rest }) => ({
        ...rest,
        Resource: Resource.includes("*") ? own() : Resource,
      }));
    }),
  );
  const permissions = resourcesOf(template, "AWS::Lambda::Permission");
  return [...written, ...permissions.map(([, { Properties }]) => permitted(resolver, Properties))];
}

/** The account itself: what it may, it may give to its roles. */
const ROOT = /^arn:aws:iam::111122223333:root$/;

function isMeant({ Principal: principal }: ResourceStatement, caller: Caller): boolean {
  if (principal === "*" || principal.AWS?.includes("*")) return true;
  if ("service" in caller) return principal.Service?.includes(caller.service) ?? false;
  return principal.AWS?.some((one) => ROOT.test(one)) ?? false;
}

/** As AWS decides within one account, by the caller's policies and the resource's. */
export function isCallAllowed(
  template: Template,
  statements: readonly ResourceStatement[],
  call: OutsideCall,
): boolean {
  const meant = statements.filter((statement) => isMeant(statement, call.caller));
  if ("service" in call.caller) return isAllowed(meant, call);
  // A key is open to the roles of the account only where its own policy says so.
  if (call.action.startsWith("kms:") && !isAllowed(meant, call)) return false;
  return !denies(meant, call) && isAllowed(statementsOf(template, call.caller.role), call);
}

/** Statements that let a service in, or anybody, and that none of the calls needs. */
export const openWithoutNeed = (
  statements: readonly ResourceStatement[],
  calls: readonly OutsideCall[],
): ResourceStatement[] =>
  statements.filter((statement) => {
    if (statement.Effect === "Deny") return false;
    if (statement.Principal === "*" || statement.Principal.AWS?.includes("*")) return true;
    const { Service = [] } = statement.Principal;
    return Service.some(
      (service) =>
        !calls.some(
          (call) => "service" in call.caller && call.caller.service === service && isAllowed([statement], call),
        ),
    );
  });
