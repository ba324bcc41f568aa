import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { LEVELS } from "../../functions/domain/agency.ts";
import type { Programme } from "../../functions/domain/programme.ts";
import type { Deadline, Task } from "../../functions/domain/task.ts";
import { flat, programmes, scanned, wordsOf } from "../helpers/catalogue/quotes.ts";

const all = programmes.flatMap((programme) => programme.tasks.map((task) => [task.id, task, programme] as const));
const byId = new Map(all.map(([id, task, programme]) => [id, { task, programme }]));

function programmeOf(id: string): Programme {
  const programme = programmes.find((candidate) => candidate.id === id);
  if (programme === undefined) throw new RangeError(`no programme ${id}`);
  return programme;
}

/** A deadline in few words: its last day, by level where it differs, or its type. */
function said(deadline: Deadline): string {
  if (deadline.type === "by-level") {
    return LEVELS.flatMap((level) => (deadline[level] ? `${level} ${said(deadline[level])}` : [])).join(", ");
  }
  return deadline.type === "day" || deadline.type === "event" ? `${deadline.day}` : deadline.type;
}

describe("the binding list of tasks", () => {
  const rows = z
    .array(z.object({ id: z.string(), doc: z.string(), clause: z.string(), deadline: z.string() }))
    .parse(parse(readFileSync(new URL("../fixtures/tasks.csv", import.meta.url), "utf8"), { columns: true }));

  const documents: Readonly<Record<string, string>> = {
    "BRVT-QD-2023": "brvt-qd-2023",
    "BRVT-93/KH-2021": "brvt-kh93-2021",
    "BRVT-92/KH-2021": "brvt-kh92-2021",
    "QT-90-2021": "quangtri-cv90-2021",
    "DN-109/KH-2022": "dongnai-kh109-2022",
  };

  /** Clauses that the list gives for several bullets, or without the bullet. */
  const narrowed: Readonly<Record<string, string>> = {
    "VT23-R-AG": "Điều 3.1 gạch 3",
    "VT23-R-STTTT": "Điều 3.2 gạch 5",
    "VT21B-R-AG": "III.1 gạch 7",
    "VT21B-R-STTTT": "III.10 gạch 3",
    "QT21-T-3F": "3 gạch 6",
    "QT21-T-4B": "4 gạch 1",
    "DN22-T-21": "II.2.2 gạch 1",
  };

  /** What each of the list's deadlines means, by hand. */
  const meant: Readonly<Record<string, string>> = {
    "thường xuyên": "regular",
    "(không ghi)": "none",
    "hằng tháng, quý": "periodic",
    "định kỳ": "periodic",
    "2023-06-30 (trong tháng 6/2023)": "2023-06-30",
    "trước 2023-08-01": "2023-07-31",
    "trước 2023-06-30": "2023-06-29",
    "trước 2023-07-15": "2023-07-14",
    "chậm nhất trong 2023-08": "2023-08-31",
    "kỳ họp HĐND cuối năm 2023": "2023-12-31",
    "Quý II/2021": "2021-06-30",
    "Quý II/2021 (2021-06-30)": "2021-06-30",
    "Quý III/2021": "2021-09-30",
    "Quý III/2021 (2021-09-30)": "2021-09-30",
    "2021-11": "2021-11-30",
    "trong năm 2020 (nguyên văn)": "2020-12-31",
    "2021; 2025": "2025-12-31",
    "trước 2021-01-20": "2021-01-19",
    "2022-06-01 (sở) / từ 2022-12-01 (huyện)": "so 2022-06-01, huyen 2022-12-01",
  };

  test("has fifty tasks", () => {
    expect(rows).toHaveLength(50);
  });

  test.each(rows.map((row) => [row.id, row] as const))("%s: its document, clause and deadline", (id, row) => {
    const found = byId.get(id);
    expect(found?.programme.id).toBe(documents[row.doc]);
    expect(found?.task.clause).toBe(narrowed[id] ?? row.clause);
    expect(found && said(found.task.deadline)).toBe(meant[row.deadline]);
  });

  test("every other task continues it: duties, and bullets that it merges", () => {
    const others = all.map(([id]) => id).filter((id) => !rows.some((row) => row.id === id));
    expect(others.filter((id) => !id.includes("-D-"))).toEqual([
      "DN22-T-22",
      "DN22-T-23",
      "DN22-T-24",
      "QT21-T-3F2",
      "QT21-T-3F3",
      "QT21-T-4B2",
      "QT21-T-4B3",
      "QT21-T-4B4",
      "QT21-T-4B5",
    ]);
  });
});

describe("every task", () => {
  test.each([
    ["brvt-qd-2023", { task: 11, duty: 25, report: 2 }],
    ["brvt-kh93-2021", { task: 6, duty: 20, report: 0 }],
    ["brvt-kh92-2021", { task: 10, duty: 24, report: 2 }],
    ["quangtri-cv90-2021", { task: 18, duty: 0, report: 0 }],
    ["dongnai-kh109-2022", { task: 8, duty: 15, report: 2 }],
  ])("%s has %o", (id, expected) => {
    const { tasks } = programmeOf(id);
    const count = (kind: Task["kind"]) => tasks.filter((task) => task.kind === kind).length;
    expect({ task: count("task"), duty: count("duty"), report: count("report") }).toEqual(expected);
  });

  test("has an id of its own in all programmes, with the letter of its kind", () => {
    const letters = { task: "-T-", duty: "-D-", report: "-R-" };
    expect(byId.size).toBe(all.length);
    expect(all.filter(([id, { kind }]) => !id.includes(letters[kind]))).toEqual([]);
  });

  test.each(all)("%s names agencies as the document does", (_, task, programme) => {
    const words = flat(wordsOf(programme)).toLocaleLowerCase("vi");
    const named = [...task.lead, ...task.coordinating, ...task.executing.names];
    expect(named.filter((name) => !words.includes(name.toLocaleLowerCase("vi")))).toEqual([]);
  });

  const File = z.object({ agencies: z.array(z.object({ name: z.string() })) });

  test.each(programmes.map((programme) => [programme.id, programme] as const))(
    "of %s that names single agencies names them as the province's list does",
    (_, { province, tasks }) => {
      const file = new URL(`../../functions/simulator/data/agencies-${province}.json`, import.meta.url);
      const known = File.parse(JSON.parse(readFileSync(file, "utf8"))).agencies.map(({ name }) => name);
      expect(tasks.flatMap(({ executing }) => executing.agencies).filter((name) => !known.includes(name))).toEqual([]);
    },
  );

  test("reports somewhere, but for those of bodies outside the province's list", () => {
    const nowhere = all.filter(([, { executing }]) => executing.levels.length + executing.agencies.length === 0);
    expect(nowhere.map(([id]) => id)).toEqual([
      "VT21B-T-2B",
      "VT21B-T-2C",
      "VT21B-D-III.7",
      "VT21B-D-III.8-1",
      "VT21B-D-III.8-2",
      "VT21B-D-III.9-1",
      "VT21B-D-III.9-2",
      "VT21B-D-III.9-3",
      "VT21B-D-III.9-4",
      "VT23-D-3.1-2",
      "VT23-D-3.10-1",
      "VT23-D-3.10-2",
      "VT23-D-3.11",
      "DN22-D-IV.4",
    ]);
  });
});

/** The last valid day of the ways in which the documents write a deadline, or null. */
function lastDayIn(words: string): string | null {
  const lastOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  const date = /(trước )?ngày (\d+)\/(\d+)\/(\d+)/i.exec(words);
  if (date) {
    const [, before, day, month, year] = date;
    const at = Date.UTC(Number(year), Number(month) - 1, Number(day) - (before === undefined ? 0 : 1));
    return new Date(at).toISOString().slice(0, 10);
  }
  const quarter = /quý (I+) năm (\d+)/i.exec(words);
  if (quarter) return lastOf(Number(quarter[2]), (quarter[1] ?? "").length * 3);
  const month = /tháng (\d+)(?:\/| năm )(\d+)/i.exec(words);
  if (month) return lastOf(Number(month[2]), Number(month[1]));
  const year = /(?:trong|đến|cuối) năm (\d+)$/.exec(words);
  return year ? `${year[1]}-12-31` : null;
}

describe("a deadline", () => {
  const single = (deadline: Deadline) =>
    deadline.type === "by-level" ? LEVELS.flatMap((level) => deadline[level] ?? []) : [deadline];
  const worded = all.flatMap(([id, task, programme]) =>
    single(task.deadline).flatMap((one) => ("text" in one ? [[id, one, task, programme] as const] : [])),
  );

  test.each(worded)("%s says %o in words of its clause", (_, { text }, { quote }) => {
    expect(text.split(" […] ").filter((part) => !flat(quote).includes(part))).toEqual([]);
  });

  test.each(worded)("%s: the words of %o give its day", (_, deadline) => {
    expect("day" in deadline ? deadline.day : null).toBe(lastDayIn(deadline.text));
  });

  const timed = all.flatMap(([id, { quote, deadline }]) => {
    const line = /Thời gian (?:hoàn thành|thực hiện): (.*)/.exec(quote)?.[1];
    return line === undefined || id === "VT23-T-G2b" ? [] : [[id, line, deadline] as const];
  });

  test("stands in a line of its own in twenty-six clauses, and is told in the words of thirty-five", () => {
    expect([timed.length, worded.length]).toEqual([26, 35]);
  });

  test.each(timed)("%s is the one that the clause's own line gives: %s", (_, line, deadline) => {
    const texts = single(deadline).map((one) => ("text" in one ? one.text : "thường xuyên"));
    expect(texts.filter((text) => !line.toLocaleLowerCase("vi").includes(text.toLocaleLowerCase("vi")))).toEqual([]);
  });
});

describe("the agencies of a task", () => {
  const isLine = (line: string) => /^[-+] Cơ quan (chủ trì|phối hợp|đôn đốc): /.test(line);
  const lines = all.flatMap(([id, task]) =>
    task.quote.split("\n").flatMap((line) => (isLine(line) ? [[id, flat(line), task] as const] : [])),
  );
  /** Says what the agencies shall do besides being named. */
  const wordy = "VT23-T-C";

  test.each(lines.filter(([id]) => id !== wordy))("%s has all of “%s”", (_, line, { lead, coordinating }) => {
    const names = [...lead, ...coordinating].sort((left, right) => right.length - left.length);
    const rest = names.reduce((left, name) => left.replace(new RegExp(name, "i"), ""), line.replace(/^[^:]*: /, ""));
    expect(rest.replace(/\(lĩnh vực [^)]*\)|chủ trì|phối hợp|với|và|[ ,;.]/g, "")).toBe("");
  });

  test("are checked for the three documents that list them", () => {
    expect(new Set(lines.map(([id]) => id)).size).toBe(26);
  });
});

const MARK = /^([-+]|[a-zđ]\)|\d+\.) /;

/** The lines of a part of the document, from the line that begins so to before the one that begins so. */
function partOf(id: string, from: string, to: string): string[] {
  const lines = wordsOf({ id }).split("\n").map(flat);
  const start = lines.findIndex((line) => line.startsWith(from));
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith(to));
  if (start < 0) throw new RangeError(`${id} has no line ${from}`);
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).filter((line) => line !== "");
}

describe("nothing of a numbered part is left out", () => {
  test.each([
    ["brvt-qd-2023", "Điều 2.", "Điều 3.", [/^¹ Dịch vụ công trực tuyến từ xa/]],
    ["brvt-kh93-2021", "II. ", "III. ", []],
    ["brvt-kh92-2021", "II. ", "III. ", [/^Giải pháp nâng cao.*trực tuyến/, /^Giải pháp nâng cao.*bưu chính/]],
  ])("%s: every line from %s is in the quote of a task", (id, from, to, headings) => {
    const programme = programmeOf(id);
    const quotes = programme.tasks.map(({ quote }) => scanned(programme, quote));
    const lines = partOf(id, from, to).map((line) => line.replace(MARK, ""));
    const missing = lines.filter((line) => !quotes.some((quote) => quote.includes(line)));
    expect(missing).toHaveLength(headings.length);
    expect(missing.filter((line, index) => !headings[index]?.test(line))).toEqual([]);
  });
});

/** The bullets of a part, and its paragraphs without one; pages break within sentences. */
function itemsOf(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    const last = items.at(-1);
    if (/^\d+\. /.test(line)) continue;
    if (last !== undefined && !/^[-+] /.test(line) && !/[.:]$/.test(last)) items.splice(-1, 1, `${last} ${line}`);
    else items.push(line.replace(MARK, ""));
  }
  return items.map((item) => item.replace(/\.\/\.$/, ""));
}

describe("one bullet is one task where the document gives no common agencies", () => {
  test.each([
    ["brvt-qd-2023", "Điều 3.", "Điều 4.", "Điều 3", 27],
    ["brvt-kh93-2021", "III. ", "Nơi nhận", "III", 20],
    ["brvt-kh92-2021", "III. ", "Nơi nhận", "III", 26],
    ["quangtri-cv90-2021", "Theo thông báo", "Đề nghị các cơ quan", "", 18],
    ["dongnai-kh109-2022", "1.2. Nhiệm vụ", "2. Tuyên truyền", "II.1.2", 4],
    ["dongnai-kh109-2022", "2.2. Nhiệm vụ", "III. ", "II.2.2", 4],
    ["dongnai-kh109-2022", "IV. ", "Nơi nhận", "IV", 16],
  ])("%s, from %s", (id, from, to, clause, count) => {
    const programme = programmeOf(id);
    const tasks = programme.tasks.filter((task) => task.clause.startsWith(clause));
    const items = itemsOf(partOf(id, from, to));
    expect(items).toHaveLength(count);
    expect(tasks.map(({ quote }) => scanned(programme, quote))).toEqual(items);
  });
});
