import { expect, test } from "vitest";
import { COUNT_FIELDS } from "../../../functions/domain/counts.ts";
import { MAY, mappingOf, openCpsRow, PLAIN_TOKEN, source } from "../../helpers/sources/mapped.ts";
import { countsRow, page, WINDOW } from "../../helpers/sources/rows.ts";
import { client, stubProvince } from "../../helpers/sources/stub.ts";

const OPENCPS = mappingOf("opencps");
const CONTRACT = mappingOf("hop-dong");

const fields = (...rows: readonly unknown[]) => [{ json: { data: rows } }];

test("OpenCPS is asked for a month, a groupId and the token that the settings hold; its total row is left aside", async () => {
  const stub = await stubProvince(
    fields(openCpsRow("", { receivedCount: 52 }), openCpsRow("Bưu chính"), openCpsRow("Báo chí")),
  );
  const mapping = mappingOf("opencps", { units: { "20181": "77-STTTT" } });
  const answer = await source(`${stub.url}/goc`, mapping).source.counts("77-STTTT", MAY);

  expect(stub.data.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
    "GET /goc/o/rest/statistics/dossiers?month=5&year=2023",
  ]);
  expect(stub.headers).toMatchObject([{ groupid: "20181", token: PLAIN_TOKEN }]);
  expect(answer).toMatchObject({ status: "final", synthetic: false, dataAsOf: "2023-06-15T01:00:00.000Z" });
  expect(answer.rows.map((row) => ("field" in row ? row.field : ""))).toEqual(["Bưu chính", "Báo chí"]);
});

test("fields become counts, a sum of fields one of them; what the mapping does not name is null, never 0", async () => {
  const stub = await stubProvince(fields(openCpsRow("Bưu chính", { onegateCount: null })));
  const { rows } = await source(stub.url, OPENCPS).source.counts("77-STTTT", MAY);

  expect(rows).toMatchObject([
    { openingBacklog: 4, received: 26, online: 20, counter: null, postal: 1, withdrawn: 2, resolvedOnTime: 8 },
  ]);
  expect(rows).toMatchObject([
    { onlineRemote: null, onPaper: null, resolvedOnline: null, payments: null, pending: null },
  ]);
});

test("a difference of fields is taken, and refused where it is less than nothing", async () => {
  const counts = { counter: { plus: ["onegateCount"], minus: ["fromViaPostalCount"] } };
  const stub = await stubProvince([
    ...fields(openCpsRow("Bưu chính")),
    ...fields(openCpsRow("Bưu chính", { fromViaPostalCount: 9 })),
  ]);
  const { source: opencps } = source(stub.url, mappingOf("opencps", { counts }));

  expect((await opencps.counts("77-STTTT", MAY)).rows).toMatchObject([{ counter: 4 }]);
  await expect(opencps.counts("77-STTTT", MAY)).rejects.toMatchObject({
    name: "AnswerInvalid",
    expected: "integer >= 0",
    actual: "counter=-4",
  });
});

test.each([
  ["lacks a field that the mapping names", { receivedCount: undefined }, "value or null", "receivedCount=absent"],
  ["has a count that is a text", { receivedCount: "26" }, "integer >= 0", 'receivedCount="26"'],
  ["has a count below nothing", { receivedCount: -1 }, "integer >= 0", "receivedCount=-1"],
  ["has a count with a fraction", { receivedCount: 0.5 }, "integer >= 0", "receivedCount=0.5"],
  ["has a count beyond all bounds", { receivedCount: 2_000_000_000 }, "at most 1000000000", "received=2000000000"],
  ["names no field", { domainName: null }, "string, not empty", "domainName=null"],
])(
  "an answer whose row %s is refused as a whole, by field, and the file to mend is named",
  async (_case, changes, expected, actual) => {
    const stub = await stubProvince(fields(openCpsRow("Báo chí"), openCpsRow("Bưu chính", changes)));
    const refused = source(stub.url, OPENCPS).source.counts("77-STTTT", MAY);

    await expect(refused).rejects.toMatchObject({ name: "AnswerInvalid", expected, actual });
    await expect(refused).rejects.toThrow(/không khớp tệp sources\/opencps\.json: cần ".+", nhận ".+"; sửa tệp này/);
  },
);

test("a field that comes twice with other counts is refused, the same row again is one", async () => {
  const stub = await stubProvince([
    ...fields(openCpsRow("Bưu chính"), openCpsRow("Bưu chính")),
    ...fields(openCpsRow("Bưu chính"), openCpsRow("Bưu chính", { onlineCount: 21 })),
  ]);
  const { source: opencps } = source(stub.url, OPENCPS);

  expect((await opencps.counts("77-STTTT", MAY)).rows).toHaveLength(1);
  await expect(opencps.counts("77-STTTT", MAY)).rejects.toMatchObject({ expected: "1 row" });
});

test("no row means that nothing is known, unless the mapping says that it means nothing to do", async () => {
  const stub = await stubProvince(fields());
  const { answer } = OPENCPS;
  const quiet = mappingOf("opencps", { answer: { ...answer, empty: "nothing" } });

  await expect(source(stub.url, OPENCPS).source.counts("77-STTTT", MAY)).rejects.toMatchObject({ name: "NotReported" });
  await expect(source(stub.url, quiet).source.counts("77-STTTT", MAY)).resolves.toMatchObject({ rows: [] });
});

test("a source that is asked by months says nothing of days that are no month", async () => {
  const stub = await stubProvince(fields(openCpsRow("Bưu chính")));
  await expect(source(stub.url, OPENCPS).source.counts("77-STTTT", WINDOW)).rejects.toMatchObject({
    name: "AnswerInvalid",
    expected: "calendar month",
    actual: "2023-05-15 - 2023-06-14",
  });
  expect(stub.data).toEqual([]);
});

test("final counts that are asked for before their days are over are provisional", async () => {
  const stub = await stubProvince(fields(openCpsRow("Bưu chính")));
  const { source: opencps } = source(stub.url, OPENCPS);
  const june = await opencps.counts("77-STTTT", { from: "2023-06-01", to: "2023-06-30" });
  expect(june.status).toBe("provisional");
});

test("an agency with several units at the source has their counts added up; one without any is none of the source's", async () => {
  const stub = await stubProvince(fields(openCpsRow("Bưu chính"), openCpsRow("Báo chí")));
  const units = { "1": "77-STTTT", "2": "77-STTTT", "3": "77-SYT" };
  const { source: opencps } = source(stub.url, mappingOf("opencps", { units }));

  expect((await opencps.counts("77-STTTT", MAY)).rows).toMatchObject([
    { field: "Bưu chính", received: 52, onlineRemote: null },
    { field: "Báo chí", received: 52, onlineRemote: null },
  ]);
  await expect(opencps.counts("77-SCT", MAY)).rejects.toMatchObject({ name: "NotReported" });
});

test("the contract written as a mapping gives what the contract's own client gives, page by page", async () => {
  const rows = Array.from({ length: 3 }, (_, index) => countsRow(`1.00000${index}`, { counter: index, payments: 7 }));
  const pages = [page(rows.slice(0, 2), { nextCursor: "b", status: "provisional" }), page(rows.slice(2))];
  const [one, other] = [await stubProvince(pages), await stubProvince(pages)];
  const { raw, ...mapped } = await source(one.url, CONTRACT).source.counts("77-STTTT", WINDOW);

  expect(mapped).toEqual(await client(other.url).api.counts("77-STTTT", WINDOW));
  const asked = ({ url, authorization }: (typeof one.data)[number]) => [
    url.pathname,
    authorization,
    [...url.searchParams].sort(),
  ];
  expect(one.data.map(asked)).toEqual(other.data.map(asked));
  expect(raw?.map((bytes) => new TextDecoder().decode(bytes))).toEqual(pages.map(({ json }) => JSON.stringify(json)));
});

test.each(COUNT_FIELDS)("the contract written as a mapping takes %s from where the contract has it", async (field) => {
  const stub = await stubProvince([page([countsRow("1.1", { [field]: 3 })])]);
  const { rows } = await source(stub.url, CONTRACT).source.counts("77-STTTT", WINDOW);
  expect(rows).toEqual([countsRow("1.1", { [field]: 3 })]);
});

test("a row of one object, of the agency as a whole", async () => {
  const stub = await stubProvince([{ json: { ket_qua: { nhan: 5, tre: null } } }]);
  const mapping = mappingOf("opencps", {
    grain: "unit",
    subject: undefined,
    answer: { rows: ["ket_qua"], status: "final" },
    counts: { received: "nhan", resolvedLate: "tre" },
  });
  const { rows } = await source(stub.url, mapping).source.counts("77-STTTT", MAY);
  expect(rows).toMatchObject([{ field: "", received: 5, resolvedLate: null }]);
});
