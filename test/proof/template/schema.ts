import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { Template } from "../cloud/resolve.ts";

const specification = loadAwsServiceSpecSync();

const resourceOf = (type: string) => specification.lookup("resource", "cloudFormationType", "equals", type);
type Properties = ReturnType<ReturnType<typeof resourceOf>["only"]>["properties"];
type PropertyType = Properties[string]["type"];

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What CloudFormation works out when it deploys; nothing is known of it here. */
const isIntrinsic = (value: unknown): boolean =>
  isGroup(value) && Object.keys(value).length === 1 && /^(Ref$|Fn::)/.test(Object.keys(value)[0] ?? "");

const SIMPLE: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  "date-time": (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean" || value === "true" || value === "false",
  integer: (value) => Number.isInteger(value) || (typeof value === "string" && /^-?\d+$/.test(value)),
  number: (value) =>
    typeof value === "number" || (typeof value === "string" && value !== "" && !Number.isNaN(Number(value))),
  json: () => true,
  tag: (value) => isGroup(value) && typeof value["Key"] === "string",
  null: () => false,
};

function ofGroup(given: Record<string, unknown>, properties: Properties, path: string): string[] {
  const missing = Object.entries(properties).filter(([name, { required }]) => required === true && !(name in given));
  return [
    ...missing.map(([name]) => `${path}.${name} is missing`),
    ...Object.entries(given).flatMap(([name, value]) => {
      const known = properties[name];
      return known === undefined ? [`${path}.${name} is unknown`] : ofValue(value, known.type, `${path}.${name}`);
    }),
  ];
}

function ofValue(value: unknown, type: PropertyType, path: string): string[] {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case "array":
      if (!Array.isArray(value)) return [`${path} is no list`];
      return value.flatMap((one, at) => ofValue(one, type.element, `${path}[${at}]`));
    case "map":
      if (!isGroup(value)) return [`${path} is no map`];
      return Object.entries(value).flatMap(([key, one]) => ofValue(one, type.element, `${path}.${key}`));
    case "ref": {
      if (!isGroup(value)) return [`${path} is no group`];
      return ofGroup(value, specification.get("typeDefinition", type.reference).properties, path);
    }
    case "union": {
      const each = type.types.map((one) => ofValue(value, one, path));
      return each.some((problems) => problems.length === 0) ? [] : (each[0] ?? []);
    }
    default:
      return SIMPLE[type.type]?.(value) === true ? [] : [`${path} is no ${type.type}`];
  }
}

/** What CloudFormation does not know of a template, or knows otherwise: properties, their types, and references. */
export function schemaProblems({ Resources, Parameters }: Template): string[] {
  const known = new Set([...Object.keys(Resources), ...Object.keys(Parameters)]);
  const problems = Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    const [resource] = resourceOf(Type);
    return resource === undefined ? [`${id}: ${Type} is unknown`] : ofGroup(Properties, resource.properties, id);
  });
  JSON.stringify(Resources, (key, value: unknown) => {
    const named = key === "Ref" ? value : key === "Fn::GetAtt" && Array.isArray(value) ? value[0] : undefined;
    if (typeof named === "string" && !named.startsWith("AWS::") && !known.has(named))
      problems.push(`${named} is not there`);
    return value;
  });
  return problems;
}
