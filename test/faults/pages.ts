/**
 * Shows the portal's pages in a real browser and holds them to the rules of axe: `node test/faults/pages.ts FOLDER`.
 * Needs Chromium (CHROMIUM, or /usr/bin/chromium). Pictures and a print of each page go to the folder.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { z } from "zod";
import { manifestOf } from "../../functions/pipeline/support/compile.ts";
import { SERIES } from "../helpers/portal/portal.ts";
import { linkOf, PROVINCE_SCOPE, twoRevisions } from "./portal-world.ts";

const folder = process.argv[2] ?? "pages";
mkdirSync(folder, { recursive: true });
const Result = z.object({
  violations: z.array(z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
  passes: z.array(z.unknown()),
});

const portal = await twoRevisions();
const pointer = await portal.world.ports.revisions.current(SERIES);
if (pointer === null) throw new Error("nothing was published");
const { code } = (await manifestOf(portal.world.ports.objects, pointer)).verification;
const [own, province] = [await linkOf(portal, "Nguyễn Văn A"), await linkOf(portal, "Nguyễn Văn A", PROVINCE_SCOPE)];
const pages = {
  current: own,
  replaced: `${own}?ban=1`,
  province,
  verified: `/verify/${code}`,
  unknown: "/verify/000000000000",
  refused: "/b/AAAAAAAAAAAAAAAAAAAAAA",
};

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
// A page whose policy allows no script can only be looked into from outside it.
const context = await browser.newContext({ bypassCSP: true, locale: "vi-VN" });
const page = await context.newPage();
const asked: string[] = [];
page.on("request", (request) => asked.push(request.url()));
for (const [name, path] of Object.entries(pages)) {
  for (const [kind, width] of [
    ["wide", 1200],
    ["narrow", 360],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${portal.served.url}${path}`);
    await page.screenshot({ path: join(folder, `${name}-${kind}.png`), fullPage: true });
    await page.evaluate(axe.source);
    const { violations, passes } = Result.parse(await page.evaluate("axe.run()"));
    console.log(`${name} ${kind}: ${passes.length} rules kept, ${violations.length} broken`);
    for (const { id, help, nodes } of violations)
      console.log(`  ${id}: ${help}\n    ${nodes.map(({ html }) => html).join("\n    ")}`);
  }
  await page.pdf({ path: join(folder, `${name}.pdf`), format: "A4" });
}
const elsewhere = asked.filter((url) => !url.startsWith(portal.served.url) || url.endsWith("favicon.ico"));
console.log(`asked of others, or for more than the page: ${elsewhere.length === 0 ? "nothing" : elsewhere.join(", ")}`);
await browser.close();
await portal.close();
