import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Opens workbooks in LibreOffice Calc and saves them as it has them then: in `form` "xlsx", calculated anew, or as
 * "pdf". All in one start of the program, under a profile of its own. Throws where it saves none.
 */
export async function saved(
  workbooks: readonly Uint8Array[],
  place: string,
  form: "xlsx" | "pdf" = "xlsx",
): Promise<Uint8Array[]> {
  const given = join(place, "given");
  const made = join(place, "made");
  for (const folder of [given, made]) mkdirSync(folder, { recursive: true });
  const names = workbooks.map((bytes, index) => {
    writeFileSync(join(given, `${index}.xlsx`), bytes);
    return `${index}`;
  });
  const files = names.map((name) => join(given, `${name}.xlsx`));
  const profile = `-env:UserInstallation=file://${join(place, "profile")}`;
  const options = { timeout: 240_000, env: { PATH: process.env["PATH"] ?? "", HOME: place, LC_ALL: "C.UTF-8" } };
  await run("soffice", [profile, "--headless", "--convert-to", form, "--outdir", made, ...files], options);
  return names.map((name) => new Uint8Array(readFileSync(join(made, `${name}.${form}`))));
}
