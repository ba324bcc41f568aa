import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Catcher = z.object({ ErrorEquals: z.array(z.string()), Next: z.string() });
const Rule = z.object({
  Variable: z.string(),
  StringEquals: z.string().optional(),
  IsPresent: z.literal(true).optional(),
  Next: z.string(),
});
const Leaf = z.looseObject({
  Type: z.string(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(Rule).default([]),
  Catch: z.array(Catcher).default([]),
});
const Scope = z.object({ StartAt: z.string(), States: z.record(z.string(), Leaf) });
const Machine = z.object({
  StartAt: z.string(),
  States: z.record(z.string(), Leaf.extend({ ItemProcessor: Scope.optional(), MaxConcurrency: z.int().optional() })),
});
type Scope = z.infer<typeof Machine>;

/** @param rest whether others were caught before */
const caught = (names: readonly string[], rest: boolean): string => {
  if (!names.includes("States.ALL")) return names.join(", ");
  return rest ? "mọi lỗi khác" : "mọi lỗi";
};

/** The lines of a state: where it leads, and when. */
function linesOf(name: string, state: Scope["States"][string]): string[] {
  const on = state.Next ?? state.Default;
  const ends = on === undefined ? "[*]" : on;
  const inner = state.ItemProcessor;
  const about =
    inner === undefined ? [] : [`state "${name}: tối đa ${state.MaxConcurrency} việc cùng lúc" as ${name} {`];
  return [
    ...about,
    ...(inner === undefined ? [] : [...scopeLines(inner).map((line) => `  ${line}`), "}"]),
    ...state.Choices.map((rule) => `${name} --> ${rule.Next} : ${rule.StringEquals ?? `có ${rule.Variable}`}`),
    `${name} --> ${ends}`,
    ...state.Catch.map(({ ErrorEquals, Next }, at) => `${name} --> ${Next} : ${caught(ErrorEquals, at > 0)}`),
  ];
}

const scopeLines = ({ StartAt, States }: Scope): string[] => [
  `[*] --> ${StartAt}`,
  ...Object.entries(States).flatMap(([name, state]) => linesOf(name, state)),
];

/** A drawing of the state machine in Mermaid, from the definition itself; its labels are in Vietnamese, as the guide is. */
export function diagramOf(definition: unknown): string {
  return ["stateDiagram-v2", ...scopeLines(Machine.parse(definition)).map((line) => `  ${line}`)].join("\n");
}

const BLOCK = /```mermaid\n[\s\S]*?\n```/;

/** The text with its drawing replaced by this one. Throws RangeError where it has none. */
export function withDiagram(text: string, diagram: string): string {
  if (!BLOCK.test(text)) throw new RangeError("there is no block of Mermaid to replace");
  return text.replace(BLOCK, () => `\`\`\`mermaid\n${diagram}\n\`\`\``);
}

if (import.meta.main) {
  const guide = join(import.meta.dirname, "../templates/guides/trien-khai.md");
  const definition: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "pipeline.asl.json"), "utf8"));
  writeFileSync(guide, withDiagram(readFileSync(guide, "utf8"), diagramOf(definition)));
}
