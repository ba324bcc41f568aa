import type { Browser } from "./browser.ts";
import type { TestPortal } from "./portal.ts";

/** A form of a page: where it goes, what its button says, what is filled in already. */
export interface PageForm {
  readonly action: string;
  readonly button: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

const unescaped = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** What is read of a piece of a page. */
const plain = (text: string): string =>
  unescaped(text.replace(/<[^>]*>/g, ""))
    .replace(/\s+/g, " ")
    .trim();

function fieldsOf(form: string): (readonly [string, string])[] {
  const inputs = [...form.matchAll(/<input([^>]*)>/g)].flatMap(([, attributes = ""]) => {
    const of = (name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(` ${attributes}`)?.[1];
    const isLeftOut = ["checkbox", "radio"].includes(of("type") ?? "") && !/ checked/.test(attributes);
    const name = of("name");
    return name === undefined || isLeftOut || of("type") === "file"
      ? []
      : [[name, unescaped(of("value") ?? "")] as const];
  });
  const areas = [...form.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)</g)].map(
    ([, name = "", text = ""]) => [name, unescaped(text.replace(/^\n/, ""))] as const,
  );
  const selects = [...form.matchAll(/<select[^>]* name="([^"]*)"[^>]*>(.*?)<\/select>/gs)].map(
    ([, name = "", options = ""]) => {
      const chosen = /<option value="([^"]*)" selected/.exec(options) ?? /<option value="([^"]*)"/.exec(options);
      return [name, chosen?.[1] ?? ""] as const;
    },
  );
  return [...inputs, ...areas, ...selects];
}

/** The forms of a page that change something, as a browser would send them. */
export const formsIn = (page: string): PageForm[] =>
  [...page.matchAll(/<form method="post" action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(([, action = "", form = ""]) => ({
    action: unescaped(action),
    button: plain(/<button[^>]*>(.*?)<\/button>/s.exec(form)?.[1] ?? ""),
    fields: fieldsOf(form),
  }));

/** The form of a page by the beginning of what its button says. */
export function formBy(page: string, button: string): PageForm {
  const found = formsIn(page).find((form) => form.button.startsWith(button));
  if (found === undefined) throw new Error(`no form "${button}" in ${plain(page)}`);
  return found;
}

/** Sends a form as its page does, with other values in some of its fields; a list gives a field several values, none leaves it out. */
export function sendForm(
  portal: TestPortal,
  browser: Browser,
  { action, fields }: PageForm,
  changed: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<Response> {
  const kept = fields.filter(([name]) => changed[name] === undefined);
  const others = Object.entries(changed).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const body = new URLSearchParams([...kept.map(([name, value]) => [name, value]), ...others]);
  return browser.ask(action, { method: "POST", body, headers: { Origin: portal.served.url } });
}
