import { z } from "zod";
import { Resolver, resourcesOf, type Template } from "./cloud/resolve.ts";

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

export const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: list,
  Resource: list,
  /** Operator → key → values. */
  Condition: z.record(z.string(), z.record(z.string(), list)).optional(),
});
export type Statement = z.infer<typeof Statement>;

const Document = z.looseObject({ Statement: z.array(Statement) });

/** What a call has to be allowed, and what is known of it: the keys that conditions ask for. */
export interface Need {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

/** One thing that a statement allows. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
}

/** Policies that AWS keeps, as of 2026-11. */
const MANAGED: Readonly<Record<string, readonly string[]>> = {
  "service-role/AWSLambdaBasicExecutionRole": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
};

function managed(arn: string): Statement {
  const name = arn.replace(/^arn:aws:iam::aws:policy\//, "");
  const actions = MANAGED[name];
  if (actions === undefined) throw new RangeError(`nothing is known of the policy ${arn}`);
  return { Effect: "Allow", Action: [...actions], Resource: ["*"] };
}

/** All statements on what a role may do, its own, attached and managed. */
export function statementsOf(template: Template, role: string): Statement[] {
  const resolver = new Resolver(template);
  const read = (document: unknown): Statement[] => Document.parse(resolver.value(document)).Statement;
  const { Policies = [], ManagedPolicyArns = [] } = z
    .looseObject({
      Policies: z.array(z.looseObject({ PolicyDocument: z.unknown() })).optional(),
      ManagedPolicyArns: z.array(z.unknown()).optional(),
    })
    .parse(template.Resources[role]?.Properties);
  const attached = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"].flatMap((type) =>
    resourcesOf(template, type).filter(([, { Properties }]) =>
      JSON.stringify(Properties["Roles"]).includes(`"${role}"`),
    ),
  );
  return [
    ...Policies.flatMap(({ PolicyDocument }) => read(PolicyDocument)),
    ...attached.flatMap(([, { Properties }]) => read(Properties["PolicyDocument"])),
    ...ManagedPolicyArns.map((arn) => managed(resolver.text(arn))),
  ];
}

/** The logical id of a function's role. */
export function roleOf(template: Template, id: string): string {
  const { Role } = z
    .looseObject({ Role: z.strictObject({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) }) })
    .parse(template.Resources[id]?.Properties);
  return Role["Fn::GetAtt"][0];
}

/** Whether a text fits a pattern of IAM: "*" is any run of characters, "?" any one. */
export function fits(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}

/** Action names are compared without regard to case. */
export const fitsAction = (pattern: string, action: string): boolean =>
  fits(pattern.toLowerCase(), action.toLowerCase());

const OPERATORS: Readonly<Record<string, (wanted: string, found: string) => boolean>> = {
  StringEquals: (wanted, found) => wanted === found,
  StringLike: fits,
  ArnEquals: fits,
  ArnLike: fits,
  Bool: (wanted, found) => wanted === found,
  ArnNotEquals: (wanted, found) => !fits(wanted, found),
  "ForAllValues:StringLike": fits,
};

/** Operators that hold where the call does not carry the key at all. */
const WITHOUT = ["ArnNotEquals", "ForAllValues:StringLike"];

/**
 * A key that the call does not carry fails the condition, but for some operators. A condition that denies is to hold of
 * all its values. Throws RangeError for an operator that is not known here.
 */
function holds(condition: Statement["Condition"], context: Need["context"]): boolean {
  return Object.entries(condition ?? {}).every(([operator, keys]) => {
    const compare = OPERATORS[operator];
    if (compare === undefined) throw new RangeError(`the condition operator ${operator} is not evaluated here`);
    return Object.entries(keys).every(([key, wanted]) => {
      const found = context[key];
      if (found === undefined) return WITHOUT.includes(operator);
      return operator.includes("Not")
        ? wanted.every((one) => compare(one, found))
        : wanted.some((one) => compare(one, found));
    });
  });
}

const covers = (statement: Statement, need: Need): boolean =>
  statement.Action.some((pattern) => fitsAction(pattern, need.action)) &&
  statement.Resource.some((pattern) => fits(pattern, need.resource)) &&
  holds(statement.Condition, need.context);

/** As IAM decides: what nothing allows, and what something denies, is refused. */
export function isAllowed(statements: readonly Statement[], need: Need): boolean {
  const found = statements.filter((statement) => covers(statement, need));
  return found.length > 0 && found.every(({ Effect }) => Effect === "Allow");
}

/** Whether a statement forbids it, whatever others allow. */
export const denies = (statements: readonly Statement[], need: Need): boolean =>
  statements.some((statement) => statement.Effect === "Deny" && covers(statement, need));

const LEADING_KEYS = "dynamodb:LeadingKeys";

/** Partitions of a table that a statement opens and none of the calls was about, whatever it does there. */
function unneededPartitions(statement: Statement, needs: readonly Need[]): Grant[] {
  const opened = Object.values(statement.Condition ?? {}).flatMap((keys) => keys[LEADING_KEYS] ?? []);
  return opened
    .filter((partition) => {
      const one = { ...statement, Condition: { StringLike: { [LEADING_KEYS]: [partition] } } };
      return !needs.some((need) => covers(one, need));
    })
    .map((partition) => ({ action: statement.Action.join(", "), resource: `items of ${partition}` }));
}

/**
 * What is allowed without need: every pair of action and resource of a statement that none of the calls needed, every
 * partition of a table, and every action with a wildcard, which allows more than was ever looked at.
 */
export function unneeded(statements: readonly Statement[], needs: readonly Need[]): Grant[] {
  const allowing = statements.filter(({ Effect }) => Effect === "Allow");
  return [...allowing.flatMap((one) => unneededPartitions(one, needs)), ...unneededPairs(allowing, needs)];
}

function unneededPairs(statements: readonly Statement[], needs: readonly Need[]): Grant[] {
  const pairs = statements.flatMap(({ Action, Resource, Condition }) =>
    Action.flatMap((action) => Resource.map((resource) => ({ action, resource, Condition }))),
  );
  return pairs
    .filter(({ action, resource, Condition }) => {
      if (action.includes("*")) return true;
      const only: Statement = { Effect: "Allow", Action: [action], Resource: [resource], Condition };
      return !needs.some((need) => covers(only, need));
    })
    .map(({ action, resource }) => ({ action, resource }));
}
