import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { z } from "zod";
import { ReportStack } from "../../infra/stack.ts";
import type { Stage } from "../../infra/stage.ts";
import { CONTEXT, STAGE } from "../helpers/infra/stage.ts";
import type { DeployedFunction } from "./cloud/emulator.ts";
import { parseTemplate, Resolver, resourcesOf, type Template } from "./cloud/resolve.ts";

const FunctionProperties = z.looseObject({
  Code: z.looseObject({ S3Key: z.string() }),
  Handler: z.string(),
  MemorySize: z.int(),
  Timeout: z.int(),
  Environment: z.looseObject({ Variables: z.record(z.string(), z.unknown()) }).optional(),
});

/** The province that is served where no other is asked for; its API is the simulator's. */
export const PROVINCE = "quang-tri";

/** What `cdk deploy` would send: the template, and the assets that its functions are made of. */
export interface Synthesised {
  readonly template: Template;
  readonly resolver: Resolver;
  /** By logical id. */
  readonly functions: ReadonlyMap<string, DeployedFunction & { readonly asset: string }>;
  dispose(): void;
}

/** The functions of a template with their variables as CloudFormation would set them. */
function functionsOf(resolver: Resolver, folder: string): Synthesised["functions"] {
  return new Map(
    resourcesOf(resolver.template, "AWS::Lambda::Function").map(([id, { Properties }]) => {
      const { Code, Handler, MemorySize, Timeout, Environment } = FunctionProperties.parse(Properties);
      const environment = z.record(z.string(), z.string()).parse(resolver.value(Environment?.Variables ?? {}));
      const asset = join(folder, `asset.${Code.S3Key.replace(/\.zip$/, "")}`);
      const limits = { memoryMb: MemorySize, timeoutSeconds: Timeout };
      return [id, { name: id, arn: resolver.arnOf(id), handler: Handler, ...limits, environment, asset }];
    }),
  );
}

interface Wanted {
  /** Takes some seconds; without it the functions have no code. */
  readonly bundle: boolean;
  readonly province?: string;
  /** Whose tokens the portal believes; the stage's own unless given. */
  readonly oidc?: NonNullable<Stage["portal"]>["oidc"];
}

/** Synthesises the stack as `cdk synth` does. */
export function synthesised({ bundle, province = PROVINCE, oidc }: Wanted): Synthesised {
  const outdir = mkdtempSync(join(tmpdir(), "cdk-"));
  const app = new App({ outdir, context: { ...CONTEXT, ...(bundle ? {} : { "aws:cdk:bundling-stacks": [] }) } });
  const portal = STAGE.portal === null || oidc === undefined ? STAGE.portal : { ...STAGE.portal, oidc };
  const stage = { ...STAGE, provinces: [province], portal };
  const stack = new ReportStack(app, "Reports", { stage });
  const template = parseTemplate(app.synth().getStackByName(stack.stackName).template);
  const resolver = new Resolver(template);
  const dispose = () => rmSync(outdir, { recursive: true, force: true });
  return { template, resolver, functions: functionsOf(resolver, outdir), dispose };
}
