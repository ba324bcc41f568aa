import { beforeAll, describe, expect, it } from "vitest";
import { synthesise } from "../../helpers/infra/template.ts";
import { parseTemplate, resourcesOf, type Template } from "../cloud/resolve.ts";
import { schemaProblems } from "./schema.ts";

let template: Template;

beforeAll(() => {
  template = parseTemplate(synthesise().toJSON());
}, 60_000);

it("every property of the stack is known to CloudFormation, of the type it has there, and refers to what is there", () => {
  expect(schemaProblems(template)).toEqual([]);
  expect(schemaProblems(parseTemplate(synthesise({ portal: null, mailFrom: null }).toJSON()))).toEqual([]);
});

describe("what CloudFormation would refuse is seen", () => {
  it.each<readonly [what: string, type: string, change: Record<string, unknown>, problem: RegExp]>([
    ["an unknown property", "AWS::Lambda::Function", { MemorySizes: 512 }, /MemorySizes is unknown/],
    ["a wrong type", "AWS::Lambda::Function", { MemorySize: "viel" }, /MemorySize is no integer/],
    [
      "one deep down",
      "AWS::Lambda::Function",
      { LoggingConfig: { LogGroups: "a" } },
      /LoggingConfig.LogGroups is unknown/,
    ],
    ["a text for a list", "AWS::CloudWatch::Alarm", { AlarmActions: "a" }, /AlarmActions is no list/],
    [
      "a name that is nowhere",
      "AWS::Lambda::Function",
      { Role: { "Fn::GetAtt": ["Nobody", "Arn"] } },
      /Nobody is not there/,
    ],
  ])("%s", (_, type, change, problem) => {
    const copy = structuredClone(template);
    const [[, resource] = []] = resourcesOf(copy, type);
    Object.assign(resource?.Properties ?? {}, change);
    expect(schemaProblems(copy).join("\n")).toMatch(problem);
  });

  it("a property that must be there and is not", () => {
    const copy = structuredClone(template);
    const [[, schedule] = []] = resourcesOf(copy, "AWS::Scheduler::Schedule");
    if (schedule !== undefined) delete schedule.Properties["Target"];
    expect(schemaProblems(copy).join("\n")).toMatch(/Target is missing/);
  });
});
