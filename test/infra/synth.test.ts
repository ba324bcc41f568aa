import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder } from "../helpers/runs/command.ts";

const ROOT = join(import.meta.dirname, "../..");
const CDK = join(ROOT, "node_modules/aws-cdk/bin/cdk");

interface Ended {
  readonly code: number;
  readonly text: string;
}

/** `npx cdk synth` as a process with nothing but Node on its path, no account, and a network that refuses everything. */
function synth(out: string): Promise<Ended> {
  const nowhere = "http://127.0.0.1:9";
  const env = {
    PATH: join(ROOT, "node_modules/.bin"),
    HOME: out,
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const args = [CDK, "synth", "--quiet", "--output", join(out, "cdk.out")];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: ROOT, env, maxBuffer: 1 << 26 }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, text: `${stdout}${stderr}` }),
    );
  });
}

describe("npx cdk synth", () => {
  it("works without account, network and Docker; the policy checks find nothing that is not explained", async () => {
    const out = folder();
    const { code, text } = await synth(out);
    expect(code, text).toBe(0);
    expect(text).not.toMatch(/ERROR|AwsSolutions-/);
    expect(text).toContain("còn là địa chỉ mẫu truc-he-thong@example.gov.vn");
    const made = readdirSync(join(out, "cdk.out"));
    for (const stage of ["dev", "prod"]) expect(made).toContain(`OnlineServiceReports-${stage}.template.json`);
    const [asset] = made.filter((name) => name.startsWith("asset."));
    expect(made.filter((name) => name.startsWith("asset."))).toHaveLength(1);
    for (const file of [
      "steps.mjs",
      "start.mjs",
      "watch.mjs",
      "runs.mjs",
      "portal.mjs",
      "templates/provinces/dong-nai.json",
    ]) {
      expect(existsSync(join(out, "cdk.out", asset ?? "", file)), file).toBe(true);
    }
  }, 180_000);
});
