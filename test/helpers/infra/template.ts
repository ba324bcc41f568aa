import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { ReportStack } from "../../../infra/stack.ts";
import type { Stage } from "../../../infra/stage.ts";
import { CONTEXT, STAGE } from "./stage.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** The definition as it is written. */
export const definitionText = readFileSync(join(ROOT, "infra/pipeline.asl.json"), "utf8");

/** The steps in their order, as the substitutions name them. */
export const STEPS = ["AwaitTurn", "Plan", "Collect", "Assemble", "Render", "Publish", "Notify", "NotifyFailure"];

/** The stack, nothing bundled for it. */
export function stackOf(stage: Partial<Stage> = {}): ReportStack {
  const app = new App({ context: { ...CONTEXT, "aws:cdk:bundling-stacks": [] } });
  return new ReportStack(app, "Reports", { stage: { ...STAGE, ...stage } });
}

/** The stack's template. */
export const synthesise = (stage: Partial<Stage> = {}): Template => Template.fromStack(stackOf(stage));
