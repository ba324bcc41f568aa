import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import type { ServicePorts } from "../../functions/ports/ports.ts";
import type { MailWorld } from "../helpers/mail/world.ts";
import { pushMails, pushWorld, TAKEN } from "../helpers/push/world.ts";
import { deadAddress, type Reply } from "../helpers/sources/stub.ts";

const PUBLISHED: Record<string, string>[] = parse(
  readFileSync(new URL("../fixtures/worked-example/figures.csv", import.meta.url), "utf8"),
  { bom: true, columns: true },
);

/** What the worked example's figures.csv has of online filing in the month: a rate for each code; X03 has sent nothing. */
const EXPECTED = new Map(
  PUBLISHED.flatMap(({ target, basis, scope = "", code = "", rate = "" }): [string, string][] => {
    if (target !== "online-filing" || basis !== "period" || !["province", "agency"].includes(scope)) return [];
    const office = { "": "000-00-00-H04", "Z1.S01": "000-00-15-H04" }[code] ?? code;
    return rate === "" ? [] : [[office, Number(rate).toFixed(2)]];
  }),
);

const answerOf = (world: MailWorld, agency: string, from: string) => {
  const answer = world.province.behaviour.answers.counts.find((one) => one.agency === agency && one.from === from);
  if (answer === undefined) throw new Error(`no answer of ${agency}`);
  return answer;
};

/** As a process that dies at this call. */
const killed = async (): Promise<never> => {
  throw new Error("killed");
};

const withSent = (ports: ServicePorts, changes: Partial<ServicePorts["sentFigures"]>): ServicePorts => ({
  ...ports,
  sentFigures: { ...ports.sentFigures, ...changes },
});

test("every figure is sent once under the system's codes, however often the step is repeated; a missing one is not sent as 0", async () => {
  const world = await pushWorld(() => TAKEN);
  const revision = await world.publish("one");
  await world.tell(revision);
  await world.tell(revision);

  expect(new Map(world.sent().map(({ officeCode, textValue }) => [officeCode, textValue.replace(",", ".")]))).toEqual(
    EXPECTED,
  );
  expect(world.sent()).toHaveLength(EXPECTED.size);
  expect(world.sent().some(({ officeCode }) => officeCode === "Z1.X03")).toBe(false);
  expect(world.sent()[0]).toEqual({
    ...{ indicatorCode: "DH01", officeCode: "000-00-00-H04", periodId: 6, dataYear: 2023, dataTypeId: 3 },
    ...{ value: 35.25, textValue: "35,25" },
  });
  expect(pushMails(world)).toEqual([]);
});

test("two runs at once send no figure twice, one at a time each", async () => {
  const world = await pushWorld(() => TAKEN);
  const revision = await world.publish("one");
  await Promise.all([1, 2, 3].map(() => world.tell(revision)));

  const offices = world.sent().map(({ officeCode }) => officeCode);
  expect(new Set(offices).size).toBe(offices.length);
  expect(world.most()).toBeLessThanOrEqual(3);
  await world.tell(revision);
  expect(world.sent()).toHaveLength(EXPECTED.size);
});

test.each([
  ["before the figure is sent", 0],
  ["after it was sent", 1],
])(
  "a process that dies %s leaves one figure that nobody sends again, and the operator is told of it once",
  async (_when, out) => {
    const world = await pushWorld(() => TAKEN);
    const revision = await world.publish("one");
    const { reportSystem } = world.ports;
    const dying =
      out === 1
        ? withSent(world.ports, { close: killed })
        : {
            ...world.ports,
            reportSystem: async (...asked: Parameters<typeof reportSystem>) => ({
              ...(await reportSystem(...asked)),
              send: killed,
            }),
          };
    await expect(world.tell(revision, dying)).rejects.toThrow("killed");
    expect(world.sent()).toHaveLength(out);

    await world.tell(revision);
    expect(pushMails(world)).toEqual([]);
    world.setClock("2023-06-20T03:04:00Z");
    await world.tell(revision);
    await world.tell(revision);

    const offices = world.sent().map(({ officeCode }) => officeCode);
    expect(offices.filter((office) => office === "000-00-00-H04")).toHaveLength(out);
    expect(offices).toHaveLength(EXPECTED.size - 1 + out);
    const [text = "", ...more] = pushMails(world);
    expect(more).toEqual([]);
    expect(text).toMatch(
      /Chưa rõ hệ thống đã nhận hay chưa 1 số: online-filing của Toàn tỉnh \(mã chỉ tiêu DH01, mã đơn vị 000-00-00-H04\) là 35,25\./,
    );
    expect(text).toContain("chương trình không gửi lại các số này của bản 1");
  },
);

test("a figure that is refused is told and sent again by the next run, the others are not", async () => {
  let isMended = false;
  const world = await pushWorld(({ body }) =>
    !isMended && body.includes('"Z1.S02"') ? { json: { Code: 17, Message: "sai mã" } } : TAKEN,
  );
  const revision = await world.publish("one");
  await world.tell(revision);

  expect(world.sent()).toHaveLength(EXPECTED.size);
  expect(pushMails(world)).toEqual([
    expect.stringMatching(
      /Hệ thống không nhận 1 số: online-filing của Sở Thử nghiệm 2 .*theo mục Code.*templates\/pushes\/thu-nghiem\.json/s,
    ),
  ]);
  expect(pushMails(world)[0]).not.toContain("sai mã");
  isMended = true;
  await world.tell(revision);
  expect(world.sent()).toHaveLength(EXPECTED.size + 1);
  expect(world.sent().at(-1)?.officeCode).toBe("Z1.S02");
});

const TROUBLES: readonly (readonly [name: string, reply: Reply, said: RegExp, isSure: boolean])[] = [
  ["401", { status: 401, json: {} }, /hệ thống từ chối quyền truy cập \(401\)/, true],
  ["429", { status: 429, json: {} }, /hạn chế số lượt hỏi \(429\)/, true],
  ["503", { status: 503, json: {} }, /đang bận hoặc bảo trì \(503\)/, true],
  ["another address", { status: 302, headers: { location: "/login" }, raw: "" }, /chuyển sang địa chỉ khác/, true],
  ["an HTML page", { status: 200, raw: "<!DOCTYPE html><p>Đăng nhập" }, /không phải JSON/, false],
  ["an answer of another shape", { status: 200, json: { ok: true } }, /không có mục Code/, false],
  ["a broken connection", { instead: "reset" }, /kết nối bị ngắt/, false],
];

test.each(TROUBLES)(
  "%s ends the sending at the first figure, is told, and fails nothing",
  async (_name, reply, said, isSure) => {
    let isWell = false;
    const world = await pushWorld(() => (isWell ? TAKEN : reply));
    const revision = await world.publish("one");

    expect(await world.tell(revision)).toMatchObject({ sent: 1, refused: 0 });

    expect(world.sent()).toHaveLength(1);
    const waiting = EXPECTED.size - (isSure ? 0 : 1);
    expect(pushMails(world)[0]).toMatch(said);
    expect(pushMails(world)[0]).toContain(`còn ${waiting} số chưa gửi`);
    expect(world.warnings.some((one) => said.test(one))).toBe(true);
    isWell = true;
    await world.tell(revision);
    expect(world.sent()).toHaveLength(1 + waiting);
  },
);

test("a server that fails at single figures is sent the others, and stopped at the third in a row", async () => {
  const world = await pushWorld((_asked, n) => (n === 1 || n > 3 ? { status: 500, json: {} } : TAKEN));
  await world.tell(await world.publish("one"));

  expect(world.sent()).toHaveLength(7);
  expect(pushMails(world)[0]).toMatch(/Chưa rõ hệ thống đã nhận hay chưa 4 số/);
});

test("a system that nobody reaches is sent everything by the next run", async () => {
  const world = await pushWorld(() => TAKEN, { url: await deadAddress() });
  await world.tell(await world.publish("one"));

  expect(pushMails(world)[0]).toMatch(
    new RegExp(`máy chủ từ chối kết nối; còn ${EXPECTED.size} số chưa gửi. Đề nghị kiểm tra`),
  );
});

test("an account that nobody has set is told by name, and fails nothing", async () => {
  const world = await pushWorld(() => TAKEN, { mapping: { access: { kind: "bearer" } } });
  await world.tell(await world.publish("one"));

  expect(world.sent()).toEqual([]);
  expect(pushMails(world)[0]).toMatch(
    /Chưa gửi được số nào\. Chưa có tài khoản của hệ thống báo cáo thu-nghiem; ghi mục sources\.thu-nghiem\.token/,
  );
});

test("it is off by default, and provisional figures stay here unless the mapping sends them", async () => {
  const off = await pushWorld(() => TAKEN, { isOn: false });
  await off.tell(await off.publish("one"));
  const cautious = await pushWorld(() => TAKEN, { mapping: { provisional: false } });
  await cautious.tell(await cautious.publish("one"));
  const quarterly = await pushWorld(() => TAKEN, { mapping: { periods: ["quarter"] } });
  await quarterly.tell(await quarterly.publish("one"));

  expect([off, cautious, quarterly].map((world) => world.sent())).toEqual([[], [], []]);
});

test.each([
  ["changed", ["000-00-00-H04", "000-00-15-H04"]],
  ["all", [...EXPECTED.keys()]],
] as const)("of a later revision what is sent: %s", async (sends, expected) => {
  const world = await pushWorld(() => TAKEN, { mapping: { sends } });
  await world.tell(await world.publish("one"));
  answerOf(world, "Z1.S01", "2023-05-15").items?.pop();
  const revision = await world.publish("two");
  expect(revision).toBe(2);
  await world.tell(revision);

  const later = world.sent().slice(EXPECTED.size);
  expect(later.map(({ officeCode }) => officeCode).sort()).toEqual([...expected].sort());
  const csv = await world.ports.revisions.current("ba-ria-vung-tau/2023-06");
  expect(csv?.revision).toBe(2);
  expect(later.find(({ officeCode }) => officeCode === "000-00-15-H04")?.value).not.toBe(20.16);
});

test("a figure that the system has and a later revision does not is told, not sent as 0", async () => {
  const world = await pushWorld(() => TAKEN);
  await world.tell(await world.publish("one"));
  // Of nothing at all there is no rate.
  answerOf(world, "Z1.S02", "2023-05-15").items?.splice(0);
  await world.tell(await world.publish("two"));

  expect(
    world
      .sent()
      .slice(EXPECTED.size)
      .map(({ officeCode }) => officeCode),
  ).not.toContain("Z1.S02");
  expect(pushMails(world)).toEqual([
    expect.stringMatching(/Hệ thống còn giữ của bản trước 1 số: mã chỉ tiêu DH01, mã đơn vị Z1\.S02; bản 2 không có/),
  ]);
});

test("switching it on publishes nothing anew", async () => {
  const world = await pushWorld(() => TAKEN);
  const pointer = async () => (await world.ports.revisions.current("ba-ria-vung-tau/2023-06"))?.inputs;
  const { catalogue } = world.ports;
  const off = (id: string) => {
    const { push: _, ...province } = catalogue.province(id);
    return province;
  };
  await world.publish("one", { ...world.ports, catalogue: { ...catalogue, province: off } });
  const before = await pointer();

  expect(await world.publish("two")).toBe(1);
  expect(await pointer()).toBe(before);
});
