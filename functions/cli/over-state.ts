import type { ServicePorts, TemplateCatalogue } from "../ports/ports.ts";
import type { MailSettings } from "../settings.ts";
import { VERSION } from "../version.ts";
import { checkPlace } from "./place.ts";

/**
 * Does something with what a state folder holds; nothing is asked of a province. Throws RequestInvalid for a folder that
 * cannot be written, StoreUnavailable for one that cannot be used.
 *
 * @param mail how mails are sent; as files into the folder unless given
 */
export async function overState<Result>(
  stateDir: string,
  catalogue: TemplateCatalogue,
  work: (ports: ServicePorts) => Promise<Result>,
  mail?: MailSettings,
): Promise<Result> {
  const now = (): Date => new Date();
  await checkPlace(stateDir, "--state");
  const { openLocalWorld } = await import("../laptop/world.ts");
  const quiet = { progress: () => {}, warn: (message: string) => void process.stderr.write(`${message}\n`) };
  const sending = mail === undefined ? {} : { mail };
  const world = await openLocalWorld({
    stateDir,
    use: "command",
    api: null,
    catalogue,
    now,
    code: VERSION,
    ...sending,
    ...quiet,
  });
  try {
    return await work(world.ports);
  } finally {
    await world.close();
  }
}
