import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import { z } from "zod";
import type { Template } from "../cloud/resolve.ts";

const Policies = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.enum(["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"]).default("Delete"),
  DependsOn: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
});
type Policies = z.infer<typeof Policies>;

const specification = loadAwsServiceSpecSync();

/** What a resource is named by, where the template names it: no second one of that name can be in an account. */
function givenName({ Type, Properties }: Policies): unknown[] | null {
  const { primaryIdentifier = [] } = specification.lookup("resource", "cloudFormationType", "equals", Type).only();
  const own = ["Name", `${Type.replace(/^.*::/, "")}Name`].find((name) => name in Properties);
  if (primaryIdentifier.every((name) => name in Properties)) return primaryIdentifier.map((name) => Properties[name]);
  return own === undefined ? null : [Properties[own]];
}

/** The logical ids that a value refers to. */
function referredTo(value: unknown, ids: ReadonlySet<string>): string[] {
  if (typeof value === "string")
    return [...value.matchAll(/\$\{(\w+)/g)].flatMap(([, id = ""]) => (ids.has(id) ? [id] : []));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const named = key === "Ref" ? inner : key === "Fn::GetAtt" && Array.isArray(inner) ? inner[0] : undefined;
    return typeof named === "string" && ids.has(named) ? [named] : referredTo(inner, ids);
  });
}

/** The resources of a stack in an order in which each comes after those that it refers to. */
export type Plan = readonly (Policies & { readonly id: string; readonly given: unknown[] | null })[];

export function planOf({ Resources }: Template): Plan {
  const resources = new Map(Object.entries(Resources).map(([id, one]) => [id, Policies.parse(one)]));
  const ids = new Set(resources.keys());
  const order = new Set<string>();
  const visit = (id: string): void => {
    if (order.has(id)) return;
    const resource = resources.get(id);
    for (const before of [...(resource?.DependsOn ?? []), ...referredTo(resource?.Properties, ids)]) visit(before);
    order.add(id);
  };
  for (const id of ids) visit(id);
  return [...order].flatMap((id) => {
    const resource = resources.get(id);
    return resource === undefined ? [] : [{ ...resource, id, given: givenName(resource) }];
  });
}

/** A failure of CloudFormation that somebody has to clear away by hand. */
export class Stuck extends Error {}

/** A failure after which CloudFormation has put everything back. */
export class RolledBack extends Error {}

/**
 * An account in which CloudFormation creates and deletes a stack, as far as names and policies on deletion go. What a
 * resource does besides is left out.
 */
export class Account {
  /** Names of everything there, by type; a name that AWS makes up is of the one that it was made for. */
  readonly #names = new Map<string, string>();
  #made = 0;

  /** What is there, by type. */
  get types(): string[] {
    return [...this.#names.values()].sort();
  }

  /**
   * Creates a stack. Throws RolledBack where a resource, or a name that is taken, ends the creation; Stuck where the
   * rollback fails, too.
   *
   * @param failing the logical id of the resource that AWS refuses to create
   * @returns the stack, to be destroyed: names by logical ids
   */
  create(plan: Plan, failing: string | null = null): ReadonlyMap<string, string> {
    const stack = new Map<string, string>();
    for (const one of plan) {
      const name = this.#nameOf(one, stack);
      if (one.id === failing || this.#names.has(name)) {
        this.#delete(plan, stack, ["Retain"]);
        throw new RolledBack(one.id === failing ? `${one.id} failed` : `${name} already exists`);
      }
      this.#names.set(name, one.Type);
      stack.set(one.id, name);
    }
    return stack;
  }

  /** Deletes a stack. Throws Stuck. */
  destroy(plan: Plan, stack: ReadonlyMap<string, string>): void {
    this.#delete(plan, stack, ["Retain", "RetainExceptOnCreate"]);
  }

  #nameOf({ Type, given }: Plan[number], stack: ReadonlyMap<string, string>): string {
    if (given === null) return `${Type} ${++this.#made}`;
    // A name that another resource's is part of is as new as that one.
    const known = JSON.stringify(given, (_, value: unknown) =>
      typeof value === "string" ? (stack.get(value) ?? value) : value,
    );
    return `${Type} ${known}`;
  }

  #delete(plan: Plan, stack: ReadonlyMap<string, string>, kept: readonly string[]): void {
    for (const { id, DeletionPolicy, Properties } of plan.toReversed()) {
      const name = stack.get(id);
      if (name === undefined || kept.includes(DeletionPolicy)) continue;
      const { DeletionProtectionEnabled = false, KeyPolicy } = Properties;
      const isKept = JSON.stringify(KeyPolicy ?? "").includes('"Deny"');
      if (DeletionProtectionEnabled === true || isKept) throw new Stuck(`${id} is protected against deletion`);
      this.#names.delete(name);
    }
  }
}
