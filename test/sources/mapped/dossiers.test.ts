import { expect, test } from "vitest";
import { dossier, dossierPages, MAY, mappingOf, PLAIN_TOKEN, source } from "../../helpers/sources/mapped.ts";
import { stubProvince } from "../../helpers/sources/stub.ts";

const LIST = mappingOf("danh-sach-ho-so");
const DOSSIERS = LIST.dossiers ?? { key: [], counts: {} };

const counted = async (rows: readonly unknown[], mapping = LIST) => {
  const stub = await stubProvince(dossierPages(rows));
  return source(stub.url, mapping).source.counts("77-STTTT", MAY);
};

test("a list is asked by the window's days, a page after the other, with the token in the body alone", async () => {
  const rows = Array.from({ length: 501 }, (_, index) => dossier(index));
  const stub = await stubProvince(dossierPages(rows));
  const answer = await source(stub.url, LIST).source.counts("77-STTTT", MAY);

  const asked = { fromDate: "1/5/2023", toDate: "31/5/2023", MaDonVi: "77-STTTT", limit: 500, token: PLAIN_TOKEN };
  expect(stub.data.map(({ body }) => JSON.parse(body))).toEqual([
    { ...asked, page: 1 },
    { ...asked, page: 2 },
  ]);
  expect(
    stub.data.map(({ method, url, authorization }) => [method, url.href.includes("token"), authorization]),
  ).toEqual([
    ["POST", false, ""],
    ["POST", false, ""],
  ]);
  expect(answer.rows).toMatchObject([{ field: "Bưu chính", received: 501, resolvedEarly: 501 }]);
});

test("each dossier is counted by its fields and days, in its field; a count that no dossier is in is 0", async () => {
  const { rows } = await counted([
    dossier(1),
    dossier(2, { NgayXuLy: "12/05/2023", MaTinhTrang: "2" }),
    dossier(3, { NgayXuLy: "31/05/2023 16:40", MaTinhTrang: 3 }),
    dossier(4, { NgayXuLy: null, ThoiHan: "31/05/2023" }),
    dossier(5, { NgayXuLy: "", ThoiHan: "30/05/2023" }),
    dossier(6, { NgayXuLy: "01/06/2023", ThoiHan: "02/06/2023" }),
    dossier(7, { MaTrangThaiChung: 9 }),
    dossier(8, { LinhVuc: "Báo chí" }),
    dossier(9, { MaDonVi: "77-SYT" }),
  ]);

  const of = { openingBacklog: null, onlineRemote: null, onPaper: null, pending: null };
  expect(rows).toMatchObject([
    {
      ...{ field: "Bưu chính", received: 7, online: 5, counter: 1, postal: 1 },
      ...{
        resolvedEarly: 1,
        resolvedOnTime: 1,
        resolvedLate: 1,
        withdrawn: 1,
        pendingInTime: 2,
        pendingOverdue: 1,
        ...of,
      },
    },
    { field: "Báo chí", received: 1, resolvedEarly: 1, resolvedLate: 0, withdrawn: 0, pendingOverdue: 0, ...of },
  ]);
});

test("a dossier that comes twice is counted once, with other content it is refused by its key", async () => {
  expect((await counted([dossier(1), dossier(2), dossier(1)])).rows).toMatchObject([{ received: 2 }]);

  const refused = counted([dossier(1), dossier(2), dossier(1, { NgayXuLy: null })]);
  await expect(refused).rejects.toMatchObject({
    name: "AnswerInvalid",
    expected: "1 row",
    actual: "2 rows with different content",
  });
  await expect(refused).rejects.toThrow(
    /, hồ sơ 1 không khớp tệp sources\/danh-sach-ho-so\.json: .*2 dòng khác nội dung/,
  );
});

test.each([
  ["two ways of coming in", { counter: [{ field: "MaTinhTrang", in: [1, 2] }] }, "online, counter"],
  ["two outcomes", { withdrawn: [] }, "resolvedEarly, withdrawn"],
  [
    "a sum and a count beside it",
    { resolved: [], withdrawn: [], resolvedEarly: [{ field: "ID", equals: 0 }] },
    "resolved, withdrawn",
  ],
])("a dossier that the mapping counts under %s is refused", async (_case, changes, actual) => {
  const dossiers = { key: "ID", counts: { ...DOSSIERS.counts, ...changes } };
  const stated = { ...dossiers, counts: Object.fromEntries(Object.entries(dossiers.counts).map(asWritten)) };
  const refused = counted([dossier(1)], mappingOf("danh-sach-ho-so", { dossiers: stated }));

  await expect(refused).rejects.toMatchObject({ name: "AnswerInvalid", expected: "1 count of a kind", actual });
  await expect(refused).rejects.toThrow(/hồ sơ 1 .*một hồ sơ chỉ thuộc một số đếm của cùng một loại/);
});

/** A rule as files write it, be it one that was read or one that a test writes. */
function asWritten([field, rule]: [string, readonly unknown[]]): [string, unknown] {
  const isRead = rule.every(Array.isArray) && rule.length > 0;
  return [field, isRead ? { anyOf: rule } : rule];
}

test("a sum may hold the dossiers of its own parts", async () => {
  const dossiers = { key: "ID", counts: { received: [], online: [], onlineRemote: [] } };
  const { rows } = await counted([dossier(1)], mappingOf("danh-sach-ho-so", { dossiers }));
  expect(rows).toMatchObject([{ received: 1, online: 1, onlineRemote: 1 }]);
});

test.each([
  ["a key", { ID: null }, "key", "ID=null"],
  ["a day", { ThoiHan: "hôm nay" }, "dd/mm/yyyy", 'ThoiHan="hôm nay"'],
  ["a day that there is", { ThoiHan: "31/02/2023" }, "dd/mm/yyyy", 'ThoiHan="31/02/2023"'],
  ["a field of a rule", { MaTrangThaiChung: undefined }, "value or null", "MaTrangThaiChung=absent"],
])("a dossier without %s refuses the answer by field", async (_case, changes, expected, actual) => {
  await expect(counted([dossier(1), dossier(2, changes)])).rejects.toMatchObject({
    name: "AnswerInvalid",
    expected,
    actual,
  });
});

test.each([
  ["2023-05-31", 1],
  ["2023-05-31T23:59:59", 1],
  ["2023-05-31T16:59:59Z", 1],
  ["2023-05-31T17:00:00Z", 0],
  ["2023-06-01T00:00:00.000+07:00", 0],
])("an ISO time is of the day that it is in Việt Nam: %s", async (day, resolved) => {
  const dossiers = { key: "ID", counts: { resolved: [{ field: "NgayXuLy", notAfter: "{to}" }] } };
  const mapping = mappingOf("danh-sach-ho-so", { dossiers, answer: { rows: ["data"], status: "final" } });
  expect((await counted([dossier(1, { NgayXuLy: day })], mapping)).rows).toMatchObject([{ resolved }]);
});

test("dossiers of an agency as a whole: no dossier at all is nothing, not unknown, where the mapping says so", async () => {
  const { answer } = LIST;
  const dossiers = { key: "ID", counts: { received: [] } };
  const unit = { grain: "unit", subject: undefined, dossiers };
  const quiet = mappingOf("danh-sach-ho-so", { ...unit, answer: { ...answer, empty: "nothing" } });

  expect((await counted([], quiet)).rows).toMatchObject([{ field: "", received: 0, resolved: null }]);
  await expect(counted([], mappingOf("danh-sach-ho-so", unit))).rejects.toMatchObject({ name: "NotReported" });
});

test.each([
  ["fewer rows than it says", [dossier(1)], 2, "2 rows", "1 rows"],
  ["more rows than it says", [dossier(1), dossier(2)], 1, "1 rows", "2 rows"],
])("a list with %s is refused: dossiers lack, or were counted twice", async (_case, rows, total, expected, actual) => {
  const stub = await stubProvince(dossierPages(rows, total));
  await expect(source(stub.url, LIST).source.counts("77-STTTT", MAY)).rejects.toMatchObject({ expected, actual });
});

test("a list that grows while it is read is read again from its first page", async () => {
  const rows = Array.from({ length: 501 }, (_, index) => dossier(index));
  const grown = dossierPages([...rows, dossier(501)]);
  const stub = await stubProvince((asked, n) => (n === 0 ? dossierPages(rows)(asked) : grown(asked)));
  const answer = await source(stub.url, LIST).source.counts("77-STTTT", MAY);

  expect(stub.data.map(({ body }) => JSON.parse(body).page)).toEqual([1, 2, 1, 2]);
  expect(answer.rows).toMatchObject([{ received: 502 }]);
});

test("without a total the list ends with the page that is not full; a page with too many rows is refused", async () => {
  const paging = { kind: "page", parameter: "page", first: 1, size: { parameter: "limit", rows: 2 } };
  const mapping = mappingOf("danh-sach-ho-so", { paging });
  const [some, many] = [
    await stubProvince(dossierPages([dossier(1), dossier(2), dossier(3), dossier(4)])),
    await stubProvince([{ json: { data: [dossier(1), dossier(2), dossier(3)] } }]),
  ];

  expect((await source(some.url, mapping).source.counts("77-STTTT", MAY)).rows).toMatchObject([{ received: 4 }]);
  expect(some.data).toHaveLength(3);
  await expect(source(many.url, mapping).source.counts("77-STTTT", MAY)).rejects.toMatchObject({
    expected: "at most 2 rows a page",
    actual: "3 rows",
  });
});

test("a list without an end is given up", async () => {
  const paging = { kind: "page", parameter: "page", first: 0, size: { parameter: "limit", rows: 1 } };
  const stub = await stubProvince((_asked, n) => ({ json: { data: [dossier(n)] } }));
  const { source: endless } = source(stub.url, mappingOf("danh-sach-ho-so", { paging }), { maxPages: 5 });

  await expect(endless.counts("77-STTTT", MAY)).rejects.toMatchObject({
    expected: "a last page",
    actual: "more than 5 pages",
  });
  expect(stub.data.map(({ body }) => JSON.parse(body).page)).toEqual([0, 1, 2, 3, 4]);
});
