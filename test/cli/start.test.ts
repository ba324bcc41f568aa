import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { CLI } from "../helpers/runs/command.ts";

test("a Node that cannot run TypeScript says so in one sentence, and how to start", async () => {
  const said = await new Promise<string>((resolve) => {
    const child = execFile(process.execPath, ["--no-strip-types", CLI, "report", "--help"], (_, stdout, stderr) =>
      resolve(`${child.exitCode}|${stdout}|${stderr}`),
    );
  });
  expect(said).toMatch(
    /^1\|\|Máy đang chạy chương trình bằng Node\.js [\d.]+, không chạy được; chạy bằng npm [^\n]*\.\n$/,
  );
});

/** The files that are loaded before the first words, and the packages. */
function loadedAtOnce(path: string, known = new Set<string>()): Set<string> {
  if (known.has(path)) return known;
  known.add(path);
  for (const [, specifier = ""] of readFileSync(path, "utf8").matchAll(
    /^(?:import|export) (?!type ).*from "([^"]+)";$/gm,
  )) {
    if (specifier.startsWith(".")) loadedAtOnce(join(dirname(path), specifier), known);
    else known.add(specifier);
  }
  return known;
}

test("what takes long to load comes after the first words", () => {
  const names = [...loadedAtOnce(join(dirname(CLI), "cli/main.ts"))].map((path) =>
    path.replace(`${dirname(CLI)}/`, ""),
  );
  expect(names.sort()).toEqual([
    "cli/interrupt.ts",
    "cli/main.ts",
    "cli/options.ts",
    "domain/disk.ts",
    "domain/failure.ts",
    "domain/mapping/words.ts",
    "domain/quality/fault-words.ts",
    "domain/reason.ts",
    "node:util",
  ]);
});
