import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { PORTAL_ANSWERS } from "../../functions/domain/national/answers.ts";
import { portalQuestion } from "../../functions/domain/national/question.ts";
import {
  fakePortal,
  PHU_THO_ROOT,
  type PortalMode,
  pageOf,
  portalClient,
  recorded,
} from "../helpers/sources/national-portal.ts";

function asked(period: string) {
  const question = portalQuestion(period, "2027-01-01");
  if (typeof question === "string") throw new Error(question);
  return question;
}

const AUGUST = asked("2026-08");

test("a month is asked for seven times, one after the other, two seconds apart, with who asks", async () => {
  const fake = await fakePortal();
  const { portal, waits } = portalClient(fake);

  const { answers, failure } = await portal.read(AUGUST, "tỉnh Phú Thọ");

  expect(failure).toBeNull();
  expect(answers.map(({ name }) => name)).toEqual([...PORTAL_ANSWERS]);
  expect(waits).toEqual([2_000, 2_000, 2_000, 2_000, 2_000, 2_000]);
  expect(fake.asked.map(({ method, agent }) => [method, agent])).toEqual(
    PORTAL_ANSWERS.map(() => ["POST", "bao-cao-cntt-cchc/thu-nghiem (cntt@phutho.gov.vn)"]),
  );
  const place = { rootDepartmentId: PHU_THO_ROOT, currentPage: 1 };
  const bodies = new Map(fake.asked.map(({ name, body }) => [name, body]));
  const month = { timeType: "month", year: 2026, month: 8, ...place };
  expect(bodies.get("dvc-progress-tree")).toEqual({ ...month, pageSize: 100 });
  expect(bodies.get("transparency")).toEqual({ ...month, pageSize: 200 });
  expect(bodies.get("handling-satisfaction")).toEqual({
    fromDate: "2026-08-01",
    toDate: "2026-08-31",
    ...place,
    pageSize: 200,
  });
  expect(bodies.get("service-results")).toEqual({
    timeType: "year",
    year: 2026,
    departmentType: "ADMINISTRATIVE_UNIT",
  });
});

test("an answer is kept byte by byte, with its hash and when it was read", async () => {
  const { portal } = portalClient(await fakePortal());

  const { answers } = await portal.read(AUGUST, "tỉnh Phú Thọ");

  const body = recorded("dvc-progress-tree");
  expect(answers[0]).toEqual({
    name: "dvc-progress-tree",
    page: 1,
    body,
    sha256: createHash("sha256").update(body).digest("hex"),
    askedAt: "2026-09-26T18:14:41.000Z",
    readAt: "2026-09-26T18:14:41.000Z",
  });
});

test.each([
  ["2026-Q3", { timeType: "quarter", year: 2026, quarter: 3 }],
  ["2026", { timeType: "year", year: 2026 }],
])("%s is asked for as such", async (period, expected) => {
  const fake = await fakePortal();
  await portalClient(fake).portal.read(asked(period), "tỉnh Phú Thọ");
  expect(fake.asked[0]?.body).toMatchObject(expected);
});

const FAILURES: readonly (readonly [PortalMode, RegExp])[] = [
  ["forbidden", /403/],
  ["too-many", /429/],
  ["html", /không phải là JSON/],
  ["silent", /quá thời hạn trả lời/],
  ["broken", /kết nối bị ngắt/],
  ["endless", /quá lớn/],
  ["other-shape", /không đúng cấu trúc \(data\.parent\.\w+=absent\)/],
];

test.each(FAILURES)("%s: nothing more is asked, what was answered is kept", async (mode, failure) => {
  const fake = Object.assign(await fakePortal(), { mode, from: 1 });
  const { portal } = portalClient(fake, { answerTimeoutMs: mode === "silent" ? 50 : 5_000, maxAnswerBytes: 200_000 });

  const reading = await portal.read(AUGUST, "tỉnh Phú Thọ");

  expect(reading.failure).toMatch(failure);
  expect(reading.answers.map(({ name }) => name)).toEqual(["dvc-progress-tree"]);
  expect(fake.asked).toHaveLength(2);
});

test("the answers of another province are not taken for those of this one", async () => {
  const fake = await fakePortal();

  const reading = await portalClient(fake).portal.read(AUGUST, "tỉnh Tuyên Quang");

  expect(reading.answers).toEqual([]);
  expect(reading.failure).toMatch(/UBND tỉnh Phú Thọ, không phải của tỉnh Tuyên Quang/);
  expect(fake.asked).toHaveLength(1);
});

test("nothing is asked beyond the moment by which a process must have ended", async () => {
  const fake = await fakePortal();
  const { portal } = portalClient(fake, { deadline: () => new Date("2026-09-26T18:14:41Z") });

  expect(await portal.read(AUGUST, "tỉnh Phú Thọ")).toEqual({
    answers: [],
    failure: "hết thời gian dành cho việc hỏi Cổng",
  });
  expect(fake.asked).toEqual([]);
});

test("two periods are not asked for at once", async () => {
  const fake = await fakePortal();
  const { portal, waits } = portalClient(fake);

  await Promise.all([portal.read(AUGUST, "tỉnh Phú Thọ"), portal.read(asked("2026-Q3"), "tỉnh Phú Thọ")]);

  expect(fake.asked.map(({ name }) => name)).toEqual([...PORTAL_ANSWERS, ...PORTAL_ANSWERS]);
  expect(waits).toHaveLength(13);
});

test("fields that nobody uses may go", async () => {
  const fake = await fakePortal();
  fake.edit = (body) =>
    body.replaceAll(/"(avgProcessingDays|totalCompleted|stt|ratio|agencyLevel|growthPercent)":/g, '"x":');
  expect((await portalClient(fake).portal.read(AUGUST, "UBND tỉnh Phú Thọ")).failure).toBeNull();
});

const PAGED = ["transparency", "dossier-digitized", "handling-satisfaction"];

test("an answer of more units than a page has is asked for page by page, each kept as it came", async () => {
  const fake = await fakePortal();
  fake.edit = (body, name, page) => (name === "transparency" ? pageOf(body, page, { size: 2 }) : body);
  const { portal, waits } = portalClient(fake);

  const { answers, failure } = await portal.read(AUGUST, "tỉnh Phú Thọ");

  expect(failure).toBeNull();
  const pages = answers.filter(({ name }) => name === "transparency");
  expect(pages.map(({ page, body }) => [page, JSON.parse(body).data.evaluation.length])).toEqual([
    [1, 2],
    [2, 2],
    [3, 1],
  ]);
  for (const { body, sha256 } of pages) expect(createHash("sha256").update(body).digest("hex")).toBe(sha256);
  const asked = fake.asked.filter(({ name }) => name === "transparency");
  expect(asked.map(({ body }) => body)).toMatchObject([1, 2, 3].map((currentPage) => ({ currentPage, pageSize: 200 })));
  expect(waits).toEqual(Array.from({ length: 8 }, () => 2_000));
});

test("a total that is never reached fails that answer alone, after the page that brings nothing new", async () => {
  const fake = await fakePortal();
  fake.edit = (body, name, page) => (name === "dossier-digitized" ? pageOf(body, page, { size: 3, total: 163 }) : body);

  const { answers, failure } = await portalClient(fake).portal.read(AUGUST, "tỉnh Phú Thọ");

  expect(failure).toBe("câu trả lời dossier-digitized chỉ có 5/163 đơn vị");
  expect(answers.map(({ name }) => name)).toEqual(PORTAL_ANSWERS.filter((name) => name !== "dossier-digitized"));
  expect(fake.asked.filter(({ name }) => name === "dossier-digitized")).toHaveLength(3);
});

test("pages without end are asked for ten times", async () => {
  const fake = await fakePortal();
  fake.edit = (body, name, page) => {
    if (name !== "transparency") return body;
    const answer = JSON.parse(pageOf(body, 1, { size: 5, total: 5_000 }));
    for (const unit of answer.data.evaluation) unit.departmentId += String(page);
    return JSON.stringify(answer);
  };
  const reading = await portalClient(fake).portal.read(AUGUST, "tỉnh Phú Thọ");

  expect(reading.failure).toBe("câu trả lời transparency chỉ có 50/5000 đơn vị");
  expect(fake.asked.filter(({ name }) => name === "transparency")).toHaveLength(10);
});

test.each(["forbidden", "html"] as const)(
  "%s at a further page ends the asking, and leaves nothing of that answer",
  async (mode) => {
    const fake = await fakePortal();
    fake.edit = (body, name, page) => (PAGED.includes(name) ? pageOf(body, page, { size: 3 }) : body);
    Object.assign(fake, { mode, from: 4 });

    const { answers } = await portalClient(fake).portal.read(AUGUST, "tỉnh Phú Thọ");

    expect(answers.map(({ name }) => name)).toEqual(PORTAL_ANSWERS.slice(0, 3));
    expect(fake.asked).toHaveLength(5);
  },
);
