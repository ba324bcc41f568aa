import { z } from "zod";
import { resourcesOf, type Template } from "./cloud/resolve.ts";
import { type AwsCall, estateOf, needsOf } from "./iam-actions.ts";
import { fits, type Grant, isAllowed, type Need, roleOf, statementsOf, unneeded } from "./policy.ts";

/** A grant that no command of the SDK ever uses, and why it is given nevertheless. */
export interface Exception {
  readonly action: string;
  /** A pattern of IAM. */
  readonly resource: string;
  readonly reason: string;
  /** The only function that it is for, by the beginning of its logical id; every one where it is left out. */
  readonly caller?: string;
}

/** Who is held against its role: a function or the state machine, by logical id, and what it needed. */
interface Subject {
  readonly id: string;
  readonly role: string;
  readonly needs: readonly Need[];
}

/** What is called and not allowed; what is allowed and never called; exceptions that except nothing. */
export interface Verdict {
  readonly forbidden: readonly string[];
  readonly unneeded: readonly string[];
  readonly idle: readonly string[];
}

const line = (id: string, { action, resource }: Grant): string => `${id}: ${action} on ${resource}`;

/** The functions of the template with what they called, and the state machine with the functions it calls. */
function subjectsOf(template: Template, calls: readonly AwsCall[], invoked: readonly Need[]): Subject[] {
  const estate = estateOf(template);
  const functions = resourcesOf(template, "AWS::Lambda::Function").map(([id]) => {
    const needs = calls.filter(({ caller }) => caller === id).flatMap((call) => needsOf(call, estate));
    return { id, role: roleOf(template, id), needs };
  });
  const machines = resourcesOf(template, "AWS::StepFunctions::StateMachine").map(([id, { Properties }]) => {
    const { RoleArn } = z.looseObject({ RoleArn: z.object({ "Fn::GetAtt": z.array(z.string()) }) }).parse(Properties);
    return { id, role: RoleArn["Fn::GetAtt"][0] ?? "", needs: invoked };
  });
  return [...functions, ...machines];
}

/**
 * Holds what was called against the role that the template gives to the very function that called it.
 *
 * @param invoked what the state machine called
 */
export function judge(
  template: Template,
  calls: readonly AwsCall[],
  invoked: readonly Need[],
  exceptions: readonly Exception[],
): Verdict {
  const [forbidden, idleGrants, used] = [new Set<string>(), new Set<string>(), new Set<Exception>()];
  for (const { id, role, needs } of subjectsOf(template, calls, invoked)) {
    const statements = statementsOf(template, role);
    for (const need of needs) if (!isAllowed(statements, need)) forbidden.add(line(id, need));
    for (const grant of unneeded(statements, needs)) {
      const excepted = exceptions.find(
        ({ action, resource, caller = "" }) =>
          action === grant.action && fits(resource, grant.resource) && id.startsWith(caller),
      );
      if (excepted === undefined) idleGrants.add(line(id, grant));
      else used.add(excepted);
    }
  }
  const idle = exceptions.filter((one) => !used.has(one)).map(({ action, resource }) => `${action} on ${resource}`);
  return { forbidden: [...forbidden], unneeded: [...idleGrants], idle };
}

const PolicyProperties = z.looseObject({
  Roles: z.array(z.object({ Ref: z.string() })),
  PolicyDocument: z.looseObject({ Statement: z.array(z.record(z.string(), z.unknown())) }),
});

/** The template with every policy's statements changed. */
function withStatements(
  template: Template,
  change: (statements: Record<string, unknown>[], role: string) => Record<string, unknown>[],
): Template {
  const copy = structuredClone(template);
  for (const [, resource] of resourcesOf(copy, "AWS::IAM::Policy")) {
    const { Roles, PolicyDocument } = PolicyProperties.parse(resource.Properties);
    resource.Properties["PolicyDocument"] = {
      ...PolicyDocument,
      Statement: change(PolicyDocument.Statement, Roles[0]?.Ref ?? ""),
    };
  }
  return copy;
}

/** The template after somebody took an action away from a role. */
export const withoutAction = (template: Template, role: string, action: string): Template =>
  withStatements(template, (statements, whose) => {
    if (whose !== role) return statements;
    return statements.flatMap((statement) => {
      const kept = [statement["Action"]].flat().filter((one) => one !== action);
      return kept.length === 0 ? [] : [{ ...statement, Action: kept }];
    });
  });

/** The template after somebody gave an action to a role. */
export const withAction = (template: Template, role: string, { action, resource }: Grant): Template =>
  withStatements(template, (statements, whose) =>
    whose === role ? [...statements, { Effect: "Allow", Action: action, Resource: resource }] : statements,
  );
