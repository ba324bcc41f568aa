import { expect, test } from "vitest";
import type { z } from "zod";
import { distinctRows, type ProcedureCounts } from "../../../functions/domain/counts.ts";
import { type Answers, agenciesOn, usable, workedExample } from "../../helpers/data/answers.ts";
import { composed, sectionsOf, under, volumeOf } from "../../helpers/data/composed.ts";

const DECISION = "brvt-qd-2023";
type Row = z.infer<typeof ProcedureCounts>;

const made = (answers: Answers = workedExample()) => composed(answers, "2023-06", [DECISION]);
const cntt = (answers?: Answers) => sectionsOf(made(answers), "cntt");

/** What the usable answers of one month add up to, a row that comes twice once. */
function summed(of: (row: Row) => number, from: string, isOwn: (agency: string) => boolean = () => true): number {
  const answers = workedExample();
  const rows = agenciesOn(answers, from)
    .filter(({ code }) => isOwn(code))
    .flatMap(({ code }) => distinctRows(usable(answers, code, from) ?? []));
  return rows.reduce((sum, row) => sum + of(row), 0);
}

/** Whether an agency's counts of June are there. */
const hasJune = (code: string): boolean => usable(workedExample(), code, JUNE) !== null;

const [MAY, JUNE] = ["2023-04-15", "2023-05-15"] as const;
const received = (row: Row): number => row.onlineRemote + row.onlineAssisted + row.counter + row.postal;
const grouped = (value: number): string => value.toLocaleString("vi-VN");
const signed = (value: number): string => `${value > 0 ? "+" : value < 0 ? "-" : ""}${grouped(Math.abs(value))}`;

// documents.md 2: received by channel with ± dossiers and %, resolved early/on time/late, under way, overdue.
test.each<[string, (row: Row) => number]>([
  ["Tiếp nhận trong kỳ", received],
  ["- Trực tuyến", (row) => row.onlineRemote + row.onlineAssisted],
  ["- Trực tiếp", (row) => row.counter],
  ["- Qua dịch vụ bưu chính công ích", (row) => row.postal],
  ["- Trước hạn", (row) => row.resolvedEarly],
  ["- Đúng hạn", (row) => row.resolvedOnTime],
  ["- Rút, trả lại", (row) => row.withdrawn],
])("%s: the month, and the difference from the month before", (name, of) => {
  const row = volumeOf(cntt().report).get(name);

  expect(row?.[1]).toBe(grouped(summed(of, JUNE)));
  expect(row?.[2]).toBe(signed(summed(of, JUNE) - summed(of, MAY)));
});

test("what is still open is told only where every agency's last month is there", () => {
  const complete = workedExample();
  for (const one of complete.agencies.filter(({ code }) => !hasJune(code))) {
    complete.counts = complete.counts.filter(({ agency, from }) => agency !== one.code || from !== JUNE);
    complete.counts.push({ agency: one.code, from: JUNE, to: "2023-06-14", items: [] });
  }
  const open = grouped(summed((row) => row.pendingInTime + row.pendingOverdue, JUNE));

  expect(volumeOf(cntt(complete).report).get("Đang giải quyết cuối kỳ")?.[1]).toBe(open);
  expect(volumeOf(cntt().report).get("Đang giải quyết cuối kỳ")?.[1]).toBe("–");
});

test("the largest and the smallest agencies by dossiers received are named with their numbers", () => {
  const { agencies } = workedExample();
  const taken = agencies
    .filter(({ code }) => hasJune(code))
    .map(({ code, name }) => ({ name, number: summed(received, JUNE, (agency) => agency === code) }))
    .sort((left, right) => right.number - left.number);
  const text = under(cntt().sections, "1. Kết quả tiếp nhận, giải quyết").join(" ");

  expect(text).toContain(`Tiếp nhận nhiều hồ sơ nhất: ${taken[0]?.name} (${grouped(taken[0]?.number ?? 0)}), `);
  expect(text).toContain(`ít nhất: ${taken.at(-1)?.name} (${grouped(taken.at(-1)?.number ?? 0)})`);
});

test("an agency without a dossier in a period, after others in earlier ones, is named to be looked at", () => {
  const answers = workedExample();
  const isOf = ({ code }: { readonly code: string }): boolean => hasJune(code);
  const [idle] = agenciesOn(answers, JUNE).filter(isOf);
  if (idle === undefined) throw new Error("Somebody has June's counts.");
  for (const one of answers.counts) if (one.agency === idle.code && one.from === JUNE) one.items = [];
  const windows = answers.counts.filter(({ agency, from }) => agency === idle.code && from !== JUNE);
  const since = windows
    .flatMap(({ from }) => distinctRows(usable(answers, idle.code, from) ?? []))
    .reduce((sum, row) => sum + received(row), 0);
  const text = under(cntt(answers).sections, "1. Kết quả tiếp nhận, giải quyết").join(" ");

  expect(since).toBeGreaterThan(0);
  expect(text).toContain(`01 đơn vị không tiếp nhận hồ sơ nào trong kỳ (${idle.name}).`);
  expect(under(cntt(answers).sections, "SỐ LIỆU VÀ CHẤT LƯỢNG SỐ LIỆU").join(" ")).toContain(
    `Cần kiểm tra lại đơn vị không tiếp nhận hồ sơ nào trong kỳ: ${idle.name} (${grouped(since)} hồ sơ từ đầu năm).`,
  );
});

// Issue 15: overdue dossiers by field and agency with their share.
test("overdue dossiers are told by agency and by field, each with its share of the whole", () => {
  // What is open is not known of the whole, and of no part of it.
  const all = summed((row) => row.resolvedLate, JUNE);
  const [text = ""] = under(cntt().sections, "2. Hồ sơ quá hạn");
  const parts = [...text.matchAll(/\(([\d.]+) hồ sơ, ([\d,]+)%\)/g)].map(([, number = "", share = ""]) => ({
    number: Number(number.replaceAll(".", "")),
    share: Number(share.replace(",", ".")),
  }));

  expect(text).toMatch(/Theo cơ quan \(tỷ trọng trong số hồ sơ quá hạn\): .*\. Theo lĩnh vực: .*\.$/);
  expect(parts.reduce((sum, { number }) => sum + number, 0)).toBe(2 * all);
  for (const { number, share } of parts) expect(share).toBeCloseTo((number * 100) / all, 2);
});

test("nothing overdue is said to be nothing only where all is known", () => {
  const answers = workedExample();
  for (const one of answers.counts) {
    const rows = usable(workedExample(), one.agency, one.from);
    one.items = rows?.map((row) => ({ ...row, resolvedLate: 0, pendingOverdue: 0 })) ?? one.items;
  }
  const told = under(cntt(answers).sections, "2. Hồ sơ quá hạn");

  expect(told).toEqual(["Số liệu đã có không có hồ sơ giải quyết quá hạn."]);
});
