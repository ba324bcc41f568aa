import { heldDrafts } from "../../pipeline/support/release/decide.ts";
import { previewedChanges } from "../../pipeline/support/what-if/preview.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import type { Overview } from "../../report/tables/targets/overview.ts";
import type { PublishedRevision } from "../../revisions/published.ts";
import { comparisonOf, draftChanges } from "./changes.ts";
import { deliveriesOf, lateAgencies, tellAgain } from "./deliveries.ts";
import { type BookReader, type FigureBook, figureBook } from "./figures.ts";
import { importsOf, importTemplate, previewImport, storeImport, withdraw } from "./imports.ts";
import { noteDone } from "./journal.ts";
import { linkedFile, linkedRevisions, openLink, pictureOf, serveFile } from "./linked.ts";
import { addresseesOf, linksFrom, linkUse, revokeLink } from "./links.ts";
import { type OverviewReader, overviewOf } from "./overview.ts";
import { periodsOf, publishedProvinces } from "./periods.ts";
import { viewOf } from "./progress.ts";
import { changesIn, currentRevisions, figuresIn, foundByCode, type RevisionReader, revisionsOf } from "./published.ts";
import { dropRecipient, knownAgencies, previewList, storeList, storeRecipient } from "./recipients.ts";
import { decideRelease, draftFiles, heldOf, serveDraft } from "./release.ts";
import { cancelRun, placesOf, reconcile, requestRun } from "./reruns.ts";
import { keepUpload, registerSigned, signedCopies } from "./signed.ts";
import { keepTexts, reportTexts } from "./texts.ts";
import { figureTrace } from "./trace.ts";
import { differencesIn } from "./what-if.ts";

type ReaderPorts = PortalPorts & RevisionReader & OverviewReader & BookReader;

/** Gives the use cases their ports. */
const binderOf =
  (ports: ReaderPorts) =>
  <Rest extends unknown[], Result>(work: (ports: ReaderPorts, ...rest: Rest) => Result) =>
  (...rest: Rest): Result =>
    work(ports, ...rest);

/** What the administrators' pages ask for beside what programs do. */
function consoleOf(ports: ReaderPorts) {
  const bind = binderOf(ports);
  const { sessions, journal } = ports;
  return {
    sessions,
    journal,
    noteDone: bind(noteDone),
    periodsOf: bind(periodsOf),
    figuresIn: bind(figuresIn),
    comparisonOf: bind(comparisonOf),
    draftChanges: bind(draftChanges),
    heldDrafts: bind(heldDrafts),
    figureBook: bind(figureBook),
    figureTrace: bind(figureTrace),
    publishedProvinces: bind(publishedProvinces),
    linksFrom: bind(linksFrom),
    linkUse: bind(linkUse),
    revokeLink: bind(revokeLink),
    addresseesOf: bind(addresseesOf),
    knownAgencies: bind(knownAgencies),
    storeRecipient: bind(storeRecipient),
    dropRecipient: bind(dropRecipient),
    previewList: bind(previewList),
    storeList: bind(storeList),
    importsOf: bind(importsOf),
    previewImport: bind(previewImport),
    storeImport: bind(storeImport),
    importTemplate: bind(importTemplate),
    withdraw: bind(withdraw),
    reportTexts: bind(reportTexts),
    keepTexts: bind(keepTexts),
    differencesIn: bind(differencesIn),
  };
}

/** What the portal can be asked for, over these ports. */
export function portalOf(ports: PortalPorts) {
  const reader = {
    ...ports,
    known: new Map<string, PublishedRevision>(),
    overviews: new Map<string, Overview | null>(),
    books: new Map<string, FigureBook>(),
  };
  const bind = binderOf(reader);
  const { catalogue, history, recipients, now, warn } = ports;
  return {
    ...consoleOf(reader),
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
    lateAgencies: bind(lateAgencies),
    tellAgain: bind(tellAgain),
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
