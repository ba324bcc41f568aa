import { daysInForce, isNational, type Programme, type Target, Thresholds } from "../../domain/programme.ts";
import type { Source, TemplateFile } from "../files.ts";
import type { Fault } from "../reasons.ts";

const yearOf = (deadline: string | null): string | undefined => deadline?.slice(0, 4);

/** Whether both ask the same of somebody, by a day of the same year or by none. */
const isAlike = (one: Target, other: Target): boolean =>
  one.indicator === other.indicator &&
  one.goal === other.goal &&
  one.unit === other.unit &&
  one.perProcedure?.threshold === other.perProcedure?.threshold &&
  yearOf(one.deadline) === yearOf(other.deadline);

/** Whether a day is one of both. */
function overlap(one: Programme, other: Programme): boolean {
  const [days, others] = [daysInForce(one), daysInForce(other)];
  return days.from <= others.to && others.from <= days.to;
}

/** Where a target asks for another level than one of these targets, said by `reasonOf`. */
function* differing(
  target: Target,
  index: number,
  others: readonly Target[],
  reasonOf: (other: Target, level: string) => string,
): Generator<Fault> {
  for (const scope of Thresholds.keyof().options) {
    const own = target.thresholds[scope];
    for (const other of others) {
      const theirs = other.thresholds[scope];
      if (own === undefined || theirs === undefined || own === theirs || !isAlike(other, target)) continue;
      const level = String(theirs).replace(".", ",");
      yield { path: ["targets", index, "thresholds", scope], reason: reasonOf(other, level) };
    }
  }
}

/** Within one document steps to a level lie on different days of a year, so that only the same day is a clash. */
function* faultsWithin({ targets }: Programme): Generator<Fault> {
  for (const [index, target] of targets.entries()) {
    const earlier = targets.slice(0, index).filter(({ deadline }) => deadline === target.deadline);
    yield* differing(
      target,
      index,
      earlier,
      ({ id }, level) =>
        `mâu thuẫn với chỉ tiêu "${id}" của chính văn bản này giao mức ${level} cho cùng chỉ số, cùng cấp, cùng thời hạn; chỉ giữ một`,
    );
  }
}

function* faultsBetween(own: Programme, other: Programme): Generator<Fault> {
  const where = `${other.shortName} (programmes/${other.id}.json)`;
  for (const [index, target] of own.targets.entries()) {
    yield* differing(
      target,
      index,
      other.targets,
      (_, level) =>
        `mâu thuẫn với ${where} giao mức ${level} cho cùng chỉ số, cùng cấp trong cùng thời gian; chỉ giữ một`,
    );
  }
}

/**
 * Two decisions of one province that are in force on a common day must not ask for different levels of one indicator from
 * the same agencies, nor one of them by one day: nobody could tell by which they are judged. The later one is blamed.
 */
export function* clashFaults(programmes: readonly TemplateFile<Programme>[]): Generator<readonly [Source, Fault]> {
  const ordered = programmes
    .filter(({ value }) => !isNational(value))
    .sort((left, right) => (left.value.issued < right.value.issued ? -1 : 1));
  for (const [at, { value, source }] of ordered.entries()) {
    for (const fault of faultsWithin(value)) yield [source, fault];
    for (const { value: earlier } of ordered.slice(0, at)) {
      if (earlier.province !== value.province || !overlap(earlier, value)) continue;
      for (const fault of faultsBetween(value, earlier)) yield [source, fault];
    }
  }
}
