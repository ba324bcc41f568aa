import { previewedChanges } from "../../pipeline/support/what-if/preview.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import type { Overview } from "../../report/tables/targets/overview.ts";
import type { PublishedRevision } from "../../revisions/published.ts";
import { deliveriesOf, sendAgain } from "./deliveries.ts";
import { linkedFile, linkedRevisions, openLink, pictureOf, serveFile } from "./linked.ts";
import { overviewOf } from "./overview.ts";
import { viewOf } from "./progress.ts";
import { changesIn, currentRevisions, foundByCode, revisionsOf } from "./published.ts";
import { decideRelease, draftFiles, heldOf, serveDraft } from "./release.ts";
import { cancelRun, placesOf, reconcile, requestRun } from "./reruns.ts";
import { keepUpload, registerSigned, signedCopies } from "./signed.ts";

/** What the portal can be asked for, over these ports. */
export function portalOf(ports: PortalPorts) {
  const reader = {
    ...ports,
    known: new Map<string, PublishedRevision>(),
    overviews: new Map<string, Overview | null>(),
  };
  const bind =
    <Rest extends unknown[], Result>(work: (ports: typeof reader, ...rest: Rest) => Result) =>
    (...rest: Rest): Result =>
      work(reader, ...rest);
  const { catalogue, history, recipients, now, warn } = ports;
  return {
    catalogue,
    history,
    recipients,
    now,
    warn,
    linkedFile: bind(linkedFile),
    openLink: bind(openLink),
    linkedRevisions: bind(linkedRevisions),
    serveFile: bind(serveFile),
    pictureOf: bind(pictureOf),
    overviewOf: bind(overviewOf),
    revisionsOf: bind(revisionsOf),
    currentRevisions: bind(currentRevisions),
    changesIn: bind(changesIn),
    foundByCode: bind(foundByCode),
    signedCopies: bind(signedCopies),
    registerSigned: bind(registerSigned),
    keepUpload: bind(keepUpload),
    deliveriesOf: bind(deliveriesOf),
    sendAgain: bind(sendAgain),
    decideRelease: bind(decideRelease),
    draftFiles: bind(draftFiles),
    heldOf: bind(heldOf),
    serveDraft: bind(serveDraft),
    requestRun: bind(requestRun),
    cancelRun: bind(cancelRun),
    reconcile: bind(reconcile),
    viewOf: bind(viewOf),
    previewedChanges: bind(previewedChanges),
    placesOf: bind(placesOf),
  };
}
