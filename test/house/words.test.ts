import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Rooms whose words are read in letters, in the portal and in AWS, not only at a terminal. */
const ROOMS = [
  ...["domain", "revisions", "mail", "pipeline", "portal", "sources", "store", "aws", "transport", "catalogue"],
  ...["check", "render", "lambda"],
];

/** Strings in Vietnamese that name an option or an environment variable, but for those that are for the terminal. */
function commandWords(path: string): string[] {
  const code = readFileSync(path, "utf8").replace(/atTerminal:?[^;]*?(?=\n\s*\}|;)/g, "");
  const strings = [...code.matchAll(/`[^`]*`|"[^"\n]*"/g)].map(([text]) => text.replace(/\$\{[^}]*\}/g, ""));
  return strings
    .filter(
      (text) =>
        /[ạảấầẩậắằặẹẻếềểệỉịọỏốồổộớờợởụủứừửựỳỷỹđ]/.test(text) && /(^|[ (])--[a-z]|[A-Z]{2,}_[A-Z]{2,}/.test(text),
    )
    .map((text) => `${path}: ${text}`);
}

test("who reads a letter, the portal or AWS is told of no option and no environment variable", () => {
  const files = ROOMS.flatMap((room) =>
    readdirSync(join("functions", room), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join("functions", room, name)),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(commandWords)).toEqual([]);
});
