import type { ReportEvidence } from "../../../domain/figures/evidence.ts";
import { type CrossCheck, crossCheckOf, type OwnCounts } from "../../../domain/national/cross-check.ts";
import { windowOf } from "../../../domain/period.ts";
import type { Scope } from "../../../domain/scope.ts";
import type { Manifest } from "../../../revisions/revision.ts";
import type { Loaded, Material } from "../load.ts";

/** The province's own sums that the portal's are held against. */
function ownOf(evidence: ReportEvidence, scope: Scope): OwnCounts {
  const share = (indicator: string) => evidence.share(indicator, [scope]);
  return { onTime: share("on-time"), paid: share("paid-online-dossiers"), missing: evidence.missing([scope]) };
}

const WHOLE: Scope = { kind: "province", code: "", name: "", level: null };

/** The cross-check of a report; null where the portal was not to be asked. */
export function compared(
  { inputs, tree, portal, earlierPortal }: Pick<Loaded, "inputs" | "tree" | "portal" | "earlierPortal">,
  { province }: Pick<Material, "province">,
  evidence: ReportEvidence,
  { nationalPortal, synthetic }: Pick<Manifest, "nationalPortal" | "synthetic">,
): CrossCheck | null {
  if (nationalPortal === undefined) return null;
  const { period, scheme } = inputs;
  const scopes = new Map(tree.inForce.map((agency): [string, Scope] => [agency.code, { kind: "agency", ...agency }]));
  return crossCheckOf({
    province: province.name,
    agencies: tree.inForce,
    ownOf: (code) => ownOf(evidence, (code === null ? undefined : scopes.get(code)) ?? WHOLE),
    answers: portal,
    earlier: earlierPortal,
    period,
    ownWindow: windowOf(period, scheme),
    portalWindow: windowOf(period, "calendar"),
    synthetic,
    missed: nationalPortal.missed,
  });
}
