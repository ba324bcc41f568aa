import type { Outcome } from "../first.ts";
import type { Question, World } from "../provinces/world.ts";
import { situationsOf } from "../situations/figures.ts";
import { cellsFrom, figuresText, groundOf, isTooIncomplete } from "./figures.ts";
import { findingsOf, qualityText } from "./quality.ts";
import { scoresFrom } from "./scores.ts";

/** What the second computation says must come out of a run, and which situations the province reaches. */
export function secondOutcome(world: World, question: Question): { outcome: Outcome; situations: string[] } {
  const ground = groundOf(world, question);
  const [rows, findings, refused] = [cellsFrom(ground), findingsOf(ground), isTooIncomplete(ground)];
  const { programme } = question;
  const scores = scoresFrom(ground, { now: [programme], before: [programme] });
  const texts = { figures: figuresText(rows), quality: qualityText(findings), scores: scores.join("\r\n") };
  const outcome = refused ? "too incomplete" : texts;
  const situations = situationsOf({ world, question, ground, findings, rows, scores, isTooIncomplete: refused });
  return { outcome, situations };
}

const rowsOf = (text: string): string[] => text.split("\r\n");

function fileDifference(name: string, first: string, second: string): string[] {
  if (first === second) return [];
  const [ones, others] = [rowsOf(first), rowsOf(second)];
  const inFirst = ones.filter((row) => !others.includes(row)).map((row) => `  first   ${row}`);
  const inSecond = others.filter((row) => !ones.includes(row)).map((row) => `  second  ${row}`);
  const same = inFirst.length + inSecond.length === 0 ? ["  the same rows in another order or number"] : [];
  return [
    `${name}: ${ones.length} rows, ${others.length} rows`,
    ...inFirst.slice(0, 6),
    ...inSecond.slice(0, 6),
    ...same,
  ];
}

/** How two outcomes differ, row by row; empty where they agree. */
export function differenceOf(first: Outcome, second: Outcome): string {
  if (typeof first === "string" || typeof second === "string") {
    const say = (one: Outcome): string => (typeof one === "string" ? one : "published");
    return say(first) === say(second) ? "" : `first: ${say(first)}; second: ${say(second)}`;
  }
  return [
    ...fileDifference("figures.csv", first.figures, second.figures),
    ...fileDifference("quality.csv", first.quality, second.quality),
    ...fileDifference("scores", first.scores, second.scores),
  ].join("\n");
}
