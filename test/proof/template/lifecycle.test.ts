import { beforeAll, describe, expect, it } from "vitest";
import { synthesise } from "../../helpers/infra/template.ts";
import { parseTemplate, resourcesOf, type Template } from "../cloud/resolve.ts";
import { Account, type Plan, planOf, RolledBack, Stuck } from "./lifecycle.ts";

let template: Template;
let plan: Plan;

beforeAll(() => {
  template = parseTemplate(synthesise().toJSON());
  plan = planOf(template);
}, 60_000);

const idOf = (type: string): string => resourcesOf(template, type)[0]?.[0] ?? "";

/** The template after somebody changed one resource. */
function changed(type: string, change: (resource: Record<string, unknown>) => void): Plan {
  const copy = structuredClone(template);
  const resource = copy.Resources[idOf(type)];
  if (resource !== undefined) change(resource);
  return planOf(copy);
}

/** What becomes of a stack that fails at every resource in turn, and is created again after each time. */
function troubles(of: Plan): string[] {
  return of.flatMap(({ id: failing }) => {
    const account = new Account();
    try {
      account.create(of, failing);
    } catch (error) {
      if (!(error instanceof RolledBack)) return [String(error)];
    }
    try {
      account.destroy(of, account.create(of));
      account.create(of);
      return [];
    } catch (error) {
      return [String(error)];
    }
  });
}

describe("a stack", () => {
  it("whose creation failed, at whichever resource, is created by the next attempt, destroyed, and created again", () => {
    expect(Object.keys(template.Resources).length).toBeGreaterThan(80);
    expect(troubles(plan)).toEqual([]);
  });

  it("leaves nothing behind when its creation fails but a table and a key without names, which nobody may delete unseen", () => {
    const account = new Account();
    expect(() => account.create(plan, idOf("AWS::CloudWatch::Dashboard"))).toThrow(RolledBack);
    expect(account.types).toEqual(["AWS::DynamoDB::Table", "AWS::KMS::Key"]);
  });

  it("leaves the data, the key they are read with and the logs behind when it is destroyed, and nothing else", () => {
    const account = new Account();
    account.destroy(plan, account.create(plan));
    expect([...new Set(account.types)]).toEqual([
      "AWS::DynamoDB::Table",
      "AWS::KMS::Key",
      "AWS::Logs::LogGroup",
      "AWS::S3::Bucket",
    ]);
    expect(account.types.filter((type) => type === "AWS::Logs::LogGroup")).toHaveLength(
      resourcesOf(template, "AWS::Logs::LogGroup").length,
    );
  });

  it("is not there twice in one account: what has a fixed name is refused", () => {
    const account = new Account();
    account.create(plan);
    expect(() => account.create(plan)).toThrow("already exists");
  });
});

describe("what would keep a stack from being deployed again is seen", () => {
  it.each([
    ["AWS::Scheduler::ScheduleGroup", (one: Record<string, unknown>) => ({ ...one, DeletionPolicy: "Retain" })],
    [
      "AWS::S3::Bucket",
      (one: Record<string, unknown>) => ({ ...one, Properties: { BucketName: "bao-cao" }, DeletionPolicy: "Retain" }),
    ],
    ["AWS::Logs::LogGroup", (one: Record<string, unknown>) => ({ ...one, Properties: { LogGroupName: "/bao-cao" } })],
  ])("a fixed name that is kept: %s", (type, change) => {
    const bad = changed(type, (resource) => Object.assign(resource, change(resource)));
    expect(troubles(bad).join("\n")).toContain("already exists");
  });

  it.each([["AWS::DynamoDB::Table"], ["AWS::KMS::Key"]])(
    "a resource that a rollback is to delete and that is protected against it: %s",
    (type) => {
      const bad = changed(type, (resource) => Object.assign(resource, { DeletionPolicy: "RetainExceptOnCreate" }));
      expect(() => new Account().create(bad, idOf("AWS::CloudWatch::Dashboard"))).toThrow(Stuck);
    },
  );
});
