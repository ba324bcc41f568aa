import type { PortalPorts } from "../ports.ts";
import { changesIn, foundByCode, issuesOf, standingIssues } from "./issued.ts";
import { handOver, linkedFile, linkedIssues, openLink } from "./linked.ts";
import { viewOf } from "./progress.ts";
import { cancelRun, requestRun, settled } from "./reruns.ts";

/** What the portal can be asked for, over these ports. */
export function portalOf(ports: PortalPorts) {
  const bind =
    <Rest extends unknown[], Result>(work: (ports: PortalPorts, ...rest: Rest) => Result) =>
    (...rest: Rest): Result =>
      work(ports, ...rest);
  const { catalogue, history, recipients, now, warn } = ports;
  return {
    ...{ catalogue, history, recipients, now, warn, linkedFile },
    openLink: bind(openLink),
    linkedIssues: bind(linkedIssues),
    handOver: bind(handOver),
    issuesOf: bind(issuesOf),
    standingIssues: bind(standingIssues),
    changesIn: bind(changesIn),
    foundByCode: bind(foundByCode),
    requestRun: bind(requestRun),
    cancelRun: bind(cancelRun),
    settled: bind(settled),
    viewOf: bind(viewOf),
  };
}
