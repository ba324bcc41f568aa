import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { browserAt, signedIn } from "../../helpers/portal/browser.ts";
import { type TestPortal, testPortal } from "../../helpers/portal/portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal({ start: new Date().toISOString() });
});
beforeEach(() => portal.setClock(new Date().toISOString()));
afterAll(() => portal.close());

const CONSOLE = "/quan-tri/ky-bao-cao";

/** A session's cookie as the browser has it, or changes it. */
const cookiesOf = (browser: ReturnType<typeof browserAt>): Map<string, string> => {
  const jar = browser.cookies.get(new URL(portal.served.url).host);
  if (jar === undefined) throw new Error("nothing was asked yet");
  return jar;
};

const later = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

describe("sign-in with the province's own server", () => {
  test("leads back to the page that was asked for, under the name of the person", async () => {
    const browser = browserAt(portal);
    portal.issuer.person = "van-hanh";
    const asked = await browser.open("/quan-tri/chay-lai?tinh=dong-nai");
    expect(await asked.text()).toContain("Đăng nhập bằng tài khoản của tỉnh");
    const answer = await browser.open(
      `/dang-nhap/bat-dau?ve=${encodeURIComponent("/quan-tri/chay-lai?tinh=dong-nai")}`,
    );
    expect(answer.url).toBe(`${portal.served.url}/quan-tri/chay-lai?tinh=dong-nai`);
    expect(await answer.text()).toContain("Lê Văn Hành");
  });

  test("leads nowhere outside the console", async () => {
    for (const address of [
      "https://ke-gian.example/",
      "//ke-gian.example",
      "/b/x",
      "/quan-tri/\\ke-gian",
      "javascript:1",
    ]) {
      const browser = browserAt(portal);
      const answer = await browser.open(`/dang-nhap/bat-dau?ve=${encodeURIComponent(address)}`);
      expect(answer.url).toBe(`${portal.served.url}${CONSOLE}`);
      await answer.arrayBuffer();
    }
  });

  test("asks with PKCE, a state and a nonce of its own each time", async () => {
    const browser = browserAt(portal);
    const asked = [];
    for (let round = 0; round < 2; round++) {
      const answer = await browser.ask("/dang-nhap/bat-dau");
      asked.push(new URL(answer.headers.get("location") ?? "").searchParams);
    }
    for (const name of ["state", "nonce", "code_challenge"]) {
      expect(asked[0]?.get(name)).toMatch(/^[\w-]{43}$/);
      expect(asked[0]?.get(name)).not.toBe(asked[1]?.get(name));
    }
    expect(asked[0]?.get("code_challenge_method")).toBe("S256");
  });

  test("of somebody without a role opens nothing, and says whom to ask", async () => {
    const browser = browserAt(portal);
    portal.issuer.person = "khong-vai-tro";
    const answer = await browser.open("/dang-nhap/bat-dau");
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("đề nghị quản trị viên cấp vai trò");
    expect((await browser.ask(CONSOLE)).status).toBe(302);
  });

  test("that somebody has broken off is told as that", async () => {
    const browser = browserAt(portal);
    portal.issuer.person = null;
    const answer = await browser.open("/dang-nhap/bat-dau");
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain("Đăng nhập không thành công");
  });

  test("prints a name that is HTML as text", async () => {
    const browser = await signedIn(portal, "ten-la");
    const text = await (await browser.ask(CONSOLE)).text();
    expect(text).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    expect(text).not.toContain("<img");
  });
});

/** The address by which the issuer sends a browser back, which is not followed. */
async function sentBack(browser: ReturnType<typeof browserAt>): Promise<string> {
  portal.issuer.person = "van-hanh";
  let answer = await browser.ask("/dang-nhap/bat-dau");
  for (;;) {
    const next = new URL(answer.headers.get("location") ?? "", answer.url);
    if (next.pathname === "/dang-nhap/tro-lai") return next.href;
    answer = await browser.ask(next.href);
  }
}

const changed = (address: string, name: string, value: string): string => {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
};

describe("an answer of the issuer is refused", () => {
  test.each<[string, (address: string) => string]>([
    ["with another state", (address) => changed(address, "state", "A".repeat(43))],
    ["with another code", (address) => changed(address, "code", "A".repeat(43))],
    ["of another issuer", (address) => changed(address, "iss", "https://khac.gov.vn")],
  ])("%s", async (_name, change) => {
    const browser = browserAt(portal);
    const answer = await browser.ask(change(await sentBack(browser)));
    expect(answer.status).toBe(401);
    expect(answer.headers.getSetCookie().join()).not.toContain("phien=");
    expect((await browser.ask(CONSOLE)).status).toBe(302);
  });

  test("in another browser than the one that began", async () => {
    const address = await sentBack(browserAt(portal));
    expect((await browserAt(portal).ask(address)).status).toBe(401);
  });

  test("where another sign-in has begun since, whose nonce is another", async () => {
    const [first, second] = [browserAt(portal), browserAt(portal)];
    const [stolen] = [await sentBack(first), await sentBack(second)];
    const state = new URL(stolen).searchParams.get("state") ?? "";
    const begun = JSON.parse(Buffer.from(cookiesOf(second).get("__Host-dang-nhap") ?? "", "base64url").toString());
    const forged = Buffer.from(JSON.stringify({ ...begun, state })).toString("base64url");
    cookiesOf(second).set("__Host-dang-nhap", forged);
    expect((await second.ask(stolen)).status).toBe(401);
  });

  test("when it comes a second time, with the cookie put back", async () => {
    const browser = browserAt(portal);
    const address = await sentBack(browser);
    const begun = cookiesOf(browser).get("__Host-dang-nhap") ?? "";
    expect((await browser.ask(address)).status).toBe(302);
    expect(cookiesOf(browser).has("__Host-dang-nhap")).toBe(false);
    cookiesOf(browser).set("__Host-dang-nhap", begun);
    expect((await browser.ask(address)).status).toBe(401);
  });
});

describe("a session", () => {
  test("is not believed when its token is forged, cut or another's hash", async () => {
    const browser = await signedIn(portal, "van-hanh");
    const token = cookiesOf(browser).get("__Host-phien") ?? "";
    for (const forged of ["", "A".repeat(43), token.slice(1), `${token}A`, "../../phien", "%00", "a".repeat(4000)]) {
      cookiesOf(browser).set("__Host-phien", forged);
      expect((await browser.ask(CONSOLE)).status).toBe(302);
    }
  });

  test("ends thirty minutes after its last page, not before", async () => {
    const browser = await signedIn(portal, "nguoi-xem");
    portal.setClock(later(29));
    expect((await browser.ask(CONSOLE)).status).toBe(200);
    portal.setClock(later(58));
    expect((await browser.ask(CONSOLE)).status).toBe(200);
    portal.setClock(later(89));
    expect((await browser.ask(CONSOLE)).status).toBe(302);
  });

  test("ends eight hours after sign-in, however busy its holder", async () => {
    const browser = await signedIn(portal, "nguoi-xem");
    for (let minutes = 20; minutes < 480; minutes += 20) {
      portal.setClock(later(minutes));
      expect((await browser.ask(CONSOLE)).status).toBe(200);
    }
    portal.setClock(later(481));
    expect((await browser.ask(CONSOLE)).status).toBe(302);
  });

  test("ends with sign-out, also for whoever has copied its cookie", async () => {
    const browser = await signedIn(portal, "nguoi-xem");
    const token = cookiesOf(browser).get("__Host-phien") ?? "";
    const answer = await browser.send("/dang-xuat");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/dang-nhap?da-ra"]);
    expect(cookiesOf(browser).has("__Host-phien")).toBe(false);
    cookiesOf(browser).set("__Host-phien", token);
    expect((await browser.ask(CONSOLE)).status).toBe(302);
  });

  test("of before ends where the browser signs in anew", async () => {
    const browser = await signedIn(portal, "nguoi-xem");
    const before = cookiesOf(browser).get("__Host-phien") ?? "";
    await (await browser.open("/dang-nhap/bat-dau")).arrayBuffer();
    expect(cookiesOf(browser).get("__Host-phien")).not.toBe(before);
    cookiesOf(browser).set("__Host-phien", before);
    expect((await browser.ask(CONSOLE)).status).toBe(302);
  });

  test("lives on when the portal is started anew", async () => {
    const browser = await signedIn(portal, "nguoi-xem");
    const token = cookiesOf(browser).get("__Host-phien") ?? "";
    await portal.restart();
    const answer = await fetch(`${portal.served.url}${CONSOLE}`, { headers: { Cookie: `__Host-phien=${token}` } });
    expect(answer.status).toBe(200);
  });

  test("opens no route of the API, whose callers send no cookie", async () => {
    const browser = await signedIn(portal, "van-hanh");
    expect((await browser.ask("/runs", { headers: { Accept: "application/json" } })).status).toBe(401);
  });
});

describe("a form is refused", () => {
  const FORM = { province: "dong-nai", period: "2023-06", reason: "thử", viec: "chay" };
  const send = async (headers: Record<string, string>, fields: Record<string, string> = {}): Promise<number> => {
    const browser = await signedIn(portal, "van-hanh");
    const page = await (await browser.ask(CONSOLE)).text();
    const ma = /name="ma" value="([^"]*)"/.exec(page)?.[1] ?? "";
    const body = new URLSearchParams({ ...FORM, ma, ...fields });
    const answer = await browser.ask("/quan-tri/chay-lai", { method: "POST", body, headers });
    await answer.arrayBuffer();
    return answer.status;
  };
  test("from another origin, or none", async () => {
    expect(await send({ Origin: "https://ke-gian.example" })).toBe(403);
    expect(await send({ Origin: "null" })).toBe(403);
    expect(await send({})).toBe(403);
  });

  test("without the session's token, or with another session's", async () => {
    const Origin = portal.served.url;
    const other = await (await (await signedIn(portal, "van-hanh")).ask(CONSOLE)).text();
    const others = /name="ma" value="([^"]*)"/.exec(other)?.[1] ?? "";
    for (const ma of ["", "A".repeat(43), others]) expect(await send({ Origin }, { ma })).toBe(403);
    expect(await send({ Origin }, { period: "sai" })).toBe(422);
  });

  test("however it is written", async () => {
    const browser = await signedIn(portal, "van-hanh");
    for (const type of ["text/plain", "application/json", "multipart/form-data"]) {
      const headers = { Origin: "https://ke-gian.example", "Content-Type": type };
      const answer = await browser.ask("/quan-tri/chay-lai", { method: "POST", body: JSON.stringify(FORM), headers });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    expect(await portal.world.ports.history.recent(1, null)).toEqual([]);
  });
});

describe("the link of this machine", () => {
  test("signs in once, as somebody who runs and releases; the next one is another", async () => {
    const link = portal.served.signInLink();
    const browser = browserAt(portal);
    const answer = await browser.open(link);
    expect(answer.url).toBe(`${portal.served.url}${CONSOLE}`);
    expect(await answer.text()).toContain("Quản trị tại máy này");
    const again = await browserAt(portal).ask(link);
    expect(again.status).toBe(401);
    expect(await again.text()).toContain("Lấy liên kết mới nhất");
    expect(portal.served.signInLink()).not.toBe(link);
  });

  test("is of no use after twelve hours", async () => {
    portal.setClock(later(12 * 60 + 1));
    expect((await browserAt(portal).ask(portal.served.signInLink())).status).toBe(401);
  });
});
