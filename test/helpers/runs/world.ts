import { join } from "node:path";
import { onTestFinished } from "vitest";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { type LocalWorld, openLocalWorld } from "../../../functions/laptop/world.ts";
import { type Assembled, assemble } from "../../../functions/pipeline/assemble.ts";
import { collect } from "../../../functions/pipeline/collect.ts";
import { plan } from "../../../functions/pipeline/plan.ts";
import { publish } from "../../../functions/pipeline/publish.ts";
import { render } from "../../../functions/pipeline/render.ts";
import type { Ports, ServicePorts } from "../../../functions/ports/ports.ts";
import { CREDENTIALS, type ExampleProvince } from "./example-province.ts";

export const TEMPLATES = new URL("../../../templates/", import.meta.url);

export interface World {
  readonly ports: ServicePorts;
  readonly warnings: string[];
}

/** The ports of a laptop over a state folder, in this process; closed when the test has ended. */
export async function world(
  province: Pick<ExampleProvince, "url">,
  place: string,
  templates: string | URL = TEMPLATES,
): Promise<World> {
  const warnings: string[] = [];
  const opened: LocalWorld = await openLocalWorld({
    stateDir: join(place, "state"),
    api: {
      url: province.url,
      clientId: CREDENTIALS.PROVINCE_API_CLIENT_ID,
      clientSecret: CREDENTIALS.PROVINCE_API_CLIENT_SECRET,
      maxConcurrency: 4,
      retryBaseMs: 0,
    },
    catalogue: loadCatalogue(templates),
    now: () => new Date("2023-06-20T03:00:00Z"),
    code: "test",
    progress: () => {},
    warn: (message) => warnings.push(message),
  });
  onTestFinished(() => opened.close());
  return { ports: opened.ports, warnings };
}

/** Documents that cost nothing, where only data and texts are looked at. */
const paper = async (): Promise<Uint8Array> => new TextEncoder().encode("tài liệu thay thế");

/** The ports with documents that cost nothing. */
export const onPaper = <Given extends Ports>(ports: Given): Given => ({
  ...ports,
  render: { ...ports.render, pdf: paper, docx: paper, xlsx: paper, firstPage: paper },
  check: { pdf: async () => [], docx: async () => {}, xlsx: async () => {} },
});

/** One run of the steps in their order; what the state machine adds is tested elsewhere. */
export async function runSteps(
  ports: Ports,
  run: string,
  refresh = false,
  reissue = false,
  of = { province: "ba-ria-vung-tau", period: "2023-06" },
): Promise<Assembled["outcome"]> {
  const request = {
    run,
    ...of,
    programmes: null,
    reports: null,
    refresh,
    provisional: false,
    reissue,
    preview: false,
  };
  const { agencies } = await plan(ports, request);
  for (const agency of agencies) await collect(ports, { run, agency });
  const { outcome, documents } = await assemble(ports, { run });
  for (const document of documents) await render(ports, { run, document });
  if (outcome === "new") await publish(ports, { run });
  return outcome;
}
