import { mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { z } from "zod";
import type { TestPortal } from "./portal.ts";

export type Chromium = Awaited<ReturnType<typeof chromium.launch>>;

/** A real browser. */
export const openChromium = (): Promise<Chromium> =>
  chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

/** Everything that the browser complains of: a script or style that the policy refuses, an address that is not there. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}

/** A page that is signed in by the button, as a person of the issuer. */
export async function signedInAs(portal: TestPortal, person: string, context: BrowserContext): Promise<Page> {
  portal.issuer.person = person;
  const page = await context.newPage();
  await page.goto(`${portal.served.url}/`);
  await page.getByRole("link", { name: "Đăng nhập bằng tài khoản của tỉnh" }).click();
  await page.getByRole("heading", { name: "Kỳ báo cáo", level: 1 }).waitFor();
  return page;
}

/** What a page says when its run has ended. */
export const OVER = "Lần chạy đã kết thúc.";

const Result = z.object({
  violations: z.array(z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

const SIZES = [
  ["rong", 1280],
  ["dien-thoai", 390],
] as const;

/** A picture of what stands on a page, where the setting PICTURES names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["PICTURES"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/**
 * Holds a page against the rules of axe and against sideways scrolling, wide and as on a phone.
 *
 * @param page of a context that is opened with `bypassCSP`: a page whose policy allows no script can only be looked into so
 * @param name of its pictures
 */
export async function expectUsable(page: Page, address: string, name: string): Promise<void> {
  for (const [size, width] of SIZES) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(address);
    await picture(page, `${name}-${size}`);
    await page.evaluate(axe.source);
    const { violations } = Result.parse(await page.evaluate("axe.run()"));
    expect(
      violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`),
    ).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  }
}
