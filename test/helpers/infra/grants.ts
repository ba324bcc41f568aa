import type { Template } from "aws-cdk-lib/assertions";
import { z } from "zod";

const Texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

const Policy = z.object({
  Properties: z.looseObject({
    Roles: z.array(z.object({ Ref: z.string() })),
    PolicyDocument: z.object({
      // A denial or any other condition would have to be told as well: none is there, and none is passed over in silence.
      Statement: z.array(
        z.strictObject({
          Effect: z.literal("Allow"),
          Action: Texts,
          Resource: z.json(),
          Condition: z
            .strictObject({ "ForAllValues:StringLike": z.strictObject({ "dynamodb:LeadingKeys": Texts }) })
            .optional(),
        }),
      ),
    }),
  }),
});

const LambdaFunction = z.object({
  Properties: z.looseObject({ Role: z.object({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) }) }),
});

const Reference = z.union([
  z.object({ "Fn::GetAtt": z.tuple([z.string(), z.string()]) }).transform((got) => got["Fn::GetAtt"][0]),
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
]);
const Joined = z.object({ "Fn::Join": z.tuple([z.literal(""), z.array(z.json())]) });

/** A construct's path without the hash that CDK puts behind it. */
const plainName = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, "");

/** A resource as a template names it, in words: `StorageReports/drafts/*`. */
function resourceText(resource: unknown): string {
  const joined = Joined.safeParse(resource);
  if (joined.success) return joined.data["Fn::Join"][1].map(resourceText).join("");
  const reference = Reference.safeParse(resource);
  if (reference.success) return plainName(reference.data);
  return typeof resource === "string" ? resource : JSON.stringify(resource);
}

/** What each function of a template may do, by its construct's name: `s3:GetObject on StorageReports/drafts/*`, in order. */
export function grantsByFunction(template: Template): ReadonlyMap<string, readonly string[]> {
  const policies = Object.values(template.findResources("AWS::IAM::Policy")).map((one) => Policy.parse(one).Properties);
  const functions = Object.entries(template.findResources("AWS::Lambda::Function"));
  return new Map(
    functions.map(([id, resource]) => {
      const [role] = LambdaFunction.parse(resource).Properties.Role["Fn::GetAtt"];
      const own = policies.filter(({ Roles }) => Roles.some(({ Ref }) => Ref === role));
      const grants = own.flatMap(({ PolicyDocument }) =>
        PolicyDocument.Statement.flatMap(({ Action, Resource, Condition }) => {
          const keys = Condition?.["ForAllValues:StringLike"]["dynamodb:LeadingKeys"];
          const of = keys === undefined ? "" : ` of ${keys.sort().join(" ")}`;
          return [Resource].flat().flatMap((one) => Action.map((action) => `${action} on ${resourceText(one)}${of}`));
        }),
      );
      return [plainName(id), grants.sort()];
    }),
  );
}
