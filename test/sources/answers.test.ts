import { expect, test } from "vitest";
import { COUNT_FIELDS } from "../../functions/domain/counts.ts";
import { agencyRow, countsRow, DAY, measuresRow, page, procedureRow, WINDOW } from "../helpers/sources/rows.ts";
import { client, stubProvince } from "../helpers/sources/stub.ts";

/** Asks for the counts of a province that answers with these rows, two pages where `split` says after which row. */
async function counts(items: readonly unknown[], split = items.length) {
  const pages = [page(items.slice(0, split), { nextCursor: "p2" }), page(items.slice(split))];
  const stub = await stubProvince(pages);
  const answer = client(stub.url).api.counts("77-STTTT", WINDOW);
  return { stub, answer };
}

test.each([
  [{ counter: -3 }, "integer >= 0", "counter=-3"],
  [{ counter: undefined }, "integer >= 0", "counter=absent"],
  [{ counter: null }, "integer >= 0", "counter=null"],
  [{ counter: 1.5 }, "integer >= 0", "counter=1.5"],
  [{ counter: "12" }, "integer >= 0", 'counter="12"'],
  [{ counter: 2 ** 60 }, "integer >= 0", "counter=1152921504606847000"],
  [{ counter: "x".repeat(80) }, "integer >= 0", `counter="${"x".repeat(58)}…`],
  [{ postal: -1, openingBacklog: -2 }, "integer >= 0", "openingBacklog=-2"],
])("a row with %o refuses the whole answer at once", async (changes, expected, actual) => {
  const { stub, answer } = await counts([countsRow("1.000001"), countsRow("1.000002", changes)]);

  await expect(answer).rejects.toMatchObject({ name: "AnswerInvalid", procedure: "1.000002", expected, actual });
  expect(stub.data).toHaveLength(2);
});

test.each(COUNT_FIELDS)("the count %s has to be there", async (field) => {
  const { answer } = await counts([countsRow("1.000001", { [field]: undefined })]);

  await expect(answer).rejects.toMatchObject({ expected: "integer >= 0", actual: `${field}=absent` });
});

test.each([
  [countsRow("x", { procedure: 1.004194 }), "string", "procedure=1.004194"],
  [countsRow("x", { procedure: undefined }), "string", "procedure=absent"],
  [countsRow(""), "string, not empty", 'procedure=""'],
  [null, "object", "row=null"],
  [[1], "object", "row=[1]"],
])("a row without a readable code is named by its place", async (row, expected, actual) => {
  const { answer } = await counts([countsRow("1.000001"), row]);

  await expect(answer).rejects.toMatchObject({
    procedure: "",
    expected,
    actual,
    message: expect.stringContaining("đến ngày 14/6/2023, dòng 2 không đúng"),
  });
});

test("a procedure that comes twice with equal counts stays twice, for the finding", async () => {
  const row = countsRow("1.000001", { counter: 4 });
  const { answer } = await counts([row, countsRow("1.000002"), row], 1);

  await expect(answer).resolves.toMatchObject({ rows: [row, countsRow("1.000002"), row] });
});

test("a procedure that comes with different counts refuses the answer, on whatever pages", async () => {
  const row = countsRow("1.000001", { counter: 4 });
  const { answer } = await counts([row, row, countsRow("1.000002"), countsRow("1.000001", { counter: 5 })], 2);

  await expect(answer).rejects.toMatchObject({
    name: "AnswerInvalid",
    procedure: "1.000001",
    expected: "1 row",
    actual: "3 rows with different counts",
    message: expect.stringContaining("TTHC 1.000001"),
  });
});

test.each([
  ["a broken row", [countsRow("1.2", { postal: -1 }), countsRow("1.1", { postal: 1 })], "1.2"],
  ["a conflict", [countsRow("1.1", { postal: 1 }), countsRow("1.2", { postal: -1 })], "1.1"],
])("of several faults the first in the answer is named: %s", async (_case, rest, procedure) => {
  const { answer } = await counts([countsRow("1.1"), ...rest], 2);

  await expect(answer).rejects.toMatchObject({ procedure });
});

test("properties that the contract does not know are dropped", async () => {
  const stub = await stubProvince([page([agencyRow("77-A", { phone: "0254" })], { total: 1 })]);

  const answer = await client(stub.url).api.agencies(DAY);

  expect(answer.rows).toEqual([agencyRow("77-A")]);
  expect(Object.keys(answer).sort()).toEqual(["dataAsOf", "rows", "status", "synthetic"]);
});

test("text in decomposed letters comes out composed, codes and names alike", async () => {
  const decomposed = "Sở Nội vụ tỉnh Bà Rịa – Vũng Tàu".normalize("NFD");
  const stub = await stubProvince([page([agencyRow("77-ĐÀ".normalize("NFD"), { name: decomposed })])]);

  const [row] = (await client(stub.url).api.agencies(DAY)).rows;

  expect(row).toMatchObject({ code: "77-ĐÀ", name: "Sở Nội vụ tỉnh Bà Rịa – Vũng Tàu" });
});

test("one code in composed and decomposed letters is one code", async () => {
  const code = "1.000001-Đặc";
  const { answer } = await counts([countsRow(code), countsRow(code.normalize("NFD"), { counter: 1 })]);

  await expect(answer).rejects.toMatchObject({ actual: "2 rows with different counts" });
});

test("letters that no document can hold are replaced", async () => {
  const broken = JSON.stringify(page([agencyRow("77-A", { name: "a?b?c" })]).json);
  const stub = await stubProvince([{ raw: broken.replace("a?b?c", "a\\ud800b\\u0000c\\n") }]);

  const [row] = (await client(stub.url).api.agencies(DAY)).rows;

  expect(row?.name).toBe("a\u{FFFD}b\u{FFFD}c\n");
});

test("minus zero is zero", async () => {
  const stub = await stubProvince([{ raw: JSON.stringify(page([countsRow("1.1")]).json).replaceAll(":0,", ":-0,") }]);

  expect((await client(stub.url).api.counts("77-A", WINDOW)).rows).toEqual([countsRow("1.1")]);
});

test("equal repeats of an agency, a procedure or measures are dropped", async () => {
  const stub = await stubProvince(({ url }) => {
    const row = { agencies: agencyRow("a"), procedures: procedureRow("a"), measures: measuresRow("a") };
    const items = Object.entries(row).flatMap(([list, item]) => (url.pathname.endsWith(list) ? [item, item] : []));
    return page(items);
  });
  const { api } = client(stub.url);

  expect((await api.agencies(DAY)).rows).toEqual([agencyRow("a")]);
  expect((await api.procedures(DAY)).rows).toEqual([procedureRow("a")]);
  expect((await api.measures(DAY)).rows).toEqual([measuresRow("a")]);
});

test.each([
  ["agencies", [agencyRow("77-A"), agencyRow("77-A", { level: "xa" })], "", "cơ quan 77-A"],
  ["procedures", [procedureRow("1.1"), procedureRow("1.1", { fee: false })], "1.1", "TTHC 1.1"],
  ["measures", [measuresRow("77-A"), measuresRow("77-A", { websites: 2 })], "", "cơ quan 77-A"],
] as const)("a code twice with different content refuses the list of %s", async (list, items, procedure, subject) => {
  const stub = await stubProvince([page(items)]);

  await expect(client(stub.url).api[list](DAY)).rejects.toMatchObject({
    name: "AnswerInvalid",
    procedure,
    expected: "1 row",
    actual: "2 rows with different content",
    message: expect.stringContaining(`ngày 14/6/2023, ${subject} không đúng`),
  });
});

test.each([
  ["agencies", agencyRow("77-A", { level: "tinh" }), "so | huyen | xa", 'level="tinh"'],
  ["agencies", agencyRow("77-A", { validFrom: "2023-02-30" }), "date", 'validFrom="2023-02-30"'],
  ["agencies", agencyRow("77-A", { successors: ["77-B", 5] }), "string", "successors.1=5"],
  ["procedures", procedureRow("1.1", { fee: "no" }), "boolean", 'fee="no"'],
  ["procedures", procedureRow("1.1", { owner: undefined }), "string", "owner=absent"],
  ["measures", measuresRow("77-A", { websites: -1 }), "integer >= 0", "websites=-1"],
] as const)("a faulty row of %s refuses the list", async (list, row, expected, actual) => {
  const stub = await stubProvince([page([row])]);

  await expect(client(stub.url).api[list](DAY)).rejects.toMatchObject({ name: "AnswerInvalid", expected, actual });
  expect(stub.data).toHaveLength(1);
});
