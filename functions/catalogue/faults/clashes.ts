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

/** Two levels of one document itself for the same day. */
function* faultsWithin({ targets }: Programme): Generator<Fault> {
  for (const [index, target] of targets.entries()) {
    for (const scope of Thresholds.keyof().options) {
      const threshold = target.thresholds[scope];
      const clash = targets
        .slice(0, index)
        .find(
          (one) =>
            one.thresholds[scope] !== undefined &&
            one.thresholds[scope] !== threshold &&
            one.deadline === target.deadline &&
            isAlike(one, target),
        );
      if (threshold === undefined || clash === undefined) continue;
      yield {
        path: ["targets", index, "thresholds", scope],
        reason: `mâu thuẫn với chỉ tiêu "${clash.id}" của chính văn bản này (cùng chỉ số, cùng cấp, cùng thời hạn); chỉ giữ một`,
      };
    }
  }
}

function* faultsBetween(own: Programme, other: Programme): Generator<Fault> {
  for (const [index, target] of own.targets.entries()) {
    for (const scope of Thresholds.keyof().options) {
      const threshold = target.thresholds[scope];
      const clash = other.targets.find(({ thresholds, ...one }) => {
        const given = thresholds[scope];
        return given !== undefined && given !== threshold && isAlike({ ...one, thresholds }, target);
      });
      if (threshold === undefined || clash === undefined) continue;
      const theirs = String(clash.thresholds[scope]).replace(".", ",");
      yield {
        path: ["targets", index, "thresholds", scope],
        reason: `mâu thuẫn với ${other.shortName} (programmes/${other.id}.json) giao mức ${theirs} cho cùng chỉ số, cùng cấp trong cùng thời gian; chỉ giữ một`,
      };
    }
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
