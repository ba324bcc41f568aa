import { z } from "zod";
import { type Agency, type AgencyTree, type Level, Level as LevelSchema } from "./agency.ts";
import type { Day } from "./period.ts";
import { Code, TextUpTo } from "./quality/bounds.ts";

/** One administrative procedure (thủ tục hành chính, TTHC) of the province's catalogue on a day. */
export const Procedure = z.object({
  code: Code,
  name: TextUpTo(1_000),
  /** Lĩnh vực. */
  field: TextUpTo(300),
  /** The level whose agencies handle it. */
  level: LevelSchema,
  /** For level `so` the one agency that handles it; null for huyen and xa. */
  owner: Code.nullable(),
  /** full = toàn trình (mức độ 4), partial = một phần (mức độ 3), information = no online filing. */
  service: z.enum(["full", "partial", "information"]),
  /** The highest service it is eligible for (đủ điều kiện). */
  eligible: z.enum(["full", "partial", "none"]),
  published: z.boolean(),
  integrated: z.boolean(),
  internal: z.boolean(),
  fee: z.boolean(),
  payableOnline: z.boolean(),
  postalIntake: z.boolean(),
  postalReturn: z.boolean(),
  redesigned: z.boolean(),
});
export type Procedure = z.infer<typeof Procedure>;

/**
 * Whether an agency handles a procedure; a sở also handles those of an agency that it is the heir of.
 *
 * @param day of the catalogue: with its code it tells which agency the owner is
 */
export function handles(agency: Agency, procedure: Procedure, tree: AgencyTree, day: Day): boolean {
  if (procedure.level !== agency.level) return false;
  if (agency.level !== "so") return true;
  const owner = procedure.owner === null ? undefined : tree.on(procedure.owner, day);
  return owner !== undefined && (owner === agency || tree.heirOf(owner) === agency);
}

/** The catalogue of one day, arranged for the questions that scopes ask of it. */
export class ProcedureCatalogue {
  readonly #byCode: ReadonlyMap<string, Procedure>;
  readonly #byLevel: ReadonlyMap<Level, Procedure[]>;
  readonly #byHeir: ReadonlyMap<string | null, Procedure[]>;

  /** @param day of which the catalogue is: with its code it tells which agency an owner is */
  constructor(procedures: readonly Procedure[], tree: AgencyTree, day: Day) {
    this.#byCode = new Map(procedures.map((procedure) => [procedure.code, procedure]));
    const all = [...this.#byCode.values()];
    this.#byLevel = Map.groupBy(all, ({ level }) => level);
    this.#byHeir = Map.groupBy(
      all.filter(({ level }) => level === "so"),
      ({ owner }) => (owner === null ? null : (tree.successorOf(owner, day)?.code ?? null)),
    );
  }

  find(code: string): Procedure | undefined {
    return this.#byCode.get(code);
  }

  /** All procedures of a level, whoever owns them. */
  ofLevel(level: Level): readonly Procedure[] {
    return this.#byLevel.get(level) ?? [];
  }

  /** The procedures of one agency in force. */
  ofAgency(agency: Agency): readonly Procedure[] {
    return agency.level === "so" ? (this.#byHeir.get(agency.code) ?? []) : this.ofLevel(agency.level);
  }
}
