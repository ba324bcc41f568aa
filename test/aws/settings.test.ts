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
      const reading = () => read({ ...complete, [name]: value });
      expect(reading).toThrow(SettingInvalid);
      expect(reading).toThrow(new RegExp(`\\b${name}\\b`));
    }
  });
});

it.each([
  [SETTING.retentionYears, "0"],
  [SETTING.retentionYears, "mười"],
  [SETTING.apiConcurrency, "100"],
  [SETTING.verifyUrl, "ftp://x"],
])("a step does not start with %s = %s, and names it", (name, value) => {
  expect(() => readSettings({ ...STEP, [name]: value })).toThrow(new RegExp(name));
});

it("a lock lasts ten years where nothing is set", () => {
  expect(readSettings(STEP).retentionYears).toBe(10);
  expect(readSettings({ ...STEP, [SETTING.retentionYears]: "20" }).retentionYears).toBe(20);
});
