import { byCode } from "../domain/agency.ts";
import { Day } from "../domain/period.ts";
import type { InputChange } from "./change.ts";

/** So many causes stand with a line of `changes.csv`. */
const MOST = 3;

const textOf = ({ kind, system = "", agency, when, how }: InputChange): string =>
  [kind, system, agency, when, how].filter((word) => word !== "").join(":");

/** `counts:77-STTTT:2023-05:changed`, `source-counts:opencps:77-STC:2023-05:added`, at most three of them and how many more. */
export function causeText(causes: readonly InputChange[]): string {
  // Two systems of one agency may be imported at once.
  const words = [...new Set(causes.map(textOf))].sort(byCode);
  const more = words.length > MOST ? ` +${words.length - MOST}` : "";
  return `${words.slice(0, MOST).join(" ")}${more}`;
}

/** Which parts stand between the kind and how it changed. */
const PARTS: Readonly<Record<InputChange["kind"], readonly ("system" | "agency" | "when")[]>> = {
  counts: ["agency", "when"],
  import: ["agency", "when"],
  "source-counts": ["system", "agency", "when"],
  agencies: ["when"],
  procedures: ["when"],
  measures: ["when"],
  tasks: ["agency", "when"],
  templates: [],
  code: [],
  documents: ["agency"],
};

const isKind = (word: string): word is InputChange["kind"] => Object.hasOwn(PARTS, word);
const isHow = (word: string): word is InputChange["how"] => ["added", "changed", "removed"].includes(word);

/** A cause as it was before it was written; null for a word of another version of the program. */
function causeIn(word: string): InputChange | null {
  const [kind = "", ...rest] = word.split(":");
  const how = rest.pop() ?? "";
  if (!isKind(kind) || !isHow(how) || rest.length !== PARTS[kind].length) return null;
  const { system, agency = "", when = "" } = Object.fromEntries(PARTS[kind].map((part, at) => [part, rest[at]]));
  const to = Day.safeParse(when).data ?? "";
  return { kind, ...(system === undefined ? {} : { system }), agency, when, to, how };
}

/** What a line of `changes.csv` gives as its cause: those that are named, and how many more there are. */
export function causesIn(text: string): { readonly causes: readonly InputChange[]; readonly more: number } {
  const words = text.split(" ").filter((word) => word !== "");
  const causes = words.map(causeIn).filter((cause) => cause !== null);
  const more = /^\+(\d+)$/.exec(words.at(-1) ?? "")?.[1];
  return { causes, more: Number(more ?? 0) };
}
