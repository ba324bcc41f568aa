import { programmeLine, type TargetLine } from "./programmes.ts";

const places = ["so", "huyen", "xa", "area", "province"] as const;
type Place = (typeof places)[number];

/** A district's area is asked for where it has a threshold of its own, or where huyen and xa both have one. */
const asks = (target: TargetLine, place: Place): boolean =>
  target[place] !== null || (place === "area" && target.huyen !== null && target.xa !== null);

/**
 * The targets of a document that are judged beside the others: of one that binds every province those levels are struck
 * out for which a decision of the province names the same indicator, and the targets of which nothing is left.
 */
export function targetsBeside(id: string, all: readonly string[]): readonly TargetLine[] {
  const { national, targets } = programmeLine(id);
  if (national !== true) return targets;
  const own = all.map(programmeLine).flatMap((one) => (one.national === true ? [] : one.targets));
  const struck = ({ indicator }: TargetLine, place: Place): boolean =>
    own.some((target) => target.indicator === indicator && asks(target, place));
  return targets
    .map((target) => {
      const keep = (place: Place): bigint | null => (struck(target, place) ? null : target[place]);
      return {
        ...target,
        so: keep("so"),
        huyen: keep("huyen"),
        xa: keep("xa"),
        area: keep("area"),
        province: keep("province"),
      };
    })
    .filter((target) => places.some((place) => target[place] !== null));
}
