import type { FigureRow } from "../../domain/figures/figure.ts";
import type { AgencyScore } from "../../domain/figures/scores.ts";
import type { FigureKey } from "../../report/report.ts";
import type { FigurePair, HeldRow } from "./held-row.ts";
import type { Expected } from "./numbers.ts";
import { expectedOfScore, type ScoreField, scoreText, type Told } from "./scores.ts";

/** A key that names one target and scope. */
export type WholeKey = Required<FigureKey>;

export const isWhole = (key: FigureKey): key is WholeKey =>
  [key.programme, key.target, key.scope, key.code].every((part) => part !== undefined);

const targetKey = ({ programme = "", target = "" }: FigureKey): string => `${programme} ${target}`;
const scopeKey = ({ scope = "province", code = "" }: FigureKey): string => `${scope} ${code}`;
/** A rate is one, however many targets ask for it. */
const rateKey = ({ indicator, scope, code }: FigureRow): string => `${indicator} ${scope} ${code}`;

function heldRows(rows: readonly FigureRow[]): HeldRow[] {
  const byRate = Map.groupBy(
    rows.filter(({ unit }) => unit === "percent"),
    rateKey,
  );
  return rows.map((row) => ({
    ...row,
    limits: (byRate.get(rateKey(row)) ?? []).flatMap(({ threshold }) => threshold ?? []),
  }));
}

const pairKey = (key: FigureKey): string => `${targetKey(key)} ${scopeKey(key)}`;

/** What a document is held against: the rows of figures.csv, and the scores that were reckoned from them. */
export interface Published {
  readonly figures: readonly FigureRow[];
  readonly scores: readonly AgencyScore[];
}

/** The rows of figures.csv by target and scope. */
export class PublishedFigures {
  readonly #targets: ReadonlyMap<string, readonly HeldRow[]>;
  readonly #scopes: ReadonlyMap<string, readonly HeldRow[]>;
  /** Names as figures.csv has them, by scope. */
  readonly #names: ReadonlyMap<string, string>;
  readonly #agencies: ReadonlyMap<string, readonly FigureRow[]>;
  readonly #scores: ReadonlyMap<string, AgencyScore>;

  constructor({ figures, scores }: Published) {
    const rows = heldRows(figures);
    this.#agencies = Map.groupBy(
      rows.filter(({ scope }) => scope === "agency"),
      ({ code }) => code,
    );
    this.#scores = new Map(scores.map((score) => [score.code, score]));
    this.#targets = Map.groupBy(rows, targetKey);
    this.#scopes = Map.groupBy(rows, pairKey);
    this.#names = new Map(rows.map((row) => [scopeKey(row), row.name]));
  }

  /** None where figures.csv has no such rows: an agency that a target does not know. */
  pair(key: WholeKey): FigurePair | undefined {
    const rows = this.#scopes.get(pairKey(key)) ?? [];
    const period = rows.find(({ basis }) => basis !== "year");
    const judged = rows.find(({ basis }) => basis !== "period");
    return period === undefined || judged === undefined ? undefined : { period, judged };
  }

  /** Every row of a target, in the file's order; null for a target that is not there. */
  target(key: FigureKey): readonly HeldRow[] | null {
    return this.#targets.get(targetKey(key)) ?? null;
  }

  /** What has to be printed of a scope's score: only agencies have one. */
  score(field: ScoreField, { scope, code = "" }: FigureKey): Expected {
    const score = scope === "agency" ? this.#scores.get(code) : undefined;
    return expectedOfScore(field, this.#agencies.get(code) ?? [], score);
  }

  /** What every agency that has a score may say of itself. */
  scored(): Told[] {
    const scores = [...this.#scores.values()].map((score) => {
      const rows = this.#agencies.get(score.code) ?? [];
      return { ...score, level: rows[0]?.level, text: scoreText(rows) };
    });
    return scores.map(({ level, text, rank, moved }) => {
      const peers = scores.filter((one) => one.level === level).length;
      return { score: text, rank, peers, moved };
    });
  }

  /** None for a scope of which figures.csv has nothing. */
  name(key: FigureKey): string | undefined {
    return this.#names.get(scopeKey(key));
  }
}
