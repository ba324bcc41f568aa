import { type MemberNode, type ObjectNode, parse, traverse, type ValueNode } from "@humanwhocodes/momoa";
import { z } from "zod";

/** The way to an entry: `["targets", 2, "clause"]`. */
export type Path = readonly PropertyKey[];

/** Line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

const keyOf = ({ name }: MemberNode): string => (name.type === "Identifier" ? name.name : name.value).normalize("NFC");

const memberOf = (node: ObjectNode, key: PropertyKey): MemberNode | undefined =>
  node.members.find((member) => keyOf(member) === key);

/** What stands at one step below a node. */
function childOf(node: ValueNode, step: PropertyKey): ValueNode | undefined {
  if (node.type === "Object") return memberOf(node, step)?.value;
  return node.type === "Array" ? node.elements[Number(step)]?.value : undefined;
}

function nodeAt(text: string, path: Path): ValueNode {
  let node = parse(text).body;
  for (const step of path) {
    const child = childOf(node, step);
    if (child === undefined) return node;
    node = child;
  }
  return node;
}

const placeOf = ({ loc: { start } }: ValueNode | MemberNode["name"]): Place => ({
  line: start.line,
  column: start.column,
});

/** Where an entry of a JSON text stands; one that is missing is where the group begins that lacks it. */
export const placeAt = (text: string, path: Path): Place => placeOf(nodeAt(text, path));

/** Where the name of an entry stands. */
export function nameAt(text: string, path: Path): Place {
  const parent = nodeAt(text, path.slice(0, -1));
  const member = parent.type === "Object" ? memberOf(parent, path.at(-1) ?? "") : undefined;
  return placeOf(member?.name ?? parent);
}

const STRINGS = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

function keysIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value).reduce((sum: number, one) => sum + keysIn(one), 0);
  return inner + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

function repeatedIn(node: ValueNode, path: Path): { path: Path; place: Place } | null {
  if (node.type === "Array") {
    for (const [index, { value }] of node.elements.entries()) {
      const found = repeatedIn(value, [...path, index]);
      if (found !== null) return found;
    }
  }
  if (node.type !== "Object") return null;
  const seen = new Set<string>();
  for (const member of node.members) {
    const at = [...path, keyOf(member)];
    if (seen.has(keyOf(member))) return { path: at, place: placeOf(member.name) };
    seen.add(keyOf(member));
    const found = repeatedIn(member.value, at);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The first entry whose name its group has already, of which a reader of JSON keeps the last without a word; null where
 * there is none.
 *
 * @param value what the text says, read as JSON
 */
export function repeatedKey(text: string, value: unknown): { path: Path; place: Place } | null {
  // Names are counted first: the places of a whole text take a hundred times as long to find.
  const named = [...text.matchAll(STRINGS)].filter(([, colon]) => colon !== undefined).length;
  return named === keysIn(value) ? null : repeatedIn(parse(text).body, []);
}

const At = z.object({ line: z.number(), column: z.number(), offset: z.number() });

/** Nothing, or what calls for more. */
const UNFINISHED = /^[,:{[]?\s*$/;

/** The end of a text within an entry, or a letter that may not stand where it stands. */
function wordsAt(text: string, offset: number): string {
  const [letter = ""] = text.slice(offset);
  return UNFINISHED.test(text.slice(offset)) ? "tệp kết thúc giữa chừng" : `ký tự “${letter}” đứng sai chỗ`;
}

/** Momoa lets line breaks and tabs within texts through. */
const hasControl = (written: string): boolean => [...written].some((letter) => letter < " ");

/** Where a text breaks the syntax of JSON, and how; null where Momoa finds nothing wrong. */
export function breakIn(text: string): (Place & { readonly what: string }) | null {
  const found: Place[] = [];
  try {
    traverse(parse(text), {
      enter(node) {
        const { start, end } = node.loc;
        if (node.type === "String" && hasControl(text.slice(start.offset, end.offset))) found.push(start);
      },
    });
  } catch (error) {
    const { line, column, offset } = At.parse(error);
    return { line, column, what: wordsAt(text, offset) };
  }
  const [first] = found;
  if (first === undefined) return null;
  return { line: first.line, column: first.column, what: "chuỗi ký tự có chỗ xuống dòng hoặc dấu tab, phải viết \\n" };
}
