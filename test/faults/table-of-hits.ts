import type { Struck } from "./campaign.ts";
import { fits, KINDS, type Kind, SITES, type Site } from "./injection/fault.ts";

/** How often each kind of fault hit each site: lines of a table. Impossible pairs are left empty. */
export function hitTable(struck: readonly Struck[]): string[] {
  const count = (site: Site, kind: Kind): number =>
    struck.filter((one) => one.hit && one.fault.site === site && one.fault.kind === kind).length;
  const row = (name: string, cells: readonly string[]): string =>
    [name.padEnd(26), ...cells.map((cell, at) => cell.padStart((KINDS[at]?.length ?? 0) + 2))].join("");
  const total = (kind: Kind): number => SITES.reduce((sum, site) => sum + count(site, kind), 0);
  return [
    row("", KINDS),
    ...SITES.map((site) =>
      row(
        site,
        KINDS.map((kind) => (fits(kind, site) ? String(count(site, kind)) : "")),
      ),
    ),
    row(
      "all",
      KINDS.map((kind) => String(total(kind))),
    ),
  ];
}
