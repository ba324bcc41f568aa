import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { z } from "zod";
import { ReportStack } from "../../infra/stack.ts";
import type { Stage } from "../../infra/stage.ts";

const ROOT = join(import.meta.dirname, "../..");

/** The definition as it is written. */
export const definitionText = readFileSync(join(ROOT, "infra/pipeline.asl.json"), "utf8");

/** The steps in their order, as the substitutions name them. */
export const STEPS = ["Plan", "Collect", "Assemble", "Render", "Publish", "Notify", "NotifyFailure"];

/** A stage with everything that can be set. */
export const STAGE: Stage = {
  name: "prod",
  provinces: null,
  scheduled: true,
  alarmMail: "van-hanh@tinh.gov.vn",
  mailFrom: "Hệ thống báo cáo <bao-cao@tinh.gov.vn>",
  portal: {
    oidc: { issuer: "https://dang-nhap.tinh.gov.vn", audience: "bao-cao", rolesClaim: "roles" },
    domain: {
      name: "bao-cao.tinh.gov.vn",
      certificateArn: "arn:aws:acm:ap-southeast-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
    },
  },
  retentionYears: 10,
};

/** The context of cdk.json: without its feature flags another template comes out than is deployed. */
export const CONTEXT = z
  .object({ context: z.record(z.string(), z.json()) })
  .parse(JSON.parse(readFileSync(join(ROOT, "cdk.json"), "utf8"))).context;

/** The stack, nothing bundled for it. */
export function stackOf(stage: Partial<Stage> = {}): ReportStack {
  const app = new App({ context: { ...CONTEXT, "aws:cdk:bundling-stacks": [] } });
  return new ReportStack(app, "Reports", { stage: { ...STAGE, ...stage } });
}

/** The stack's template. */
export const synthesise = (stage: Partial<Stage> = {}): Template => Template.fromStack(stackOf(stage));
