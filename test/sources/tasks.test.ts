import { expect, test } from "vitest";
import { DAY, page, taskRow } from "../helpers/sources/rows.ts";
import { client, stubProvince } from "../helpers/sources/stub.ts";

const PROGRAMME = "brvt-qd-2023";

/** Asks for the progress of tasks of a province that answers with these rows, two pages where `split` says after which. */
async function tasks(items: readonly unknown[], split = items.length) {
  const stub = await stubProvince([page(items.slice(0, split), { nextCursor: "p2" }), page(items.slice(split))]);
  return { stub, answer: client(stub.url).api.tasks(PROGRAMME, DAY) };
}

test("the progress of a programme is asked for by its id and day, page after page", async () => {
  const [done, begun] = [
    taskRow("VT23-T-C", "77-SNV", { status: "done", completedOn: "2023-06-12" }),
    taskRow("VT23-T-C", "77-STP"),
  ];
  const { stub, answer } = await tasks([done, begun], 1);

  await expect(answer).resolves.toMatchObject({ rows: [done, begun], status: "final" });
  const asked = stub.data.map(({ url }) => [
    url.pathname,
    url.searchParams.get("programme"),
    url.searchParams.get("asOf"),
  ]);
  expect(asked).toEqual(Array.from({ length: 2 }, () => ["/v1/tasks", PROGRAMME, DAY]));
  expect(stub.data.map(({ url }) => url.searchParams.get("cursor"))).toEqual([null, "p2"]);
});

test("a task of many agencies, and an agency of many tasks, are no repeats", async () => {
  const rows = [taskRow("VT23-T-A", "77-SNV"), taskRow("VT23-T-A", "77-STP"), taskRow("VT23-T-B", "77-SNV")];
  const { answer } = await tasks(rows);

  expect((await answer).rows).toEqual(rows);
});

test("an equal repeat of a task and agency counts once, on whatever pages", async () => {
  const [row, other] = [taskRow("VT23-T-A", "77-SNV"), taskRow("VT23-T-A", "77-STP")];
  const { answer } = await tasks([row, other, row], 1);

  expect((await answer).rows).toEqual([row, other]);
});

test("a task and agency with different content refuse the answer", async () => {
  const { answer } = await tasks([
    taskRow("VT23-T-A", "77-SNV"),
    taskRow("VT23-T-B", "77-SNV"),
    taskRow("VT23-T-A", "77-SNV", { note: "khác" }),
  ]);

  await expect(answer).rejects.toMatchObject({
    name: "AnswerInvalid",
    procedure: "",
    expected: "1 row",
    actual: "2 rows with different content",
    message: expect.stringContaining(
      "tiến độ nhiệm vụ của brvt-qd-2023 ngày 14/6/2023, nhiệm vụ VT23-T-A của 77-SNV không đúng",
    ),
  });
});

test.each([
  [{ status: "finished" }, "not-started | in-progress | done", 'status="finished"'],
  [{ completedOn: "2023-02-30" }, "date", 'completedOn="2023-02-30"'],
  [{ completedOn: undefined }, "string", "completedOn=absent"],
  [{ note: null }, "string", "note=null"],
])("a row with %o refuses the whole answer", async (changes, expected, actual) => {
  const { stub, answer } = await tasks([taskRow("VT23-T-A", "77-SNV"), taskRow("VT23-T-A", "77-STP", changes)]);

  await expect(answer).rejects.toMatchObject({
    ...{ name: "AnswerInvalid", expected, actual },
    message: expect.stringContaining("nhiệm vụ VT23-T-A của 77-STP"),
  });
  expect(stub.data).toHaveLength(2);
});

test.each([
  [taskRow("", "77-SNV"), 'task=""'],
  [taskRow("VT23-T-A", "77-SNV", { agency: 5 }), "agency=5"],
])("a row whose task or agency cannot be read is named by its place: %o", async (row, actual) => {
  const { answer } = await tasks([taskRow("VT23-T-A", "77-STP"), row]);

  await expect(answer).rejects.toMatchObject({
    actual,
    message: expect.stringContaining("14/6/2023, dòng 2 không đúng"),
  });
});

test("notes come out in composed letters, and a pair in either letters is one pair", async () => {
  const note = "Đã kiện toàn Tổ công nghệ số cộng đồng";
  const row = taskRow("VT23-T-Đ", "77-ĐÀ", { note });
  const decomposed = Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value?.normalize("NFD") ?? null]),
  );
  const { answer } = await tasks([decomposed, row]);

  expect((await answer).rows).toEqual([row]);
});

test("a province that has no such list is out of reach, not one where nobody has reported", async () => {
  const stub = await stubProvince([{ status: 404, json: { title: "không có", status: 404 } }]);

  await expect(client(stub.url).api.tasks(PROGRAMME, DAY)).rejects.toMatchObject({
    name: "ProvinceUnavailable",
    reason: "404",
  });
});
