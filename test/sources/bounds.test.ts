import { expect, test } from "vitest";
import { agencyRow, countsRow, DAY, page, procedureRow, taskRow, WINDOW } from "../helpers/sources/rows.ts";
import { client, stubProvince } from "../helpers/sources/stub.ts";

const MARKED = `UBND xã a${"\u0301".repeat(500)}`;

test.each([
  ["a count of 2⁵³ − 1", { payments: 2 ** 53 - 1 }, "1.000001", "at most 1000000000", "payments=9007199254740991"],
  ["a count that is no safe number", { payments: 1e300 }, "1.000001", "integer >= 0", "payments=1e+300"],
  [
    "a code of 2,000 letters",
    { procedure: "1".repeat(2_000) },
    "1".repeat(2_000),
    "at most 100 letters",
    /^procedure="1{58}…$/,
  ],
  ["__proto__ as a code", { procedure: "__proto__" }, "__proto__", "valid code", 'procedure="__proto__"'],
  ["a code with a line break", { procedure: "1\n2" }, "1\n2", "valid code", 'procedure="1\\n2"'],
])("%s refuses the agency's answer by procedure and field", async (_case, changes, procedure, expected, actual) => {
  const row = countsRow("1.000001", changes);
  const json = JSON.stringify(page([row]).json).replace('"payments":null', '"payments":1e300');
  const stub = await stubProvince([{ raw: json }]);

  await expect(client(stub.url).api.counts("77-A", WINDOW)).rejects.toMatchObject({
    name: "AnswerInvalid",
    procedure,
    expected,
    actual: typeof actual === "string" ? actual : expect.stringMatching(actual),
  });
  expect(stub.data).toHaveLength(1);
});

test("a thousand million is a count, a hundred letters are a code, a property's name is one", async () => {
  const rows = [countsRow("1".repeat(100), { payments: 1_000_000_000 }), countsRow("constructor"), countsRow("𝟙#5/a")];
  const stub = await stubProvince([page(rows)]);

  expect((await client(stub.url).api.counts("77-A", WINDOW)).rows).toEqual(rows);
});

test.each([
  ["10,000 letters", "x".repeat(10_000), `${"x".repeat(299)}…`],
  ["10,000 letters outside the basic plane", "𝟙".repeat(10_000), `${"𝟙".repeat(299)}…`],
  ["500 marks on one letter", MARKED, `UBND xã á${"\u0301".repeat(4)}`],
  ["text that is turned round", "UBND xã \u202eBA\u202c", "UBND xã BA"],
  ["letters without width", "UBND\u200b xã\ufeff A\u2060", "UBND xã A"],
])("a name with %s is cut to what can be read, and that is said", async (_case, name, read) => {
  const stub = await stubProvince([page([agencyRow("77-A", { name })])]);
  const { api, warnings } = client(stub.url);

  expect((await api.agencies(DAY)).rows).toMatchObject([{ code: "77-A", name: read }]);
  expect(warnings).toEqual([
    "Trong danh sách cơ quan ngày 14/6/2023, cơ quan 77-A, name: đã bỏ ký tự không hiển thị, dấu chồng quá nhiều hoặc phần quá dài.",
  ]);
});

test.each([
  ["300 letters", "x".repeat(300)],
  ["two marks on a letter that Unicode has none for", "UBND xã x\u0323\u0301".normalize("NFC")],
  ["blanks and a line break", " UBND xã\r\nhai dòng "],
  ["a formula's first letter", "=UBND xã"],
])("a name with %s comes in letter for letter", async (_case, name) => {
  const stub = await stubProvince([page([agencyRow("77-A", { name })])]);
  const { api, warnings } = client(stub.url);

  expect((await api.agencies(DAY)).rows).toMatchObject([{ name }]);
  expect(warnings).toEqual([]);
});

test("many names that are cut are told in one sentence", async () => {
  const rows = Array.from({ length: 500 }, (_, at) => agencyRow(String(at), { name: `UBND\u200b xã ${at}` }));
  const stub = await stubProvince([page(rows)]);
  const { api, warnings } = client(stub.url);

  await api.agencies(DAY);
  expect(warnings).toEqual([
    "Trong danh sách cơ quan ngày 14/6/2023, cơ quan 0, name và 499 chỗ khác: đã bỏ ký tự không hiển thị, dấu chồng quá nhiều hoặc phần quá dài.",
  ]);
});

test.each([
  ["a name of nothing but what nobody sees", { name: "\u200b\u200b" }, "string, not empty", /^name=/],
  ["a name of blanks", { name: " \t " }, "string, not empty", /^name=/],
  [
    "a last day before the first",
    { validFrom: "2030-01-01", validTo: "2010-01-01" },
    "day not before validFrom",
    /^validTo="2010-01-01"$/,
  ],
])("%s is refused by agency and field", async (_case, changes, expected, actual) => {
  const stub = await stubProvince([page([agencyRow("77-A", changes)])]);

  await expect(client(stub.url).api.agencies(DAY)).rejects.toMatchObject({
    name: "AnswerInvalid",
    expected,
    actual: expect.stringMatching(actual),
  });
});

test("texts of procedures and tasks are bounded too", async () => {
  const long = "x".repeat(5_000);
  const answers = await stubProvince(({ url }) =>
    url.pathname === "/v1/procedures"
      ? page([procedureRow("1.1", { name: long, field: long })])
      : page([taskRow("VT23-T-A", "77-A", { note: long })]),
  );
  const { api } = client(answers.url);

  const [procedure] = (await api.procedures(DAY)).rows;
  expect([procedure?.name.length, procedure?.field.length]).toEqual([1_000, 300]);
  expect((await api.tasks("brvt-qd-2023", DAY)).rows[0]?.note).toHaveLength(2_000);
});

test("a page with more rows than were asked for is refused", async () => {
  const rows = Array.from({ length: 501 }, (_, at) => countsRow(String(at)));
  const stub = await stubProvince([page(rows)]);

  await expect(client(stub.url).api.counts("77-A", WINDOW)).rejects.toMatchObject({
    name: "AnswerInvalid",
    expected: "at most 500 rows a page",
    actual: "501 rows",
  });
  expect(stub.data).toHaveLength(1);
});

test("a page over 8 MB is refused, one just under it is read", async () => {
  const size = 8 * 1024 * 1024;
  const padded = (bytes: number) => {
    const text = JSON.stringify(page([]).json);
    return { raw: text + " ".repeat(bytes - text.length) };
  };
  const over = await stubProvince([padded(size + 1)]);
  const under = await stubProvince([padded(size)]);

  await expect(client(over.url).api.agencies(DAY)).rejects.toMatchObject({
    name: "AnswerInvalid",
    expected: "at most 8388608 bytes a page",
  });
  expect((await client(under.url).api.agencies(DAY)).rows).toEqual([]);
});
