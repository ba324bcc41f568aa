import { describe, expect, it } from "vitest";
import { SettingInvalid } from "../../functions/domain/failure.ts";
import { readSettings, readStateMachine, readWatchSettings, SETTING } from "../../functions/settings.ts";

const STEP = {
  [SETTING.table]: "Reports-Table-1A2B",
  [SETTING.bucket]: "reports-bucket-1a2b",
  [SETTING.apiSecretPrefix]: "online-service-reports/prod/",
};
const WATCH = {
  [SETTING.table]: "Reports-Table-1A2B",
  [SETTING.bucket]: "reports-bucket-1a2b",
  [SETTING.metrics]: "Reports-prod",
};
const ARN = "arn:aws:states:ap-southeast-1:123456789012:stateMachine:Pipeline-1A";

/** What reading refuses with: operators in AWS read its message, the log has the words for the terminal too. */
function refusalOf(read: () => unknown): SettingInvalid {
  try {
    read();
  } catch (error) {
    if (error instanceof SettingInvalid) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe.each([
  ["a step", readSettings, STEP],
  ["the watchdog", readWatchSettings, WATCH],
  ["the starter", readStateMachine, { [SETTING.stateMachine]: ARN }],
] as const)("%s", (_, read, complete) => {
  it("starts with what the stack sets", () => {
    expect(() => read(complete)).not.toThrow();
  });

  it.each(Object.keys(complete))("does not start without %s, nor with a placeholder, and names it", (name) => {
    for (const value of [undefined, "", "<điền vào đây>", "a\nb"]) {
      const failure = refusalOf(() => read({ ...complete, [name]: value }));
      expect(failure.atTerminal).toMatch(new RegExp(`\\b${name}\\b`));
      expect(failure.message).toMatch(/^Cài đặt của hệ thống thiếu hoặc sai: .*npx cdk deploy\.$/);
      expect(failure.message).not.toContain(name);
    }
  });
});

it.each([
  [SETTING.retentionYears, "0"],
  [SETTING.retentionYears, "mười"],
  [SETTING.apiConcurrency, "100"],
  [SETTING.verifyUrl, "ftp://x"],
])("a step does not start with %s = %s, and names it", (name, value) => {
  const failure = refusalOf(() => readSettings({ ...STEP, [name]: value }));
  expect(failure.atTerminal).toContain(name);
  expect(failure.message).not.toContain(name);
});

it("a lock lasts ten years where nothing is set", () => {
  expect(readSettings(STEP).retentionYears).toBe(10);
  expect(readSettings({ ...STEP, [SETTING.retentionYears]: "20" }).retentionYears).toBe(20);
});
