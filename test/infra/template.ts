import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { ReportStack } from "../../infra/stack.ts";

/** The definition as it is written. */
export const definitionText = readFileSync(join(import.meta.dirname, "../../infra/pipeline.asl.json"), "utf8");

/** The steps in their order, as the substitutions name them. */
export const STEPS = ["Plan", "Collect", "Assemble", "Render", "Publish"];

/** The stack's template; nothing is bundled for it. */
export function synthesise(): Template {
  const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
  return Template.fromStack(new ReportStack(app, "Reports"));
}
