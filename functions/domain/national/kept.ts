import { z } from "zod";
import {
  National,
  type PortalAnswerName,
  type PortalGroup,
  type PortalNational,
  type PortalTree,
  TREES,
} from "./answers.ts";

/** What an answer says, and when it was first seen (RFC 3339). */
export interface Seen<Said> {
  readonly said: Said;
  readonly capturedAt: string;
}

/** The portal's answers of one period; null for what could not be had. */
export interface PortalAnswers {
  readonly groups: Readonly<Record<PortalGroup, Seen<PortalTree> | null>>;
  readonly national: Seen<PortalNational> | null;
}

/** An answer as it is kept: its text as it came, and the SHA-256 of its bytes (lower-case hex). */
export const KeptAnswer = z.object({ body: z.string(), sha256: z.string() });
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** A kept answer by its name. */
export interface StoredAnswer extends Pick<KeptAnswer, "body"> {
  readonly name: string;
  readonly capturedAt: string;
}

/** Pages of an answer that are asked for: no province has a thousand units. */
export const PAGES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** The name by which a page of an answer is kept: that of the answer for the first. */
export const pageName = (name: PortalAnswerName, page: number): string => (page === 1 ? name : `${name}.${page}`);

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function seen<Said>(kept: readonly StoredAnswer[], name: string, schema: z.ZodType<Said>): Seen<Said> | null {
  const found = kept.find((one) => one.name === name);
  if (found === undefined) return null;
  const { data } = schema.safeParse(jsonIn(found.body));
  return data === undefined ? null : { said: data, capturedAt: found.capturedAt };
}

/** The pages of an answer as one: every unit once, the province as the first page has it, as old as the oldest of them. */
function joined(first: Seen<PortalTree>, others: readonly Seen<PortalTree>[]): Seen<PortalTree> {
  const all = [first, ...others];
  const units = new Map(all.flatMap(({ said }) => said.units).map((unit) => [unit.id, unit]));
  const [oldest = first.capturedAt] = all.map(({ capturedAt }) => capturedAt).sort();
  return { said: { ...first.said, units: [...units.values()] }, capturedAt: oldest };
}

/** What kept answers say; one that cannot be read is as one that is not there. */
export function portalAnswers(kept: readonly StoredAnswer[]): PortalAnswers {
  const tree = (name: keyof typeof TREES): Seen<PortalTree> | null => {
    const [first = null, ...others] = PAGES.map((page) => seen(kept, pageName(name, page), TREES[name]));
    return first === null
      ? null
      : joined(
          first,
          others.filter((page) => page !== null),
        );
  };
  return {
    groups: {
      CKMB: tree("transparency"),
      TDGQ: tree("dvc-progress-tree"),
      CLGQ: tree("provide-online-tree"),
      TTTT: tree("formality-online-payment-tree"),
      MDSH: tree("dossier-digitized"),
      MDHL: tree("handling-satisfaction"),
    },
    national: seen(kept, "service-results", National),
  };
}
