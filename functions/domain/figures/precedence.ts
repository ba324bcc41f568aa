import { areaThreshold, bindsAreas, isNational, type Programme, type Target, Thresholds } from "../programme.ts";

type Scope = keyof Thresholds;

/** A threshold of the national pack that is not judged, and the one of the province's own decision that is. */
export interface Displaced {
  readonly programme: Programme;
  readonly target: Target;
  readonly scope: Scope;
  readonly own: { readonly programme: Programme; readonly target: Target };
}

/** What a report is judged by, and what of the national pack gives way in it. */
export interface Precedence {
  /** Those that still demand something, in their order. */
  readonly programmes: readonly Programme[];
  readonly displaced: readonly Displaced[];
  /** Documents of the pack of which nothing is left to be judged. */
  readonly unjudged: readonly Programme[];
}

const binds = (target: Target, scope: Scope): boolean =>
  scope === "area" ? bindsAreas(target) : target.thresholds[scope] !== undefined;

/** The threshold that a target has for a scope; null where it does not bind it. */
export const thresholdIn = (target: Target, scope: Scope): number | null =>
  scope === "area" ? areaThreshold(target) : (target.thresholds[scope] ?? null);

/** Whether the province asks for less than the pack does: a contradiction that its reader should know of. */
export function isLower({ target, scope, own }: Displaced): boolean {
  if (target.goal === "benchmark" || target.unit !== own.target.unit) return false;
  const [asked, given] = [thresholdIn(target, scope), thresholdIn(own.target, scope)];
  return asked !== null && given !== null && given < asked;
}

function without(target: Target, scopes: ReadonlySet<Scope>): Target {
  const left = Object.entries(target.thresholds).filter(([scope]) => !scopes.has(Thresholds.keyof().parse(scope)));
  return { ...target, thresholds: Thresholds.parse(Object.fromEntries(left)) };
}

/** What is asked of each procedure is another thing than what is asked of all their dossiers together. */
const isAlike = (one: Target, other: Target): boolean =>
  one.indicator === other.indicator && (one.perProcedure === undefined) === (other.perProcedure === undefined);

const isEmpty = ({ thresholds }: Target): boolean => Object.keys(thresholds).length === 0;

/**
 * A province's own decision goes before the national pack: where both have a threshold for one indicator and one level
 * (or the province, or its districts), only the province's is judged.
 */
export function precedenceOf(programmes: readonly Programme[]): Precedence {
  const own = programmes
    .filter((programme) => !isNational(programme))
    .flatMap((programme) => programme.targets.map((target) => ({ programme, target })));
  const displaced: Displaced[] = [];
  const judged = programmes.map((programme) => {
    if (!isNational(programme)) return programme;
    const targets = programme.targets.map((target) => {
      const lost = Thresholds.keyof().options.flatMap((scope): Displaced[] => {
        if (target.thresholds[scope] === undefined) return [];
        const first = own.find((one) => isAlike(one.target, target) && binds(one.target, scope));
        return first === undefined ? [] : [{ programme, target, scope, own: first }];
      });
      displaced.push(...lost);
      return without(target, new Set(lost.map(({ scope }) => scope)));
    });
    return { ...programme, targets: targets.filter((target) => !isEmpty(target)) };
  });
  const isJudged = (programme: Programme): boolean => !isNational(programme) || programme.targets.length > 0;
  const left = new Set(judged.filter(isJudged).map(({ id }) => id));
  return {
    programmes: judged.filter(isJudged),
    displaced,
    unjudged: programmes.filter(({ id }) => !left.has(id)),
  };
}
