import { z } from "zod";
import { type Resolver, resourcesOf, type Template } from "./resolve.ts";

const Rule = z.looseObject({
  EventPattern: z.record(z.string(), z.unknown()),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Targets: z.array(z.looseObject({ Arn: z.unknown() })),
});

const Group = z.record(z.string(), z.unknown());

/** Whether an event fits a pattern: a list names the values that are meant, of which a list in the event has to hold one. */
function matches(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return [event].flat().some((value) => pattern.includes(value));
  const found = Group.safeParse(event).data;
  return Object.entries(Group.parse(pattern)).every(([key, wanted]) => matches(wanted, found?.[key]));
}

/** The ARNs to which the rules of a template hand an event of the account's own bus. */
export const targetsOf = (template: Template, resolver: Resolver, event: object): string[] =>
  resourcesOf(template, "AWS::Events::Rule").flatMap(([, { Properties }]) => {
    const { EventPattern, State, Targets } = Rule.parse(resolver.value(Properties));
    return State === "ENABLED" && matches(EventPattern, event) ? Targets.map(({ Arn }) => String(Arn)) : [];
  });
