import type { TestPortal } from "./portal.ts";

/** What a browser does with HTTP: it keeps cookies by their host, and follows redirects. */
export interface Browser {
  /** Cookies by host and name; a test may change them. */
  readonly cookies: Map<string, Map<string, string>>;
  /** One answer; a redirect is not followed. */
  ask(address: string, init?: RequestInit): Promise<Response>;
  /** The answer after all redirects. */
  open(address: string, init?: RequestInit): Promise<Response>;
  /** Sends a form as a page of the session does: with the session's token, and from the portal's own address. */
  send(action: string, fields?: Readonly<Record<string, string>>): Promise<Response>;
}

const MOST_REDIRECTS = 20;

/** A browser that has the page's accepted types, and no script. */
export function browserAt(portal: TestPortal): Browser {
  const cookies = new Map<string, Map<string, string>>();
  const ask = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address, portal.served.url);
    const jar = cookies.get(url.host) ?? new Map<string, string>();
    cookies.set(url.host, jar);
    const headers = new Headers(init.headers);
    if (!headers.has("accept")) headers.set("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const answer = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0\b/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  const open = async (address: string, init?: RequestInit): Promise<Response> => {
    let at = new URL(address, portal.served.url);
    let answer = await ask(at.href, init);
    for (let round = 0; round < MOST_REDIRECTS; round++) {
      const next = answer.headers.get("location");
      if (next === null) return answer;
      await answer.arrayBuffer();
      at = new URL(next, at);
      answer = await ask(at.href);
    }
    throw new Error(`more than ${MOST_REDIRECTS} redirects`);
  };
  return {
    cookies,
    ask,
    open,
    async send(action, fields = {}) {
      const page = await (await open("/quan-tri/ky-bao-cao")).text();
      const body = new URLSearchParams({ ...hiddenIn(page, "/dang-xuat"), ...fields });
      return ask(action, { method: "POST", body, headers: { Origin: portal.served.url } });
    },
  };
}

/** What is hidden in the form that goes to an address. */
function hiddenIn(page: string, action: string): Record<string, string> {
  const form = page.split("<form").find((part) => part.includes(`action="${action}"`)) ?? "";
  const fields = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return Object.fromEntries([...fields].map(([, name = "", value = ""]) => [name, value]));
}

/** A browser in which a person of the issuer is signed in. */
export async function signedIn(portal: TestPortal, person: string): Promise<Browser> {
  const browser = browserAt(portal);
  portal.issuer.person = person;
  const answer = await browser.open("/dang-nhap/bat-dau");
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  return browser;
}
