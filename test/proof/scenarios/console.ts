import { linkStore } from "../../../functions/store/links.ts";
import type { TestIssuer } from "../../helpers/portal/issuer.ts";
import { ROW } from "../../helpers/workbooks/import-files.ts";
import { formOf } from "../../helpers/workbooks/imports.ts";
import { type Resolver, resourcesOf } from "../cloud/resolve.ts";
import { PROVINCE } from "../deployed.ts";
import type { Deployment } from "../deployment.ts";
import { ADDRESS, asking } from "./portal.ts";

const PLACE = `tinh=${PROVINCE}`;

/** What a browser keeps of the portal, and how it asks it. */
function browserOf(deployment: Deployment) {
  const { ask } = asking(deployment);
  const cookies = new Map<string, string>();
  const take = async (answer: Awaited<ReturnType<typeof ask>>) => {
    for (const line of answer.cookies) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const open = async (address: string) => take(await ask(address, { cookies }));
  const post = async (address: string, type: string, bytes: Uint8Array) =>
    take(await ask(address, { method: "POST", cookies, form: { type, bytes } }));
  return { open, post };
}

type Browser = ReturnType<typeof browserOf>;

/** Goes to the issuer and comes back, as a browser does that follows redirects. */
async function signIn({ open }: Browser, issuer: TestIssuer): Promise<number> {
  issuer.person = "van-hanh";
  await issuer.allow(`${ADDRESS}/dang-nhap/tro-lai`);
  const begun = await open("/dang-nhap/bat-dau");
  const jar = new Map<string, string>();
  let address = begun.headers["location"] ?? "";
  for (let round = 0; round < 20 && !address.startsWith(ADDRESS); round++) {
    const headers = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") };
    const answer = await fetch(address, { headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    address = new URL(answer.headers.get("location") ?? "", address).href;
  }
  return (await open(address)).statusCode;
}

/** A form of the session's pages, with what is hidden in it. */
async function form(browser: Browser, fields: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const page = (await browser.open("/quan-tri/ky-bao-cao")).body;
  const token = /name="ma" value="([^"]*)"/.exec(page)?.[1] ?? "";
  return new TextEncoder().encode(new URLSearchParams({ ma: token, ...fields }).toString());
}

const FORM = "application/x-www-form-urlencoded";

/** A workbook in a form of several parts. */
async function upload(browser: Browser, name: string, bytes: Uint8Array, fields: Readonly<Record<string, string>>) {
  const body = new FormData();
  for (const [key, value] of new URLSearchParams(new TextDecoder().decode(await form(browser, fields))))
    body.append(key, value);
  body.append("tep", new File([Uint8Array.from(bytes)], name));
  const request = new Request(ADDRESS, { method: "POST", body });
  return { type: request.headers.get("content-type") ?? "", bytes: new Uint8Array(await request.arrayBuffer()) };
}

/** The id of a link that somebody has been given. */
async function givenLink({ cloud }: Deployment, resolver: Resolver): Promise<string> {
  const [[id = ""] = []] = resourcesOf(resolver.template, "AWS::DynamoDB::Table");
  const { link } = await linkStore({ client: cloud.database.client, table: resolver.nameOf(id) }).add({
    ...{ recipient: "Văn phòng", scope: { kind: "series", series: `${PROVINCE}/2023-Q1` }, revision: 1 },
    ...{ created: "2026-01-01T00:00:00.000Z", expires: "2099-01-01T00:00:00.000Z" },
  });
  return link.id;
}

/**
 * An administrator who signs in with a browser, reads, writes a text, gives a workbook, revokes a link and goes: the
 * statuses of the answers.
 *
 * @param agency whose counts the workbook has: its name
 */
export async function administrator(deployment: Deployment, resolver: Resolver, issuer: TestIssuer, agency: string) {
  const browser = browserOf(deployment);
  const signedIn = await signIn(browser, issuer);
  const texts = `/quan-tri/noi-dung?${PLACE}&ky=2023-Q1&bao-cao=cntt`;
  const page = (await browser.open(texts)).body;
  const version = /name="version" value="([^"]*)"/.exec(page)?.[1] ?? "";
  const slot = /<textarea id="([^"]*)"/.exec(page)?.[1] ?? "";
  const kept = await browser.post(texts, FORM, await form(browser, { version, [slot]: "Đã bố trí máy." }));
  const month = { tinh: PROVINCE, thang: "2023-03" };
  const bytes = await formOf("2023-03", [agency, ROW]);
  const given = await upload(browser, "thang-3.xlsx", bytes, month);
  const preview = await browser.post("/quan-tri/nhap-so-lieu", given.type, given.bytes);
  const hidden = [...preview.body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  const stored = await browser.post(
    "/quan-tri/nhap-so-lieu/luu",
    FORM,
    await form(browser, Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, value]))),
  );
  const link = await givenLink(deployment, resolver);
  const revoked = await browser.post(`/quan-tri/lien-ket/${link}/thu-hoi`, FORM, await form(browser, {}));
  const journal = await browser.open("/quan-tri/nhat-ky");
  const left = await browser.post("/dang-xuat", FORM, await form(browser, {}));
  const all = [kept, preview, stored, revoked, journal, left];
  return [signedIn, ...all.map(({ statusCode }) => statusCode)];
}
