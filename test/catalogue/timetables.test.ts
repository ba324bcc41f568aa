import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { z } from "zod";
import { loadTimetables } from "../../functions/catalogue/timetables.ts";
import { folder } from "../helpers/runs/command.ts";

const TEMPLATES = new URL("../../templates/", import.meta.url);

/** A copy of the templates, and its timetables. */
function copied() {
  const root = folder();
  cpSync(TEMPLATES, root, { recursive: true });
  const file = join(root, "timetables/dong-nai.json");
  const timetable = z
    .looseObject({ entries: z.array(z.looseObject({})) })
    .parse(JSON.parse(readFileSync(file, "utf8")));
  return {
    root,
    load: () => loadTimetables(pathToFileURL(`${root}/`)),
    write: (entries: readonly object[]) => writeFileSync(file, JSON.stringify({ ...timetable, entries })),
    entries: timetable.entries,
  };
}

it("every province that exists has one, its own or that of all others; one that has ended has none", () => {
  const provinces = loadTimetables(TEMPLATES);
  const kindsOf = (id: string) => provinces.find((one) => one.id === id)?.entries.map(({ kind }) => kind);
  expect(provinces.filter(({ own }) => own).map(({ id }) => id)).toEqual(["dong-nai", "quang-tri"]);
  expect(provinces).toHaveLength(34);
  expect(kindsOf("quang-tri")).toEqual(["quarter"]);
  expect(kindsOf("gia-lai")).toEqual(["month", "quarter"]);
  expect(kindsOf("ba-ria-vung-tau")).toBeUndefined();
});

it.each([
  [
    "a kind that a document asks for and that has no run",
    (entries: object[]) => entries.slice(0, 1),
    /thiếu kỳ quarter/,
  ],
  [
    "a day before the figures are complete",
    ([one]: object[]) => [{ ...one, days: [14, 15] }],
    /entries\[0\]\.days.*ngày 14/,
  ],
  ["a deadline before the first run", ([one]: object[]) => [{ ...one, due: 10 }], /entries\[0\]\.due/],
  ["one kind twice", ([one]: object[]) => [one ?? {}, one ?? {}], /entries\[1\]\.kind/],
  ["a 31st", ([one]: object[]) => [{ ...one, days: [31] }], /entries\[0\]\.days/],
])("%s is refused with file, field and reason", (_, change, reason) => {
  const { load, write, entries } = copied();
  write(change(entries));
  expect(load).toThrow(/timetables\/dong-nai\.json/);
  expect(load).toThrow(reason);
});

it.each([
  [
    "tay-do",
    /mục id đang ghi "tay-do": không có tỉnh này trong provinces\.json, provinces; được dùng: an-giang, bac-ninh/,
  ],
  ["binh-duong", /timetables\/binh-duong\.json.*tỉnh Bình Dương đã kết thúc, bỏ tệp này/],
])("one for a province that is not there, or that has ended, is refused: %s", (id, reason) => {
  const { root, load } = copied();
  const entry = { kind: "month", days: [15], hours: [5], minute: 0, due: 25, margin: 1 };
  writeFileSync(join(root, `timetables/${id}.json`), JSON.stringify({ id, entries: [entry] }));
  expect(load).toThrow(reason);
});
