import type { LinkScope } from "../../functions/revisions/link.ts";
import { PROVINCE, SERIES, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { askedFor, isOver, published, until } from "../helpers/portal/runs.ts";

/** A portal with two revisions of the worked example, the second after late data. */
export async function twoRevisions(): Promise<TestPortal> {
  const portal = await testPortal();
  await published(portal);
  const { counts } = portal.province.behaviour.answers;
  const model = counts.find((one) => one.agency === "Z1.X03" && one.from === "2023-04-15");
  for (const one of counts) {
    if (one.agency !== "Z1.X03" || one.from !== "2023-05-15") continue;
    delete one.status;
    one.items = model?.items ?? [];
  }
  await until(portal, await askedFor(portal, "so-lieu-den-muon"), isOver);
  return portal;
}

/** A link of the first revision; gives the path of its page. */
export async function linkOf(
  portal: TestPortal,
  recipient: string,
  scope: LinkScope = { kind: "series", series: SERIES },
): Promise<string> {
  const made = { recipient, scope, created: "2023-06-20T03:00:00.000Z", expires: "2026-06-20T03:00:00.000Z" };
  const { token } = await portal.world.ports.links.add({ ...made, revision: scope.kind === "province" ? null : 1 });
  return `/b/${token}`;
}

export const PROVINCE_SCOPE: LinkScope = { kind: "province", province: PROVINCE };
