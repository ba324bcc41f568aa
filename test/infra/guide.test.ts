import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { check, Request } from "../../functions/pipeline/support/request.ts";

const TEMPLATES = new URL("../../templates/", import.meta.url);
const guide = readFileSync(new URL("guides/trien-khai.md", TEMPLATES), "utf8");

/** What the shell makes of the guide's function for a backfill, with its four words. */
function backfills(): unknown[] {
  const [, text = ""] = /--input \\\n\s*"(.*)"; \}/.exec(guide) ?? [];
  const calls = [...guide.matchAll(/run (dong-nai) (\S+) (\d+) ([\w-]+)/g)];
  return calls.map(([, ...words]) => {
    const input = text.replaceAll('\\"', '"').replace(/\$(\d)/g, (_, at: string) => words[Number(at) - 1] ?? "");
    return JSON.parse(input);
  });
}

it("the first backfill that the guide prints is one that a run takes as it stands", () => {
  const requests = backfills().map((input) => Request.parse(input));
  expect(requests.map(({ period }) => period)).toEqual(["2025", "2026-11"]);
  for (const request of requests) {
    const { programmes } = check(request, loadCatalogue(TEMPLATES), new Date("2026-12-15T03:00:00Z"));
    expect(programmes.map(({ id }) => id)).toEqual(request.programmes);
  }
});

it("every part that the guide links to in itself is there", () => {
  const slugs = [...guide.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
  const links = [...guide.matchAll(/\]\(#([^)]+)\)/g)].map(([, slug = ""]) => slug);
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((slug) => !slugs.includes(slug))).toEqual([]);
});
