import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Browser, browserAt, signedIn } from "../../helpers/portal/browser.ts";
import { SERIES, type TestPortal, testPortal } from "../../helpers/portal/portal.ts";
import { published } from "../../helpers/portal/runs.ts";

let portal: TestPortal;
let run: string;
let link: string;
let person: string;
const browsers = new Map<string, Browser>();
beforeAll(async () => {
  portal = await testPortal();
  run = await published(portal);
  const scope = { kind: "series" as const, series: SERIES };
  const days = { created: "2023-06-20T03:00:00.000Z", expires: "2099-01-01T00:00:00.000Z" };
  link = (await portal.world.ports.links.add({ recipient: "Nguyễn Văn A", scope, revision: 1, ...days })).link.id;
  const reader = {
    name: "Trần Thị B",
    address: "b@tinh.gov.vn",
    roles: [{ kind: "recipient" as const, reports: null }],
  };
  person = (await portal.world.ports.recipients.put("ba-ria-vung-tau", reader)).id;
  portal.setClock(new Date().toISOString());
  browsers.set("anonymous", browserAt(portal));
  for (const [role, person] of Object.entries({ viewer: "nguoi-xem", operator: "van-hanh", approver: "duyet" })) {
    browsers.set(role, await signedIn(portal, person));
  }
});
afterAll(() => portal.close());

/** What each is answered: anonymous, viewer, operator, approver. */
const OPEN = (status: number) => [status, status, status, status];
const READ = [302, 200, 200, 200];
const LOOK = (status: number) => [302, 403, status, status];
const OPERATE = (status: number) => [302, 403, status, 403];

/** Where a figure of the whole province is told. */
const FIGURE =
  "/quan-tri/so-lieu/o?tinh=ba-ria-vung-tau&ky=2023-06&ban=1&van-ban=brvt-qd-2023&chi-tieu=online-filing&pham-vi=tinh&ma=&co-so=luy-ke";

const PAGES: readonly (readonly [path: () => string, answers: readonly number[]])[] = [
  [() => "/", OPEN(200)],
  [() => "/dang-nhap", OPEN(200)],
  [() => "/dang-nhap/mot-lan/khong-co", OPEN(401)],
  [() => "/dang-nhap/tro-lai?code=a&state=b", OPEN(401)],
  [() => "/tien-do.js", OPEN(200)],
  [() => "/khong-co-trang-nay", OPEN(404)],
  [() => "/quan-tri/khong-co-trang-nay", OPEN(404)],
  [() => "/quan-tri", OPEN(302)],
  [() => "/quan-tri/ky-bao-cao", READ],
  [() => "/quan-tri/ky-bao-cao?tinh=dong-nai", READ],
  [() => "/quan-tri/ky-bao-cao?tinh=ha-tay", [302, 422, 422, 422]],
  [() => "/quan-tri/lan-chay", READ],
  [() => `/quan-tri/lan-chay/${run}`, READ],
  [() => `/quan-tri/lan-chay/${run}/tien-do`, [401, 200, 200, 200]],
  [() => "/quan-tri/lan-chay/khong-co", [302, 404, 404, 404]],
  [() => "/quan-tri/so-lieu", READ],
  [() => "/quan-tri/so-lieu?tinh=dong-nai", READ],
  [() => "/quan-tri/so-lieu?tinh=ha-tay", [302, 422, 422, 422]],
  [() => `/quan-tri/so-lieu?tinh=ba-ria-vung-tau&ky=2023-06&cap=xa&co-so=trong-ky&ten=a`, READ],
  [() => FIGURE, READ],
  [() => "/quan-tri/so-lieu/o", [302, 404, 404, 404]],
  [() => "/quan-tri/chay-lai", OPERATE(200)],
  [() => "/quan-tri/phat-hanh", LOOK(200)],
  [() => "/quan-tri/phat-hanh/khong-co", LOOK(404)],
  [() => `/quan-tri/phat-hanh/${run}`, LOOK(404)],
  [() => `/quan-tri/phat-hanh/${run}/tep/bao-cao-cntt.pdf`, LOOK(404)],
  [() => "/quan-tri/so-sanh", READ],
  [() => "/quan-tri/so-sanh?tinh=dong-nai", READ],
  [() => "/quan-tri/so-sanh?tinh=ba-ria-vung-tau&ky=2019-01", [302, 422, 422, 422]],
  [() => "/quan-tri/don-vi-cham", READ],
  [() => "/quan-tri/don-vi-cham?tinh=ba-ria-vung-tau&ky=2023-06", READ],
  [() => "/quan-tri/don-vi-cham?tinh=ha-tay", [302, 422, 422, 422]],
  [() => "/quan-tri/nhap-so-lieu", OPERATE(200)],
  [() => "/quan-tri/nhap-so-lieu?tinh=ba-ria-vung-tau&thang=2023-06", OPERATE(200)],
  [() => "/quan-tri/nhap-so-lieu/mau?tinh=ba-ria-vung-tau&thang=2023-06", OPERATE(200)],
  [
    () => "/quan-tri/nhap-so-lieu/rut?tinh=ba-ria-vung-tau&thang=2023-06&co-quan=khong-co&he-thong=province",
    OPERATE(404),
  ],
  [() => "/quan-tri/noi-dung", OPERATE(200)],
  [() => "/quan-tri/noi-dung?tinh=ba-ria-vung-tau&ky=2023-06&bao-cao=cntt", OPERATE(200)],
  [() => "/quan-tri/noi-dung?tinh=ba-ria-vung-tau&ky=sai&bao-cao=cntt", OPERATE(422)],
  [() => "/quan-tri/noi-dung?tinh=ba-ria-vung-tau&ky=2023-06&bao-cao=don-vi&co-quan=Z1.S01", OPERATE(200)],
  [() => "/quan-tri/noi-dung?tinh=ba-ria-vung-tau&ky=2023-06&bao-cao=don-vi", OPERATE(422)],
  [() => "/quan-tri/van-ban", READ],
  [() => "/quan-tri/van-ban/thu", OPERATE(200)],
  [() => "/quan-tri/nhat-ky", OPERATE(200)],
  [() => "/quan-tri/lien-ket", OPERATE(200)],
  [() => "/quan-tri/lien-ket?tinh=ba-ria-vung-tau&ky=2023-06", OPERATE(200)],
  [() => "/quan-tri/lien-ket/nguoi-nhan?tinh=ba-ria-vung-tau", OPERATE(200)],
  [() => `/quan-tri/lien-ket/nguoi-nhan?tinh=ba-ria-vung-tau&ma=${person}`, OPERATE(200)],
  [() => "/quan-tri/lien-ket/nguoi-nhan?tinh=ba-ria-vung-tau&ma=khong-co", OPERATE(404)],
  [() => `/quan-tri/lien-ket/nguoi-nhan/${person}/xoa?tinh=ba-ria-vung-tau`, OPERATE(200)],
  [() => "/quan-tri/lien-ket/nguoi-nhan/0000000000000000/xoa?tinh=ba-ria-vung-tau", OPERATE(404)],
  [() => "/quan-tri/lien-ket/nhap?tinh=ba-ria-vung-tau", OPERATE(200)],
  [() => `/quan-tri/lien-ket/${link}/thu-hoi`, OPERATE(200)],
  [() => "/quan-tri/lien-ket/0000000000000000/thu-hoi", OPERATE(404)],
];

describe.each(PAGES)("%s", (path, answers) => {
  test("is answered to every role as it may be, as a page", async () => {
    const given = [];
    for (const browser of browsers.values()) {
      const answer = await browser.ask(path());
      given.push(answer.status);
      const text = await answer.text();
      const isPage = (answer.headers.get("content-type") ?? "").startsWith("text/html");
      if (answer.status !== 302 && isPage) expect(text).toContain('<html lang="vi">');
      expect(text).not.toMatch(/undefined|NaN|\[object|\bat .*\.ts:/);
      expect(answer.headers.get("cache-control")).toContain("no-store");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(answer.headers.get("content-security-policy")).not.toContain("unsafe");
    }
    expect(given).toEqual(answers);
  });
});

/** What changes something. */
const CHANGES: readonly (readonly [path: () => string, answers: readonly number[]])[] = [
  [() => "/quan-tri/chay-lai", [401, 403, 403, 403]],
  [() => "/quan-tri/van-ban/thu", [401, 403, 422, 403]],
  [() => "/quan-tri/phat-hanh/khong-co", [401, 403, 403, 403]],
  [() => "/quan-tri/don-vi-cham", [401, 403, 422, 403]],
  [() => "/quan-tri/nhap-so-lieu", [401, 403, 422, 403]],
  [() => "/quan-tri/nhap-so-lieu/luu", [401, 403, 422, 403]],
  [() => "/quan-tri/nhap-so-lieu/rut", [401, 403, 422, 403]],
  [() => "/quan-tri/noi-dung", [401, 403, 303, 403]],
  [() => "/quan-tri/noi-dung?tinh=ba-ria-vung-tau&ky=2023-06&bao-cao=don-vi", [401, 403, 422, 403]],
  [() => `/quan-tri/lan-chay/${run}/dung`, [401, 403, 303, 403]],
  [() => `/quan-tri/lien-ket/${link}/thu-hoi`, [401, 403, 303, 403]],
  [() => "/quan-tri/lien-ket/gui-lai", [401, 403, 422, 403]],
  [() => "/quan-tri/lien-ket/nguoi-nhan", [401, 403, 422, 403]],
  [() => `/quan-tri/lien-ket/nguoi-nhan/${person}/xoa?tinh=ba-ria-vung-tau`, [401, 403, 303, 403]],
  [() => "/quan-tri/lien-ket/nhap", [401, 403, 422, 403]],
  [() => "/quan-tri/lien-ket/nhap/luu", [401, 403, 422, 403]],
];

describe.each(CHANGES)("POST %s", (path, answers) => {
  test("is done for those who may, and for a form of theirs only", async () => {
    const given = [];
    for (const browser of browsers.values()) {
      const answer = await browser.send(path());
      await answer.arrayBuffer();
      given.push(answer.status);
    }
    expect(given).toEqual(answers);
  });
});

test("the menu goes on with the province that was chosen", async () => {
  const page = await (await browsers.get("operator")?.ask("/quan-tri/ky-bao-cao?tinh=dong-nai"))?.text();
  expect(page).toContain('href="/quan-tri/so-lieu?tinh=dong-nai"');
  const hostile = await (await browsers.get("operator")?.ask("/quan-tri/lan-chay?tinh=x%22%3E%3Cscript%3E"))?.text();
  expect(hostile).toContain('href="/quan-tri/so-lieu"');
});

test("another month is looked at without a file, and the last one of a province that has ended is offered", async () => {
  const page = await (await browsers.get("operator")?.ask("/quan-tri/nhap-so-lieu?tinh=ba-ria-vung-tau"))?.text();
  expect(page).toMatch(/<form method="get" action="\/quan-tri\/nhap-so-lieu"/);
  // The province is no more from 01/7/2025 on.
  expect(page).toContain('id="xem-thang" name="thang" value="2025-06"');
});

test.each(["", "xem", "publish"])("a run that no button of the page asks for (%j) is not begun", async (viec) => {
  const fields = { province: "ba-ria-vung-tau", period: "2023-06", reason: "thử", key: crypto.randomUUID(), viec };
  const answer = await browsers.get("operator")?.send("/quan-tri/chay-lai", fields);
  expect(answer?.status).toBe(403);
});

test("nothing is written into a period that the province no longer has", async () => {
  const answer = await browsers.get("operator")?.ask("/quan-tri/noi-dung?tinh=ba-ria-vung-tau&ky=2026-06&bao-cao=cntt");
  expect(answer?.status).toBe(422);
  expect(await answer?.text()).toContain("chỉ tồn tại đến hết ngày 30/6/2025");
});
